"""A line on the terminal that says how far a build has come, once it has taken a while."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TextIO

PATIENCE = 1.0
"""How many seconds a build may take before it says anything."""
_BETWEEN = 0.1
"""How many seconds pass at least between two changes of the line."""
_CLEARED = "\r\x1b[K"
"""What takes the line away (ECMA-48, 8.3.41, "erase in line")."""


class Progress:
    """Says how much is done of what, on a terminal only; the line is gone when the `with` block ends."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = False
        self._next = time.monotonic() + PATIENCE if self._stream.isatty() else float("inf")

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._shown:
            self._stream.write(_CLEARED)
            self._stream.flush()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Say that some of all pieces of work of a kind are done."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _BETWEEN
        self._shown = True
        bar = "#" * (20 * done // total)
        self._stream.write(f"{_CLEARED}[{bar:20}] {what}: {done:,} of {total:,}")
        self._stream.flush()
