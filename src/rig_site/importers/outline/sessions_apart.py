"""Several sessions below one date: what begins with a time of its own, or with another day in bold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from rig_site.importers.documents.document import Document
from rig_site.importers.draft import SourcePlace
from rig_site.importers.outline.lines import date_of_line, line_record
from rig_site.importers.reading.blocks import Block, Item, Listing, Paragraph
from rig_site.importers.record import SourceRecord
from rig_site.importers.rich import Rich
from rig_site.importers.values.clock_times import find_time
from rig_site.importers.values.dates import Written

_BEFORE_DAY = 20
"""Characters that may stand before a day: "Week 3 - "."""
_AND = re.compile(r"\s*(?:(?:and|und|et|y|e|then|puis|dann|luego|poi)\b[\s:,]*)?", re.IGNORECASE)


def sessions_apart(document: Document, record: SourceRecord) -> list[SourceRecord]:
    """Return a session for each part of what stands below a date that is one by itself, else the record alone."""
    found = [record]
    if record.form not in ("heading", "bullet") or record.generated:
        return found
    body, record.body = record.body, []
    for block in body:
        written = _bold_day(block, record) if isinstance(block, Paragraph) else None
        if isinstance(block, Paragraph) and written:
            (line, text), *rest = block.lines
            found.append(line_record(document, record.form, line, record.group, text, written, record.context))
            found[-1].body = [Paragraph.of(rest)] if rest else []
        else:
            found[-1].body.append(block)
    return [session for one in found for session in _by_times(one)]


def _bold_day(block: Paragraph, record: SourceRecord) -> Written | None:
    """Return the day in bold that a paragraph begins with."""
    if not any(mark.kind == "strong" and not mark.start for mark in block.text.marks):
        return None
    written = date_of_line(block.lines[0][1], record.context)
    return written if written and written.start < _BEFORE_DAY else None


def _by_times(record: SourceRecord) -> list[SourceRecord]:
    """Return a session for each part of what stands below a date that begins with a time, else the record alone.

    The items of a list count where all begin so; a paragraph counts where
    the line of the date has a time and a title itself.
    """
    said = " ".join(text.text for _, text in record.take("line"))
    time = find_time(said)
    titled = time is not None and re.search(r"[^\W\d_]{4}", said[: time.at] + said[time.to :]) is not None
    before: list[Block] = []
    found: list[SourceRecord] = []
    for block in record.body:
        parts = list(_parts(block, titled=titled))
        found += [_session(record, *part) for part in parts]
        if not parts:
            (found[-1].body if found else before).append(block)
    if titled and found:
        record.body = before
        return [record, *found]
    if len(found) < 2:
        return [record]
    found[0].body = [*before, *found[0].body]
    return found


def _parts(block: Block, *, titled: bool) -> Iterator[tuple[int, Rich, list[Block]]]:
    """Yield the line, the text and what stands below it of each session in a block."""
    if isinstance(block, Paragraph) and titled:
        start = begins_with_time(block.text)
        if start is not None:
            yield block.line, block.text.part(start), []
    if isinstance(block, Listing) and not titled and len(block.items) > 1:
        starts = [begins_with_time(item.text) for item in block.items]
        if None not in starts:
            yield from (_of_item(item) for item in block.items)


def _of_item(item: Item) -> tuple[int, Rich, list[Block]]:
    return item.line, item.text, item.children


def begins_with_time(text: Rich) -> int | None:
    """Return where the time is that a text begins with and that is not all it says: "And 16:00: On graphs"."""
    start = _AND.match(text.text)
    at = start.end() if start else 0
    time = find_time(text.text[at:], alone=True)
    if time is None or time.at > 2 or not re.search(r"[^\W\d_]{4}", text.text[at + time.to :]):
        return None
    return at


def _session(record: SourceRecord, line: int, said: Rich, below: list[Block]) -> SourceRecord:
    one = replace(record, place=SourcePlace(record.place.path, line), fields=[], late=[], body=list(below))
    one.add("line", "", said)
    return one
