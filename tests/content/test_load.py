"""What the files say, with references resolved and defaults filled in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rig_site.content import Loaded, load
from rig_site.diagnostics import Severity
from rig_site.model.link import Link
from rig_site.model.paper import Paper
from rig_site.model.person import Person
from rig_site.model.series import Meeting
from rig_site.model.session import Move, Online, Reading, ReadingSection, Session, Status
from rig_site.model.site import Proposal, Resource, Site
from rig_site.model.timetable import begins

FINE = Path(__file__).parents[1] / "problems" / "fine" / "content"
SITE = "title: Reading group\nbase_url: https://group.example.edu/reading/\ntimezone: Europe/London\n"


def site(loaded: Loaded) -> Site:
    assert [problem for problem in loaded.problems if problem.severity is not Severity.NOTICE] == []
    assert loaded.site
    return loaded.site


@pytest.fixture(scope="module")
def fine() -> Site:
    return site(load(FINE, as_of=datetime(2023, 11, 5, 12, tzinfo=UTC)))


def session(group: Site, session_id: str) -> Session:
    return next(found for found in group.sessions if found.id == session_id)


def clock(moment: datetime | None) -> str:
    return moment.isoformat(timespec="minutes") if moment else ""


def test_the_group(fine: Site) -> None:
    assert fine.base_url == "http://localhost.group.example.edu:8080/reading/"
    assert fine.uid_domain == "example.edu"
    assert (fine.language, fine.kinds, fine.theme_color) == ("en-GB", ("Technical", "Discussion"), "#369")
    assert fine.repository == "https://github.com/group/site"
    assert fine.repository_files is True
    assert fine.links == (
        Link("Slack", text="#reading-group"),
        Link("Proposed topics", url="https://example.org/topics?both"),
    )
    assert [person.name for person in fine.contacts] == ["Lead A", "Lead B", "Lead C"]
    first, weekly, monthly = fine.meetings
    assert first == Meeting(
        date(2023, 3, 20),
        0,
        interval=2,
        start=datetime(2023, 1, 1, 11).time(),
        end=datetime(2023, 1, 1, 12).time(),
        room="Room 1",
    )
    assert (weekly.interval, weekly.monthly) == (1, False)
    assert (monthly.weekday, monthly.monthly, monthly.room) == (3, True, None)


def test_a_session_with_every_field(fine: Site) -> None:
    found = session(fine, "attention")
    assert found.leads == tuple(
        person for person in fine.people if person.key in ("lead-a", "lead-b", "lead-d", "lead-e")
    )
    assert (clock(found.start), clock(found.end)) == ("2023-11-06T09:30+01:00", "2023-11-06T10:30+01:00")
    assert (found.timezone, found.room, found.kind) == ("Europe/Paris", "Room 2", "Technical")
    assert found.title == "Attention: all you need"
    assert found.abstract
    assert found.abstract.source == "We read *the* paper.\n\nAnd discuss it."
    assert found.topics == ("Transformers", "2017")
    assert found.online == Online("https://example.org/call", public=False)
    assert found.moved_from == (Move(date(2023, 10, 30), "strike"), Move(date(2023, 11, 2)))
    assert found.links == (
        Link("Slides", "slides/first%20talk.pdf#page=3"),
        Link("Mail", "mailto:group@example.org"),
    )
    assert (found.notes, found.revision, found.sequence) == (("attention",), 2, 751114802)
    assert found.announced == datetime(2023, 9, 30, 23, tzinfo=UTC)
    assert found.updated == datetime(2023, 10, 20, 11, tzinfo=UTC)
    assert found.aliases == ("talks/attention/", "old/attention.html", "a/")
    assert found.source == "sessions/2023-11-06-attention.yaml"


def test_readings_know_what_is_known_of_their_papers(fine: Site) -> None:
    attention = {
        "url": "https://arxiv.org/abs/1706.03762",
        "arxiv": "1706.03762",
        "doi": "10.1000/182",
        "code": "https://github.com/group/attention",
        "authors": ("Author A", "Author B"),
        "year": 2017,
        "paper": "attention",
    }
    found = session(fine, "attention").readings
    noted = found[0].readings[0].note
    assert noted
    assert noted.source == "read up to section 3"
    assert found == (
        ReadingSection(
            "Main",
            (
                Reading("Attention Is All You Need", note=noted, required=True, **attention),
                Reading("attention is all you need", **{**attention, "url": "https://example.org/attention"}),
            ),
        ),
        ReadingSection(
            "Extras",
            (
                Reading(
                    "Something",
                    url="https://doi.org/10.1000/183",
                    doi="10.1000/183",
                    authors=("Author C",),
                    year=2018,
                ),
                Reading("slides/first talk.pdf", url="slides/first%20talk.pdf"),
                Reading("A book at home"),
            ),
        ),
    )
    assert session(fine, "part-two").readings == found
    assert fine.papers == (
        Paper(
            "attention",
            "Attention Is All You Need",
            ("Author A", "Author B"),
            2017,
            "NeurIPS",
            "1706.03762",
            "10.1000/182",
            "https://example.org/attention",
            "https://github.com/group/attention",
            aliases=("transformers",),
        ),
        Paper("slides-first-talk-pdf", url="slides/first%20talk.pdf"),
        Paper(
            "doi-10-1000-183",
            "Something",
            ("Author C",),
            2018,
            doi="10.1000/183",
            url="https://doi.org/10.1000/183",
        ),
    )


def test_people_resources_and_proposals(fine: Site) -> None:
    assert [(person.key, person.name, person.url) for person in fine.people] == [
        ("lead-a", "Lead A", "https://example.org/a"),
        ("lead-b", "Lead B", "https://example.org/b"),
        ("lead-c", "Lead C", None),
        ("lead-d", "Lead D", None),
        ("lead-e", "Lead E", "https://example.org/e"),
    ]
    bio = fine.people[0].bio
    assert bio
    assert bio.source == "Reads."
    assert fine.people[0] == Person(
        "lead-a",
        "Lead A",
        "https://example.org/a",
        "a@example.org",
        "Institute",
        "0000-0002-1825-0097",
        bio,
        ("A. Lead",),
    )
    assert fine.resources == (
        Resource("Tokenizers tutorial", (ReadingSection("Main", (Reading("Tokenizers", url="https://example.org/tokenizers"),)),)),
        Resource("Books", (ReadingSection(None, (Reading("A book"),)),)),
    )  # fmt: skip
    reading = Reading("arXiv:2312.00752", url="https://arxiv.org/abs/2312.00752", arxiv="2312.00752")
    assert fine.proposals == (
        Proposal("State space models", fine.people[0], (("👍", 4),), (ReadingSection(None, (reading,)),)),
        Proposal("Agents"),
    )


def test_what_is_left_out_comes_from_the_usual_meeting(fine: Site) -> None:
    two = session(fine, "part-two")
    assert (clock(two.start), clock(two.end), two.room) == (
        "2023-11-13T11:00+00:00",
        "2023-11-13T12:00+00:00",
        "Room 1",
    )
    assert two.title == "{{ part }} <b>II</b>"
    free = session(fine, "free")
    assert (free.status, free.heading, free.room, clock(free.start)) == (
        Status.FREE,
        "Free slot",
        "Room 1",
        "2023-11-20T11:00+00:00",
    )
    night = session(fine, "over-night")
    assert (clock(night.start), clock(night.end)) == ("2023-11-27T22:00+00:00", "2023-11-28T01:00+00:00")
    hack = session(fine, "hack")
    assert (hack.start, hack.room, hack.until) == (None, None, date(2023, 12, 8))
    cancelled = session(fine, "cancelled")
    assert (cancelled.status, cancelled.reason) == (Status.CANCELLED, "illness")
    assert [found.id for found in fine.sessions] == [
        "attention",
        "part-two",
        "free",
        "over-night",
        "hack",
        "cancelled",
    ]


def test_a_minimal_group(group: Callable[..., Loaded]) -> None:
    found = site(group({"site.yaml": SITE, "sessions/2023-11-06.yaml": "id: a\ndate: 2023-11-06\ntitle: A\n"}))
    assert (found.uid_domain, found.language, found.date_format) == ("reading.group.example.edu", "en", "%d/%m/%y")
    (only,) = found.sessions
    assert (only.id, only.start, only.end, only.room, only.leads) == ("a", None, None, None, ())


@pytest.mark.parametrize(
    ("room", "found"), [("", "Room 1"), ("room:\n", "Room 1"), ('room: ""\n', None), ("room: Room 2\n", "Room 2")]
)
def test_an_empty_room_is_no_room_and_one_left_out_is_the_usual(
    group: Callable[..., Loaded], room: str, found: str | None
) -> None:
    meetings = "meetings: [{from: 2023-09-18, weekday: monday, room: Room 1}]\n"
    text = f"date: 2023-11-06\ntitle: A\n{room}"
    assert site(group({"site.yaml": SITE + meetings, "sessions/a.yaml": text})).sessions[0].room == found


def test_a_start_alone_lasts_as_long_as_usual_else_an_hour(group: Callable[..., Loaded]) -> None:
    meetings = "meetings: [{from: 2023-09-18, weekday: monday, time: 11:00-12:30}]\n"
    files = {"sessions/a.yaml": "date: 2023-11-06\ntitle: A\ntime: 9:30\n"}
    assert clock(site(group(files)).sessions[0].end) == "2023-11-06T10:30+00:00"
    assert clock(site(group({**files, "site.yaml": SITE + meetings})).sessions[0].end) == "2023-11-06T11:00+00:00"


@pytest.mark.parametrize(
    ("day", "time", "start", "end"),
    [
        ("2023-10-29", "01:30-02:30", "2023-10-29T01:30+01:00", "2023-10-29T02:30+00:00"),
        ("2023-10-29", "00:30-01:30", "2023-10-29T00:30+01:00", "2023-10-29T01:30+01:00"),
        ("2023-10-29", "00:30", "2023-10-29T00:30+01:00", "2023-10-29T01:30+01:00"),
        ("2024-03-31", "00:30", "2024-03-31T00:30+00:00", "2024-03-31T02:30+01:00"),
        ("2023-11-06", "20:30-08:30", "2023-11-06T20:30+00:00", "2023-11-07T08:30+00:00"),
        ("2023-12-31", "23:00-00:30", "2023-12-31T23:00+00:00", "2024-01-01T00:30+00:00"),
    ],
)
def test_times_across_midnight_and_daylight_saving(
    group: Callable[..., Loaded], day: str, time: str, start: str, end: str
) -> None:
    found = site(group({"sessions/a.yaml": f"date: {day}\ntitle: A\ntime: {time}\n"})).sessions[0]
    assert (clock(found.start), clock(found.end)) == (start, end)


def test_one_person_under_several_spellings(group: Callable[..., Loaded]) -> None:
    found = site(
        group({
            "people.yaml": "first: {name: Léad A, aliases: [A. Lead]}\n",
            "sessions/all.yaml": "- {id: a, date: 2023-11-06, title: A, leads: [lead a, A. Lead, first, Lead B]}\n"
            "- {id: b, date: 2023-11-13, title: B, leads: [{name: lead b, url: https://example.org/b}, Lead C]}\n"
            "- {id: c, date: 2023-11-20, title: C, leads: [{name: Lead A, url: https://example.org/a}, leadc]}\n",
        })
    )  # fmt: skip
    assert [(person.key, person.name, person.url) for person in found.people] == [
        ("first", "Léad A", "https://example.org/a"),
        ("lead-b", "Lead B", "https://example.org/b"),
        ("lead-c", "Lead C", None),
        ("leadc", "leadc", None),
    ]
    assert [[lead.key for lead in session.leads] for session in found.sessions] == [
        ["first", "lead-b"],
        ["lead-b", "lead-c"],
        ["first", "leadc"],
    ]


def test_a_title_comes_from_the_first_session_that_gives_one(group: Callable[..., Loaded]) -> None:
    found = site(
        group({
            "sessions/a.yaml": "date: 2023-11-20\ntitle: A\nreadings: [{arxiv: 1706.03762v2}]\n",
            "sessions/b.yaml": "date: 2023-11-13\ntitle: B\nreadings:\n"
            "  - {url: https://arxiv.org/pdf/1706.03762, title: Attention Is All You Need}\n",
            "resources.yaml": "Old: [{doi: 10.48550/arXiv.1706.03762}, {url: https://example.org/a%20b/}]\n",
        })
    )  # fmt: skip
    titles = [section.readings[0].title for session in found.sessions for section in session.readings]
    assert titles == ["Attention Is All You Need"] * 2
    old = found.resources[0].readings[0].readings
    assert [reading.title for reading in old] == ["Attention Is All You Need", "example.org/a b"]


def test_every_problem_of_every_file_is_found_in_one_run(group: Callable[..., Loaded]) -> None:
    loaded = group({
        "site.yaml": "title: A\nbase_url: nowhere\nkind: [A]\n",
        "people.yaml": "lead-a: {nmae: A}\n",
        "papers.yaml": "a: [\n",
        "resources.yaml": "- a\n",
        "proposals.yaml": "a: b\n",
        "sessions/a.yaml": "date: x\n",
        "sessions/b.yaml": "date: 2023-11-06\ntitle: B\nleads: [lead-b]\nsame_readings_as: x\n",
    })  # fmt: skip
    assert loaded.site is None
    assert [(problem.position.path, problem.position.line) for problem in loaded.problems] == [
        ("papers.yaml", 1),
        ("people.yaml", 1),
        ("proposals.yaml", 1),
        ("resources.yaml", 1),
        ("sessions/a.yaml", 1),
        ("sessions/a.yaml", 1),
        ("sessions/b.yaml", 3),
        ("sessions/b.yaml", 4),
        ("site.yaml", 1),
        ("site.yaml", 2),
        ("site.yaml", 3),
    ]


SCHEDULES = st.lists(
    st.tuples(
        st.dates(date(2023, 3, 20), date(2024, 6, 30)),
        st.none() | st.tuples(st.integers(4, 23), st.sampled_from([0, 30]), st.integers(1, 11)),
        st.sampled_from(["Europe/London", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"]),
        st.sampled_from(["confirmed", "tentative", "cancelled", "free", "break"]),
    ),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(SCHEDULES)
def test_any_schedule_is_loaded_as_it_is_written(
    group: Callable[..., Loaded], schedule: list[tuple[date, tuple[int, int, int] | None, str, str]]
) -> None:
    items = []
    for number, (day, hours, zone, status) in enumerate(schedule):
        time = (
            f", time: {hours[0]}:{hours[1]:02}-{(hours[0] + hours[2]) % 24}:00" if hours and status != "break" else ""
        )
        items.append(f"- {{id: s{number}, date: {day}, title: T, timezone: {zone}, status: {status}{time}}}\n")
    found = site(group({"sessions/all.yaml": "".join(items) or "[]"}))
    assert len(found.sessions) == len(schedule)
    assert [begins(one) for one in found.sessions] == sorted(begins(one) for one in found.sessions)
    for number, (day, hours, zone, status) in enumerate(schedule):
        one = session(found, f"s{number}")
        assert (one.date, one.timezone, one.status) == (day, zone, status)
        if hours is None or status == "break":
            assert one.start is one.end is None
            continue
        assert one.start
        assert one.end
        assert (one.start.date(), one.start.hour, one.start.minute) == (day, hours[0], hours[1])
        assert (one.end.hour, one.end.minute) == ((hours[0] + hours[2]) % 24, 0)
        assert timedelta() < one.end - one.start <= timedelta(hours=12)
        assert one.announced <= one.updated <= datetime(2023, 11, 5, 12, tzinfo=UTC)
