"""rig-site new and list: what is written, where, and what is left alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from rig_site.cli.program import commands

SITE = """\
title: Paper Club
base_url: https://club.test/
timezone: Europe/London
uid_domain: club.test
meetings:
  - {from: 2026-01-12, every: week, weekday: monday, time: "11:00-12:00", room: Room 1, except: 2026-01-26}
"""
PROPOSALS = """\
# What people want to read
- title: State space models # a favourite
  by: lead-b
  reactions: {"👍": 4}
  readings:
    Main:
      - {arxiv: 2312.00752, title: Mamba, year: 2023}
# The next one
- {title: Diffusion, by: {name: Lead C, url: https://example.org/c}}
# Somebody asked
- title: State of the art
"""
GOLDEN = Path(__file__).parent / "trees"


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A group in the current folder, on Monday 5 January 2026 at eight in the morning."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767600000")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
    (tmp_path / "content" / "people.yaml").write_text("lead-a: Lead A\nlead-b: Lead B\n", encoding="utf-8")
    (tmp_path / "content" / "proposals.yaml").write_text(PROPOSALS, encoding="utf-8")
    return tmp_path


def rig_site(*arguments: str) -> Result:
    return CliRunner().invoke(commands, arguments)


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_week_of_an_organiser(group: Path, refresh: bool) -> None:
    """Every file that comes of these commands is compared with the golden tree."""
    for arguments in (
        ("new",),
        ("new", "Attention:", "all", "you", "need", "--lead", "lead-a", "--room", "Room: 2"),
        ("new", "2026-01-28", "Attention: all you need", "--time", "9:30", "--kind", "Discussion"),
        ("new", "--from", "state-space"),
        ("new", "note", "RetNet, in one page", "--session", "state-space-models", "--author", "lead-b"),
        ("new", "person", "Lead C", "--url", "https://example.org/c"),
        ("new", "page", "Code of conduct"),
    ):
        done = rig_site(*arguments)
        assert done.exit_code == 0, done.output
    made = {path: text for path, text in files(group).items() if not path.startswith("schemas/")}
    if refresh:
        shutil.rmtree(GOLDEN / "new", ignore_errors=True)
        for path, text in made.items():
            (GOLDEN / "new" / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / "new" / path).write_text(text, encoding="utf-8")
    assert made == files(GOLDEN / "new")
    assert rig_site("check", "--strict").exit_code == 0


def test_a_session_says_where_it_went_and_what_it_still_needs(group: Path) -> None:
    assert rig_site("new", "Attention", "--lead", "lead-a").output == (
        "schemas/sessions.schema.json: so that editors complete and check what you write\n"
        "content/sessions/2026-01-12-attention.yaml: 'attention', Monday 2026-01-12, 11:00-12:00, Room 1\n"
        "next: write readings into it, then rig-site build\n"
    )
    named = (group / "content/sessions/2026-01-12-attention.yaml").read_text(encoding="utf-8").splitlines()[0]
    schema = named.partition("$schema=")[2]
    assert json.loads((group / "content/sessions" / schema).read_text(encoding="utf-8"))["title"] == "a session"


def test_a_note_goes_into_a_folder(group: Path) -> None:
    said = "content/notes/Deep Learning/lora.md: a note, at /notes/deep-learning/lora/ once it is built\n"
    assert rig_site("new", "note", "LoRA", "--folder", "Deep Learning/").output == said
    assert (group / "content/notes/Deep Learning/lora.md").is_file()
    for folder in ("..", ".trash", "a/../../b"):
        refused = rig_site("new", "note", "LoRA", "--folder", folder)
        assert (refused.exit_code, f"'{folder}' is not a folder of notes/, or is hidden" in refused.output) == (2, True)
    assert not (group / "content/b").exists()


def test_days_that_are_planned_excepted_or_begun_are_passed_over(group: Path) -> None:
    (group / "content/sessions").mkdir()
    (group / "content/sessions/all.yaml").write_text(
        "- {id: free, date: 2026-01-12, status: free}\n- {id: holiday, date: 2026-01-31, until: 2026-02-08, status: break}\n"
    )
    assert "Monday 2026-01-19" in rig_site("new", "One").output
    assert "Monday 2026-02-09" in rig_site("new", "Two").output
    assert "Monday 2026-02-16" in rig_site("new", "Three", "--as-of", "2026-02-16T10:59").output
    assert "Monday 2026-02-23" in rig_site("new", "Four", "--as-of", "2026-02-16T11:00").output
    assert "Monday 2026-03-09" in rig_site("new", "Five", "--as-of", "2026-03-02T11:00").output


@pytest.mark.parametrize(
    ("meetings", "why"),
    [
        ("", "site.yaml names no usual meeting"),
        (
            "meetings: [{from: 2025-09-01, weekday: monday, until: 2025-12-12}]\n",
            "the usual meetings of site.yaml have ended",
        ),
    ],
)
def test_without_a_usual_day_the_day_is_asked_for(group: Path, meetings: str, why: str) -> None:
    (group / "content/site.yaml").write_text(SITE.partition("meetings:")[0] + meetings, encoding="utf-8")
    done = rig_site("new", "Attention")
    assert done.exit_code == 2
    assert f"Error: {why}, so say the day: rig-site new DATE [TITLE]\n" in done.output
    assert "the whole day" in rig_site("new", "2026-01-12", "Attention").output


def test_an_id_is_given_once_and_no_file_is_overwritten(group: Path) -> None:
    folder = group / "content/sessions"
    folder.mkdir()
    (folder / "old.yaml").write_text(
        "- {id: Attention, date: 2025-12-01, title: A}\n"
        "- {id: b, date: 2025-12-08, title: B, aliases: [sessions/attention-2/]}\n"
    )
    assert "'attention-3'" in rig_site("new", "2026-01-12", "Attention").output
    (folder / "2026-01-19-lora.yaml").write_text("{id: other, date: 2026-01-20, title: Other}\n")
    assert "2026-01-19-lora-2.yaml: 'lora'" in rig_site("new", "2026-01-19", "LoRA").output
    assert (folder / "2026-01-19-lora.yaml").read_text() == "{id: other, date: 2026-01-20, title: Other}\n"
    rig_site("new", "page", "About")
    before = files(group)
    for again in (("page", "About"), ("person", "Lead A"), ("page", "Archive")):
        assert rig_site("new", *again).exit_code in (1, 2)
    assert files(group) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("12/01/2026", "A"), "'12/01/2026' is not an ISO date; write '2026-01-12' for 12 January 2026"),
        (("2026-02-30", "A"), "there is no day 2026-02-30; February 2026 has 28 days"),
        (("A", "--time", "11am"), "content/sessions/2026-01-12-a.yaml:4:7: error: '11am' is not a time"),
        (("A", "--lead", "led-a"), "did you mean 'lead-a'?"),
        (
            ("--from", "state"),
            "several proposals begin with 'state'; there are:\n  1  State space models\n  2  Diffusion",
        ),
        (("--from", "nothing"), "no proposal begins with 'nothing'; there are:\n  1  State space models"),
        (("note", "!!"), "'!!' has no letter and no digit to make an address of"),
        (("note", "N", "--session", "attention"), "there is no session 'attention'"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(group: Path, arguments: tuple[str, ...], said: str) -> None:
    before = files(group)
    done = rig_site("new", *arguments)
    assert done.exit_code in (1, 2)
    assert said in done.output
    assert files(group) == before


def test_a_group_with_errors_is_left_alone(group: Path) -> None:
    (group / "content/people.yaml").write_text("lead-a: [x]\n")
    before = files(group)
    done = rig_site("new", "Attention")
    assert done.exit_code == 1
    assert done.output.endswith("Mend this first; nothing was changed.\n")
    assert files(group) == before


def test_a_proposal_goes_with_its_number_and_the_others_stay_as_they_are(group: Path) -> None:
    assert rig_site("new", "--from", "2", "--lead", "lead-a").exit_code == 0
    rest = (group / "content/proposals.yaml").read_text(encoding="utf-8")
    assert rest == PROPOSALS.replace("- {title: Diffusion, by: {name: Lead C, url: https://example.org/c}}\n", "")
    assert rig_site("new", "2026-03-02", "SSMs", "--from", "State Space Models").exit_code == 0
    session = yaml.safe_load((group / "content/sessions/2026-03-02-ssms.yaml").read_text(encoding="utf-8"))
    assert session["readings"] == {"Main": [{"arxiv": 2312.00752, "title": "Mamba", "year": 2023}]}
    assert session["leads"] == ["lead-b"]
    assert rig_site("new", "--from", "1").exit_code == 0
    assert (group / "content/proposals.yaml").read_text(encoding="utf-8") == (
        "# What people want to read\n# The next one\n# Somebody asked\n"
    )
    assert "has no proposals" in rig_site("new", "--from", "1").output
    assert rig_site("build").exit_code == 0


def test_people_are_added_in_the_line_ends_of_the_file(group: Path) -> None:
    people = group / "content/people.yaml"
    people.write_bytes(b"# us\r\nlead-b: Lead B\r\nlead-a: Lead A")
    assert rig_site("new", "person", "Lead", "É", "--key", "e").exit_code == 0
    assert people.read_bytes() == "# us\r\nlead-b: Lead B\r\nlead-a: Lead A\r\ne: Lead É\r\n".encode()


def test_a_list_says_what_is_missing(group: Path) -> None:
    rig_site("new")
    rig_site("new", "Attention", "--lead", "lead-a", "--lead", "Lead C")
    (group / "content/sessions/free.yaml").write_text("{id: free, date: 2026-02-02, status: free}\n")
    (group / "content/sessions/old.yaml").write_text(
        "{id: old, date: 2025-12-01, title: Old, leads: [lead-b], readings: [{title: A book}]}\n"
    )
    assert rig_site("list").output == (
        "date        id          leads           title                        missing\n"
        "2026-01-12  2026-01-12  –               To be announced (tentative)  leads, readings, title\n"
        "2026-01-19  attention   Lead A, Lead C  Attention                    readings\n"
        "2026-02-02  free        –               Free slot (free)             –\n"
    )
    assert rig_site("list", "--all").output.splitlines()[1].split() == [
        "2025-12-01",
        "old",
        "Lead",
        "B",
        "Old",
        "room,",
        "time",
    ]
    first, second, _ = json.loads(rig_site("list", "--format", "json").output)
    assert (first["id"], first["missing"]) == ("2026-01-12", ["leads", "readings", "title"])
    assert second["leads"] == ["Lead A", "Lead C"]


def test_people_are_listed_by_how_long_they_have_not_led(group: Path) -> None:
    folder = group / "content/sessions"
    folder.mkdir()
    (folder / "all.yaml").write_text(
        "- {id: a, date: 2025-11-03, title: A, leads: [lead-a]}\n"
        "- {id: b, date: 2025-12-01, title: B, leads: [lead-b]}\n"
        "- {id: c, date: 2025-12-08, title: C, leads: [lead-a], status: cancelled}\n"
        "- {id: d, date: 2026-01-12, title: D, leads: [Lead C]}\n"
        "- {id: e, date: 2026-01-19, title: E, roles: {Chair: Lead D}}\n"
    )
    rows = json.loads(rig_site("list", "--people", "--format", "json").output)
    assert [(row["key"], row["led"], row["last"], row["next"]) for row in rows] == [
        ("lead-d", 0, None, None),
        ("lead-a", 1, "2025-11-03", None),
        ("lead-b", 1, "2025-12-01", None),
        ("lead-c", 0, None, "2026-01-12"),
    ]
    assert rig_site("list", "--people").output.splitlines()[:2] == [
        "person           led  last        next",
        "Lead D (lead-d)  0    never       –",
    ]


def test_nothing_to_list_says_what_to_do(group: Path) -> None:
    assert rig_site("list").output == "nothing is scheduled; 'rig-site new' writes the next session\n"
    assert json.loads(rig_site("list", "--format", "json").output) == []


def completed(arguments: list[str], incomplete: str) -> list[tuple[str, str | None]]:
    shell = ShellComplete(commands, {}, "rig-site", "_RIG_SITE_COMPLETE")
    return [(item.value, item.help) for item in shell.get_completions(arguments, incomplete)]


def test_where_there_is_no_content_nothing_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert completed(["cancel"], "") == []
    assert completed(["new", "session", "--from"], "") == []


def test_shells_complete_ids_and_proposals(group: Path) -> None:
    rig_site("new", "Attention")
    rig_site("new", "Attempts")
    (group / "content/sessions/broken.yaml").write_text("{id: broken, date: 2026-03-02, titel: Broken}\n")
    expected = [("attempts", "2026-01-19 Attempts"), ("attention", "2026-01-12 Attention")]
    for command in ("move", "cancel", "add", "announce"):
        assert completed([command], "att") == expected
    assert completed(["cancel", "--content", "content"], "Atte") == expected
    assert completed(["new", "note", "N", "--session"], "attem") == expected[:1]
    assert completed(["new", "session", "--from"], "state") == [
        ("state-space-models", "State space models"),
        ("state-of-the-art", "State of the art"),
    ]


def test_what_is_remarkable_about_a_day_is_said(group: Path) -> None:
    for arguments, said in {
        ("new", "today", "First"): "'first', Monday 2026-01-05",
        ("new", "Tomorrow", "Second"): "'second', Tuesday 2026-01-06",
        ("new", "2026-01-12", "Third"): "'third', Monday 2026-01-12, 11:00-12:00, Room 1\nnext",
        ("new", "2026-01-12", "Fourth"): "fourth.yaml: 'third' is on 2026-01-12 too\n",
        ("new", "2025-12-01", "Fifth"): "fifth.yaml: 2025-12-01 is over\n",
        ("new", "2026-01-26", "Sixth"): "sixth.yaml: site.yaml says that the group does not meet on 2026-01-26\n",
        ("move", "sixth", "2026-01-06"): "sixth.yaml: 'second' is on 2026-01-06 too\n",
    }.items():
        done = rig_site(*arguments)
        assert done.exit_code == 0, done.output
        assert said in done.output


def test_no_usual_day_is_left_where_each_is_taken(group: Path) -> None:
    settings = group / "content" / "site.yaml"
    settings.write_text(SITE.replace("except: 2026-01-26", "until: 2026-01-19"), encoding="utf-8")
    assert [rig_site("new", f"Session {number}").exit_code for number in (1, 2)] == [0, 0]
    done = rig_site("new", "Session 3")
    assert done.exit_code == 2
    assert "something is planned on every usual day until 2026-01-19, so say the day" in " ".join(done.output.split())


def test_a_day_at_the_end_and_a_name_that_is_taken_are_refused(group: Path) -> None:
    before = files(group)
    for arguments, said in {
        ("new", "Attention", "2026-01-12"): "the day comes first: rig-site new 2026-01-12 Attention",
        ("new", "person", "Lead A"): "people.yaml has 'lead-a' already",
        ("new", "--from", ""): "no proposal begins with ''",
    }.items():
        done = rig_site(*arguments)
        assert done.exit_code == 2
        assert said in " ".join(done.output.split())
    assert files(group) == before


@pytest.mark.parametrize(
    ("title", "lacks"), [("🎉🎉", False), ("?!", False), ("TBA", True), ("To be announced.", True)]
)
def test_a_title_is_one_that_says_something(group: Path, title: str, lacks: bool) -> None:
    assert rig_site("new", title).exit_code == 0
    (listed,) = json.loads(rig_site("list", "--format", "json").stdout)
    assert ("title" in listed["missing"]) == lacks
