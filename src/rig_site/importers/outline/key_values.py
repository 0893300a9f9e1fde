"""Sessions kept as key–value lines: `Date: …`, `Speaker: …`, `Title: …`, as paragraphs or bullets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Settings
from rig_site.importers.outline.lines import date_of_line, is_schedule_heading, without_number
from rig_site.importers.reading.blocks import Block, Item, Listing, Paragraph, Section, Verbatim, blocks_below
from rig_site.importers.record import Field, SourceRecord
from rig_site.importers.rich import Rich, joined, squeezed
from rig_site.importers.values.columns import role_of
from rig_site.importers.values.dates import find_dates

_KEY = re.compile(r"[\W_]*([^\W\d_][\w /&()'-]{0,30}?)\s*[:：]\s*(?!//)")


def key_value(text: Rich) -> Field | None:
    """Return the field that a line like "Speaker: Lead A" is; None where the label is none of ours.

    >>> from rig_site.importers.reading.markdown import parse
    >>> [key_value(parse(line)).role for line in ("**When:** 6 Nov", "Note: bring a laptop and pens")]
    ['date', 'notes']
    """
    match = _KEY.match(text.text)
    if match is None:
        return None
    role, value = role_of(match[1]), text.part(match.end()).strip(" \t\n*_")
    if role == "time" and find_dates(value.text):
        role = "date"
    return Field(role, squeezed(match[1]), value) if role else None


def with_values(lines: Sequence[tuple[int, Rich]]) -> list[tuple[int, Rich]]:
    """Return lines with each label that stands alone joined with the line below it, which is its value."""
    found: list[tuple[int, Rich]] = []
    for number, line in lines:
        said = key_value(found[-1][1]) if found else None
        if said and not said.text.text.strip() and key_value(line) is None:
            found[-1] = (found[-1][0], joined((found[-1][1], line), " "))
        else:
            found.append((number, line))
    return found


def key_value_records(document: Document, settings: Settings) -> list[SourceRecord]:
    """Return a record for each run of key–value lines that names a date, and claim those lines."""
    records: list[SourceRecord] = []
    for section in document.root.walk():
        records += _section_records(document, section)
    return records


def _section_records(document: Document, section: Section) -> list[SourceRecord]:
    folded = _labels_folded(section)
    runs: list[SourceRecord] = []
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
            again = bool(runs) and found.role == first_role and bool(runs[-1].take(found.role))
            if first_role is None or (again and found.role in ("date", "title", "lead")):
                runs.append(SourceRecord("record", document.place(line[0]), section, context=section.path()))
                runs[-1].generated = document.generated
                used.append([])
                first_role = found.role
            runs[-1].add(found.role, found.label, found.text)
            if item is not None and item.children:
                runs[-1].body += item.children
        used[-1].append(block)
    accepted = []
    untitled = [record for record in runs if not record.take("title")]
    for record, blocks in zip(runs, used, strict=True):
        own = record is runs[0] and (untitled == [record] or (folded and len(runs) == 1))
        if _accepted(document, section, record, blocks, own=own):
            accepted.append(record)
    return accepted


def _labels_folded(section: Section) -> bool:
    """Make lines of the headings below a heading that are labels with values, a date among them; tell if there are."""
    said = [key_value(child.heading.text) if child.heading else None for child in section.children]
    if section.heading is None or len(said) < 2 or "date" not in [one.role for one in said if one and one.text.text]:
        return False
    if any(one is None or not one.text.text for one in said) or any(child.children for child in section.children):
        return False
    for child in section.children:
        assert child.heading is not None
        section.blocks += [Paragraph(child.heading.text, child.heading.line, child.heading.end), *child.blocks]
    section.children = []
    return True


def _pieces(document: Document, block: Block) -> list[tuple[tuple[int, Rich], Field | None, Item | None]]:
    if isinstance(block, Paragraph):
        return [(line, key_value(line[1]), None) for line in with_values(block.lines)]
    if isinstance(block, Listing):
        return [((item.line, item.text), key_value(item.text), item) for item in block.items]
    return []


def _accepted(
    document: Document, section: Section, record: SourceRecord, blocks: list[Block | Item], *, own: bool
) -> bool:
    """Tell whether key–value lines are a session, and claim them; with `own` the section is about that session."""
    heading = section.heading
    if not any(find_dates(cell.text) for _, cell in record.take("date")):
        return False
    if heading is not None:
        text = heading.text
        if date_of_line(text) is not None:
            return False
        if own and not is_schedule_heading(text.text):
            record.fields.insert(0, Field("title", "", without_number(text)))
            document.claim(heading)
            for child in section.children:
                record.body += blocks_below(child)
                document.claim(child)
    if not any(record.take(role) for role in ("title", "paper", "lead")):
        return False
    document.claim(*blocks)
    return True
