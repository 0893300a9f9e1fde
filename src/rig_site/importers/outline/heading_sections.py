"""Sessions and reading lists under dated headings: `## 06/11/23`, `### Nov 6: title (speaker)`, `## Week 3 (6 Nov)`."""

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
    is_schedule_heading,
    line_record,
    without_number,
)
from rig_site.importers.reading.blocks import (
    LABEL_LEVEL,
    Block,
    Headline,
    Listing,
    Paragraph,
    Section,
    first_line,
    own_blocks,
)
from rig_site.importers.record import Field, SourceRecord
from rig_site.importers.rich import Rich, joined
from rig_site.importers.values.clock_times import find_time
from rig_site.importers.values.columns import is_label
from rig_site.importers.values.dates import Written, find_dates, month_named, names_years, week_number
from rig_site.importers.vocabulary import OTHER_DATES, SCHEDULE

_WEEK = re.compile(
    r"\W*(?:weeks?|sessions?|meetings?|lecture|seminar|woche|semaine|semana|settimana|sitzung|séance|sesión|sessão)\s*#?\s*"
    r"(\d{1,3})(?:\s*[-–&+]\s*\d{1,3})?\b[\s:.,–—-]*",
    re.IGNORECASE,
)

_WORD_OR_TWO = 25
"""Characters of a line above a date that is no more than a badge: "Seminar"."""


def heading_records(document: Document, settings: Settings) -> list[SourceRecord]:
    """Return a record for each dated heading, with what stands under it, and claim its section.

    A heading "Week 3" is a record where the day of week 1 is known.
    """
    records: list[SourceRecord] = []
    _search(document, document.root, settings, records)
    return records


def _search(document: Document, section: Section, settings: Settings, records: list[SourceRecord]) -> None:
    _pair_up(document, section)
    bulleted = _dated_below(document, section)
    for child in section.children:
        found = _records(document, child, settings)
        if not found and child in bulleted:
            found = [_titled_above(document, child, *bulleted[child])]
        if found:
            document.claim(child)
            records += found
        elif not (child.heading and OTHER_DATES.search(child.heading.name)):
            _search(document, child, settings, records)


def _pair_up(document: Document, section: Section) -> None:
    """Put the section of a title below that of the date alone beside it: headings of one level, one after the other."""
    children = section.children
    alone = [_date_alone(document, child) for child in children]
    if document.generated or sum(alone) < 2 or sum(alone) * 2 != len(children):
        return
    if alone == [True, False] * (len(children) // 2):
        pairs = list(zip(children[::2], children[1::2], strict=True))
    elif alone == [False, True] * (len(children) // 2):
        pairs = [(day, title) for title, day in zip(children[::2], children[1::2], strict=True)]
    else:
        return
    if any(title.heading is None or is_label(title.heading.name) for _, title in pairs):
        return
    if any(day.children or find_dates(title.heading.name) for day, title in pairs if title.heading):
        return
    for day, title in pairs:
        assert title.heading is not None
        title.heading.level += 1
        title.parent = day
        day.children.insert(0, title)
    section.children = [day for day, _ in pairs]


def _date_alone(document: Document, section: Section) -> bool:
    """Tell whether a section is a heading that says nothing but a date, with nothing below it or just text."""
    if section.heading is None:
        return False
    text = section.heading.text
    written = date_of_line(text)
    return written is not None and is_date_alone(text, written)


def _dated_below(document: Document, section: Section) -> dict[Section, tuple[Rich, list[Block], Written]]:
    """Return the sections whose first line or item is the date, by their place; their heading is what is on."""
    found: dict[Section, tuple[Rich, list[Block], Written]] = {}
    for child in section.children:
        labels = [*itertools.takewhile(_stands_before, child.blocks)]
        first = next(iter(child.blocks[len(labels) :]), None)
        if child.heading is None or is_schedule_heading(child.heading.name) or is_label(child.heading.name):
            continue
        if OTHER_DATES.search(child.heading.name) or month_named(child.heading.name) or names_years(child.heading.name):
            continue
        opened = _opened(first)
        if isinstance(first, Listing) and any(date_of_line(item.text, child.path()) for item in first.items[1:]):
            continue
        if opened is None or document.is_claimed(child) or document.is_claimed(first or child):
            continue
        written = date_of_line(opened[0], child.path())
        if written and written.start < 30 and _says_little(opened[0], written):
            found[child] = (opened[0], [*labels, *opened[1]], written)
    sure = section.heading is not None and is_schedule_heading(section.heading.name)
    sure = sure or any(_is_labels(child.blocks[0]) for child in found)
    return found if len(found) > 1 or sure else {}


def _opened(block: Block | None) -> tuple[Rich, list[Block]] | None:
    """Return the first line of a block, with the second where the first is but a word or two, and what is left."""
    opened = first_line(block)
    if opened is None or not isinstance(block, Paragraph) or len(block.lines) < 2 or find_dates(opened[0].text):
        return opened
    (_, first), (_, second), *rest = block.lines
    if len(first.text) > _WORD_OR_TWO:
        return opened
    return joined((first, second), " "), [Paragraph.of(rest)] if rest else []


def _stands_before(block: Block) -> bool:
    """Tell whether a block may stand between a title and its date: labels with values, or an image."""
    return _is_labels(block) or (isinstance(block, Paragraph) and block.text.is_image())


def _is_labels(block: Block) -> bool:
    """Tell whether a block is lines of labels with values, none of them a date."""
    said = [key_value(line) for _, line in block.lines] if isinstance(block, Paragraph) else []
    return bool(said) and all(one and one.text.text and one.role != "date" for one in said)


def _says_little(text: Rich, written: Written) -> bool:
    """Tell whether a line says hardly more than when and where: no sentence that happens to begin with a date."""
    rest = text.without(written.start, written.end)
    time = find_time(rest.text)
    rest = rest.without(time.at, time.to) if time else rest
    return len(re.findall(r"\w", rest.text)) < 25


def _titled_above(
    document: Document, section: Section, text: Rich, rest: list[Block], written: Written
) -> SourceRecord:
    assert section.heading is not None
    group, title = section.parent or section, Field("title", "", section.heading.text)
    record = apart_record(document, "heading", section.line, group, title, text, written)
    labels = len([*itertools.takewhile(_stands_before, section.blocks)])
    record.context, record.body = section.path()[:-1], [*rest, *own_blocks(section)[labels + 1 :]]
    return record


def _records(document: Document, section: Section, settings: Settings) -> list[SourceRecord]:
    heading = section.heading
    if heading is None or any(document.is_claimed(block) for block in section.blocks):
        return []
    text = heading.text
    context = section.path()[:-1]
    written = date_of_line(text, context)
    if written is None:
        return _weekly(document, section, settings)
    if any(_dated(document, below) or document.is_claimed(block) for below in section.children for block in [below]):
        return []
    group = section.parent or section
    talks: list[tuple[int, Rich, list[Block]]] = []
    if not document.generated:
        talks = _talks(section, text.without(written.start, written.end).text)
    record = line_record(document, "heading", heading.line, group, text, written, context)
    if not talks:
        record.body = [block for block in own_blocks(section) if not document.is_claimed(block)]
        above = _title_above(document, section, text, written)
        if above is not None:
            record.add("title", "", without_number(above.text))
        return [record]
    records = []
    for line, said, body in talks:
        one = line_record(document, "heading", heading.line, group, text, written, context)
        one.place, one.body = document.place(line), body
        one.fields.clear()
        one.add("line", "", said)
        records.append(one)
    records[0].body = [*section.blocks, *records[0].body]
    return records


def _title_above(document: Document, section: Section, text: Rich, written: Written) -> Headline | None:
    """Return the heading above a date that stands alone, if it is the title of that session and of nothing else."""
    parent = section.parent
    if document.generated or parent is None or parent.heading is None or not _says_little(text, written):
        return None
    name = parent.heading.name
    if parent.level <= 1 or len(parent.children) != 1 or parent.blocks or is_label(name) or SCHEDULE.search(name):
        return None
    if OTHER_DATES.search(name) or month_named(name) or names_years(name) or week_number(name):
        return None
    document.claim(parent)
    return parent.heading


def _dated(document: Document, section: Section) -> bool:
    return any(
        below.heading is not None and below.level < LABEL_LEVEL and date_of_line(below.heading.text) is not None
        for below in section.walk()
    )


def _talks(section: Section, said: str) -> list[tuple[int, Rich, list[Block]]]:
    """Return the sub-sections that are a session each: several under one date, none named like a part of a session."""
    below = [child for child in section.children if child.heading and child.level < LABEL_LEVEL]
    headings = [child.heading for child in below if child.heading]
    named = re.sub(r"^\W*[^\W\d_]+\s*#?\d{1,3}\b", "", said)
    if len(re.findall(r"[^\W\d_]", named)) > 3 or len(below) < 2 or len(below) != len(section.children):
        return []
    if any(is_label(heading.name) or week_number(heading.name) for heading in headings):
        return []
    return [(heading.line, heading.text, own_blocks(child)) for heading, child in zip(headings, below, strict=True)]


def _weekly(document: Document, section: Section, settings: Settings) -> list[SourceRecord]:
    heading = section.heading
    assert heading is not None
    text = heading.text
    match = _WEEK.match(text.text)
    if match is None or settings.start is None or section.level >= LABEL_LEVEL:
        return []
    record = SourceRecord(
        "heading", document.place(heading.line), section.parent or section, context=section.path()[:-1]
    )
    record.week = int(match[1])
    record.add("line", "", text.part(match.end()))
    record.body = own_blocks(section)
    return [record]
