"""How far a build has come is said on a terminal, after a while, and nowhere else."""

import io

import pytest

from rig_site.cli import progress
from rig_site.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that shows the first of these times until it is taken away."""
    times = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: times[0])
    return times


def test_it_begins_after_a_second_and_leaves_nothing_behind(clock: list[float]) -> None:
    terminal = Terminal()
    with Progress(terminal) as tell:
        tell("texts", 1, 4)
        assert terminal.getvalue() == ""
        clock[0] = 1.5
        tell("files", 1200, 4000)
        tell("files", 1201, 4000)
    assert terminal.getvalue() == "\r\x1b[K[######              ] files: 1,200 of 4,000\r\x1b[K"


def test_a_pipe_sees_nothing_of_it(clock: list[float]) -> None:
    pipe = io.StringIO()
    with Progress(pipe) as tell:
        clock[0] = 100.0
        tell("files", 1, 2)
    assert pipe.getvalue() == ""
