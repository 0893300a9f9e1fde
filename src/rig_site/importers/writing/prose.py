"""What belongs to no session: prose becomes pages, reading lists become resources, the rest is kept as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from rig_site.importers.deciding.readings import read_items, read_text
from rig_site.importers.deciding.usual_meeting import Said, said_in
from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Draft, ReadingDraft, SectionDraft, SourcePlace
from rig_site.importers.outline.lines import is_schedule_heading
from rig_site.importers.reading.blocks import LABEL_LEVEL, Block, Item, Listing, Paragraph, Section, Table, Verbatim
from rig_site.importers.rich import squeezed
from rig_site.importers.values.addresses import is_link_label
from rig_site.importers.values.columns import is_label
from rig_site.importers.values.people import Lead
from rig_site.importers.vocabulary import words
from rig_site.importers.writing.page_text import PageWriter
from rig_site.model.permalink import slug

_RESOURCE_HEADING = re.compile(
    r"\b(?:resources?|reading ?list|misc(?:ellaneous)?|papers|useful|links|material|further|tutorials?|courses?|"
    r"books?|references"
    r"|literature|bibliography|readings?|related|week \d+)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\b(?:propos|suggest|wish|idea|backlog|candidate|future|potential|possible|vote|to read|queue|poll|want)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\W*(?:week|part|chapter|module|unit)\s*\d", re.IGNORECASE)
_CONTACT = re.compile(r"mailto:([^?]+)")
RESERVED = words(
    "archive|sessions|people|papers|topics|kinds|notes|resources|proposals"
    "|glance|subscribe|calendars|static|assets|feed|index"
)


class Remainder(Struct):
    """What the documents say beside their sessions.

    `pages` are pieces of Markdown by heading, `resources` sections of
    readings by heading (found at `places`), `proposals` what has no date
    yet; `leftovers` are lines with their place that found no better one.
    """

    title: str | None = None
    pages: dict[str, list[str]] = field(default_factory=dict)
    resources: dict[str, list[SectionDraft]] = field(default_factory=dict)
    places: dict[str, SourcePlace] = field(default_factory=dict)
    proposals: list[Draft] = field(default_factory=list)
    leftovers: list[tuple[str, int, str]] = field(default_factory=list)
    contacts: list[Lead] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


def gather(document: Document, prose: Remainder, page: PageWriter) -> None:
    """Add what no session of a document has claimed; `page` makes the text of pages."""
    root = document.root
    top = [section for section in root.children if section.level == 1]
    if prose.title is None:
        prose.title = _front_matter_title(document)
    if prose.title is None and top and top[0].heading and not document.generated:
        prose.title = top[0].heading.name
    main = top[0] if top else root
    for section in _units(document, root, main):
        _unit(document, section, prose, page, intro=section is main or section is root)
    for section in root.walk():
        for block in document.open_blocks(section):
            if isinstance(block, Paragraph | Listing):
                _listen(document, block, prose)


def _front_matter_title(document: Document) -> str | None:
    """Return the title in a document's front matter."""
    block = document.front_matter
    if block is None or document.is_claimed(block):
        return None
    match = re.search(r"^title:\s*(\S.*)$", block.text, re.MULTILINE)
    return squeezed(match[1]).strip("\"' ") or None if match else None


def _units(document: Document, root: Section, main: Section) -> Iterator[Section]:
    """Yield the sections that are judged as a whole: the introduction, then each section below it."""
    yield root
    for section in root.children:
        if section.level <= 1 and section.children:
            yield section
            yield from section.children
        else:
            yield section


def _unit(document: Document, section: Section, prose: Remainder, page: PageWriter, *, intro: bool) -> None:
    whole = not (section.level <= 1 and section.children) or (section.level == 0 and not section.children)
    members = list(section.walk()) if whole and section.level > 0 else [section]
    used = any(document.is_claimed(one) for member in members for one in (member, *member.blocks) if one is not section)
    if document.is_claimed(section) or not any(
        _says_something(document, block) for member in members for block in document.open_blocks(member)
    ):
        return
    heading = squeezed(section.heading.text.text) if section.heading else ""
    if not intro and not used and not _WISHES.search(heading) and _add_resources(document, section, heading, prose):
        return
    if used or (is_schedule_heading(heading) and not intro):
        for member in members:
            if not document.is_claimed(member):
                _scraps(document, member, prose, page)
        return
    name = "About" if intro else heading or "About"
    text = _verbatim(document, members, page)
    if text:
        prose.pages.setdefault(name, []).append(text)


def _says_something(document: Document, block: Block) -> bool:
    if isinstance(block, Verbatim):
        return block.kind == "code" or block.kind == "footnote"
    return not _is_contents_list(document, block)


def _is_contents_list(document: Document, block: Block) -> bool:
    """Tell whether a list only leads to the document's own headings."""
    if not isinstance(block, Listing):
        return False
    links = [mark for item in _items(block) for mark in item.text.links]
    return bool(links) and all(mark.target.startswith("#") for mark in links)


def _items(listing: Listing) -> Iterator[Item]:
    for item in listing.items:
        yield item
        for child in item.children:
            if isinstance(child, Listing):
                yield from _items(child)


def _scraps(document: Document, section: Section, prose: Remainder, page: PageWriter) -> None:
    for block in document.open_blocks(section):
        if not _says_something(document, block):
            continue
        if isinstance(block, Listing) and any(document.is_claimed(item) for item in block.items):
            lines = [document.source(item.line, item.end) for item in block.items if not document.is_claimed(item)]
            prose.leftovers.append((document.path, block.line, "\n".join(lines)))
        else:
            prose.leftovers.append((document.path, block.line, page.text_of(document, block)))


def _verbatim(document: Document, members: Sequence[Section], page: PageWriter) -> str:
    """Return the Markdown of sections as a page shows it, without comments and contents lists, with its definitions."""
    pieces: list[str] = []
    for number, section in enumerate(members):
        if number and section.heading:
            pieces.append(page.text_of(document, section.heading))
        for block in document.open_blocks(section):
            if _says_something(document, block):
                pieces.append(page.text_of(document, block))
    text = "\n\n".join(pieces).strip()
    used = [
        f"[{label}]: {target}"
        for label, target in document.definitions.items()
        if re.search(rf"\[{re.escape(label)}\]", " ".join(text.casefold().split()))
    ]
    return "\n\n".join([text, "\n".join(used)]) if used else text


def _add_resources(document: Document, section: Section, heading: str, prose: Remainder) -> bool:
    """Add the reading lists of a section to the resources, if that is what it holds."""
    if not is_reading_list(document, section):
        return False
    parts = [child for child in section.children if child.level < LABEL_LEVEL]
    if (
        parts
        and not document.open_blocks(section)
        and all(is_reading_list(document, part) for part in parts if list(part.walk()))
    ):
        for part in parts:
            name = squeezed(part.heading.text.text) if part.heading else heading
            name = f"{heading}: {name}" if _NUMBERED.match(heading) else name
            _resource(document, part, name, prose)
    else:
        _resource(document, section, heading, prose)
    return True


def is_reading_list(document: Document, section: Section) -> bool:
    """Tell whether a section is made of lists of links."""
    linked = items = prose = 0
    for member in section.walk():
        for block in document.open_blocks(member):
            if isinstance(block, Listing):
                for item in block.items:
                    text = item.text
                    below = any(isinstance(child, Listing) for child in item.children)
                    links = [mark for mark in text.links if not mark.target.startswith(("#", "mailto:"))]
                    items += 1
                    covered = sum(mark.end - mark.start for mark in links)
                    linked += (bool(links) and covered * 3 >= len(text.text)) or (not links and below)
            elif isinstance(block, Paragraph):
                prose += len(block.text.text) > 60
            elif isinstance(block, Table):
                return False
    named = any(_RESOURCE_HEADING.search(heading.name) for heading in section.path()[-2:])
    return items > 0 and linked * 10 >= items * (5 if named else 8) and (prose <= items or named)


def _resource(document: Document, section: Section, name: str, prose: Remainder) -> None:
    sections = prose.resources.setdefault(name or "Resources", [])
    prose.places.setdefault(name or "Resources", document.place(section.line))

    def into(heading: str | None) -> SectionDraft:
        found = next((one for one in sections if one.heading == heading), None)
        if found is None:
            found = SectionDraft(heading)
            sections.append(found)
        return found

    label: str | None = None
    for member in section.walk():
        if member is not section and member.heading:
            label = squeezed(member.heading.text.text)
            for reading in read_text(member.heading.text).readings:
                if reading.url:
                    into(None).readings.append(reading)
        for block in document.open_blocks(member):
            if isinstance(block, Listing):
                for heading, found in read_items(block):
                    into(heading or label).readings.extend(found.readings)
                    into(heading or label).readings.extend(ReadingDraft(link.label, link.url) for link in found.links)
            elif isinstance(block, Paragraph):
                text = block.text
                if text.links:
                    into(label).readings.extend(read_text(text).readings)
                elif not is_label(text.text.strip(": ")):
                    prose.leftovers.append((document.path, block.line, document.text_of(block)))
            elif _says_something(document, block):
                prose.leftovers.append((document.path, block.line, document.text_of(block)))
    document.claim(section)


def _listen(document: Document, block: Paragraph | Listing, prose: Remainder) -> None:
    """Note contacts and what is said of the usual meeting."""
    texts = (
        [(block.line, block.text)] if isinstance(block, Paragraph) else [(item.line, item.text) for item in block.items]
    )
    for line, text in texts:
        said = said_in(text.text, document.place(line))
        if said:
            prose.said.append(said)
        for mark in text.links:
            match = _CONTACT.match(mark.target)
            name = squeezed(text.label(mark))
            if (
                (
                    match
                    and "@" not in name
                    and 1 <= len(name.split()) <= 4
                    and name[:1].isupper()
                    and not is_link_label(name)
                )
                and slug(name)
                and all(lead.name != name for lead in prose.contacts)
            ):
                prose.contacts.append(Lead(name, email=match[1]))
