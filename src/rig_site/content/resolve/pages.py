"""The texts of pages/: which address each has, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable

from rig_site.content.findings import Findings
from rig_site.content.resolve.texts import TextReader
from rig_site.content.schema import front_matter
from rig_site.content.schema.decode import decode
from rig_site.content.sources.front_matter import split
from rig_site.content.sources.mojibake import report_mojibake
from rig_site.content.sources.readable import readable
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Position
from rig_site.model.file_names import better_name, fault_of_name
from rig_site.model.locations import TEXT_IDS
from rig_site.model.permalink import made_of
from rig_site.model.prose import Prose
from rig_site.model.text import Text

HOME = "home"
"""The name of the text that stands under the schedule."""


def read_pages(
    sources: Iterable[Source], texts: TextReader, findings: Findings
) -> tuple[Prose | None, tuple[Prose, ...]]:
    """Return the text for the front page, and the others in order of their titles."""
    by_path: dict[str, Prose] = {}
    for source in sources:
        page = _page(source, texts, findings)
        if page is None:
            continue
        first = by_path.setdefault(page.path, page)
        if first is not page:
            findings.error(
                Position(source.path),
                f"this page and {first.text.path} would share the address {page.path}",
                suggestion="rename one of the two",
            )
    home = by_path.pop("", None)
    return home, tuple(sorted(by_path.values(), key=lambda page: (page.title.casefold(), page.path)))


def _page(source: Source, texts: TextReader, findings: Findings) -> Prose | None:
    report_mojibake(source, findings)
    parts = split(source, findings)
    title = None
    found = readable(parts.front_matter, findings) if parts.front_matter else None
    if found and found.node and parts.front_matter:
        entry = decode(front_matter.Page, found.node, parts.front_matter, findings, whole=not found.gaps)
        title = entry.value.title if entry else None
    name = made_of(source.path.rpartition("/")[2].removesuffix(".md"))
    if not name:
        findings.error(
            Position(source.path), "the file's name has no letter and no digit, and its page's address is made of them"
        )
        return None
    if fault := fault_of_name(name):
        what = f"the page's address cannot be made of the file's name: {fault}"
        findings.error(Position(source.path), what, suggestion=f"rename it to '{better_name(name)}.md'")
        return None
    text = texts.file(source.path, parts, taken=TEXT_IDS)
    return Prose("" if name == HOME else f"{name}/", title or _title(text, name), text)


def _title(text: Text, name: str) -> str:
    """Return what a page without a title is called: what its first heading says, else the file's name in words."""
    if text.headings and text.headings[0].level == 1 and text.headings[0].text:
        return text.headings[0].text
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]
