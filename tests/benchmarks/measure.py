"""What a command costs: wall and processor time, and the memory of its largest process."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds, processor seconds of all processes, and the most memory that one of them had, in MB of 10⁶ bytes."""

    wall: float
    cpu: float
    memory: float


class CommandError(Exception):
    """A command that was to be measured came to no good end."""


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in a folder and return what it cost; raise CommandError, with what it said, if it fails.

    wait4(2) counts the processes that the command has waited for, theirs
    too.  Linux lets a process begin with the memory of the one that
    started it, so what lies below this program's own is not seen.
    """
    said = folder.with_suffix(".log")
    with said.open("wb") as log:
        begun = time.perf_counter()
        started = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _, status, used = os.wait4(started.pid, 0)
        except BaseException:
            os.killpg(started.pid, signal.SIGKILL)
            raise
        wall = time.perf_counter() - begun
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise CommandError(
            f"{' '.join(command)} ended with {started.returncode} and said:\n{said.read_text(errors='replace')}"
        )
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6)


def typical(costs: Sequence[Cost]) -> Cost:
    """Return the medians.

    >>> typical([Cost(1, 9, 3), Cost(2, 8, 3), Cost(9, 1, 4)])
    Cost(wall=2, cpu=8, memory=3)
    """
    return Cost(*(median(getattr(cost, field) for cost in costs) for field in ("wall", "cpu", "memory")))
