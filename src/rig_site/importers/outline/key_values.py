"""Sessions kept as key–value lines: `Date: …`, `Speaker: …`, `Title: …`, as paragraphs or bullets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Settings
from rig_site.importers.outline.lines import date_of_line, is_schedule_heading, without_number
from rig_site.importers.reading.blocks import Block, Item, Listing, Paragraph, Section, Verbatim, blocks_below
from rig_site.importers.record import Record
from rig_site.importers.rich import Rich, joined, squeezed
from rig_site.importers.values.columns import role_of
from rig_site.importers.values.dates import find_dates

_KEY = re.compile(r"[\W_]*([^\W\d_][\w /&()'-]{0,30}?)\s*[:：]\s*(?!//)")


def key_value(text: Rich) -> tuple[str, str, Rich] | None:
    """Return role, key and value of a line like "Speaker: Lead A"; None where the key is none of ours.

    >>> from rig_site.importers.reading.markdown import parse
    >>> key_value(parse("**When:** 6 Nov"))[:2], key_value(parse("Note: bring a laptop and pens"))[0]
    (('date', 'When'), 'notes')
    """
    match = _KEY.match(text.text)
    if match is None:
        return None
    role = role_of(match[1])
    return (role, squeezed(match[1]), text.part(match.end()).strip(" \t\n*_")) if role else None


def with_values(lines: Sequence[tuple[int, Rich]]) -> list[tuple[int, Rich]]:
    """Return lines with each label that stands alone joined with the line below it, which is its value."""
    found: list[tuple[int, Rich]] = []
    for number, line in lines:
        said = key_value(found[-1][1]) if found else None
        if said and not said[2].text.strip() and key_value(line) is None:
            found[-1] = (found[-1][0], joined((found[-1][1], line), " "))
        else:
            found.append((number, line))
    return found


def key_value_entries(document: Document, settings: Settings) -> list[Record]:
    """Return an entry for each run of key–value lines that names a date, and claim those lines."""
    entries: list[Record] = []
    for section in document.root.walk():
        entries += _section_entries(document, section)
    return entries


def _section_entries(document: Document, section: Section) -> list[Record]:
    runs: list[Record] = []
    used: list[list[Block | Item]] = []
    first_role: str | None = None
    for block in section.blocks:
        if document.is_claimed(block) or isinstance(block, Verbatim):
            if isinstance(block, Verbatim) and block.kind == "rule" and runs:
                first_role = None
            continue
        pieces = _pieces(document, block)
        if not any(found for _, found, _ in pieces):
            if runs and first_role:
                runs[-1].body.append(block)
                used[-1].append(block)
            continue
        for line, found, item in pieces:
            if found is None:
                if runs and first_role and item is not None:
                    runs[-1].body.append(Listing([item]))
                elif runs and first_role:
                    runs[-1].body.append(Paragraph.of([line]))
                continue
            role, key, value = found
            repeated = (
                bool(runs) and role in ("date", "title", "lead") and bool(runs[-1].take(role)) and role == first_role
            )
            if first_role is None or repeated:
                runs.append(Record("record", document.place(line[0]), section, context=section.path()))
                runs[-1].generated = document.generated
                used.append([])
                first_role = role
            runs[-1].add(role, key, value)
            if item is not None and item.children:
                runs[-1].body += item.children
        used[-1].append(block)
    accepted = []
    untitled = [entry for entry in runs if not entry.take("title")]
    for entry, blocks in zip(runs, used, strict=True):
        own = entry is runs[0] and untitled == [entry]
        if _accepted(document, section, entry, blocks, own=own):
            accepted.append(entry)
    return accepted


def _pieces(
    document: Document, block: Block
) -> list[tuple[tuple[int, Rich], tuple[str, str, Rich] | None, Item | None]]:
    if isinstance(block, Paragraph):
        return [(line, key_value(line[1]), None) for line in with_values(block.lines)]
    if isinstance(block, Listing):
        return [((item.line, item.text), key_value(item.text), item) for item in block.items]
    return []


def _accepted(document: Document, section: Section, entry: Record, blocks: list[Block | Item], *, own: bool) -> bool:
    """Tell whether key–value lines are a session, and claim them; with `own` the section is about that session."""
    heading = section.heading
    if not any(find_dates(cell.text) for _, cell in entry.take("date")):
        return False
    if heading is not None:
        text = heading.text
        if date_of_line(text) is not None:
            return False
        if own and not is_schedule_heading(text.text):
            entry.add("title", "", without_number(text))
            document.claim(heading)
            for child in section.children:
                entry.body += blocks_below(child)
                document.claim(child)
    if not any(entry.take(role) for role in ("title", "paper", "lead")):
        return False
    document.claim(*blocks)
    return True
