"""What passes from the outputs to the disk: a path, a view, and the way to make bytes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Artifact:
    """One published file.

    `path` is relative to the output folder, with forward slashes.  `view`
    is a frozen dataclass that holds exactly what the file shows; `encode`
    is a module-level function (or a `functools.partial` of one) from the
    view to bytes, so that both can be pickled and run in another process.
    """

    path: str
    view: Any
    encode: Callable[[Any], bytes]

    def render(self) -> bytes:
        """Return the file's bytes."""
        return self.encode(self.view)
