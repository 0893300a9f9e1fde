"""Calendars: every event is a session, and of a series every event that was held or has an end in sight."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rig_site.importers.documents.calendar_text import parsed
from rig_site.importers.documents.calendar_zone import zone_of
from rig_site.importers.documents.document import Document
from rig_site.importers.documents.own_calendar import read_own_calendar
from rig_site.importers.documents.recurrence import MOST_OCCURRENCES, is_endless, is_series, occurrences
from rig_site.importers.draft import Journal, Settings, SourceDocument
from rig_site.importers.reading.blocks import Block, Paragraph, Section, Verbatim
from rig_site.importers.reading.markdown import markdown_blocks
from rig_site.importers.record import SourceRecord
from rig_site.importers.rich import Rich
from rig_site.importers.values.dates import Written

_PAST_MIDNIGHT = timedelta(hours=12)
"""How far into the next day a session may last."""

_EDGE = re.compile(r"(?:BEGIN|END):VEVENT", re.IGNORECASE)

_CALLS = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK")


def ics_document(source: SourceDocument, settings: Settings, journal: Journal) -> tuple[Document, list[SourceRecord]]:
    """Return a record for each event of a calendar; one that cannot be read is kept as text."""
    lines = source.text.split("\n")
    document = Document(source.path, lines, Section(None), {}, {}, journal)
    found = parsed(document)
    if found is not None and read_own_calendar(document, found[0], settings):
        return document, []
    if found is None or not found[0].walk("VEVENT"):
        journal.warn(document.place(1), "this calendar has no event that can be read; it is kept as it stands")
        document.root.blocks.append(Paragraph.of([(number, Rich(line)) for number, line in enumerate(lines, start=1)]))
        return document, []
    calendar, places = found
    document.timezone = zone_of(calendar)
    shown = settings.zone or document.timezone or "UTC"
    events = calendar.walk("VEVENT")
    records: list[SourceRecord] = []
    for number, event in enumerate(events):
        line = places.get(number, 1)
        _say_errors(document, event, line)
        starts = _series(document, event, line, settings) if is_series(event) else (_moment(event, "DTSTART"),)
        replaced = _replaced(events, event) if is_series(event) else set()
        for start in starts:
            if start in replaced or (isinstance(start, datetime) and start.date() in replaced):
                continue
            record = _record(document, event, start, line, shown, calendar)
            records += [record] if record is not None else []
    _say_guests(document, events)
    return document, records


def _replaced(events: list[Any], series: Any) -> set[date]:
    """Return when those events of a series were to begin that the calendar describes by themselves."""
    alone = (event for event in events if event.get("UID") == series.get("UID") and event is not series)
    return {moment for event in alone if (moment := _moment(event, "RECURRENCE-ID")) is not None}


def _moment(event: Any, name: str) -> date | None:
    found = _value(event, name)
    return found if isinstance(found, date) else None


def _value(event: Any, name: str) -> object:
    """Return what a property with a date or a length says; None where it says nothing that can be read."""
    from icalendar.error import BrokenCalendarProperty

    try:
        return getattr(event.get(name), "dt", None)
    except BrokenCalendarProperty:
        return None


def _all(event: Any, name: str) -> list[Any]:
    """Return every value of a property that may stand several times."""
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]


def _say_errors(document: Document, event: Any, line: int) -> None:
    for name, error in event.errors:
        document.journal.warn(
            document.place(line), f"{name or 'a line'} of '{event.get('SUMMARY', '')}' says nothing: {error}"
        )
    recurrence = event.get("RECURRENCE-ID")
    if recurrence is not None and "RANGE" in getattr(recurrence, "params", {}):
        document.journal.warn(
            document.place(line), "this event changes all later ones of its series; only itself is changed here"
        )


def _say_guests(document: Document, events: list[Any]) -> None:
    """Say that people who are invited are not among what is published."""
    guests = {str(guest) for event in events for name in ("ATTENDEE", "ORGANIZER") for guest in _all(event, name)}
    if guests:
        document.journal.notice(
            document.place(1),
            f"{len(guests):,} of its addresses are of people who invite or are invited; they are left out,"
            " as a site is public",
        )


def _series(document: Document, event: Any, line: int, settings: Settings) -> tuple[date, ...]:
    """Return when the events of a series begin; of one that cannot be read the first."""
    title = str(event.get("SUMMARY", ""))
    try:
        starts = occurrences(event, last=settings.today)
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
        document.journal.warn(
            document.place(line), f"'{title}' is a series that cannot be read; only its first event becomes a session"
        )
        first = _moment(event, "DTSTART")
        return (first,) if first else ()
    until = f", up to {settings.today}, as it has no end" if is_endless(event) else ""
    if len(starts) >= MOST_OCCURRENCES:
        until = f", the first of a longer one; what comes after {starts[-1]:%Y-%m-%d} is left out"
    document.journal.notice(document.place(line), f"'{title}' is a series of {len(starts):,} sessions{until}")
    return starts


def _record(
    document: Document, event: Any, start: date | None, line: int, zone: str, group: object
) -> SourceRecord | None:
    title = str(event.get("SUMMARY", ""))
    if start is None:
        document.journal.warn(document.place(line), f"the event '{title}' has no beginning; it is kept as text")
        last = next(
            (number for number, one in enumerate(document.lines, 1) if number > line and _EDGE.match(one)), line
        )
        document.root.blocks.append(Verbatim("code", "", line, last))
        return None
    record = SourceRecord("record", document.place(line), group)
    local = _local(start, zone)
    record.day = local.date() if isinstance(local, datetime) else local
    record.written = Written("", 0, 0, record.day.day, record.day.month, record.day.year)
    _add_times(document, record, local, _end(event, start, zone))
    record.add("line", "", document.rich(_plain(title), line))
    _add_place(document, record, event, line)
    status = {"CANCELLED": "cancelled", "TENTATIVE": "TBC"}.get(str(event.get("STATUS", "")).upper())
    if status:
        record.add("status", "Status", Rich(status))
    _add_links(document, record, event, line)
    record.body = [_numbered(block, line) for block in _description(event)]
    return record


def _end(event: Any, start: date, zone: str) -> date | None:
    """Return when an event ends that begins at `start`: as its DTEND or DURATION says of the first."""
    first, end = event["DTSTART"].dt, _moment(event, "DTEND")
    length = _value(event, "DURATION")
    if end is not None and isinstance(end, datetime) == isinstance(first, datetime):
        length = end - first
    if not isinstance(length, timedelta) or length <= timedelta():
        return None
    return _local(start + length, zone)


def _add_times(document: Document, record: SourceRecord, start: date, end: date | None) -> None:
    """Add when an event begins and ends by the clock of the group, or the last of its days."""
    if not isinstance(start, datetime):
        if end is not None and (end - start).days > 1:
            record.until = end - timedelta(days=1)
        return
    hours = f"{start:%H:%M}"
    if isinstance(end, datetime):
        midnight = datetime.combine(start.date() + timedelta(days=1), datetime.min.time(), start.tzinfo)
        if end - midnight <= _PAST_MIDNIGHT and end - start < timedelta(days=1):
            hours += f" - {end:%H:%M}"
        else:
            document.journal.warn(
                record.place, f"this lasts until {end:%Y-%m-%d %H:%M}; only its first day is kept, without its end"
            )
    record.add("time", "Time", Rich(hours))


def _add_place(document: Document, record: SourceRecord, event: Any, line: int) -> None:
    place = str(event.get("LOCATION", "")).strip()
    role = "online" if re.fullmatch(r"https?://\S+", place) else "room"
    record.add(role, "Place", document.rich(f"<{place}>" if role == "online" else _plain(place), line))
    for name in _CALLS:
        for address in map(str, _all(event, name)):
            record.add("online", "Call", document.rich(f"<{address}>", line))


def _add_links(document: Document, record: SourceRecord, event: Any, line: int) -> None:
    url = str(event.get("URL", ""))
    if url:
        record.add("links", "Link", document.rich(f"<{url}>" if "://" in url else url, line))
    for file in _all(event, "ATTACH"):
        named = getattr(file, "params", {})
        name = str(named.get("FILENAME") or named.get("X-FILENAME") or "Attachment")
        if re.match(r"https?://", str(file)):
            record.add("links", name, document.rich(f"[{_plain(name)}](<{file}>)", line))
        else:
            document.journal.warn(
                record.place, f"a file is attached, '{name}', which is not on the web; it is left out",
                "put it into static/, and a link to it into the session's file",
            )  # fmt: skip
    for listed in _all(event, "CATEGORIES"):
        names = [str(name) for name in listed.cats if "://" not in str(name)]
        record.add("topics", "Categories", Rich("\n".join(names)))


def _description(event: Any) -> list[Block]:
    """Return what an event says of itself, as text or as HTML, which may stand in Markdown."""
    text = str(event.get("DESCRIPTION", "")).replace("\r\n", "\n").strip()
    formatted = str(event.get("X-ALT-DESC", "")).replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").strip()
    text = text or formatted
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
