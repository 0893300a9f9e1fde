"""What a content folder came to, and how that is kept for the builds after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import astuple, replace

from rig_site.cache.digest import digest
from rig_site.cache.inputs import Edits
from rig_site.cache.store import Store
from rig_site.diagnostics import Problem, in_order
from rig_site.model.site import Edited, Site
from rig_site.model.text import Text

if TYPE_CHECKING:
    from rig_site.model.site_map import SiteMap

_LOADED, _SINCE, _INPUTS, _HELD = digest("loaded"), digest("since"), digest("inputs"), digest("held")


class Ties(Struct, frozen=True):
    """Digests of a session, by its id: of what it has to do with the rest, and of all that it says."""

    session: str
    ties: bytes
    whole: bytes


class Loaded(Struct, frozen=True):
    """Everything wrong with a content folder, and, unless there are errors, the map of the site it describes.

    Of the problems those that are `settled` stay until something is edited
    that they are about; the `passing` ones go by all sessions together and
    the present.  `until` is the first instant at which the same files may
    mean something else, `written` are the instants to come that sessions
    say.  `front_matters` are digests of what stands before the texts of
    notes and pages, and `ties` those of the sessions in each file, in their
    order, both by their paths.  `since` is what was edited since all files
    were read.
    """

    settled: tuple[Problem, ...]
    passing: tuple[Problem, ...] = ()
    site_map: SiteMap | None = None
    until: datetime | None = None
    written: tuple[datetime, ...] = ()
    front_matters: Mapping[str, bytes] = field(default_factory=dict)
    ties: Mapping[str, tuple[Ties, ...]] = field(default_factory=dict)
    since: Edited = field(default_factory=Edited)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems in order of their places."""
        return in_order([*self.settled, *self.passing])

    @property
    def site(self) -> Site | None:
        """The group, None where there are errors."""
        return self.site_map.site if self.site_map else None

    def with_problems(self, more: Iterable[Problem]) -> Loaded:
        """Return the same with more that is wrong."""
        return replace(self, settled=(*self.settled, *more))

    def after(self, edited: Edited) -> Loaded:
        """Return the same with what is edited in the place of what was."""
        if self.site_map is None or edited == Edited():
            return self
        return replace(self, site_map=self.site_map.edited(edited), since=self.since.then(edited))

    def keep(self, store: Store, edits: Edits) -> None:
        """Put into a store what was loaded, or what became of it by edits since, and of which files."""
        store.hold(_HELD, self)
        if not (self.since.texts or self.since.sessions):
            values = (self.settled, self.site_map, self.written, dict(self.front_matters))
            ties = {path: tuple(map(astuple, ties)) for path, ties in self.ties.items()}
            store.put(_LOADED, (*values, ties), apart=Text)
        store.put(_SINCE, (self.passing, self.until, self.since))
        store.put(_INPUTS, edits.now)


def last_loaded(store: Store, edits: Edits) -> Loaded | None:
    """Return what the last build loaded, if the edits are those since then; None where there was none."""
    if edits.paths is None or store.get(_INPUTS, bytes) != edits.since:
        return None
    if held := store.get(_HELD, Loaded):
        return held
    kept, later = store.get(_LOADED, tuple), store.get(_SINCE, tuple)
    if kept is None or later is None:
        return None
    settled, site_map, written, front_matters, ties = kept
    passing, until, since = later
    ties = {path: tuple(Ties(*each) for each in held) for path, held in ties.items()}
    return Loaded(settled, passing, site_map, until, written, front_matters, ties).after(since)
