"""What a content folder came to, and how that is kept for a build after which only texts were edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rig_site.cache.digest import digest
from rig_site.cache.inputs import Edits
from rig_site.cache.store import Store
from rig_site.diagnostics import Problem

if TYPE_CHECKING:
    from rig_site.model.site import Site
    from rig_site.model.site_map import SiteMap

_LOADED, _INPUTS = digest("loaded"), digest("inputs")
_TEXTS = ("notes/", "pages/")
"""The folders with the texts that can be read again."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything wrong with a content folder, and, unless there are errors, the map of the site it describes.

    `until` is the first instant at which the same files may mean something
    else.  `front_matters` are digests of what stands before the texts of
    notes and pages, by their paths.
    """

    problems: tuple[Problem, ...]
    site_map: SiteMap | None = None
    until: datetime | None = None
    front_matters: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def site(self) -> Site | None:
        """The group, None where there are errors."""
        return self.site_map.site if self.site_map else None

    def keep(self, store: Store, edits: Edits) -> None:
        """Put into a store what was loaded, and of which files."""
        store.put(_LOADED, (self.problems, self.site_map, self.until, dict(self.front_matters)))
        store.put(_INPUTS, edits.now)


def take_up(store: Store, folder: Path, edits: Edits) -> Loaded | None:
    """Return what the last build loaded, with the texts as they are now; None where more than texts was edited.

    What else the store has of that build stays as it is, since the edited
    texts say the same of themselves.
    """
    if edits.paths is None or store.get(_INPUTS, bytes) != edits.since:
        return None
    if not all(path.startswith(_TEXTS) for path in edits.paths):
        return None
    kept = store.get(_LOADED, tuple)
    loaded = Loaded(*kept) if kept else Loaded(())
    if loaded.site_map is None:
        return None
    from rig_site.content.rereading import reread

    site_map = reread(
        loaded.site_map,
        folder,
        edits.paths,
        front_matters=loaded.front_matters,
        problems=loaded.problems,
        store=store,
    )
    if site_map:
        store.put(_INPUTS, edits.now)
    return replace(loaded, site_map=site_map) if site_map else None
