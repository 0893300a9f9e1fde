"""What stands in a reading list → readings, and links to a session's own material."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from msgspec import Struct, field

from rig_site.importers.draft import LinkDraft, ReadingDraft
from rig_site.importers.reading.block_markdown import markdown_of
from rig_site.importers.reading.blocks import Item, Listing
from rig_site.importers.rich import Rich, TextMark, joined, squeezed
from rig_site.importers.values.addresses import is_generic, is_link_label

_EDGES = " \t\n-–—:;,.|•→>*"
_BETWEEN = re.compile(r"[\s,;|/&+()\[\].·•-]*(?:\b(?:and|or)\b[\s,;|/()]*)?")
_PREFIX_END = re.compile(r"[:\-–—>]\s*\(?\s*$")


class Listed(Struct):
    """What a list or a cell holds."""

    readings: list[ReadingDraft] = field(default_factory=list)
    links: list[LinkDraft] = field(default_factory=list)


def read_text(text: Rich, *, plain: bool = False) -> Listed:
    """Return what one item of a reading list holds.

    The first link's text is the title, and what follows it a note; text
    before a link belongs to the title; several links after a common
    beginning are a reading each.  With `plain` (a document rig-site wrote
    itself) an item is one reading, whatever its text is.

    >>> from rig_site.importers.reading.markdown import parse
    >>> [reading.title for reading in read_text(parse("Aya: [website](https://a.org), [paper](https://b.org)")).readings]
    ['Aya: website', 'Aya: paper']
    """
    text = text.strip()
    if plain:
        place = next((mark.target for mark in text.links), None)
        return Listed([ReadingDraft(text.text, place)])
    links = [mark for mark in text.links if not mark.target.startswith("#")]
    if not links:
        title = squeezed(text.text).strip("–—• ")
        return Listed([ReadingDraft(title)] if re.search(r"\w", title) else [])
    if all(is_link_label(text.label(mark)) for mark in links) and not _words_beside(text, links):
        return Listed(links=[LinkDraft(squeezed(text.label(mark)).strip("[]() "), mark.target) for mark in links])
    first = links[0]
    inner = [mark for mark in links[1:] if mark.start < first.end]
    if inner:
        rest = Rich(text.text, tuple(mark for mark in text.marks if mark not in inner))
        return Listed([*read_text(rest, plain=plain).readings, *(_reading(text.label(mark), mark) for mark in inner)])
    before, after = text.part(0, first.start), text.part(first.end)
    lead_in = squeezed(before.text).strip(_EDGES + "([")
    if lead_in and len(links) > 1 and not is_generic(text.label(first)) and _only_links(text, links):
        if _PREFIX_END.search(before.text):
            return Listed([_reading(f"{lead_in}: {squeezed(text.label(mark))}", mark) for mark in links])
        return Listed([_reading(lead_in, first), *(_reading(squeezed(text.label(mark)), mark) for mark in links[1:])])
    if not lead_in and len(links) > 1 and _only_links(text, links) and not _mere_places(text, links[1:]):
        return Listed([_reading(squeezed(text.label(mark)), mark) for mark in links])
    if is_generic(text.label(first)) or (is_link_label(text.label(first)) and lead_in):
        return _titled_before(text, first, lead_in, after)
    if lead_in and not is_generic(text.label(first)):
        whole_note = after.markdown() if after.links else ""
        title = squeezed(text.part(0, first.end).text if after.links else text.text).strip(" •–—")
        return Listed([ReadingDraft(title, first.target, whole_note.strip(" ,;") or None)])
    return Listed([_reading(squeezed(text.label(first)), first, after)])


def _titled_before(text: Rich, first: TextMark, lead_in: str, after: Rich) -> Listed:
    """Return the reading of "Title, authors [pdf](…)": the link's text says nothing, the words around it do."""
    if lead_in:
        note = _unbracketed(after.strip(")]")).markdown()
        return Listed([ReadingDraft(lead_in, first.target, note if re.search(r"\w", note) else None)])
    return Listed([_reading(squeezed(text.label(first)), first, after)])


def _reading(title: str, mark: TextMark, after: Rich | None = None) -> ReadingDraft:
    note = _unbracketed(after).markdown() if after else ""
    return ReadingDraft(title.strip("[]") or mark.target, mark.target, note if re.search(r"\w", note) else None)


def _unbracketed(text: Rich) -> Rich:
    """Return what follows a link without separators and without brackets that only lost their other half."""
    text = text.strip(" \t\n-–—:;,|")
    for pair in ("[]", "()"):
        if text.text.count(pair[0]) < text.text.count(pair[1]):
            text = text.strip(" " + pair[1])
    return text


def _words_beside(text: Rich, links: Sequence[TextMark]) -> bool:
    rest = text.masked
    return bool(re.search(r"\w", re.sub(r"\b(?:and|or)\b", "", rest)))


def _only_links(text: Rich, links: Sequence[TextMark]) -> bool:
    """Tell whether nothing but separators stands between the links and after the last."""
    positions = [(mark.end, following.start) for mark, following in itertools.pairwise(links)]
    positions.append((links[-1].end, len(text.text)))
    return all(start <= end and _BETWEEN.fullmatch(text.text[start:end]) for start, end in positions)


def _mere_places(text: Rich, links: Sequence[TextMark]) -> bool:
    """Tell whether links only say where else the work before them is: "[code](…), [video](…)"."""
    return all(is_generic(text.label(mark)) or is_link_label(text.label(mark)) for mark in links)


def read_items(listing: Listing, *, plain: bool = False) -> list[tuple[str | None, Listed]]:
    """Return what a list holds, by section: an item without a link above items with links is a section's name."""
    sections: list[tuple[str | None, Listed]] = [(None, Listed())]
    for item in listing.items:
        text = item.text
        place = None if plain or text.links else _generic_place(item)
        if place is not None:
            remarks = [child for child in item.children if child is not place]
            text = joined((text, place.items[0].text), " ")
            kept = [Listing(place.items[1:])] if len(place.items) > 1 else []
            item = Item(item.text, item.line, item.end, [*kept, *remarks])
        elif not plain and not text.links and _holds_links(item):
            sections += _nested(squeezed(text.text).strip(" :*"), item)
            continue
        found = read_text(text, plain=plain)
        note = markdown_of(item.children)
        if note and found.readings:
            last = found.readings[-1]
            last.note = f"{last.note}\n\n{note}" if last.note else note
        elif note:
            found.readings.append(ReadingDraft(squeezed(text.text) or "Notes", None, note))
        if sections[-1][0] is not None:
            sections.append((None, Listed()))
        sections[-1][1].readings += found.readings
        sections[-1][1].links += found.links
    return [(heading, found) for heading, found in sections if found.readings or found.links]


def _generic_place(item: Item) -> Listing | None:
    """Return the list below a title whose first item only says where it can be read: "[Read the paper](…)"."""
    for child in item.children:
        if isinstance(child, Listing):
            text = child.items[0].text.strip()
            alone = len(text.links) == 1 and text.links[0].end - text.links[0].start == len(text.text)
            return child if alone and is_generic(text.text) and not child.items[0].children else None
    return None


def _nested(name: str, item: Item) -> list[tuple[str | None, Listed]]:
    return [
        (f"{name}: {heading}" if heading else name, found)
        for child in item.children
        if isinstance(child, Listing)
        for heading, found in read_items(child)
    ]


def _holds_links(item: Item) -> bool:
    """Tell whether what is nested below an item are readings rather than remarks: most begin with a link."""
    nested = [below for child in item.children if isinstance(child, Listing) for below in child.items]
    parsed = [below.text for below in nested]
    linked = [text for text in parsed if (text.links and text.links[0].start == 0) or _linked_below(text)]
    return bool(nested) and len(linked) * 2 > len(nested) and all(isinstance(child, Listing) for child in item.children)


def _linked_below(text: Rich) -> bool:
    return bool(text.links) and is_generic(text.label(text.links[0]))
