from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from rig_site.language.language import ENGLISH, Language
from rig_site.model.series import Meeting
from rig_site.render.words import day, listing, span, usual, zone

MONDAY = date(2023, 11, 6)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en-GB", "Mon 6 Nov 2023"),
        ("en", "Mon 6 Nov 2023"),
        ("fi", "Mon 6 Nov 2023"),
        ("en-US", "Mon, Nov 6, 2023"),
        ("EN-us", "Mon, Nov 6, 2023"),
    ],
)
def test_the_language_decides_how_a_date_is_written(language: str, written: str) -> None:
    assert day(MONDAY, Language(language)) == written


@pytest.mark.parametrize(
    ("name", "start", "end", "written"),
    [
        ("Europe/London", (2023, 7, 3, 9, 30), (2023, 7, 3, 10, 5), "09:30–10:05 BST"),
        ("Europe/London", (2023, 10, 29, 0, 30), (2023, 10, 29, 2, 30), "00:30 BST–02:30 GMT"),
        ("Asia/Kathmandu", (2023, 11, 6, 11, 0), (2023, 11, 6, 12, 0), "11:00–12:00 UTC+05:45"),
        ("America/Sao_Paulo", (2023, 11, 6, 11, 0), (2023, 11, 6, 12, 0), "11:00–12:00 UTC−03:00"),
        ("UTC", (2023, 11, 6, 23, 0), (2023, 11, 7, 1, 0), "23:00–Tue 01:00 UTC"),
    ],
)
def test_hours_name_their_zone(name: str, start: tuple[int, ...], end: tuple[int, ...], written: str) -> None:
    there = ZoneInfo(name)
    assert span(datetime(*start, tzinfo=there), datetime(*end, tzinfo=there), ENGLISH) == written


def test_a_zone_that_summer_time_changes_has_two_names() -> None:
    london = ZoneInfo("Europe/London")
    assert [zone(datetime(2023, month, 1, tzinfo=london)) for month in (1, 7)] == ["GMT", "BST"]


@pytest.mark.parametrize(
    ("meeting", "written"),
    [
        (
            Meeting(MONDAY, 0, start=time(11), end=time(12), room="David Blackwell"),
            "Every week on Monday, 11:00–12:00",
        ),
        (Meeting(MONDAY, 3, interval=2, start=time(9, 30)), "Every 2 weeks on Thursday, 09:30"),
        (Meeting(MONDAY, 0, monthly=True), "Every month on the first Monday"),
        (Meeting(date(2023, 11, 29), 2, interval=3, monthly=True), "Every 3 months on the last Wednesday"),
    ],
)
def test_a_usual_meeting_in_words(meeting: Meeting, written: str) -> None:
    assert usual(meeting, ENGLISH) == written


def test_a_list_in_a_sentence() -> None:
    assert [listing(["A", "B", "C"][:length], ENGLISH) for length in range(4)] == ["", "A", "A and B", "A, B and C"]
