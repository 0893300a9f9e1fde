"""What every output is planned from: the site at an instant, at an address, in a theme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from rig_site.model.session import Session
from rig_site.model.shelf import Shelf, shelf
from rig_site.model.site import Site
from rig_site.model.timetable import past, upcoming
from rig_site.render.theme import Theme


@dataclass(frozen=True)
class Edition:
    """One build's subject.

    `as_of` is an aware UTC datetime.  `base_url` is where this build will
    be published, ending in a slash; `site.base_url` stays what the
    organisers wrote, and identities (calendar UIDs, feed ids) are made of
    `site.uid_domain` only.
    """

    site: Site
    as_of: datetime
    base_url: str
    theme: Theme

    def address(self, path: str) -> str:
        """Return the absolute address of a path of the site; an absolute address is returned as it is."""
        return path if "://" in path or path.startswith("mailto:") else self.base_url + path

    @cached_property
    def shelf(self) -> Shelf:
        """The papers and notes, and what they have to do with each other."""
        return shelf(self.site)

    @cached_property
    def upcoming(self) -> tuple[Session, ...]:
        """The sessions that have not ended, soonest first."""
        return upcoming(self.site.sessions, as_of=self.as_of)

    @cached_property
    def past(self) -> tuple[Session, ...]:
        """The events that have ended, latest first."""
        return past(self.site.sessions, as_of=self.as_of)
