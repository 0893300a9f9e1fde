"""What every output is planned from: the site at an instant, at an address, in a theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial

from markupsafe import Markup

from rig_site.language.language import Language
from rig_site.model.link import Link
from rig_site.model.note import Note
from rig_site.model.paper import places
from rig_site.model.relations import Relations
from rig_site.model.session import Session
from rig_site.model.site import Site
from rig_site.model.site_map import SiteMap, backlinks
from rig_site.model.text import Text
from rig_site.model.timetable import past, upcoming
from rig_site.render.closing import close
from rig_site.render.html import PageView, encode_page
from rig_site.render.theme import Theme


@dataclass(frozen=True)
class Edition:
    """One build's subject.

    `site_map` is the map of the site.  `as_of` is an aware UTC datetime.
    `base_url` is where this build will be published, ending in a slash;
    `site.base_url` stays what the organisers wrote, and identities
    (calendar UIDs, feed ids) are made of `site.uid_domain` only.  A
    `preview` is one of another day than today.
    """

    site_map: SiteMap
    as_of: datetime
    base_url: str
    theme: Theme
    preview: bool = False

    @property
    def site(self) -> Site:
        """The group."""
        return self.site_map.site

    @property
    def related(self) -> Relations:
        """What its papers, notes, sessions and people have to do with each other."""
        return self.site_map.related

    @cached_property
    def language(self) -> Language:
        """What its words are said in."""
        return Language(self.site.language, self.site.phrases)

    @cached_property
    def encode_page(self) -> Callable[[PageView], bytes]:
        """What makes a page of its view, in this theme and language."""
        return partial(encode_page, theme=self.theme, language=self.language)

    def address(self, path: str) -> str:
        """Return the absolute address of a path of the site; an absolute address is returned as it is."""
        return path if "://" in path or path.startswith("mailto:") else self.base_url + path

    def places(
        self, *, arxiv: str | None, doi: str | None, url: str | None, code: str | None = None
    ) -> tuple[Link, ...]:
        """Return where a work can be read, as links with short labels."""
        found = places(arxiv=arxiv, doi=doi, url=url, code=code)
        return tuple(replace(link, label=self.language.gettext(link.label)) for link in found)

    def html(self, text: Text | None, root: str, *, top_heading: int = 2, title: str = "") -> Markup | None:
        """Return a text as HTML for a place that reaches the site's own address by `root`; None for none."""
        return (
            close(text, self.site_map, root, language=self.language, top_heading=top_heading, title=title)
            if text
            else None
        )

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Note, ...]]:
        """The notes that link to an address of the site."""
        return backlinks(self.site_map)

    @cached_property
    def upcoming(self) -> tuple[Session, ...]:
        """The sessions that have not ended, soonest first."""
        return upcoming(self.site.sessions, as_of=self.as_of)

    @cached_property
    def past(self) -> tuple[Session, ...]:
        """The events that have ended, latest first."""
        return past(self.site.sessions, as_of=self.as_of)
