"""What is over, what is to come and what is next, as of an instant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rig_site.model.series import Meeting, meeting_days, usual_meeting
from rig_site.model.session import Session

_AS_FAR_AS_ANYBODY_PLANS = timedelta(days=3 * 366)


def moment(day: date, clock: time, timezone: str) -> datetime | None:
    """Return the instant of a local clock time, or None where daylight saving skips that time.

    A time that daylight saving repeats is its first occurrence.

    >>> moment(date(2023, 3, 26), time(1, 30), "Europe/London") is None
    True
    >>> moment(date(2023, 10, 29), time(1, 30), "Europe/London").isoformat()
    '2023-10-29T01:30:00+01:00'
    """
    local = datetime.combine(day, clock, tzinfo=ZoneInfo(timezone))
    there_and_back = local.astimezone(UTC).astimezone(local.tzinfo)
    return local if there_and_back.replace(tzinfo=None) == local.replace(tzinfo=None) else None


def midnight(day: date, timezone: str) -> datetime:
    """Return the UTC instant at which a day begins in a zone."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(timezone)).astimezone(UTC)


def instant(as_of: date | datetime, timezone: str) -> datetime:
    """Return the UTC instant meant by a date (when it begins) or a datetime, local ones in `timezone`.

    >>> instant(date(2024, 7, 1), "Europe/London").isoformat()
    '2024-06-30T23:00:00+00:00'
    """
    if not isinstance(as_of, datetime):
        return midnight(as_of, timezone)
    return (as_of if as_of.tzinfo else as_of.replace(tzinfo=ZoneInfo(timezone))).astimezone(UTC)


def local_day(at: datetime, timezone: str) -> date:
    """Return the day that an instant falls on in a zone."""
    return at.astimezone(ZoneInfo(timezone)).date()


def begins(session: Session) -> datetime:
    """Return the UTC instant a session begins: its start, or the beginning of its day."""
    return session.start.astimezone(UTC) if session.start else midnight(session.date, session.timezone)


def ends(session: Session) -> datetime:
    """Return the UTC instant a session is over: its end, or the end of its (last) day."""
    if session.end:
        return session.end.astimezone(UTC)
    return midnight((session.until or session.date) + timedelta(days=1), session.timezone)


def chronological(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Return the sessions by beginning; those that begin together by id."""
    return tuple(sorted(sessions, key=lambda session: (begins(session), session.id)))


def upcoming(sessions: Iterable[Session], *, as_of: datetime) -> tuple[Session, ...]:
    """Return the sessions that have not ended at `as_of`, soonest first.

    A session under way still counts, so the schedule keeps its room while
    people are looking for the room.  Cancelled sessions, free slots and
    breaks stay in; the page shows them as such.
    """
    return tuple(session for session in chronological(sessions) if ends(session) > as_of)


def past(sessions: Iterable[Session], *, as_of: datetime) -> tuple[Session, ...]:
    """Return the sessions that were held or cancelled and have ended at `as_of`, latest first.

    A free slot nobody claimed and a break leave nothing to look up.
    """
    ended = [session for session in sessions if session.is_event and ends(session) <= as_of]
    return tuple(reversed(chronological(ended)))


def next_meeting(sessions: Iterable[Session], *, as_of: datetime) -> Session | None:
    """Return the first session to come, or under way, that really takes place."""
    return next((session for session in upcoming(sessions, as_of=as_of) if session.meets), None)


def next_open_day(
    meetings: Sequence[Meeting], sessions: Iterable[Session], *, as_of: datetime, timezone: str
) -> date | None:
    """Return the next usual day on which nothing is planned yet, not even a break; None where none is usual.

    Today counts until the usual meeting begins.  It is looked for as far
    ahead as anybody plans.
    """
    planned = {
        session.date + timedelta(days=number)
        for session in sessions
        for number in range(((session.until or session.date) - session.date).days + 1)
    }
    today = local_day(as_of, timezone)
    for day in meeting_days(meetings, first=today, last=today + _AS_FAR_AS_ANYBODY_PLANS):
        usual = usual_meeting(meetings, day)
        begun = moment(day, usual.start, timezone) if usual and usual.start else midnight(day, timezone)
        if day not in planned and (begun is None or begun > as_of):
            return day
    return None


def neighbours(sessions: Iterable[Session]) -> Mapping[str, tuple[Session | None, Session | None]]:
    """Return for each event's id the events before and after it; None at either end."""
    events = [session for session in chronological(sessions) if session.is_event]
    before = [None, *events[:-1]]
    after = [*events[1:], None]
    return {event.id: pair for event, pair in zip(events, zip(before, after, strict=False), strict=False)}
