"""Dates, times and usual meetings in words.

The interface speaks English whatever the site's language is; the language
decides only the order of a date's parts.  Nothing here asks the process's
locale.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from rig_site.model.series import Meeting

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ORDINALS = ("first", "second", "third", "fourth", "last")

_MONTH_FIRST = frozenset({"en-us", "en-ca", "en-ph"})
"""Locales whose Unicode CLDR pattern for a medium date puts the month before the day."""


def day(value: date, language: str) -> str:
    """Return a date with its weekday, in the order of the site's language.

    >>> day(date(2023, 11, 6), "en-GB"), day(date(2023, 11, 6), "en-US")
    ('Mon 6 Nov 2023', 'Mon, Nov 6, 2023')
    """
    weekday, month = WEEKDAYS[value.weekday()][:3], MONTHS[value.month - 1]
    if language.lower() in _MONTH_FIRST:
        return f"{weekday}, {month} {value.day}, {value.year}"
    return f"{weekday} {value.day} {month} {value.year}"


def zone(moment: datetime) -> str:
    """Return the abbreviation of a moment's time zone, or its offset where the zone has none.

    >>> from zoneinfo import ZoneInfo
    >>> zone(datetime(2023, 7, 1, tzinfo=ZoneInfo("Europe/London")))
    'BST'
    >>> zone(datetime(2023, 7, 1, tzinfo=ZoneInfo("Asia/Kathmandu")))
    'UTC+05:45'
    """
    name = moment.tzname() or ""
    if name[:1] not in ("+", "-"):
        return name
    offset = moment.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:]}".replace("-", "\N{MINUS SIGN}")


def clock(moment: datetime | time) -> str:
    """Return a time of day.

    >>> clock(time(9, 30))
    '09:30'
    """
    return f"{moment.hour:02}:{moment.minute:02}"


def span(start: datetime, end: datetime) -> str:
    """Return when something begins and ends, with the zone; the day is named where it ends on another.

    >>> from zoneinfo import ZoneInfo
    >>> def london(*moment): return datetime(*moment, tzinfo=ZoneInfo("Europe/London"))
    >>> span(london(2023, 11, 6, 11), london(2023, 11, 6, 12))
    '11:00–12:00 GMT'
    >>> span(london(2023, 10, 28, 23), london(2023, 10, 29, 1, 30, 0))
    '23:00–Sun 01:30 BST'
    """
    last = clock(end) if end.date() == start.date() else f"{WEEKDAYS[end.weekday()][:3]} {clock(end)}"
    if zone(start) == zone(end):
        return f"{clock(start)}–{last} {zone(end)}"
    return f"{clock(start)} {zone(start)}–{last} {zone(end)}"


def elsewhere(start: datetime, end: datetime, there: datetime) -> str:
    """Return a span by the group's clock for something held `there`; its day is named where it is another.

    >>> from zoneinfo import ZoneInfo
    >>> start, end = (datetime(2024, 2, 21, 23, minute, tzinfo=ZoneInfo("Asia/Tokyo")) for minute in (0, 30))
    >>> here = [moment.astimezone(ZoneInfo("America/New_York")) for moment in (start, end)]
    >>> elsewhere(*here, start), elsewhere(start, end, here[0])
    ('that is 09:00–09:30 EST', 'that is 23:00–23:30 JST')
    """
    weekday = "" if start.date() == there.date() else f"{WEEKDAYS[start.weekday()][:3]} "
    return f"that is {weekday}{span(start, end)}"


def listing(parts: Sequence[str]) -> str:
    """Return the parts as a list in a sentence.

    >>> listing(["Lead A", "Lead B", "Lead C"])
    'Lead A, Lead B and Lead C'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def place(room: str | None, *, online: bool) -> str:
    """Return where something is held; nothing where that is not known.

    >>> place("Room A", online=True), place(None, online=True), place("Room A", online=False)
    ('Room A and online', 'Online', 'Room A')
    """
    if room and online:
        return f"{room} and online"
    return "Online" if online else room or ""


def usual(meeting: Meeting) -> str:
    """Return when and where a usual meeting is held.

    >>> usual(Meeting(date(2023, 9, 18), 0, start=time(11), end=time(12), room="Room A"))
    'Every week on Monday, 11:00–12:00, Room A'
    >>> usual(Meeting(date(2023, 9, 21), 3, interval=2, monthly=True))
    'Every 2 months on the third Thursday'
    """
    unit = "month" if meeting.monthly else "week"
    every = unit if meeting.interval == 1 else f"{meeting.interval} {unit}s"
    weekday = WEEKDAYS[meeting.weekday]
    if meeting.monthly:
        weekday = f"the {ORDINALS[(meeting.first.day - 1) // 7]} {weekday}"
    parts = [f"Every {every} on {weekday}"]
    if meeting.start:
        parts.append(f"{clock(meeting.start)}–{clock(meeting.end)}" if meeting.end else clock(meeting.start))
    if meeting.room:
        parts.append(meeting.room)
    return ", ".join(parts)
