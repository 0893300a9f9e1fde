"""Calendars: every event is a session, and of a series every event that was held or has an end in sight."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rig_site.importers.documents.document import Document
from rig_site.importers.documents.recurrence import occurrences
from rig_site.importers.draft import FoundSession, Journal, Settings, SourceDocument
from rig_site.importers.reading.blocks import Block, Paragraph, Section
from rig_site.importers.reading.html import html_blocks
from rig_site.importers.reading.markdown import markdown_blocks
from rig_site.importers.rich import Rich
from rig_site.importers.values.dates import Written


def ics_document(source: SourceDocument, settings: Settings, journal: Journal) -> tuple[Document, list[FoundSession]]:
    """Return an entry for each event of a calendar; one that cannot be read is kept as text."""
    from icalendar import Calendar

    lines = source.text.split("\n")
    document = Document(source.path, lines, Section(None), {}, {}, journal)
    try:
        calendar = Calendar.from_ical(source.text)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        journal.warn(document.place(1), "this calendar cannot be read; it is kept as it stands")
        document.root.blocks.append(Paragraph.of([(number, Rich(line)) for number, line in enumerate(lines, start=1)]))
        return document, []
    zone = str(calendar.get("X-WR-TIMEZONE", "")) or _zone(calendar)
    document.timezone = zone if _is_zone(zone) else None
    shown = settings.timezone or document.timezone or "UTC"
    places = [number for number, line in enumerate(lines, start=1) if line.strip() == "BEGIN:VEVENT"]
    events = calendar.walk("VEVENT")
    own = {(str(event.get("UID")), getattr(event.get("RECURRENCE-ID"), "dt", None)) for event in events}
    entries = []
    for number, event in enumerate(events):
        line = places[number] if number < len(places) else 1
        starts = [getattr(event.get("DTSTART"), "dt", None)]
        if event.get("RRULE") is not None and isinstance(starts[0], date):
            starts = [
                start for start in _series(document, event, line, settings) if (str(event.get("UID")), start) not in own
            ]
        found = (_entry(document, event, start, line, shown, calendar) for start in starts)
        entries += [entry for entry in found if entry is not None]
    return document, entries


def _series(document: Document, event: Any, line: int, settings: Settings) -> tuple[date, ...]:
    """Return when the events of a series begin; of one that cannot be read the first."""
    title = str(event.get("SUMMARY", ""))
    try:
        starts = occurrences(event, last=settings.today)
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
        document.journal.warn(
            document.place(line), f"'{title}' is a series that cannot be read; only its first event becomes a session"
        )
        return (event["DTSTART"].dt,)
    document.journal.notice(document.place(line), f"'{title}' is a series of {len(starts):,} sessions")
    return starts


def _entry(
    document: Document, event: object, start: date | None, line: int, zone: str, group: object
) -> FoundSession | None:
    get = event.get  # type: ignore[attr-defined]
    title = str(get("SUMMARY", ""))
    if not isinstance(start, date):
        document.journal.warn(document.place(line), f"the event '{title}' has no beginning; it is kept as text")
        document.root.blocks.append(Paragraph(Rich(title or "An event"), line, line))
        return None
    entry = FoundSession("record", document.place(line), group)
    local = _local(start, zone)
    entry.day = local.date() if isinstance(local, datetime) else local
    entry.written = Written("", 0, 0, entry.day.day, entry.day.month, entry.day.year)
    end = getattr(get("DTEND"), "dt", None)
    if isinstance(end, date):
        end += start - get("DTSTART").dt
    if isinstance(local, datetime):
        hours = f"{local:%H:%M}"
        if isinstance(end, datetime):
            hours += f" - {_local(end, zone):%H:%M}"
        entry.add("time", "Time", Rich(hours))
    elif isinstance(end, date) and (end - entry.day).days > 1:
        entry.until = date.fromordinal(end.toordinal() - 1)
    entry.add("line", "", document.rich(_plain(title), line))
    entry.add("room", "Room", document.rich(_plain(str(get("LOCATION", ""))), line))
    if str(get("STATUS", "")).upper() == "CANCELLED":
        entry.add("status", "Status", Rich("cancelled"))
    elif str(get("STATUS", "")).upper() == "TENTATIVE":
        entry.add("status", "Status", Rich("TBC"))
    url = str(get("URL", ""))
    if url:
        entry.add("links", "Link", document.rich(f"<{url}>" if "://" in url else url, line))
    entry.body = [_numbered(block, line) for block in _description(str(get("DESCRIPTION", "")))]
    return entry


def _description(text: str) -> list[Block]:
    text = text.replace("\r\n", "\n").strip()
    if re.search(r"<(?:br|p|a|ul|b)\b", text, re.IGNORECASE):
        broken = re.sub(r"<br\s*/?>", "\n", text, flags=re.IGNORECASE)
        return (
            html_blocks("".join(f"<p>{line}</p>" for line in broken.split("\n")))
            if "<ul" not in text
            else html_blocks(text)
        )
    return markdown_blocks(text).blocks


def _numbered(block: Block, line: int) -> Block:
    """Return a paragraph with its lines counted as the event's; other blocks as they are."""
    return Paragraph(block.text, line, line) if isinstance(block, Paragraph) else block


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>~])", r"\\\1", text)


def _local(moment: date, zone: str) -> date:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(ZoneInfo(zone))
    return moment


def _zone(calendar: object) -> str:
    for event in calendar.walk("VEVENT"):  # type: ignore[attr-defined]
        start = event.get("DTSTART")
        named = start.params.get("TZID") if start is not None and hasattr(start, "params") else None
        if named:
            return str(named)
    return ""


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return bool(name)
