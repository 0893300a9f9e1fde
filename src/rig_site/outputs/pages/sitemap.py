"""`/sitemap.xml` and `/robots.txt`: what search engines may read, and where to begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import ClassVar

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.permalink import session_path
from rig_site.outputs.edition import Edition
from rig_site.outputs.text import uri


class ListedPage(Struct, frozen=True):
    """A page's absolute address, and when what it is about last changed."""

    address: str
    changed: datetime | None = None


class Sitemap(Struct, frozen=True):
    """Every page, as sitemaps.org wants it."""

    template: ClassVar[str] = "sitemap.xml"

    pages: tuple[ListedPage, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the sitemap and the robots file that names it."""
    changed = {session_path(session.id): session.updated for session in edition.site.sessions}
    listed = tuple((page.address, changed.get(page.address)) for page in edition.site_map.pages())
    yield Artifact("sitemap.xml", digest(listed), partial(_sitemap, listed, edition), edition.encode_page)
    yield Artifact.of("robots.txt", uri(edition.address("sitemap.xml")), encode_robots)


def _sitemap(listed: Iterable[tuple[str, datetime | None]], edition: Edition) -> Sitemap:
    return Sitemap(tuple(ListedPage(uri(edition.address(address)), changed) for address, changed in listed))


def encode_robots(sitemap: str) -> bytes:
    """Return a robots file that allows everything (RFC 9309) and names the sitemap by its absolute address."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode()
