from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rig_site.model.series import Meeting, in_force, meeting_days, usual_length, usual_meeting

FORTNIGHTLY = Meeting(date(2023, 3, 20), 0, interval=2, start=time(11), end=time(12), room="Room A")
WEEKLY = Meeting(date(2023, 9, 18), 0, start=time(11), end=time(12, 30), room="Room A")
THURSDAYS = Meeting(date(2025, 10, 30), 3, start=time(11), end=time(12))
HISTORY = (FORTNIGHTLY, WEEKLY, THURSDAYS)

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
meetings = st.builds(Meeting, days, st.integers(0, 6), st.integers(1, 5))


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


@given(st.lists(meetings, max_size=4), days, st.integers(0, 200))
def test_meeting_days_are_those_a_patient_person_would_count(found: list[Meeting], first: date, span: int) -> None:
    last = first + timedelta(days=span)
    counted = []
    for number in range(span + 1):
        day = first + timedelta(days=number)
        for meeting in in_force(found, day):
            weeks, rest = divmod((day - meeting.first).days, 7)
            if rest == 0 and weeks >= 0 and weeks % meeting.interval == 0:
                counted.append(day)
                break
    assert list(meeting_days(found, first=first, last=last)) == counted
