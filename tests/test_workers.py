"""Several processes do what one does: the same results in the same order, the same errors, and an end when told."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from rig_site import workers
from rig_site.artifact import Artifact
from rig_site.build import build
from rig_site.diagnostics import ContentError, Position, Problem
from rig_site.workers import spread

from .test_incremental import Group, holds


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a single piece of work be worth a process."""
    monkeypatch.setattr(workers, "WORTHWHILE", 1)
    monkeypatch.setattr(workers, "MOST_AT_ONCE", 2)


@pytest.mark.parametrize("jobs", [1, 4])
def test_results_come_in_order_from_as_many_processes_as_are_allowed(eager: None, jobs: int) -> None:
    found = list(spread(lambda number: (number * number, os.getpid()), range(40), jobs=jobs))
    assert [square for square, _ in found] == [number * number for number in range(40)]
    assert (os.getpid() in {process for _, process in found}) == (jobs == 1)
    assert len({process for _, process in found}) <= jobs


def test_a_site_is_the_same_with_any_number_of_processes(eager: None, tmp_path: Path) -> None:
    group = Group(tmp_path)
    seen = []
    for jobs in (1, 2, 4):
        output = tmp_path / f"{jobs}" / "_site"
        built = build(group.content, output, as_of=group.as_of, version=b"", jobs=jobs)
        seen.append((holds(output), built.problems))
    assert seen[0] == seen[1] == seen[2]


def test_what_goes_wrong_in_a_process_names_the_file_and_keeps_its_traceback(eager: None) -> None:
    def fail(view: object) -> bytes:
        raise ZeroDivisionError("no")

    good, bad = Artifact.of("a.html", "", str.encode), Artifact.of("b.html", "", fail)
    with pytest.raises(ZeroDivisionError) as caught:
        list(spread(Artifact.render, [good, bad, good], jobs=2))
    assert caught.value.__notes__ == ["This happened when 'b.html' was made."]
    assert "in fail" in str(caught.value.__cause__)


def test_a_mistake_of_the_users_stays_one_across_processes(eager: None) -> None:
    problem = Problem(Position("templates/session.html", 3), "this is no template")

    def fail(number: int) -> None:
        raise ContentError(problem)

    with pytest.raises(ContentError) as caught:
        list(spread(fail, [1, 2], jobs=2))
    assert caught.value.problem == problem


def test_an_interrupt_ends_all_processes_without_a_word(tmp_path: Path) -> None:
    program = textwrap.dedent(
        """
        import os, time
        from rig_site import workers
        workers.WORTHWHILE = workers.MOST_AT_ONCE = 1
        def work(number):
            os.write(1, b"begun\\n")
            time.sleep(60)
        try:
            list(workers.spread(work, range(4), jobs=2))
        except KeyboardInterrupt:
            print("interrupted", flush=True)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    assert process.stdout.readline() == "begun\n"
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=30)
    assert output == "interrupted\n"
    assert errors == ""
