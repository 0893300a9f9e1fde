"""Calendars, read back by vobject, which shares nothing with the library that writes them."""

import pickle
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar.parser import Contentline
from msgspec.structs import replace

from rig_site.model.session import Move, Online, Session, Status
from rig_site.model.timetable import moment
from rig_site.outputs.calendars import calendar
from rig_site.outputs.calendars.folding import folded
from rig_site.outputs.edition import Edition

from .group import CANCELLED, NOTICE, SUMMER, TENTATIVE, WINTER, group, session
from .strategies import any_text, edition, remains, repeatable, schedules, sessions, some_text

Golden = Callable[[str, bytes], None]


BEGINS = datetime(2000, 1, 1, tzinfo=UTC)


def whole(of: Edition) -> bytes:
    """The bytes of `calendar.ics`."""
    return next(iter(calendar.plan(of))).render()


def read(encoded: bytes) -> dict[str, Any]:
    """A calendar's events by UID, as vobject reads them."""
    component = vobject.readOne(encoded.decode())
    return {event.uid.value: event for event in component.contents.get("vevent", ())}


def only(of: Session) -> Any:
    """A session's event."""
    (event,) = read(whole(edition(of))).values()
    return event


def text(event: Any, name: str) -> str:
    return str(event.getChildValue(name, ""))


def test_golden(golden: Golden) -> None:
    files = {artifact.path: artifact.render() for artifact in calendar.plan(group())}
    assert list(files) == [
        "calendar.ics",
        *(f"sessions/{each.id}/session.ics" for each in (SUMMER, WINTER, CANCELLED, TENTATIVE, NOTICE)),
    ]
    golden("calendar.ics", files["calendar.ics"])
    golden("session.ics", files["sessions/attention/session.ics"])


@repeatable
@given(schedules)
def test_every_event_is_read_as_it_is_meant(schedule: tuple[Session, ...]) -> None:
    events = read(whole(edition(*schedule)))
    shown = [each for each in schedule if each.status not in (Status.FREE, Status.BREAK)]
    assert list(events) == [f"{each.id}@example.org" for each in shown]
    for each, event in zip(shown, events.values(), strict=True):
        if each.start and each.end:
            read_back = [event.dtstart.value, event.dtend.value]
            assert read_back == [each.start.astimezone(UTC), each.end.astimezone(UTC)]
            assert {instant.utcoffset() for instant in read_back} == {timedelta(0)}
        else:
            assert (event.dtstart.value, event.dtend.value) == (each.date, each.date + timedelta(days=1))
        assert event.status.value == each.status.value.upper()
        assert int(event.sequence.value) == max(0, int((each.updated - BEGINS).total_seconds())) + each.revision
        assert event.created.value == each.announced
        assert event.last_modified.value == event.dtstamp.value == each.updated


@repeatable
@given(sessions(status=Status.CONFIRMED))
def test_every_text_survives(of: Session) -> None:
    event = only(of)
    assert remains(text(event, "summary")) == remains(of.title)
    if of.room:
        assert remains(text(event, "location")) == remains(of.room) + ("andonline" if of.online else "")
    said = remains(text(event, "description"))
    for lead in of.leads:
        assert remains(lead.name) in said
    for section in of.readings:
        assert remains(section.heading or "") in said
        for reading in section.readings:
            assert remains(reading.title) in said
            assert all(remains(author) in said for author in reading.authors)
    for link in of.links:
        assert remains(link.label + ":" + (link.text or "")) in said
    for move in of.moved_from:
        assert remains(move.reason or "") in said


@repeatable
@given(some_text, any_text, st.lists(some_text, min_size=1, max_size=3))
@example("END:VCALENDAR", "END:VCALENDAR", ["BEGIN:VEVENT"])
def test_the_texts_of_a_calendar_and_its_categories_survive(name: str, description: str, topics: list[str]) -> None:
    encoded = whole(edition(replace(SUMMER, topics=tuple(topics), kind=None), title=name, description=description))
    component = vobject.readOne(encoded.decode())
    assert len(component.contents["vevent"]) == 1
    assert remains(component.getChildValue("x_wr_calname")) == remains(name)
    assert remains(component.getChildValue("x_wr_caldesc", "")) == remains(description)
    assert {remains(topic) for topic in component.vevent.categories.value} == {remains(topic) for topic in topics}


@repeatable
@given(schedules, some_text)
def test_every_line_is_one_of_rfc_5545(schedule: tuple[Session, ...], name: str) -> None:
    encoded = whole(edition(*schedule, title=name))
    assert encoded.endswith(b"END:VCALENDAR\r\n")
    lines = encoded.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line.decode())  # which also fails on half a character
    times = re.findall(rb"^(?:DTSTART|DTEND|DTSTAMP|CREATED|LAST-MODIFIED)[:;].*", encoded, re.MULTILINE)
    assert all(re.fullmatch(rb"[A-Z-]+(:\d{8}T\d{6}Z|;VALUE=DATE:\d{8})\r", time) for time in times)


@repeatable
@given(schedules)
def test_encoding_is_a_function_of_the_view(schedule: tuple[Session, ...]) -> None:
    for artifact in calendar.plan(edition(*schedule)):
        assert pickle.loads(pickle.dumps(artifact)).render() == artifact.render()


@pytest.mark.parametrize(
    ("zone", "local", "instant"),
    [
        ("Europe/London", "2023-10-28 11:00", "20231028T100000Z"),
        ("Europe/London", "2023-10-29 11:00", "20231029T110000Z"),
        ("Europe/London", "2023-10-29 01:30", "20231029T003000Z"),
        ("America/St_Johns", "2023-03-11 11:00", "20230311T143000Z"),
        ("America/St_Johns", "2023-03-12 11:00", "20230312T133000Z"),
        ("Asia/Kathmandu", "2023-06-01 11:00", "20230601T051500Z"),
        ("Australia/Lord_Howe", "2023-04-01 11:00", "20230401T000000Z"),
        ("Australia/Lord_Howe", "2023-04-02 11:00", "20230402T003000Z"),
        ("Pacific/Chatham", "2023-09-23 11:00", "20230922T221500Z"),
        ("Pacific/Chatham", "2023-09-24 11:00", "20230923T211500Z"),
        ("Africa/Casablanca", "2023-03-18 11:00", "20230318T100000Z"),
        ("Africa/Casablanca", "2023-03-19 11:00", "20230319T110000Z"),
        ("Pacific/Apia", "2011-12-29 11:00", "20111229T210000Z"),
        ("Pacific/Apia", "2011-12-31 11:00", "20111230T210000Z"),
    ],
)
def test_a_clock_time_is_an_instant(zone: str, local: str, instant: str) -> None:
    day = datetime.fromisoformat(local)
    start = moment(day.date(), day.time(), zone)
    assert start
    of = replace(SUMMER, date=day.date(), timezone=zone, start=start, end=start + timedelta(minutes=5))
    assert f"\r\nDTSTART:{instant}\r\n" in whole(edition(of)).decode()


@repeatable
@given(sessions(id="a"), sessions(id="a"))
def test_a_uid_is_made_of_nothing_but_id_and_domain(one: Session, other: Session) -> None:
    either = [of if of.is_event else replace(of, status=Status.CONFIRMED) for of in (one, other)]
    assert {text(only(of), "uid") for of in either} == {"a@example.org"}


def test_sequence_counts_the_seconds_up_to_the_last_change() -> None:
    changed = [BEGINS - timedelta(days=1), BEGINS, BEGINS + timedelta(seconds=1, microseconds=5), BEGINS]
    planned = session("a", date(2023, 11, 6), announced=BEGINS - timedelta(days=2))
    moves = replace(planned, moved_from=(Move(date(2023, 10, 30)),), status=Status.CANCELLED)
    events = [only(replace(planned, updated=at, revision=place // 3 * 5)) for place, at in enumerate(changed)]
    assert [int(event.sequence.value) for event in (*events, only(replace(moves, updated=BEGINS)))] == [0, 0, 1, 5, 0]


def test_changing_one_session_leaves_the_other_events_as_they_were() -> None:
    def blocks(sessions: Iterable[Session]) -> list[bytes]:
        return re.findall(rb"BEGIN:VEVENT.*?END:VEVENT", whole(edition(*sessions)), re.DOTALL)

    before = blocks([SUMMER, WINTER, CANCELLED])
    after = blocks([SUMMER, replace(WINTER, title="Another title"), CANCELLED])
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True]


@pytest.mark.parametrize(
    ("title", "summary"), [("Title", "Title (TBC)"), ("TBC", "TBC"), ("tba", "tba"), ("TBC or not", "TBC or not (TBC)")]
)
def test_a_tentative_title_is_marked_once(title: str, summary: str) -> None:
    assert text(only(replace(TENTATIVE, title=title)), "summary") == summary


@pytest.mark.parametrize(
    ("room", "public", "location", "said"),
    [
        ("Room A", True, "Room A and online", True),
        (None, True, "https://call.example.org/1", False),
        ("Room A", False, "Room A and online", False),
        (None, False, "Online", False),
    ],
)
def test_where_a_session_is(room: str | None, public: bool, location: str, said: bool) -> None:
    of = replace(SUMMER, room=room, online=Online("https://call.example.org/1", public))
    event = only(of)
    assert text(event, "location") == location
    assert ("Online: https://call.example.org/1" in text(event, "description")) is said
    assert text(event, "conference") == ("https://call.example.org/1" if public else "")


def test_nobody_is_busy_for_a_notice_or_for_what_is_cancelled() -> None:
    busy = [text(only(of), "transp") for of in (SUMMER, TENTATIVE, CANCELLED, NOTICE)]
    assert busy == ["OPAQUE", "OPAQUE", "TRANSPARENT", "TRANSPARENT"]


def test_addresses_are_those_of_this_publication_and_uids_are_not() -> None:
    elsewhere = replace(edition(SUMMER), base_url="https://preview.example.net/café/")
    event = read(whole(elsewhere))["attention@example.org"]
    assert text(event, "url") == "https://preview.example.net/caf%C3%A9/sessions/attention/"
    assert "https://preview.example.net/caf%C3%A9/slides/part%201.pdf" in text(event, "description")


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read(whole(edition())) == {}


def test_private_things_stay_private() -> None:
    files = [artifact.render() for artifact in calendar.plan(group())]
    assert not any(b"private" in file for file in files)


@given(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])), st.integers(0, 80))
@example("\\" * 200, 0)
@example("^" * 200, 3)
@example("\\^é字😀" * 40, 1)
def test_lines_are_folded_as_the_library_does(line: str, repeated: int) -> None:
    assert folded(line * repeated) == Contentline(line * repeated).to_ical()
