from calendar import monthrange
from datetime import date, datetime, time, timedelta

from dateutil.rrule import MONTHLY, rrule
from dateutil.rrule import weekday as rrule_weekday
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rig_site.model.series import (
    Meeting,
    MeetingDay,
    counted_together,
    in_force,
    is_held,
    meeting_days,
    usual_length,
    usual_meeting,
)

FORTNIGHTLY = Meeting(date(2023, 3, 20), 0, interval=2, start=time(11), end=time(12), room="Room A")
WEEKLY = Meeting(date(2023, 9, 18), 0, start=time(11), end=time(12, 30), room="Room A")
THURSDAYS = Meeting(date(2025, 10, 30), 3, start=time(11), end=time(12))
HISTORY = (FORTNIGHTLY, WEEKLY, THURSDAYS)

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
spans = st.builds(lambda first, length: (first, first + timedelta(days=length)), days, st.integers(0, 4000))


@st.composite
def _meetings(draw: st.DrawFn) -> Meeting:
    ordinal = draw(st.sampled_from((None, None, 1, 2, 3, 4, -1)))
    from_date = draw(days)
    return Meeting(
        from_date,
        draw(st.integers(0, 6)),
        draw(st.integers(1, 5)),
        ordinal is not None or draw(st.booleans()),
        ordinal=ordinal,
        until=draw(st.none() | st.integers(0, 9000).map(lambda length: from_date + timedelta(days=length))),
        excepted=tuple(draw(st.lists(spans, max_size=2))),
    )


meetings = _meetings()


def test_a_later_meeting_replaces_the_earlier_and_inherits_nothing() -> None:
    assert in_force(HISTORY, date(2023, 3, 19)) == ()
    assert usual_meeting(HISTORY, date(2023, 9, 11)) is FORTNIGHTLY
    assert usual_meeting(HISTORY, date(2023, 9, 18)) is WEEKLY
    assert usual_meeting(HISTORY, date(2025, 11, 6)) is THURSDAYS
    assert usual_meeting(HISTORY, date(2025, 11, 3)) is None
    assert THURSDAYS.room is None


def test_a_group_that_slips_by_a_week_still_meets_at_its_usual_hour() -> None:
    assert usual_meeting(HISTORY, date(2023, 3, 27)) is FORTNIGHTLY
    assert usual_meeting(HISTORY, date(2023, 5, 3)) is None


def test_two_meetings_from_one_date_are_both_in_force() -> None:
    talks = Meeting(date(2023, 9, 18), 3, start=time(16), end=time(17))
    both = (*HISTORY[:2], talks)
    assert usual_meeting(both, date(2023, 9, 21)) is talks
    assert list(meeting_days(both, first=date(2023, 9, 11), last=date(2023, 9, 28))) == [
        date(2023, 9, 18),
        date(2023, 9, 21),
        date(2023, 9, 25),
        date(2023, 9, 28),
    ]


def test_the_usual_length_holds_on_other_weekdays_and_across_midnight() -> None:
    late = Meeting(date(2024, 1, 1), 0, start=time(23), end=time(0, 30))
    assert usual_length(HISTORY, date(2023, 9, 20)) == timedelta(minutes=90)
    assert usual_length((late,), date(2024, 1, 1)) == timedelta(minutes=90)
    assert usual_length((), date(2024, 1, 1)) == timedelta(minutes=60)


def test_a_monthly_meeting_keeps_its_weekday_of_the_month() -> None:
    third_thursdays = Meeting(date(2024, 1, 18), 3, monthly=True)
    assert list(meeting_days((third_thursdays,), first=date(2024, 1, 1), last=date(2024, 4, 30))) == [
        date(2024, 1, 18),
        date(2024, 2, 15),
        date(2024, 3, 21),
        date(2024, 4, 18),
    ]
    last_mondays = Meeting(date(2024, 1, 29), 0, monthly=True)
    assert list(meeting_days((last_mondays,), first=date(2024, 2, 1), last=date(2024, 4, 30))) == [
        date(2024, 2, 26),
        date(2024, 3, 25),
        date(2024, 4, 29),
    ]


def test_of_two_meetings_on_a_weekday_that_of_the_day_gives_the_hours() -> None:
    talk = Meeting(date(2024, 1, 1), 0, monthly=True, ordinal=1, start=time(11))
    workshop = Meeting(date(2024, 1, 1), 0, monthly=True, ordinal=-1, start=time(15))
    both = (talk, workshop)
    assert usual_meeting(both, date(2024, 2, 5)) is talk
    assert usual_meeting(both, date(2024, 2, 26)) is workshop
    assert usual_meeting(both, date(2024, 2, 12)) is talk


def test_a_meeting_that_has_ended_is_followed_by_none_before_the_next() -> None:
    autumn = Meeting(date(2024, 10, 7), 0, until=date(2024, 12, 13))
    spring = Meeting(date(2025, 1, 20), 3, until=date(2025, 3, 28))
    terms = (FORTNIGHTLY, autumn, spring)
    assert in_force(terms, date(2024, 12, 13)) == (autumn,)
    assert in_force(terms, date(2024, 12, 14)) == ()
    assert in_force(terms, date(2025, 1, 20)) == (spring,)
    assert list(meeting_days(terms, first=date(2024, 12, 1), last=date(2025, 1, 31))) == [
        date(2024, 12, 2),
        date(2024, 12, 9),
        date(2025, 1, 23),
        date(2025, 1, 30),
    ]


def test_days_written_together_are_held_in_the_same_weeks_and_months() -> None:
    wednesday = date(2023, 9, 20)
    tuesdays, thursdays = counted_together([Meeting(wednesday, 1, interval=2), Meeting(wednesday, 3, interval=2)])
    assert list(meeting_days((tuesdays, thursdays), first=wednesday, last=date(2023, 10, 20))) == [
        date(2023, 9, 21),
        date(2023, 10, 3),
        date(2023, 10, 5),
        date(2023, 10, 17),
        date(2023, 10, 19),
    ]
    tenth = date(2023, 10, 10)
    mondays = [Meeting(tenth, 0, interval=2, monthly=True, ordinal=ordinal) for ordinal in (1, 3)]
    assert list(meeting_days(counted_together(mondays), first=tenth, last=date(2024, 1, 31))) == [
        date(2023, 10, 16),
        date(2023, 12, 4),
        date(2023, 12, 18),
    ]


@given(st.lists(meetings, max_size=4), days, st.integers(0, 200))
def test_meeting_days_are_those_a_patient_person_would_count(found: list[Meeting], first: date, span: int) -> None:
    last = first + timedelta(days=span)
    counted = []
    for number in range(span + 1):
        day = first + timedelta(days=number)
        for meeting in in_force(found, day):
            if any(begin <= day <= end for begin, end in meeting.excepted):
                continue
            if _counted_by_hand(meeting, day):
                counted.append(day)
                break
    assert list(meeting_days(found, first=first, last=last)) == counted


def _counted_by_hand(meeting: Meeting, day: date) -> bool:
    """Tell whether a meeting falls on a day, by leafing through a calendar."""
    if day < meeting.from_date or day.weekday() != meeting.weekday:
        return False
    first = meeting.from_date
    while not _is_right(meeting, first):
        first += timedelta(days=1)
    if not meeting.monthly:
        return (day - first).days % (7 * meeting.interval) == 0
    months = (day.year - first.year) * 12 + day.month - first.month
    return _is_right(meeting, day) and months % meeting.interval == 0


def _is_right(meeting: Meeting, day: date) -> bool:
    """Tell whether a day is the weekday, in its week of the month where that is said."""
    ordinal = meeting.week_of_month if meeting.monthly else None
    if day.weekday() != meeting.weekday or ordinal is None:
        return day.weekday() == meeting.weekday
    days = [day.replace(day=each) for each in range(1, monthrange(day.year, day.month)[1] + 1)]
    right = [each for each in days if each.weekday() == meeting.weekday]
    return day == (right[-1] if ordinal == -1 else right[ordinal - 1])


@given(days, st.integers(0, 6), st.sampled_from((1, 2, 3, 4, -1)))
def test_a_day_of_the_month_is_the_one_that_rrule_finds(day: date, weekday: int, ordinal: int) -> None:
    month = datetime.combine(day.replace(day=1), time())
    (found,) = rrule(MONTHLY, dtstart=month, count=1, byweekday=rrule_weekday(weekday, ordinal))
    assert MeetingDay(weekday, ordinal).is_on(found.date())
    assert MeetingDay(weekday, ordinal).is_on(day) == (day == found.date())


@given(meetings, days, st.integers(0, 400))
def test_a_meeting_is_held_on_the_days_that_its_rule_gives(meeting: Meeting, day: date, span: int) -> None:
    endless = replace(meeting, until=None, excepted=())
    last = day + timedelta(days=span)
    listed = set(meeting_days((endless,), first=day, last=last))
    found = {each for number in range(span + 1) if is_held(meeting, each := day + timedelta(days=number))}
    assert found == listed


@given(meetings, days)
def test_the_first_day_of_a_meeting_is_held_and_none_is_before_it(meeting: Meeting, day: date) -> None:
    assert meeting.from_date <= meeting.first
    assert is_held(meeting, meeting.first)
    assert not is_held(meeting, min(day, meeting.first - timedelta(days=1)))
