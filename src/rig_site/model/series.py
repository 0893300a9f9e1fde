"""The usual meeting: when and where the group comes together unless a session says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import groupby, zip_longest

from dateutil.rrule import MONTHLY, WEEKLY, rrule
from dateutil.rrule import weekday as rrule_weekday
from msgspec import Struct
from msgspec.structs import replace

from rig_site.model.permalink import slug

DEFAULT_LENGTH = timedelta(minutes=60)


class MeetingDay(Struct, frozen=True):
    """A weekday (0 is Monday), and which of the month it is where that is said: from 1 to 4, or -1 for the last."""

    weekday: int
    ordinal: int | None = None

    def is_on(self, day: date) -> bool:
        """Tell whether a date is such a day."""
        if day.weekday() != self.weekday:
            return False
        is_last = (day + timedelta(days=7)).month != day.month
        return self.ordinal in (None, (day.day - 1) // 7 + 1) or (self.ordinal == -1 and is_last)


class Meeting(Struct, frozen=True):
    """A usual meeting, in force from a date until a later one replaces it, or up to the day `until`.

    It is held every `interval` weeks on `weekday` (0 is Monday), counted
    from the first such day on or after `from_date`; with `monthly`, every
    `interval` months on one weekday of the month: on the one that `ordinal`
    says (see `MeetingDay`), else on that of the first such day (the third
    Thursday, say; a fifth counts as the last).  Where several weekdays are
    written together, `begins` is the first day of this one, so that all are
    counted from one week or month.  It is not held on the days that
    `excepted` spans, each by its first and its last.  `start` and `end` are
    local clock times.
    """

    from_date: date
    weekday: int
    interval: int = 1
    monthly: bool = False
    start: time | None = None
    end: time | None = None
    room: str | None = None
    ordinal: int | None = None
    until: date | None = None
    excepted: tuple[tuple[date, date], ...] = ()
    begins: date | None = None

    @property
    def first(self) -> date:
        """The first day it is held, if no exception falls on it."""
        if self.begins is not None:
            return self.begins
        if self.ordinal is not None:
            return _first_held(self, counted_from=self.from_date.replace(day=1), interval=1)
        return self.from_date + timedelta(days=(self.weekday - self.from_date.weekday()) % 7)

    @property
    def week_of_month(self) -> int:
        """Which of the month's weekdays a monthly one is held on: from 1 to 4, or -1 for the last."""
        if self.ordinal is not None:
            return self.ordinal
        return (self.first.day - 1) // 7 + 1 if self.first.day <= 28 else -1

    @property
    def day(self) -> MeetingDay:
        """The day it is held on, as it is written."""
        return MeetingDay(self.weekday, self.ordinal)

    def excepts(self, day: date) -> bool:
        """Tell whether a day is one on which it is said not to be held."""
        return any(first <= day <= last for first, last in self.excepted)

    @property
    def length(self) -> timedelta:
        """How long it usually lasts by the clock; an end not after the start is the next day's."""
        if self.start is None or self.end is None:
            return DEFAULT_LENGTH
        day = date(2000, 1, 1)
        length = datetime.combine(day, self.end) - datetime.combine(day, self.start)
        return length if length > timedelta() else length + timedelta(days=1)


class Room(Struct, frozen=True):
    """What a room's name does not say to newcomers: its postal address, a map of it, and how to get in.

    `map` is an address, absolute or relative to the site's own; the other
    two are text.
    """

    name: str
    address: str | None = None
    map: str | None = None
    directions: str | None = None


def by_slug(rooms: Iterable[Room]) -> Mapping[str, Room]:
    """Return rooms by the slugs of their names, for a room is the same however its letters are written."""
    return {slug(room.name): room for room in rooms}


def counted_together(meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Return meetings that are written together, each so that all are held in the same weeks or months.

    These are counted from the week or month in which the first of them is
    held: Tuesdays and Thursdays of every second week from a Wednesday on
    begin with its Thursday, and the Tuesday follows two weeks later.
    """
    anchor = min((meeting.first for meeting in meetings), default=None)
    if anchor is None or len(meetings) == 1:
        return tuple(meetings)
    week, month = anchor - timedelta(days=anchor.weekday()), anchor.replace(day=1)
    return tuple(
        replace(
            meeting,
            begins=_first_held(meeting, counted_from=month if meeting.monthly else week, interval=meeting.interval),
        )
        for meeting in meetings
    )


def in_force(meetings: Iterable[Meeting], on: date) -> tuple[Meeting, ...]:
    """Return the meetings that hold on a date: those with the latest `from_date` not after it, unless they have ended.

    Several share a `from_date` when a group meets more than once a week.
    What a later meeting has replaced does not come back when that ends.
    """
    begun = [meeting for meeting in meetings if meeting.from_date <= on]
    latest = max((meeting.from_date for meeting in begun), default=None)
    return tuple(
        meeting for meeting in begun if meeting.from_date == latest and (meeting.until is None or on <= meeting.until)
    )


def usual_meeting(meetings: Iterable[Meeting], on: date) -> Meeting | None:
    """Return the usual meeting on a date's weekday, whose time and room a session of that date takes over.

    A group that meets every second week and slips by one still meets at
    its usual hour; on another weekday nothing is known, and nothing is
    made up.  Of several on that weekday it is one that is held on the very
    day, the first Monday's or the third's, else the first.
    """
    found = [meeting for meeting in in_force(meetings, on) if meeting.weekday == on.weekday()]
    if len(found) > 1:
        found.sort(key=lambda meeting: not is_held(meeting, on))
    return next(iter(found), None)


def is_held(meeting: Meeting, on: date) -> bool:
    """Tell whether a meeting falls on a date, whether or not it has ended by then or leaves that day out.

    It comes to what the rule of `meeting_days` gives, and is asked for
    many sessions that may lie years apart.
    """
    first = meeting.first
    if on < first:
        return False
    if not meeting.monthly:
        return (on - first).days % (7 * meeting.interval) == 0
    months = (on.year - first.year) * 12 + on.month - first.month
    return months % meeting.interval == 0 and MeetingDay(meeting.weekday, meeting.week_of_month).is_on(on)


def usual_length(meetings: Iterable[Meeting], on: date) -> timedelta:
    """Return how long a session of a date lasts when it only says when it starts."""
    meetings = in_force(meetings, on)
    meeting = usual_meeting(meetings, on) or next(iter(meetings), None)
    return meeting.length if meeting else DEFAULT_LENGTH


def meeting_days(meetings: Sequence[Meeting], *, first: date, last: date) -> Iterator[date]:
    """Yield the days of usual meetings from `first` to `last`, both included, in order."""
    starts = sorted({meeting.from_date for meeting in meetings})
    for start, following in zip_longest(starts, starts[1:]):
        until = last if following is None else min(last, following - timedelta(days=1))
        found = [_days(each, max(first, start), until) for each in meetings if each.from_date == start]
        yield from (day for day, _ in groupby(merge(*found)))


def _days(meeting: Meeting, first: date, last: date) -> Iterator[date]:
    """Yield the days of one usual meeting from `first` to `last`, both included."""
    until = min(last, meeting.until or last)
    for moment in _rule(meeting).xafter(datetime.combine(first, time()), inc=True):
        if moment.date() > until:
            return
        if not meeting.excepts(moment.date()):
            yield moment.date()


def _rule(meeting: Meeting) -> rrule:
    midnight = datetime.combine(meeting.first, time())
    if meeting.monthly:
        weekday = rrule_weekday(meeting.weekday, meeting.week_of_month)
        return rrule(MONTHLY, dtstart=midnight, interval=meeting.interval, byweekday=weekday)
    return rrule(WEEKLY, dtstart=midnight, interval=meeting.interval)


def _first_held(meeting: Meeting, *, counted_from: date, interval: int) -> date:
    """Return its first day on or after `from_date` in every so many weeks or months, counted from those of a date."""
    weekday = rrule_weekday(meeting.weekday, meeting.ordinal)
    midnight = datetime.combine(counted_from, time())
    rule = rrule(MONTHLY if meeting.monthly else WEEKLY, dtstart=midnight, interval=interval, byweekday=weekday)
    return next(day for moment in rule if (day := moment.date()) >= meeting.from_date)
