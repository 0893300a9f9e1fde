from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import available_timezones

import pytest
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rig_site.model.series import Meeting, meeting_days
from rig_site.model.session import SEQUENCE_BEGINS, Move, Session, Status
from rig_site.model.timetable import (
    begins,
    chronological,
    ends,
    instant,
    moment,
    neighbours,
    next_meeting,
    next_open_day,
    past,
    upcoming,
)

LONDON = "Europe/London"
WRITTEN = datetime(2023, 1, 1, tzinfo=UTC)


def session(key: str, day: date, start: time | None = time(11), length: int = 60, **fields: object) -> Session:
    begin = moment(day, start, LONDON) if start else None
    end = begin + timedelta(minutes=length) if begin else None
    usual: dict[str, object] = {
        "timezone": LONDON,
        "announced": WRITTEN,
        "updated": WRITTEN,
        "start": begin,
        "end": end,
    }
    return Session(id=key, date=day, **(usual | fields))  # type: ignore[arg-type]


MORNING = session("morning", date(2024, 3, 11))
AFTERNOON = session("afternoon", date(2024, 3, 11), time(15))
NOTICE = session("notice", date(2024, 3, 11), None)
CANCELLED = session("cancelled", date(2024, 3, 18), status=Status.CANCELLED)
EASTER = session("easter", date(2024, 3, 25), None, status=Status.BREAK, until=date(2024, 4, 5))
FREE = session("free", date(2024, 4, 8), status=Status.FREE)
ALL = (FREE, EASTER, CANCELLED, AFTERNOON, MORNING, NOTICE)


def ids(sessions: tuple[Session, ...]) -> list[str]:
    return [session.id for session in sessions]


@pytest.mark.parametrize(
    ("as_of", "to_come", "over", "following"),
    [
        ("2024-03-11T10:59Z", ["notice", "morning", "afternoon", "cancelled", "easter", "free"], [], "notice"),
        ("2024-03-11T11:59:59Z", ["notice", "morning", "afternoon", "cancelled", "easter", "free"], [], "notice"),
        ("2024-03-11T12:00Z", ["notice", "afternoon", "cancelled", "easter", "free"], ["morning"], "notice"),
        ("2024-03-12T00:00Z", ["cancelled", "easter", "free"], ["afternoon", "morning", "notice"], None),
        ("2024-04-05T22:59Z", ["easter", "free"], ["cancelled", "afternoon", "morning", "notice"], None),
        ("2024-04-05T23:00Z", ["free"], ["cancelled", "afternoon", "morning", "notice"], None),
        ("2024-05-01", [], ["cancelled", "afternoon", "morning", "notice"], None),
    ],
)
def test_a_session_is_upcoming_until_it_ends(
    as_of: str, to_come: list[str], over: list[str], following: str | None
) -> None:
    now = instant(datetime.fromisoformat(as_of), LONDON)
    assert ids(upcoming(ALL, as_of=now)) == to_come
    assert ids(past(ALL, as_of=now)) == over
    found = next_meeting(ALL, as_of=now)
    assert (found.id if found else None) == following


def test_neighbours_are_the_events_before_and_after() -> None:
    found = neighbours(ALL)
    assert {key: tuple(other and other.id for other in pair) for key, pair in found.items()} == {
        "notice": (None, "morning"),
        "morning": ("notice", "afternoon"),
        "afternoon": ("morning", "cancelled"),
        "cancelled": ("afternoon", None),
    }


def test_the_sequence_counts_seconds_up_to_the_last_change_and_the_revision() -> None:
    moved = replace(MORNING, moved_from=(Move(date(2024, 3, 4)),), revision=2)
    later = replace(MORNING, updated=MORNING.updated + timedelta(seconds=9, microseconds=900_000))
    assert replace(MORNING, updated=SEQUENCE_BEGINS).sequence == 0
    assert [each.sequence - MORNING.sequence for each in (moved, later)] == [2, 9]
    for latest in (
        replace(MORNING, updated=datetime(2191, 6, 1, tzinfo=UTC)),
        replace(MORNING, revision=3_000_000_000),
    ):
        assert latest.sequence == 2**31 - 1


zones = st.sampled_from(sorted(available_timezones() - {"localtime"}))


@given(
    zones,
    st.dates(date(1975, 1, 1), date(2037, 1, 1)),
    st.times().map(lambda clock: clock.replace(microsecond=0, fold=0)),
)
def test_a_local_time_is_an_instant_unless_daylight_saving_skips_it(zone: str, day: date, clock: time) -> None:
    found = moment(day, clock, zone)
    reference = tz.gettz(zone)
    naive = datetime.combine(day, clock)
    assert (found is not None) == tz.datetime_exists(naive, reference)
    if found:
        assert found.replace(tzinfo=None) == naive
        assert found.fold == 0
        assert found.utcoffset() == naive.replace(tzinfo=reference).utcoffset()


@given(st.lists(st.sampled_from(ALL), unique=True), st.datetimes(datetime(2024, 3, 1), datetime(2024, 5, 1)))
def test_no_event_is_lost_between_upcoming_and_past(sessions: list[Session], now: datetime) -> None:
    as_of = now.replace(tzinfo=UTC)
    events = [found for found in sessions if found.is_event]
    to_come = [found for found in upcoming(sessions, as_of=as_of) if found.is_event]
    over = list(reversed(past(sessions, as_of=as_of)))
    assert sorted(ids((*over, *to_come))) == sorted(ids(tuple(events)))
    assert all(begins(one) <= begins(other) for one, other in pairwise(to_come))
    assert all(ends(one) <= as_of for one in over)
    assert chronological(sessions) == chronological(reversed(sessions))


@given(
    st.lists(st.integers(0, 60), max_size=12),
    st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True),
    st.integers(0, 23),
)
def test_the_next_open_day_is_the_first_usual_one_that_nothing_is_planned_for(
    planned: list[int], weekdays: list[int], hour: int
) -> None:
    today = date(2024, 3, 25)
    meetings = tuple(Meeting(date(2024, 1, 1), weekday, start=time(11)) for weekday in weekdays)
    taken = [today + timedelta(days=number) for number in planned]
    sessions = [session(f"s{number}", day) for number, day in enumerate(taken)]
    found = next_open_day(meetings, sessions, as_of=datetime(2024, 3, 25, hour, tzinfo=UTC), timezone=LONDON)
    first = today if hour < 11 else today + timedelta(days=1)
    usual = list(meeting_days(meetings, first=first, last=today + timedelta(days=90)))
    assert found == next(day for day in usual if day not in taken)
