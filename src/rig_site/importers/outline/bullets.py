"""Schedules kept as lists or lines: `- 2023-11-06: title (speaker)`, `**Nov 6** — Title, Speaker`, nested items."""

from __future__ import annotations

import itertools
import re

from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Settings
from rig_site.importers.outline.key_values import key_value
from rig_site.importers.outline.lines import (
    apart_record,
    date_of_line,
    is_date_alone,
    line_record,
)
from rig_site.importers.outline.sessions_apart import begins_with_time
from rig_site.importers.reading.blocks import (
    LABEL_LEVEL,
    Block,
    Headline,
    Item,
    Listing,
    Paragraph,
    Section,
    first_of_item,
)
from rig_site.importers.record import Field, SourceRecord
from rig_site.importers.rich import Rich
from rig_site.importers.values.dates import Written, find_dates, month_named
from rig_site.importers.values.people import people_like
from rig_site.importers.vocabulary import OTHER_DATES, SCHEDULE, TENTATIVE

_WAITS = re.compile(rf"[(\[,–—-]\s*(?:{TENTATIVE})(?:,?\s*(?:19|20)\d\d)?\W*$", re.IGNORECASE)
"""What an item ends with whose day is not settled yet."""


def bullet_records(document: Document, settings: Settings) -> list[SourceRecord]:
    """Return a record for each dated item of the lists and line for line paragraphs that are schedules."""
    records: list[SourceRecord] = []
    for section in document.root.walk():
        if any(OTHER_DATES.search(heading.name) for heading in section.path()):
            continue
        for block in section.blocks:
            if document.is_claimed(block):
                continue
            if isinstance(block, Listing):
                records += _list_records(document, section, block)
            elif isinstance(block, Paragraph):
                records += _line_records(document, section, block)
    return records


def _list_records(document: Document, section: Section, listing: Listing) -> list[SourceRecord]:
    context = section.path()
    texts = [item.text for item in listing.items]
    dated = [None if _leads_to_a_day(text) else date_of_line(text, context) for text in texts]
    count = len([written for written in dated if written])
    nested = _nested_dates(document, section, listing, context) if count * 2 < len(texts) else []
    if nested:
        return nested
    waiting = [None if written else _WAITS.search(text.text) for text, written in zip(texts, dated, strict=True)]
    if not _is_schedule(count, len([one for one in waiting if one is None]), context):
        return [record for item in listing.items for record in _below(document, section, item)]
    records: list[SourceRecord] = []
    for item, text, written, waits in zip(listing.items, texts, dated, waiting, strict=True):
        if waits:
            records.append(SourceRecord("bullet", document.place(item.line), section, context=context))
            records[-1].add("line", "", text.part(0, waits.start()))
            document.claim(item)
            continue
        if written is None:
            if records:
                records[-1].body.append(Listing([item]))
                document.claim(item)
            continue
        text, below = _first_line(item)
        record = line_record(document, "bullet", item.line, section, text, written, context)
        record.body = list(below)
        records.append(record)
        document.claim(item)
    return records


def _leads_to_a_day(text: Rich) -> bool:
    """Tell whether an item is a date alone that leads to another place of the document, where the session is."""
    inside = text.links and all(link.target.startswith("#") for link in text.links)
    return bool(inside) and all(is_date_alone(text, written) for written in find_dates(text.text)[:1])


def _nested_dates(
    document: Document, section: Section, listing: Listing, context: tuple[Headline, ...]
) -> list[SourceRecord]:
    """Return the records of items whose date stands in an item below them, under a speaker or a title."""
    found: list[tuple[Item, Rich, Written, list[Block]]] = []
    for item in listing.items:
        below = next((child for child in item.children if isinstance(child, Listing)), None)
        for position, child in enumerate(below.items[:3] if below else ()):
            text = child.text
            written = date_of_line(text, context)
            if below and written and len(text.text) < 80:
                rest = [*below.items[:position], *below.items[position + 1 :]]
                others = [one for one in item.children if one is not below]
                blocks: list[Block] = [*others, *([Listing(rest)] if rest else [])]
                found.append((item, text, written, blocks))
                break
    if len(found) * 2 < len(listing.items) or not (len(found) > 1 or _is_schedule(1, 1, context)):
        return []
    records = []
    for item, text, written, blocks in found:
        first = item.text.part(0, len(re.split(r"[,(–—]", item.text.text, maxsplit=1)[0]))
        title = Field("lead" if blocks and people_like(first, strict=True) else "title", "", item.text)
        record = apart_record(document, "bullet", item.line, section, title, text, written)
        record.context, record.body = context, blocks
        records.append(record)
        document.claim(item)
    return records


def _first_line(item: Item) -> tuple[Rich, list[Block]]:
    """Return the line of an item that has its date, and all that stands below it, if this is set off."""
    first, below = first_of_item(item)
    if len(below) == len(item.children) or not isinstance(below[0], Paragraph):
        return item.text, item.children
    second = below[0].lines[0][1]
    alone = any(is_date_alone(first, written) for written in find_dates(first.text)[:1])
    apart = alone or key_value(second) or (second.marks and second.marks[0].start == 0)
    return (first, below) if apart else (item.text, item.children)


def _below(document: Document, section: Section, item: Item) -> list[SourceRecord]:
    """Return the records of dated lists below an item that only names a term or a year."""
    records: list[SourceRecord] = []
    for child in item.children:
        if isinstance(child, Listing):
            label = Headline(item.text, 7, item.line, item.line)
            records += _list_records(document, Section(label, [child], parent=section), child)
    if records and all(document.is_claimed(child) for child in item.children):
        document.claim(item)
    return records


def _is_schedule(dated: int, items: int, context: tuple[Headline, ...]) -> bool:
    if dated >= 2 and dated * 2 >= items:
        return True
    return dated >= 1 and dated * 2 >= items and any(SCHEDULE.search(heading.name) for heading in context)


def _line_records(document: Document, section: Section, paragraph: Paragraph) -> list[SourceRecord]:
    """Return the records of a paragraph each of whose lines begins with a date, or of one that does so as a whole."""
    context = section.path()
    texts = paragraph.lines
    dated: list[tuple[int, Rich, Written]] = []
    for number, text in texts:
        written = date_of_line(text, context)
        if written is not None and written.start <= 30:
            dated.append((number, text, written))
    alone = [each for each in dated if is_date_alone(each[1], each[2])]
    first_is_dated = bool(dated) and dated[0][0] == paragraph.line
    if not first_is_dated and len(alone) > 1:
        dated = alone
        above = itertools.takewhile(lambda line: line[0] != alone[0][0], texts)
        context = (*context, *(Headline(line, LABEL_LEVEL, number, number) for number, line in above))
    elif not first_is_dated or not (len(dated) >= 2 or _stands_out(document, section, paragraph)):
        return []
    records: list[SourceRecord] = []
    starts = {number for number, _, _ in dated}
    for number, text, written in dated:
        record = line_record(document, "bullet", number, section, text, written, context)
        position = next(place for place, line in enumerate(paragraph.lines) if line[0] == number)
        after = paragraph.lines[position + 1 :]
        following = itertools.takewhile(lambda line: line[0] not in starts, after)
        below = [line for line in following if not month_named(line[1].text)]
        record.body = [Paragraph.of(below)] if below else []
        records.append(record)
    end = paragraph.end
    blocks = section.blocks[section.blocks.index(paragraph) + 1 :]
    goes_on = any(isinstance(block, Paragraph) and _holds_dates(block, context) for block in blocks)
    for block in blocks:
        belongs = isinstance(block, Listing) or (isinstance(block, Paragraph) and (goes_on or block.line == end + 1))
        belongs = belongs or (isinstance(block, Paragraph) and begins_with_time(block.text) is not None)
        if not belongs or document.is_claimed(block) or _holds_dates(block, context):
            break
        records[-1].body.append(block)
        document.claim(block)
        end = block.end
    document.claim(paragraph)
    return records


def _stands_out(document: Document, section: Section, paragraph: Paragraph) -> bool:
    """Tell whether a single dated line is a session: its date is bold, or others like it stand in the section."""
    if any(mark.kind == "strong" and mark.start == 0 for mark in paragraph.text.marks):
        return True
    others = 0
    for block in section.blocks:
        if isinstance(block, Paragraph):
            text = block.lines[0][1]
            written = date_of_line(text, section.path())
            others += written is not None and written.start <= 12
    return others >= 2


def _holds_dates(block: Block, context: tuple[Headline, ...]) -> bool:
    if isinstance(block, Paragraph):
        return any(date_of_line(text, context) is not None for _, text in block.lines)
    return isinstance(block, Listing) and any(date_of_line(item.text, context) is not None for item in block.items)
