"""One site is built again and again in one process, and what has not changed is not read again."""

from __future__ import annotations

import gc
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rig_site.cache.inputs import Edits, Inputs
from rig_site.cache.memory import Memory
from rig_site.cli.clock import present
from rig_site.cli.progress import Progress
from rig_site.cli.surroundings.head import head
from rig_site.cli.unchanged import places
from rig_site.workers import cores

if TYPE_CHECKING:
    from rig_site.build import Built, Made
    from rig_site.model.history import History


class Builder:
    """Builds the site of a content folder into the folder `site`, `as_of` a day, or the present of each time.

    Its address is that of `site.yaml` at another `origin`.  The first build
    uses all processors, and what it made is no longer looked through for
    garbage.  Later ones use one: by then other threads may be at work, and
    a fork would inherit what they hold.
    """

    def __init__(
        self, content: Path, site: Path, *, origin: str, as_of: date | datetime | None, without_history: bool = False
    ) -> None:
        self._content = content
        self.site = site
        self._origin = origin
        self._as_of = as_of
        self._without_history = without_history
        self._memory = Memory()
        self._jobs = cores()
        self._inputs: Inputs | None = None
        self._last: tuple[Inputs, list[str], datetime] | None = None
        self._history: tuple[list[str], History] | None = None

    def build(self, made: Made = lambda path, is_new: None) -> Built:
        """Build the site as its files say now; after an edit it is told of each file that is `made`."""
        from rig_site.build import build

        jobs, first, self._jobs = self._jobs, self._inputs is None, 1
        inputs, commit, now = self._look(), head(str(self._content)), present()
        edits, self._last = self._edits(inputs, commit, now), None
        with Progress() as progress:
            built = build(
                self._content,
                self.site,
                as_of=self._as_of or now,
                origin=self._origin,
                history=self._known(commit),
                preview=self._as_of is not None,
                refresh=False,
                memory=self._memory,
                edits=edits,
                jobs=jobs,
                tell=progress,
                made=made,
            )
        if first:
            gc.collect()
            gc.freeze()
        if built.until and self._look().agrees(inputs):
            self._last = inputs, commit, built.until
        return built

    def _edits(self, inputs: Inputs, commit: list[str], now: datetime) -> Edits:
        """Return what was edited since the last build, if all else is as it was then."""
        if self._last:
            before, known, until = self._last
            if commit == known and (self._as_of is not None or now < until):
                return inputs.edits(before, "content")
        return Edits(inputs.digest())

    def _look(self) -> Inputs:
        """Return the files there are; those of the program stay what they were when it began."""
        found = places(str(self._content))
        del found["program"]
        self._inputs = Inputs.find(found, now=time.time_ns(), known=self._inputs)
        return self._inputs

    def _known(self, commit: list[str]) -> History:
        """Return what git knows; it is asked again only when another commit is checked out."""
        from rig_site.cli.history import history

        if self._history is None or self._history[0] != commit:
            found = history(self._content, without=self._without_history)
            self._history = commit, replace(found, commits=tuple(found.commits))
        return self._history[1]
