"""Every address of other hosts that a group has written anywhere, with the places where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rig_site.content.findings import Findings
from rig_site.content.resolve.addresses import web_address
from rig_site.content.resolve.references import references
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.written import read
from rig_site.content.sources.nodes import Node
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Position
from rig_site.model.catalogue import doi_of, named_arxiv, named_doi
from rig_site.model.paper import Paper
from rig_site.model.site import Site, texts
from rig_site.model.site_map import map_of

FIELDS = ("url", "code", "repository", "aliases")
"""The fields that hold addresses; that of a call is none of them, for it answers people only."""

_WEB = re.compile(r"https?://", re.IGNORECASE)


def outward_links(folder: Path, site: Site) -> Mapping[str, tuple[Position, ...]]:
    """Return the addresses with their places, in the order of these; a DOI and an arXiv identifier are addresses too.

    Those into the site itself are left out, as are fragments, which no
    other host is told.
    """
    own = map_of(site)
    found: dict[str, list[Position]] = {}
    for address, position in sorted(_links(folder, site), key=lambda link: link[1]):
        whole = address.partition("#")[0]
        if _WEB.match(whole) and not own.holds(whole) and not whole.startswith(site.base_url):
            places = found.setdefault(whole, [])
            if position not in places:
                places.append(position)
    return {address: tuple(places) for address, places in found.items()}


def _links(folder: Path, site: Site) -> Iterator[tuple[str, Position]]:
    written = read(folder, Findings(), {})
    files: tuple[Decoded[Any] | None, ...] = (
        written.site,
        written.people,
        written.papers,
        written.resources,
        written.proposals,
        *(session.entry for session in written.sessions),
    )
    for entry in files:
        if entry:
            yield from _in_fields(entry.node, entry.source)
    for work, position in references(written.references, (), Findings()).values():
        yield from ((address, position) for address in _of_work(work))
    for text in texts(site):
        yield from ((link.url, link.position) for link in text.links)
        yield from ((image.source, image.position) for image in text.images)
        yield from ((paper.url, paper.position) for paper in text.papers)


def _in_fields(top: Node, source: Source) -> Iterator[tuple[str, Position]]:
    """Yield the addresses in the fields of a file."""
    pending = [(top, "")]
    while pending:
        node, field = pending.pop()
        for key, child in node.children.items():
            if key != "online":
                pending.append((child, key if isinstance(key, str) else field))
        if isinstance(node.value, str) and (address := _address(field, node.value.strip())):
            yield address, source.position(node.start, node.start + len(source.text[node.start : node.end].rstrip()))


def _address(field: str, value: str) -> str | None:
    if field == "arxiv":
        identifier = named_arxiv(value)
        return f"https://arxiv.org/abs/{identifier}" if identifier else None
    if field == "doi":
        name = named_doi(value) or doi_of(value)
        return f"https://doi.org/{name}" if name else None
    return web_address(value) if field in FIELDS and _WEB.match(value) else None


def _of_work(work: Paper) -> Iterator[str]:
    if work.arxiv:
        yield f"https://arxiv.org/abs/{work.arxiv}"
    if work.doi:
        yield f"https://doi.org/{work.doi}"
    if work.url:
        yield work.url
