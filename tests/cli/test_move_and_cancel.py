import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rig_site.cli import commands

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
        '+  time: "16:00-17:30"',
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


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["move", "under-wai", "2024-03-13"], 2, "there is no session 'under-wai'; did you mean under-way?"),
        (["move", "under-way", "13/03/2024"], 2, "'13/03/2024' is not a date like 2024-03-25"),
        (["move", "under-way", "2024-03-12"], 2, "'under-way' is held on 2024-03-12 already"),
        (["move", "under-way", "2024-03-13", "--time", "4pm"], 1, "Nothing was changed."),
        (["cancel", "cancelled"], 2, "'cancelled' is cancelled already"),
        (["cancel", "under-way", "--undo"], 2, "'under-way' is not cancelled"),
        (["cancel", "slot"], 2, "'slot' is no session but a free slot"),
    ],
)
def test_what_cannot_be_done_changes_nothing(content: Path, arguments: list[str], code: int, said: str) -> None:
    refused = run(content, *arguments)
    assert (refused.exit_code, said in refused.output) == (code, True)
    assert changed(content) == []
