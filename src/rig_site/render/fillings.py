"""What fills the holes of texts: what their links, images, tags and citations lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from rig_site.model.prose import StaticFile
from rig_site.model.site_map import SiteMap
from rig_site.model.text import CitationLink, Heading, Hole, Image, Tag, Text, TextLink, Wikilink
from rig_site.render.references import address_of

Filled: TypeAlias = TextLink | Wikilink | Tag | Image
"""What is filled by something that the site has."""


def fillings(text: Text, site_map: SiteMap) -> tuple[object, ...]:
    """Return what a site fills the holes of a text with, and those of the texts that it shows in place.

    These are pictures, addresses, works, texts, and None for what is not
    there.
    """
    found: list[object] = []
    waiting, met = [text], {text.digested}
    while waiting:
        each = waiting.pop()
        found += _fillings(each, site_map)
        for embedded in _embedded(each, site_map):
            if embedded.digested not in met:
                met.add(embedded.digested)
                waiting.append(embedded)
                found.append(embedded)
    return tuple(found)


def filling(fact: Filled, path: str, site_map: SiteMap) -> StaticFile | str | None:
    """Return what fills the hole of a text that is written in a file."""
    if isinstance(fact, Image):
        return site_map.picture(fact.source, path)
    if isinstance(fact, Tag):
        return site_map.topic(fact.name)
    target = site_map.link(fact.url, path) if isinstance(fact, TextLink) else site_map.wikilink(fact, path)
    return target.address if target else None


def _fillings(text: Text, site_map: SiteMap) -> Iterator[object]:
    for piece in text.html:
        if isinstance(piece, Hole) and not piece.ends:
            if isinstance(piece.fact, CitationLink):
                paper = site_map.cited(piece.fact.key)
                yield paper, address_of(paper, site_map) if paper else None
            elif not isinstance(piece.fact, Heading):
                yield filling(piece.fact, text.path, site_map)


def _embedded(text: Text, site_map: SiteMap) -> Iterator[Text]:
    """Yield the texts that a text shows in place."""
    for link in text.wikilinks:
        target = site_map.wikilink(link, text.path) if link.alone else None
        if target and (found := site_map.text_at(target.location)):
            yield found
