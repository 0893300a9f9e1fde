"""The usual meeting: when and where the group comes together unless a session says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import zip_longest

from dateutil.rrule import MONTHLY, WEEKLY, rrule
from dateutil.rrule import weekday as rrule_weekday

DEFAULT_LENGTH = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A usual meeting, in force from a date until a later one replaces it.

    It is held every `interval` weeks on `weekday` (0 is Monday), counted
    from the first such day on or after `from_date`; with `monthly`, every
    `interval` months on the same weekday of the month as that first day
    (the third Thursday, say; a fifth counts as the last).  `start` and `end` are local clock times.
    """

    from_date: date
    weekday: int
    interval: int = 1
    monthly: bool = False
    start: time | None = None
    end: time | None = None
    room: str | None = None

    @property
    def first(self) -> date:
        """The first day it is held."""
        return self.from_date + timedelta(days=(self.weekday - self.from_date.weekday()) % 7)

    @property
    def length(self) -> timedelta:
        """How long it usually lasts by the clock; an end not after the start is the next day's."""
        if self.start is None or self.end is None:
            return DEFAULT_LENGTH
        day = date(2000, 1, 1)
        length = datetime.combine(day, self.end) - datetime.combine(day, self.start)
        return length if length > timedelta() else length + timedelta(days=1)


def in_force(meetings: Iterable[Meeting], on: date) -> tuple[Meeting, ...]:
    """Return the meetings that hold on a date: those with the latest `from_date` not after it.

    Several share a `from_date` when a group meets more than once a week.
    """
    begun = [meeting for meeting in meetings if meeting.from_date <= on]
    latest = max((meeting.from_date for meeting in begun), default=None)
    return tuple(meeting for meeting in begun if meeting.from_date == latest)


def usual_meeting(meetings: Iterable[Meeting], on: date) -> Meeting | None:
    """Return the usual meeting on a date's weekday, whose time and room a session of that date takes over.

    A group that meets every second week and slips by one still meets at
    its usual hour; on another weekday nothing is known, and nothing is
    made up.
    """
    return next((meeting for meeting in in_force(meetings, on) if meeting.weekday == on.weekday()), None)


def usual_length(meetings: Iterable[Meeting], on: date) -> timedelta:
    """Return how long a session of a date lasts when it only says when it starts."""
    meetings = in_force(meetings, on)
    meeting = usual_meeting(meetings, on) or next(iter(meetings), None)
    return meeting.length if meeting else DEFAULT_LENGTH


def meeting_days(meetings: Sequence[Meeting], *, first: date, last: date) -> Iterator[date]:
    """Yield the days of usual meetings from `first` to `last`, both included, in order."""
    midnight = time()
    starts = sorted({meeting.from_date for meeting in meetings})
    for start, following in zip_longest(starts, starts[1:]):
        until = last if following is None else min(last, following - timedelta(days=1))
        days = {
            moment.date()
            for meeting in meetings
            if meeting.from_date == start
            for moment in _rule(meeting).between(
                datetime.combine(max(first, start), midnight), datetime.combine(until, midnight), inc=True
            )
        }
        yield from sorted(days)


def _rule(meeting: Meeting) -> rrule:
    midnight = datetime.combine(meeting.first, time())
    if meeting.monthly:
        ordinal = (meeting.first.day - 1) // 7 + 1 if meeting.first.day <= 28 else -1
        return rrule(
            MONTHLY, dtstart=midnight, interval=meeting.interval, byweekday=rrule_weekday(meeting.weekday, ordinal)
        )
    return rrule(WEEKLY, dtstart=midnight, interval=meeting.interval)
