"""What an open page has to know of the site, and a way to wait until that is something else."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping

from msgspec import Struct

from rig_site.model.locations import THEME

Description = Mapping[str, object]
"""A problem as an overlay shows it, in values that JSON has."""


class Served(Struct, frozen=True):
    """The site that is served, in numbers that grow when something changes.

    `site` counts the builds after which pages are to be loaded again, and
    `styles` those that changed style sheets alone.  `opened` counts how
    often browsers were sent to another page, and `page` is the latest of
    them.  `server` tells one run of the program from another, `base` is the
    path that the site is served under, None before the first build that
    succeeded.  `problems` are empty unless they stopped the last build.
    """

    server: str
    base: str | None = None
    site: int = 0
    styles: int = 0
    opened: int = 0
    page: str = ""
    problems: tuple[Description, ...] = ()

    @property
    def seen(self) -> str:
        """What a page is given on its way, to compare with later states, as JSON."""
        return json.dumps(self._numbers)

    @property
    def event(self) -> str:
        """What pages are told when it comes to be, as JSON in one line."""
        return json.dumps({**self._numbers, "page": self.page, "problems": self.problems})

    @property
    def _numbers(self) -> dict[str, object]:
        return {"server": self.server, "site": self.site, "styles": self.styles, "opened": self.opened}


class Latest:
    """The latest state: one thread puts it here, any number of others wait for the next.

    Pages may be told of an edit while its files are still being made.
    Until the edit is done, a file is there for readers once it is made.
    """

    def __init__(self) -> None:
        self._state: Served | None = None
        self._made: set[str] | None = None
        self._changed = threading.Condition()

    def put(self, state: Served) -> None:
        """Make this the latest state, for which everything is made, and wake all who wait."""
        with self._changed:
            self._state, self._made = state, None
            self._changed.notify_all()

    def begin(self, state: Served, path: str) -> None:
        """Make this the latest state, for which one file is made yet, and wake all who wait."""
        with self._changed:
            self._state, self._made = state, {path}
            self._changed.notify_all()

    def made(self, path: str) -> None:
        """Wake those who wait for a file of an edit that has begun."""
        with self._changed:
            if self._made is not None:
                self._made.add(path)
                self._changed.notify_all()

    def wait_for(self, path: str) -> None:
        """Return once a file of the site, by its path there, is what the latest state has; no edit makes the theme."""
        with self._changed:
            self._changed.wait_for(lambda: self._made is None or path in self._made or path.startswith(THEME))

    def after(self, known: Served | None, *, timeout: float | None = None) -> Served | None:
        """Return the latest state once it is not the known one; None if it still is after `timeout` seconds."""
        with self._changed:
            came = self._changed.wait_for(lambda: self._state is not known, timeout)
            return self._state if came else None
