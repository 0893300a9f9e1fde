"""rig-site init: a new group is complete, right and ready to publish, and nothing that was there is touched."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from rig_site.cli.program import commands
from rig_site.cli.schema import FILES, schema_file
from rig_site.content.schema.shapes import Site

GOLDEN = Path(__file__).parent / "trees" / "init"
SAID = ("--title", "Paper Club", "--timezone", "Europe/London", "--meeting", "monday 11:00-12:00", "--room", "Room 1")

RELEASE = f"rig-site=={version('rig-site')}".encode()
"""What the workflows install; golden files do not name it, so that they hold for the next release."""


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, on Monday 5 January 2026 at eight in the morning."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767600000")
    return tmp_path


def rig_site(*arguments: str) -> Result:
    return CliRunner().invoke(commands, arguments)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_group_is_these_files(tmp_path: Path, refresh: bool) -> None:
    done = rig_site("init", "club", *SAID)
    assert done.output == (
        "club: 22 files written\n"
        "next: cd club, then rig-site serve --open; content/site.yaml says what else can be set\n"
        "The sessions, the note and the page are placeholders: write over them, or delete them.\n"
    )
    made = files(tmp_path / "club")
    for name in FILES:
        path, content = schema_file(name)
        assert made.pop(path) == content
    made = {path: content.replace(RELEASE, b"rig-site==VERSION") for path, content in made.items()}
    if refresh:
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, content in made.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(content)
    assert made == files(GOLDEN)


@pytest.mark.parametrize(
    "options",
    [
        (),
        SAID,
        ("--base-url", "https://club.test/reading", "--meeting", "every 2 weeks on tuesday and thursday, 16:00"),
        ("--title", '读书会: "A" # *b*', "--meeting", "last friday", "--timezone", "Asia/Shanghai", "--room", "a, {b}"),
    ],
)
def test_init_build_and_check_find_nothing_wrong(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert rig_site("init", *options).exit_code == 0
    for command in (("check", "--strict"), ("build", "--strict"), ("check", "--strict")):
        done = rig_site(*command)
        assert done.exit_code == 0
        assert "warning" not in done.output
    assert len(list((tmp_path / "_site" / "sessions").iterdir())) == 2
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "first-session" in readme
    assert ('# 读书会: "A" # \\*b\\*\n' in readme) == ("Asia/Shanghai" in options)
    assert (tmp_path / "PREVIOUS.md").exists()
    assert (tmp_path / "_site" / "_headers").exists()
    assert rig_site("new", "Third").exit_code == 0


def test_every_key_that_is_commented_out_is_right_once_it_is_not(tmp_path: Path) -> None:
    """Taking the # away before every key gives a site.yaml that is accepted, and that has every key but a few."""
    rig_site("init", *SAID)
    settings = tmp_path / "content" / "site.yaml"
    keys = re.sub(r"^# (?=(?:\w+:|  ).*)", "", settings.read_text(encoding="utf-8"), flags=re.MULTILINE)
    settings.write_text(keys.replace("OWNER/REPOSITORY", "group/site"), encoding="utf-8")
    people = tmp_path / "content" / "people.yaml"
    people.write_text(re.sub(r"^# (?=[\w-]+: )", "", people.read_text(encoding="utf-8"), flags=re.MULTILINE))
    done = rig_site("check", "--strict")
    assert (done.exit_code, "warning" in done.output) == (0, False), done.output
    written = set(yaml.safe_load(keys))
    assert set(Site.written_fields()) - written == {"phrases", "date_format", "macros"}


def test_editors_are_told_of_every_file(tmp_path: Path) -> None:
    rig_site("init")
    schemas = json.loads((tmp_path / ".vscode" / "settings.json").read_text())["yaml.schemas"]
    assert {Path(name).exists() for name in schemas} == {True}
    assert set(schemas.values()) == {f"content/{pattern}" for pattern in FILES.values()}
    for path in (tmp_path / "content").rglob("*.yaml"):
        named = path.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
        assert (path.parent / named).resolve().parent == tmp_path / "schemas"


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    kept = {
        "README.md": b"# Ours\r\n",
        ".gitignore": b"*.log\n",
        ".github/workflows/check.yml": b"on: push\n",
        "content/sessions/ours.yaml": b"{id: ours, date: 2026-01-12, title: Ours, announced: 2026-01-01}\n",
    }
    for path, content in kept.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    done = rig_site("init", *SAID)
    assert done.exit_code == 0
    assert {path: (tmp_path / path).read_bytes() for path in kept} == kept
    for path in (".github/workflows/check.yml", ".gitignore", "README.md"):
        assert f"{path}: it was there already, and is left as it is\n" in done.output
    assert "README.md: two lines show the schedule in it: <!-- rig-site:schedule -->" in done.output
    assert sorted(path.name for path in (tmp_path / "content").iterdir()) == [
        "people.yaml",
        "sessions",
        "site.yaml",
        "static",
    ]
    assert [path.name for path in (tmp_path / "content/sessions").iterdir()] == ["ours.yaml"]
    assert rig_site("build").exit_code == 0
    (tmp_path / "README.md").unlink()
    assert "README.md" not in rig_site("init").output
    assert (tmp_path / "README.md").read_text(encoding="utf-8").startswith("# Paper Club\n")
    before = files(tmp_path)
    again = rig_site("init", "--title", "Another")
    assert "content: a group has begun there already, and is left as it is\n.: 0 files written\n" in again.output
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("remote", "address", "repository"),
    [
        ("git@github.com:Owner/site.git", "https://owner.github.io/site/", "https://github.com/Owner/site"),
        (
            "https://github.com/owner/owner.github.io",
            "https://owner.github.io/",
            "https://github.com/owner/owner.github.io",
        ),
        (
            "https://name:word@gitlab.com/group/club.git",
            "https://group.gitlab.io/club/",
            "https://gitlab.com/group/club",
        ),
        ("ssh://git@forge.test/group/club.git", "https://example.org/paper-club/", "https://forge.test/group/club"),
        ("/somewhere/on/a/disk", "https://example.org/paper-club/", None),
    ],
)
def test_a_clone_tells_the_address_and_the_repository(
    tmp_path: Path, remote: str, address: str, repository: str | None
) -> None:
    subprocess.run(["git", "init", "--quiet"], check=True)
    subprocess.run(["git", "remote", "add", "origin", remote], check=True)
    assert rig_site("init", *SAID).exit_code == 0
    settings = yaml.safe_load((tmp_path / "content" / "site.yaml").read_text(encoding="utf-8"))
    assert (settings["base_url"], settings.get("repository")) == (address, repository)


@pytest.mark.parametrize(
    ("said", "weekday", "every", "time"),
    [
        ("monday", "monday", None, None),
        ("Mondays 9:30", "monday", None, "9:30"),
        ("every week on friday at 16:00-17:00", "friday", "week", "16:00-17:00"),
        ("first monday from 11:00", "first monday", None, "11:00"),
        ("every 2 months on last friday", "last friday", "2 months", None),
        ("tuesday, wednesday and thursday, 11:00 - 12:00", ["tuesday", "wednesday", "thursday"], None, "11:00 - 12:00"),
    ],
)
def test_a_meeting_is_read_as_it_is_said(
    tmp_path: Path, said: str, weekday: object, every: str | None, time: str | None
) -> None:
    done = rig_site("init", "--meeting", said)
    assert done.exit_code == 0, done.output
    (meeting,) = yaml.safe_load((tmp_path / "content" / "site.yaml").read_text(encoding="utf-8"))["meetings"]
    assert (meeting["weekday"], meeting.get("every"), meeting.get("time")) == (weekday, every, time)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--meeting", "moonday 11:00"), "'moonday' is not a weekday; did you mean 'monday'?"),
        (("--meeting", "monday 11am"), "'11am' is not a time; write '11:00'"),
        (("--meeting", "1st monday 11:00"), "did you mean 'first monday'?"),
        (("--meeting", "11:00"), "is no usual meeting like 'monday 11:00-12:00'"),
        (("--meeting", "every week on first monday"), "'first monday' is a day of a month"),
        (("--meeting", "every 3 days on monday"), "is not a weekday"),
        (("--timezone", "London"), "'London' is not a time zone like Europe/London"),
        (("--base-url", "club.test"), "'club.test' is not a web address; allowed: an address such as"),
        (("--room", "https://call.test/"), "is an address, and rooms are published"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    done = rig_site("init", "club", *options)
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
    assert files(tmp_path) == {}


def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    """A mistake is asked again, and an empty line takes what is suggested."""
    answers = ["Paper Club", "Nowhere/At all", "Europe/Paris", "", "first friday 16:00", "Room 1"]
    primary, secondary = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "rig_site", "init", "club"], stdin=secondary, stdout=secondary, stderr=secondary
    )
    os.close(secondary)
    said, read = "", 0
    while True:
        ready, _, _ = select.select([primary], [], [], 60)
        assert ready, said
        try:
            chunk = os.read(primary, 4096)
        except OSError:  # Linux says so once the other side is closed
            break
        if not chunk:
            break
        said += chunk.decode()
        if re.search(r"[]?]: $", said[read:]) and answers:
            read = len(said)
            os.write(primary, (answers.pop(0) + "\n").encode())
    assert child.wait(60) == 0, said
    os.close(primary)
    assert "'Nowhere/At all' is not a time zone" in said
    settings = yaml.safe_load((tmp_path / "club/content/site.yaml").read_text(encoding="utf-8"))
    assert (settings["title"], settings["timezone"]) == ("Paper Club", "Europe/Paris")
    assert settings["base_url"] == "https://example.org/paper-club/"
    assert settings["meetings"][0]["weekday"] == "first friday"
    assert settings["meetings"][0]["room"] == "Room 1"


def test_where_no_group_can_be_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    assert rig_site("init", "club").exit_code == 0
    before = files(tmp_path)
    for place, said in {
        "file/inside": "is no folder",
        "lost": "lost is a link that leads nowhere",
        "lost/inside": "cannot be written",
        "x" * 300: "cannot be a folder",
        "club/content": "lies in the content folder of a group",
        "club/content/deeper/still": "lies in the content folder of a group",
    }.items():
        done = rig_site("init", place)
        assert done.exit_code == 2, done.output
        assert said in " ".join(done.output.split())
        assert "Nothing was written" in " ".join(done.output.split())
    assert files(tmp_path) == before


def test_a_group_within_another_is_said_to_be_one(tmp_path: Path) -> None:
    rig_site("init", ".", *SAID)
    result = rig_site("init", "talks", *SAID)
    assert result.exit_code == 0
    assert f"talks lies in the folder of another group, {tmp_path.resolve()}: commands mean" in result.output


def test_a_group_goes_on_without_its_placeholders(tmp_path: Path) -> None:
    assert rig_site("init", ".").exit_code == 0
    for path in (*Path("content/sessions").iterdir(), Path("content/notes/first-note.md")):
        path.unlink()
        assert rig_site("check", "--strict").exit_code == 0


def test_where_there_is_no_group_it_is_said_how_one_begins() -> None:
    for command in ("build", "check", "list", "new"):
        done = rig_site(command)
        assert done.exit_code == 2
        assert "'rig-site init' begins a group here" in " ".join(done.output.split())


def test_where_there_is_no_session_it_is_said_which_file_to_write(tmp_path: Path) -> None:
    rig_site("init", *SAID)
    shutil.rmtree(tmp_path / "content" / "sessions")
    shutil.rmtree(tmp_path / "content" / "notes")
    file = "content/sessions/2026-01-05-attention.yaml"
    said = f"next: nothing is scheduled; there is no session yet: write {file}, or let 'rig-site new' write the first\n"
    assert said in rig_site("build").output
    assert said in rig_site("build").output
    (tmp_path / "content/site.yaml").unlink()
    assert "'rig-site init' writes one, with a word on every line" in rig_site("build").output
