import errno
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import rig_site.write.file
from rig_site.cli.program import commands, main

GROUP = Path(__file__).parents[1] / "sites" / "reading-group" / "content"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(GROUP, tmp_path / "content")
    return tmp_path / "content"


def run(content: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, [*arguments, "--content", str(content), "--as-of", "2024-03-10T08:30Z"])


def changed(content: Path) -> list[str]:
    """Return the lines that a file has more (+) and fewer (-) than before."""
    before = (GROUP / "sessions" / "spring.yaml").read_text().splitlines()
    after = (content / "sessions" / "spring.yaml").read_text().splitlines()
    return [f"-{line}" for line in before if line not in after] + [f"+{line}" for line in after if line not in before]


def test_a_move_keeps_the_time_and_room_that_the_new_day_would_not_give(content: Path) -> None:
    assert run(content, "move", "under-way", "2024-03-13", "--reason", "room\nclash").exit_code == 0
    assert changed(content) == [
        "-  date: 2024-03-12",
        "+  date: 2024-03-13",
        "+  time: 16:00-17:30",
        "+  room: Room B",
        "+  updated: 2024-03-10T08:30:00Z",
        "+  moved_from: [{date: 2024-03-12, reason: room clash}]",
    ]


def test_a_move_to_another_usual_meeting_writes_nothing_the_defaults_say(content: Path) -> None:
    assert run(content, "move", "under-way", "2024-03-26").exit_code == 0
    assert [line for line in changed(content) if "time" in line or "room" in line] == []
    assert run(content, "move", "under-way", "2024-03-27", "--time", "14:00", "--room", "Room: C").exit_code == 0
    assert '+  room: "Room: C"' in changed(content)
    assert "+  moved_from: [{date: 2024-03-12}, {date: 2024-03-26}]" in changed(content)


def test_a_cancellation_and_its_undoing_leave_the_revision_alone(content: Path) -> None:
    assert run(content, "cancel", "under-way", "--reason", "ill").exit_code == 0
    assert changed(content) == ["+  updated: 2024-03-10T08:30:00Z", "+  reason: ill"]
    text = (content / "sessions" / "spring.yaml").read_text()
    assert (
        "- id: under-way\n  date: 2024-03-12\n  updated: 2024-03-10T08:30:00Z\n  status: cancelled\n  reason: ill\n"
        in text
    )
    assert run(content, "cancel", "under-way", "--undo").exit_code == 0
    assert changed(content) == ["+  updated: 2024-03-10T08:30:00Z"]


def test_a_move_to_the_same_day_is_a_change_of_time(content: Path) -> None:
    moved = run(content, "move", "under-way", "2024-03-12", "--time", "14:00-15:00")
    file = content / "sessions" / "spring.yaml"
    assert moved.output == (
        f"{file}: 'under-way' is held on 2024-03-12 as before, at another time or place\n"
        f"next: rig-site build, to see it on the site; then commit {file}, for that tells those who subscribed\n"
    )
    assert changed(content) == ["+  updated: 2024-03-10T08:30:00Z", "+  time: 14:00-15:00"]


@pytest.mark.parametrize(
    ("written", "back", "left"),
    [
        ("moved_from: [{date: 2024-03-12}]", "2024-03-12", ""),
        ("moved_from:\n- date: 2024-03-12\n  reason: ill", "2024-03-12", ""),
        ("moved_from: [{date: 2024-03-05}, {date: 2024-03-12}]", "2024-03-12", "moved_from: [{date: 2024-03-05}]\n"),
        ("moved_from: [{date: 2024-03-05}, {date: 2024-03-12}]", "2024-03-05", ""),
        (
            "moved_from:\n  - date: 2024-03-05   # Easter\n  -\n    date: 2024-03-12",
            "2024-03-12",
            "moved_from:\n  - date: 2024-03-05   # Easter\n",
        ),
    ],
)
def test_back_on_a_day_it_was_moved_from_the_mark_goes(content: Path, written: str, back: str, left: str) -> None:
    file = content / "sessions" / "shifted.yaml"
    rest = "id: shifted\n{}title: Moved\ntime: 10:00-11:00\nroom: Room C\n# The end\n"
    file.write_text(rest.format(f"date: 2024-03-19\n{written}\n"))
    assert "'shifted' moved back from 2024-03-19 to " + back in run(content, "move", "shifted", back).output
    after = rest.format(f"date: {back}\nupdated: 2024-03-10T08:30:00Z\n{left}")
    assert file.read_text() == after
    if back == "2024-03-12":
        file.write_text(rest.format(f"date: 2024-03-19\n{written}\n"))
        assert run(content, "move", "shifted", "--undo").exit_code == 0
        assert file.read_text() == after


def test_what_may_be_left_of_a_move_that_is_taken_back_is_said(content: Path) -> None:
    run(content, "move", "under-way", "2024-03-13", "--time", "14:00-15:00")
    undone = run(content, "move", "under-way", "--undo").output.splitlines()
    assert undone[1].endswith("it keeps what is not usual on that day: 14:00-15:00")


@pytest.mark.parametrize("name", ["Under-Way", "2024-03-12"])
def test_a_session_is_known_by_its_day_too(content: Path, name: str) -> None:
    done = run(content, "cancel", name, "--reason", "a strike")
    assert (done.exit_code, "'under-way' is cancelled" in done.output) == (0, True)


def test_a_move_into_the_past_asks_after_the_year(content: Path) -> None:
    moved = run(content, "move", "under-way", "2023-03-19").output
    assert "2023-03-19 was 357 days ago; did you mean 2024-03-19? 'rig-site move under-way --undo' goes back\n" in moved


def test_dashes_in_lines_of_their_own_can_be_added_to(content: Path) -> None:
    file = content / "sessions" / "shifted.yaml"
    file.write_text(
        "date: 2024-03-19\nid: shifted\ntitle: Moved\nmoved_from:\n  # a - b\n  -   # c - d\n    date: 2024-03-12\n"
    )
    assert run(content, "move", "shifted", "2024-03-26").exit_code == 0
    assert file.read_text().endswith("    date: 2024-03-12\n  - {date: 2024-03-19}\n")


def test_a_cancelled_session_stays_cancelled(content: Path) -> None:
    moved = run(content, "move", "cancelled", "2024-04-02")
    assert "'cancelled' stays cancelled; 'rig-site cancel cancelled --undo' lets it take place" in moved.output
    again = run(content, "cancel", "cancelled", "--reason", "a strike")
    assert "'cancelled' stays cancelled, and the reason is another one\nnext: " in again.output
    text = (content / "sessions" / "spring.yaml").read_text()
    assert (text.count("status: cancelled"), text.count("reason: a strike")) == (1, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["move", "under-way", "2024-03-13"],
        ["cancel", "under-way"],
        ["export", "--output", "sessions/spring.yaml"],
    ],
)
def test_a_full_disk_leaves_the_file_whole_and_is_told_with_its_name(
    content: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, written: bytes, **_: object) -> None:
        path.write_bytes(written[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.chdir(content)
    monkeypatch.setattr(rig_site.write.file, "create", full)
    monkeypatch.setattr(sys, "argv", ["rig-site", *arguments, "--content", ".", "--as-of", "2024-03-10T08:30Z"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith("sessions/spring.yaml: No space left on device\n")
    assert changed(content) == []
    assert [file.name for file in (content / "sessions").iterdir() if file.name.startswith(".")] == []


@pytest.mark.parametrize("command", [["move", "under-way", "2024-03-13"], ["cancel", "under-way"]])
def test_a_read_only_file_is_left_alone(content: Path, command: list[str]) -> None:
    file = content / "sessions" / "spring.yaml"
    file.chmod(0o444)
    refused = run(content, *command).exception
    assert isinstance(refused, PermissionError)
    assert (refused.filename, refused.strerror) == (str(file), "the file is read-only")
    assert changed(content) == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["move", "under-wai", "2024-03-13"], 2, "there is no session 'under-wai'; did you mean under-way?"),
        (["move", "under-way", "13/03/2024"], 2, "'13/03/2024' is not a date like 2024-03-25"),
        (["move", "under-way", "2024-03-12"], 2, "'under-way' is held on 2024-03-12 already"),
        (["move", "under-way", "2024-03-13", "--time", "4pm"], 1, "Nothing was changed."),
        (["cancel", "cancelled"], 2, "'cancelled' is cancelled already; --reason changes why"),
        (["cancel", "under-way", "--undo", "--reason", "well"], 2, "'under-way' is not cancelled"),
        (["cancel", "cancelled", "--undo", "--reason", "well"], 2, "--undo takes the reason away; it needs none"),
        (["move", "under-way"], 2, "say the DATE to move to, or --undo"),
        (["move", "under-way", "2024-03-13", "--undo"], 2, "--undo needs no DATE"),
        (["move", "under-way", "--undo"], 2, "'under-way' was not moved"),
        (["cancel", "under-way", "--undo"], 2, "'under-way' is not cancelled"),
        (["cancel", "slot"], 2, "'slot' is no session but a free slot"),
    ],
)
def test_what_cannot_be_done_changes_nothing(content: Path, arguments: list[str], code: int, said: str) -> None:
    refused = run(content, *arguments)
    assert (refused.exit_code, said in refused.output) == (code, True)
    assert changed(content) == []
