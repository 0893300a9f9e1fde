"""The texts of pages/: which address each has, what it is called, and where its links lead."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rig_site.content.findings import Findings
from rig_site.content.resolve.targets import Targets
from rig_site.content.schema import shapes
from rig_site.content.schema.decode import decode
from rig_site.content.sources.front_matter import split
from rig_site.content.sources.mojibake import report_mojibake
from rig_site.content.sources.nodes import parse as parse_yaml
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Position
from rig_site.markup.document import Document
from rig_site.markup.parse import parse
from rig_site.markup.render import render
from rig_site.markup.rules.link import is_elsewhere
from rig_site.markup.surroundings import Picture, Surroundings
from rig_site.model.permalink import made_of
from rig_site.model.prose import Prose

MADE_LATER = ("kinds/", "notes/", "papers/", "topics/")
"""Folders of pages that are not known yet when texts are read; a link to one of them is taken at its word."""

HOME = "home"
"""The name of the text that stands under the schedule."""


@dataclass(frozen=True, slots=True)
class _Page:
    path: str
    title: str | None
    text: str
    source: str
    document: Document


def prose(
    sources: Iterable[Source],
    *,
    files: Collection[str],
    addresses: Collection[str],
    macros: tuple[tuple[str, str], ...],
    findings: Findings,
) -> tuple[Prose | None, tuple[Prose, ...]]:
    """Return the text for the front page, and the others in order of their titles.

    `files` are the paths in static/, `addresses` those of the pages of
    sessions and people.  Links that lead to nothing here are warnings, and
    so is all else that comes up when the text is rendered.
    """
    by_path: dict[str, _Page] = {}
    for source in sources:
        page = _page(source, findings)
        first = by_path.setdefault(page.path, page)
        if first is not page:
            findings.error(
                Position(page.source),
                f"this page and {first.source} would share the address {page.path}",
                suggestion="rename one of the two",
            )
    paths = {page.source: page.path for page in by_path.values()}
    everything = Targets(paths, files, addresses, MADE_LATER)
    found = []
    for page in by_path.values():
        targets = _targets(page.document, everything)
        links = dict(targets)
        pictures = {written: Picture(target) for written, target in targets}
        rendered = render(page.document, Surroundings(links=links, images=pictures, macros=macros))
        findings.problems.extend((*page.document.problems, *rendered.problems))
        found.append(Prose(page.path, page.title or _title(page), page.text, page.source, targets))
    pages = sorted((page for page in found if page.path), key=lambda page: (page.title.casefold(), page.path))
    return next((page for page in found if not page.path), None), tuple(pages)


def _page(source: Source, findings: Findings) -> _Page:
    report_mojibake(source, findings)
    parts = split(source)
    title = None
    if parts.front_matter and (node := parse_yaml(parts.front_matter, findings)):
        entry = decode(shapes.Page, node, parts.front_matter, findings)
        title = entry.value.title if entry else None
    name = made_of(source.path.rpartition("/")[2].removesuffix(".md"))
    if not name:
        findings.error(
            Position(source.path), "the file's name has no letter and no digit, and its page's address is made of them"
        )
    document = parse(parts.text, path=source.path, first_line=parts.first_line)
    return _Page("" if name == HOME else f"{name}/", title, parts.text, source.path, document)


def _title(page: _Page) -> str:
    """Return what a page without a title is called: what its first heading says, else the file's name in words."""
    headings = page.document.headings
    if headings and headings[0].level == 1 and headings[0].text:
        return headings[0].text
    words = page.path.strip("/").replace("-", " ")
    return words[:1].upper() + words[1:]


def _targets(document: Document, everything: Targets) -> tuple[tuple[str, str], ...]:
    written = dict.fromkeys((*(link.url for link in document.links), *(image.source for image in document.images)))
    found = {each: everything.of(each, "pages") for each in written if each and not is_elsewhere(each)}
    return tuple((each, target) for each, target in found.items() if target is not None)
