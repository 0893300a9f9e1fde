"""Sessions and reading lists under dated headings: `## 06/11/23`, `### Nov 6: title (speaker)`, `## Week 3 (6 Nov)`."""

from __future__ import annotations

import re

from rig_site.importers.blocks import LABEL_LEVEL, Section, own_blocks
from rig_site.importers.columns import is_label
from rig_site.importers.dates import week_number
from rig_site.importers.document import Document
from rig_site.importers.draft import Entry, Settings
from rig_site.importers.lines import date_of_line, line_entry
from rig_site.importers.tables import OTHER_DATES

_WEEK = re.compile(r"\W*(?:week|session|meeting|lecture|seminar)\s*#?\s*(\d{1,3})\b[\s:.,–—-]*", re.IGNORECASE)


def heading_entries(document: Document, settings: Settings) -> list[Entry]:
    """Return an entry for each dated heading, with what stands under it, and claim its section.

    A heading "Week 3" is an entry where the day of week 1 is known.
    """
    entries: list[Entry] = []
    _search(document, document.root, settings, entries)
    return entries


def _search(document: Document, section: Section, settings: Settings, entries: list[Entry]) -> None:
    for child in section.children:
        found = _entries(document, child, settings)
        if found:
            document.claim(child)
            entries += found
        elif not (child.heading and OTHER_DATES.search(child.heading.text)):
            _search(document, child, settings, entries)


def _entries(document: Document, section: Section, settings: Settings) -> list[Entry]:
    heading = section.heading
    if heading is None or any(document.is_claimed(block) for block in section.blocks):
        return []
    text = document.rich(heading.text, heading.line)
    context = section.path()[:-1]
    written = date_of_line(text, context)
    if written is None:
        return _weekly(document, section, settings)
    if any(_dated(document, below) or document.is_claimed(block) for below in section.children for block in [below]):
        return []
    group = section.parent or section
    talks = [] if document.generated else _talks(document, section, text.without(written.start, written.end).text)
    if len(talks) >= 2:
        entries = []
        for talk in talks:
            assert talk.heading is not None
            line = document.rich(talk.heading.text, talk.heading.line)
            entry = line_entry(document, "heading", heading.line, group, text, written, context)
            entry.place = document.place(talk.heading.line)
            entry.cells.clear()
            entry.add("line", "", line)
            entry.body = own_blocks(talk)
            entries.append(entry)
        entries[0].body = [*section.blocks, *entries[0].body]
        return entries
    entry = line_entry(document, "heading", heading.line, group, text, written, context)
    entry.body = own_blocks(section)
    return [entry]


def _dated(document: Document, section: Section) -> bool:
    return any(
        below.heading is not None
        and below.level < LABEL_LEVEL
        and date_of_line(document.rich(below.heading.text, below.line)) is not None
        for below in section.walk()
    )


def _talks(document: Document, section: Section, said: str) -> list[Section]:
    """Return the sub-sections that are a session each: several under one date, none named like a part of a session."""
    below = [child for child in section.children if child.heading and child.level < LABEL_LEVEL]
    if len(re.findall(r"[^\W\d_]", said)) > 3 or len(below) < 2 or len(below) != len(section.children):
        return []
    if any(child.heading is None or is_label(child.heading.text) or week_number(child.heading.text) for child in below):
        return []
    return below


def _weekly(document: Document, section: Section, settings: Settings) -> list[Entry]:
    heading = section.heading
    assert heading is not None
    text = document.rich(heading.text, heading.line)
    match = _WEEK.match(text.text)
    if match is None or settings.start is None or section.level >= LABEL_LEVEL:
        return []
    entry = Entry("heading", document.place(heading.line), section.parent or section, context=section.path()[:-1])
    entry.week = int(match[1])
    entry.when = text
    entry.add("line", "", text.part(match.end()))
    if not entry.cells:
        entry.add("line", "", text)
    entry.body = own_blocks(section)
    return [entry]
