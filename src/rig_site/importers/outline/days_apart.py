"""Schedules in plain paragraphs: a day on a line of its own, what is on above or below it, and more about that."""

from __future__ import annotations

from itertools import pairwise

from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Settings
from rig_site.importers.outline.key_values import key_value
from rig_site.importers.outline.lines import apart_record, date_of_line, is_date_alone
from rig_site.importers.reading.blocks import Block, Paragraph, Section, first_line
from rig_site.importers.record import Field, SourceRecord
from rig_site.importers.rich import Rich
from rig_site.importers.values.dates import Written
from rig_site.importers.vocabulary import OTHER_DATES

_MOST_IN_A_TITLE = 40
"""Words that a title has at most."""


def day_apart_records(document: Document, settings: Settings) -> list[SourceRecord]:
    """Return a record for each day that is a paragraph of its own, where a section has several, and claim these."""
    records: list[SourceRecord] = []
    for section in document.root.walk():
        if not any(OTHER_DATES.search(heading.name) for heading in section.path()):
            records += _records(document, section)
    return records


def _records(document: Document, section: Section) -> list[SourceRecord]:
    blocks = [block for block in section.blocks if not document.is_claimed(block)]
    days = [(place, *day) for place, block in enumerate(blocks) if (day := _day(section, block))]
    if len(days) < 2 or any(_begins_with_day(section, block) for block in blocks):
        return []
    above = all(_is_title(blocks, place - 1) for place, _, _ in days) and all(
        second - first > 2 for (first, _, _), (second, _, _) in pairwise(days)
    )
    ends = [place - above for place, _, _ in days[1:]] + [len(blocks)]
    records = []
    for (place, text, written), end in zip(days, ends, strict=True):
        first = blocks[place - above]
        body = blocks[place + 1 : end]
        if not above and not body:
            continue
        titled = first_line(first) if above else None
        title = Field("title", "", titled[0] if titled else Rich(""))
        record = apart_record(document, "bullet", first.line, section, title, text, written)
        record.context = section.path()
        if titled:
            body = [*titled[1], *body]
            document.claim(first)
        record.body = body
        document.claim(blocks[place], *body)
        records.append(record)
    return records


def _day(section: Section, block: Block) -> tuple[Rich, Written] | None:
    """Return the line and the date of a paragraph that is nothing but a date."""
    if not isinstance(block, Paragraph) or len(block.lines) != 1:
        return None
    text = block.text
    written = date_of_line(text, section.path())
    return (text, written) if written and is_date_alone(text, written) else None


def _begins_with_day(section: Section, block: Block) -> bool:
    """Tell whether a paragraph begins with a date and says more."""
    if not isinstance(block, Paragraph):
        return False
    text = block.lines[0][1]
    written = date_of_line(text, section.path())
    return written is not None and not is_date_alone(text, written)


def _is_title(blocks: list[Block], place: int) -> bool:
    """Tell whether a paragraph can be a title: short, and no sentence."""
    if place < 0:
        return False
    block = blocks[place]
    if not isinstance(block, Paragraph):
        return False
    line = block.lines[0][1]
    text = line.text.strip()
    if key_value(line):
        return False
    return len(text.split()) <= _MOST_IN_A_TITLE and not text.endswith((".", ":")) and len(block.lines) < 4
