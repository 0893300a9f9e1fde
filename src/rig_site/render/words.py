"""Dates, times and usual meetings in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from rig_site.language import cldr
from rig_site.language.language import Language, pgettext_noop
from rig_site.model.series import Meeting
from rig_site.render.weekdays import on_weekday, on_weekday_of_month

COMMA = pgettext_noop("between the items of a list", ", ")


def day(value: date, language: Language) -> str:
    """Return a date with its weekday.

    >>> day(date(2023, 11, 6), Language("en-GB"))
    'Mon 6 Nov 2023'
    """
    return cldr.day(value, language.words)


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


def span(start: datetime, end: datetime, language: Language) -> str:
    """Return when something begins and ends, with the zone; the day is named where it ends on another.

    >>> from zoneinfo import ZoneInfo
    >>> def london(*moment): return datetime(*moment, tzinfo=ZoneInfo("Europe/London"))
    >>> span(london(2023, 11, 6, 11), london(2023, 11, 6, 12), Language("en"))
    '11:00–12:00 GMT'
    >>> span(london(2023, 10, 28, 23), london(2023, 10, 29, 1, 30, 0), Language("en"))
    '23:00–Sun 01:30 BST'
    """
    last = clock(end) if end.date() == start.date() else _on_weekday(end, clock(end), language)
    if zone(start) == zone(end):
        return language.isolated(f"{clock(start)}–{last} {zone(end)}")
    return language.isolated(f"{clock(start)} {zone(start)}–{last} {zone(end)}")


def elsewhere(start: datetime, end: datetime, there: datetime, language: Language) -> str:
    """Return a span by the group's clock for something held `there`; its day is named where it is another.

    >>> from zoneinfo import ZoneInfo
    >>> start, end = (datetime(2024, 2, 21, 23, minute, tzinfo=ZoneInfo("Asia/Tokyo")) for minute in (0, 30))
    >>> here = [moment.astimezone(ZoneInfo("America/New_York")) for moment in (start, end)]
    >>> elsewhere(*here, start, Language("en")), elsewhere(start, end, here[0], Language("en"))
    ('that is 09:00–09:30 EST', 'that is 23:00–23:30 JST')
    """
    hours = span(start, end, language)
    if start.date() != there.date():
        hours = _on_weekday(start, hours, language)
    return language.gettext("that is %(hours)s", hours=hours)


def listing(parts: Sequence[str], language: Language) -> str:
    """Return the parts as a list in a sentence.

    >>> listing(["Lead A", "Lead B", "Lead C"], Language("en"))
    'Lead A, Lead B and Lead C'
    """
    return cldr.listing(parts, language.words)


def in_a_row(parts: Iterable[str], language: Language) -> str:
    """Return the parts one after the other, with commas between them.

    >>> in_a_row(["Mon 6 Nov 2023", "Room A"], Language("en"))
    'Mon 6 Nov 2023, Room A'
    """
    return language.pgettext(*COMMA).join(parts)


def place(room: str | None, language: Language, *, online: bool) -> str:
    """Return where something is held; nothing where that is not known.

    >>> english = Language("en")
    >>> place("Room A", english, online=True), place(None, english, online=True), place("Room A", english, online=False)
    ('Room A and online', 'Online', 'Room A')
    """
    if room and online:
        return language.gettext("%(room)s and online", room=room)
    return language.gettext("Online") if online else room or ""


def usual(meeting: Meeting, language: Language) -> str:
    """Return when a usual meeting is held.

    >>> usual(Meeting(date(2023, 9, 18), 0, start=time(11), end=time(12)), Language("en"))
    'Every week on Monday, 11:00–12:00'
    >>> usual(Meeting(date(2023, 9, 21), 3, interval=2, monthly=True), Language("en"))
    'Every 2 months on the third Thursday'
    >>> usual(Meeting(date(2023, 9, 18), 4, monthly=True, ordinal=-1, until=date(2023, 12, 15)), Language("en"))
    'Every month on the last Friday, until Fri 15 Dec 2023'
    """
    parts = [_every(meeting, language)]
    if meeting.start:
        hours = f"{clock(meeting.start)}–{clock(meeting.end)}" if meeting.end else clock(meeting.start)
        parts.append(language.isolated(hours))
    if meeting.until:
        parts.append(language.gettext("until %(date)s", date=day(meeting.until, language)))
    return in_a_row(parts, language)


def _on_weekday(moment: datetime, hours: str, language: Language) -> str:
    weekday = cldr.weekday(moment.date(), language.words)
    return language.gettext("%(weekday)s %(hours)s", weekday=weekday, hours=hours)


def _every(meeting: Meeting, language: Language) -> str:
    count = meeting.interval
    if meeting.monthly:
        on_day = on_weekday_of_month(meeting.week_of_month, meeting.weekday, language)
        if count == 1:
            return language.gettext("Every month %(on_day)s", on_day=on_day)
        return language.ngettext(
            "Every %(count)s month %(on_day)s", "Every %(count)s months %(on_day)s", count, count=count, on_day=on_day
        )
    on_day = on_weekday(meeting.weekday, language)
    if count == 1:
        return language.gettext("Every week %(on_day)s", on_day=on_day)
    return language.ngettext(
        "Every %(count)s week %(on_day)s", "Every %(count)s weeks %(on_day)s", count, count=count, on_day=on_day
    )
