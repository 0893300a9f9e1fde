"""Schedules in plain paragraphs: a day on a line of its own, what is on above or below it, and more about that."""

from __future__ import annotations

from itertools import pairwise

from rig_site.importers.blocks import Block, Paragraph, Section
from rig_site.importers.dates import Written
from rig_site.importers.document import Document
from rig_site.importers.draft import Entry, Settings
from rig_site.importers.key_values import key_value
from rig_site.importers.lines import date_of_line, is_date_alone
from rig_site.importers.rich import Rich
from rig_site.importers.vocabulary import OTHER_DATES

_MOST_IN_A_TITLE = 40
"""Words that a title has at most."""


def day_apart_entries(document: Document, settings: Settings) -> list[Entry]:
    """Return an entry for each day that is a paragraph of its own, where a section has several, and claim these."""
    entries: list[Entry] = []
    for section in document.root.walk():
        if not any(OTHER_DATES.search(heading.text) for heading in section.path()):
            entries += _entries(document, section)
    return entries


def _entries(document: Document, section: Section) -> list[Entry]:
    blocks = [block for block in section.blocks if not document.is_claimed(block)]
    days = [(place, *day) for place, block in enumerate(blocks) if (day := _day(document, section, block))]
    if len(days) < 2:
        return []
    above = all(_is_title(document, blocks, place - 1) for place, _, _ in days) and all(
        second - first > 2 for (first, _, _), (second, _, _) in pairwise(days)
    )
    ends = [place - above for place, _, _ in days[1:]] + [len(blocks)]
    entries = []
    for (place, text, written), end in zip(days, ends, strict=True):
        first = blocks[place - above]
        body = blocks[place + 1 : end]
        if not above and not body:
            continue
        entry = Entry("bullet", document.place(first.line), section, when=text, written=written, context=section.path())
        entry.add("date", "", text)
        if above and isinstance(first, Paragraph):
            number, line = first.lines[0]
            entry.add("title", "", document.rich(line, number))
            body = [*([Paragraph(first.lines[1:])] if first.lines[1:] else []), *body]
            document.claim(first)
        entry.body = body
        document.claim(blocks[place], *body)
        entries.append(entry)
    return entries


def _day(document: Document, section: Section, block: Block) -> tuple[Rich, Written] | None:
    """Return the line and the date of a paragraph that is nothing but a date."""
    if not isinstance(block, Paragraph) or len(block.lines) != 1:
        return None
    text = document.rich(block.lines[0][1], block.line)
    written = date_of_line(text, section.path())
    return (text, written) if written and is_date_alone(text, written) else None


def _is_title(document: Document, blocks: list[Block], place: int) -> bool:
    """Tell whether a paragraph can be a title: short, and no sentence."""
    if place < 0:
        return False
    block = blocks[place]
    if not isinstance(block, Paragraph):
        return False
    line = document.rich(block.lines[0][1], block.line)
    text = line.text.strip()
    if key_value(line):
        return False
    return len(text.split()) <= _MOST_IN_A_TITLE and not text.endswith((".", ":")) and len(block.lines) < 4
