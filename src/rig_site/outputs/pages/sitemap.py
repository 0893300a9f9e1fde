"""`/sitemap.xml` and `/robots.txt`: what search engines may read, and where to begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from rig_site.artifact import Artifact
from rig_site.model.permalink import note_path, paper_path, person_path, session_path
from rig_site.model.site import Site
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import navigation
from rig_site.outputs.pages import kinds, topics
from rig_site.outputs.text import uri
from rig_site.render.html import encode_page


@dataclass(frozen=True, slots=True)
class Location:
    """A page's absolute address, and when what it is about last changed."""

    address: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Every page, as sitemaps.org wants it."""

    template: ClassVar[str] = "sitemap.xml"

    locations: tuple[Location, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the sitemap and the robots file that names it."""
    sessions = (session for session in edition.site.sessions if session.is_event)
    locations = (
        *(Location(uri(edition.address(path))) for path in _pages(edition.site)),
        *(Location(uri(edition.address(session_path(each.id))), each.updated) for each in sessions),
    )
    yield Artifact("sitemap.xml", Sitemap(locations), partial(encode_page, theme=edition.theme))
    yield Artifact("robots.txt", uri(edition.address("sitemap.xml")), encode_robots)


def _pages(site: Site) -> Iterator[str]:
    """Yield the addresses of the pages that are about no single session."""
    yield from (link.url or "" for link in navigation(site))
    yield from (person_path(person.key) for person in site.people)
    yield from kinds.pages(site)
    yield from topics.pages(site)
    yield from (note_path(note.key) for note in site.notes)
    yield from (paper_path(paper.key) for paper in site.papers)
    yield from (page.path for page in site.pages)


def encode_robots(sitemap: str) -> bytes:
    """Return a robots file that allows everything (RFC 9309) and names the sitemap by its absolute address."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode()
