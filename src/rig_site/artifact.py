"""What passes from the outputs to the disk: a path, what it is made of, and the way to make bytes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from rig_site.cache.digest import digest


class Artifact(Struct, frozen=True):
    """One published file.

    `path` is relative to the output folder, with forward slashes.  `key` is
    a digest of all that its bytes depend on beside the theme, the settings
    of the group and the build's options: while it stays, the file stays.
    `view` makes a frozen struct that holds exactly what the file shows,
    and `encode` makes bytes of that.
    """

    path: str
    key: bytes
    view: Callable[[], Any]
    encode: Callable[[Any], bytes]

    @classmethod
    def of(cls, path: str, view: Any, encode: Callable[[Any], bytes]) -> Artifact:
        """Return the artifact of a view that is made already, and that is its own key."""
        return cls(path, digest(view), lambda: view, encode)

    def render(self) -> bytes:
        """Return the file's bytes; what goes wrong with that names the file."""
        try:
            return self.encode(self.view())
        except Exception as error:
            error.add_note(f"This happened when '{self.path}' was made.")
            raise
