"""Work for several processes at once: the results are those of one, in the same order."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

Tell = Callable[[str, int, int], None]
"""What is told how far work of a kind has come: its name, how many pieces are done, and how many there are."""

WORTHWHILE = 25
"""How many pieces of work pay for another process: starting it takes about as long as making so many pages."""
MOST_AT_ONCE = 50
"""How many pieces of work a process takes at a time."""

_make: Callable[[int], Any] | None = None
"""What the forks do with the piece of work of a number."""


def silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


def cores() -> int:
    """Return how many processes this one may keep busy."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def told(results: Iterable[R], tell: Tell, what: str, total: int) -> Iterator[R]:
    """Yield the results of some work, and tell after each how many of them all are done."""
    for done, result in enumerate(results, start=1):
        tell(what, done, total)
        yield result


def spread(make: Callable[[T], R], work: Sequence[T], *, jobs: int) -> Iterator[R]:
    """Yield what a function makes of each piece of work, in order, with up to `jobs` processes.

    The processes are forks, which know all that this one knows; their
    results are pickled.  Where forks are not to be had (Windows) or not
    safe (macOS; Python's documentation, "Contexts and start methods"), and
    for a few pieces of work, this process does everything itself.  An error in a
    process is raised here with its traceback, and when this process is
    interrupted the others end.
    """
    jobs = min(jobs, len(work) // WORTHWHILE)
    if jobs < 2 or sys.platform != "linux":
        yield from map(make, work)
        return
    import gc
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    global _make
    _make = lambda number: make(work[number])  # noqa: E731 - what the forks inherit
    gc.freeze()
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _begin)
    try:
        yield from pool.map(_made, range(len(work)), chunksize=max(1, min(MOST_AT_ONCE, len(work) // (jobs * 4))))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        gc.unfreeze()
        _make = None


def _begin() -> None:
    """Let an interrupt end the process without a word: the one that began it says what is to be said."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _made(number: int) -> Any:
    assert _make is not None
    return _make(number)
