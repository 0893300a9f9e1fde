"""Sessions of every kind, as the model can hold them, and what remains of a text wherever it goes."""

import unicodedata
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rig_site.model.link import Link
from rig_site.model.person import Person
from rig_site.model.session import Move, Online, Reading, ReadingSection, Session, Status
from rig_site.model.site import Site
from rig_site.model.site_map import map_of
from rig_site.model.timetable import chronological, moment
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds import FEED_FILES
from rig_site.render.theme import Theme
from stand_ins import part

BASE_URL = "https://example.org/group-a/"

ZONES = (
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "UTC",
)
"""Zones with and without daylight saving, with odd offsets, odd changes and a day that never was."""

repeatable = settings(deadline=None, derandomize=True, max_examples=25)

any_text = st.text(max_size=80) | st.text(
    alphabet="\\nN,;:\"'=&<>{}[]()%#*_`^~- \t\r\n\x00\x85\u2028é漢🤖\u0301\ud800", max_size=80
)
some_text = any_text.filter(lambda text: bool(remains(text)))
optional_text = st.none() | some_text
optional_prose = st.none() | any_text.map(part)
ids = st.text(alphabet="abc-._1é漢", min_size=1, max_size=8).filter(lambda text: text[0] not in "-._")
addresses = st.sampled_from(
    (
        "https://example.org/a?b=c&d=e#f",
        "https://arxiv.org/abs/2310.11986",
        "slides/a b.pdf",
        "mailto:lead-a@example.org",
    )
)
days = st.dates(min_value=datetime(1990, 1, 1).date(), max_value=datetime(2037, 12, 30).date())
instants = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2024, 1, 1), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=0)
)
readings = st.builds(
    Reading,
    title=some_text,
    url=st.none() | addresses,
    authors=st.lists(any_text, max_size=2).map(tuple),
    year=st.none() | st.integers(1900, 2030),
    note=optional_prose,
    required=st.none() | st.booleans(),
)
topics = st.lists(some_text, max_size=2).map(tuple)
calls = st.none() | st.builds(Online, st.just("https://call.example.org/1"), st.booleans())
people = st.builds(Person, st.just("a"), some_text, st.none() | addresses, st.just("a@b.org"))
leads = st.lists(people, max_size=3).map(tuple)
sections = st.lists(
    st.builds(ReadingSection, optional_text, st.lists(readings, max_size=2).map(tuple)), max_size=2
).map(tuple)
links = st.lists(st.builds(Link, some_text, addresses) | st.builds(Link, some_text, text=some_text), max_size=2).map(
    tuple
)
moves = st.lists(st.builds(Move, days, st.none() | any_text), max_size=2).map(tuple)


def remains(text: str) -> str:
    """Return the characters that no format may lose: neither blanks nor those that XML and iCalendar forbid."""
    return "".join(
        character
        for character in text
        if not character.isspace()
        and unicodedata.category(character) not in ("Cc", "Cs")
        and character not in "\ufffe\uffff"
    )


@st.composite
def times(draw: st.DrawFn) -> dict[str, object]:
    """A session's date, zone, start and end; half of them on the days around a change of the clocks."""
    zone = draw(st.sampled_from(ZONES))
    day = draw(days | st.sampled_from(_changes(zone)))
    if draw(st.integers(0, 4)) == 0:
        return {"date": day, "timezone": zone}
    start = moment(day, draw(st.times()).replace(second=0, microsecond=0, tzinfo=None, fold=0), zone)
    if start is None:
        start = moment(day, clock_time(12), zone)
    if start is None:
        return {"date": day, "timezone": zone}
    end = (start.astimezone(UTC) + timedelta(minutes=draw(st.integers(1, 24 * 60)))).astimezone(ZoneInfo(zone))
    return {"date": day, "timezone": zone, "start": start, "end": end}


@st.composite
def sessions(draw: st.DrawFn, **fixed: object) -> Session:
    """A session with any text in every field that takes text."""
    announced, updated = sorted((draw(instants), draw(instants)))
    fields: dict[str, object] = {
        "id": draw(ids),
        "announced": announced,
        "updated": updated,
        "title": draw(some_text),
        "status": draw(st.sampled_from(Status)),
        "kind": draw(optional_text),
        "topics": draw(topics),
        "abstract": draw(optional_prose),
        "room": draw(optional_text),
        "online": draw(calls),
        "leads": draw(leads),
        "readings": draw(sections),
        "links": draw(links),
        "moved_from": draw(moves),
        "reason": draw(st.none() | any_text),
        "revision": draw(st.integers(0, 3)),
    }
    return Session(**(draw(times()) | fields | fixed))  # type: ignore[arg-type]


schedules = st.lists(sessions(), max_size=4, unique_by=lambda session: session.id).map(chronological)


def edition(*held: Session, as_of: datetime = datetime(2024, 1, 1, tzinfo=UTC), **settings_: object) -> Edition:
    """The edition of a group with these sessions."""
    fields: dict[str, object] = {
        "title": "Group A",
        "base_url": BASE_URL,
        "timezone": "Europe/London",
        "uid_domain": "example.org",
        "description": "A group that reads",
        "language": "en-GB",
        "sessions": tuple(held),
        "people": tuple({lead.key: lead for each in held for lead in each.leads}.values()),
    }
    site = Site(**(fields | settings_))  # type: ignore[arg-type]
    return Edition(map_of(site, FEED_FILES), as_of, BASE_URL, Theme(()))


def changed(of: Edition, *, theme: Theme | None = None, **fields: object) -> Edition:
    """The edition of a group that differs in some fields."""
    site = replace(of.site, **fields)  # type: ignore[arg-type]
    return replace(of, site_map=map_of(site, FEED_FILES), theme=theme or of.theme)


@cache
def _changes(zone: str) -> list[object]:
    """Return the days around the changes of the clocks in 2011, when Apia left a day out, and in 2023."""
    found = []
    for year in (2011, 2023):
        instant = datetime(year, 1, 1, tzinfo=UTC)
        while instant.year == year:
            later = instant + timedelta(days=1)
            if instant.astimezone(ZoneInfo(zone)).utcoffset() != later.astimezone(ZoneInfo(zone)).utcoffset():
                found += [(instant + timedelta(days=offset)).date() for offset in (-1, 0, 1)]
            instant = later
    return found or [datetime(2023, 3, 26).date()]
