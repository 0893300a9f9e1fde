"""A group that has met so often that its years leave `calendar.ics`."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import vobject
from msgspec.structs import replace

from rig_site.model.link import Link
from rig_site.model.session import Session
from rig_site.model.site import Site
from rig_site.model.years_apart import LIMIT, Sizes, event_size
from rig_site.outputs.calendars import calendar
from rig_site.outputs.edition import Edition
from rig_site.outputs.pages import kinds, subscribe
from stand_ins import part

from .group import CANCELLED, SUMMER, TENTATIVE, WINTER, group, session
from .strategies import edition

NOW = datetime(2024, 1, 1, tzinfo=UTC)


LONG = replace(SUMMER, abstract=part("We read everything there is. " * 500))
"""A session with so much to say that few of them fill a calendar."""


def sessions(first: int, last: int, *, each_year: int) -> Iterator[Session]:
    """Sessions with much to say, spread over the days of some years, from the first day to the last."""
    for year in range(first, last + 1):
        for number in range(each_year):
            day = date(year, 1, 1) + timedelta(days=number * 364 // (each_year - 1))
            yield replace(LONG, id=f"{year}-{number}", date=day, start=None, end=None)


def calendars(of: Edition) -> dict[str, bytes]:
    """The calendars to subscribe to, as bytes."""
    return {
        artifact.path: artifact.render() for artifact in calendar.plan(of) if not artifact.path.startswith("sessions/")
    }


def years(encoded: bytes) -> Counter[int]:
    """How many events of each year a calendar holds, as another library reads it."""
    component: Any = vobject.readOne(encoded.decode())
    return Counter(event.dtstart.value.year for event in component.contents["vevent"])


def test_whole_years_leave_oldest_first_and_every_event_is_in_one_calendar() -> None:
    of = edition(*sessions(2020, 2024, each_year=20), as_of=NOW)
    found = calendars(of)
    assert list(found) == ["calendar.ics", "calendars/2020.ics", "calendars/2021.ics"]
    assert LIMIT * 0.5 < len(found["calendar.ics"]) <= LIMIT
    assert [years(each) for each in found.values()] == [
        {2022: 20, 2023: 20, 2024: 20},
        {2020: 20},
        {2021: 20},
    ]
    uids = [line for each in found.values() for line in each.splitlines() if line.startswith(b"UID:")]
    assert len(uids) == len(set(uids)) == 100
    assert b"\r\nNAME:Group A 2020\r\n" in found["calendars/2020.ics"]
    assert b"\r\nSOURCE;VALUE=URI:https://example.org/group-a/calendars/2020.ics\r\n" in found["calendars/2020.ics"]


def test_a_kinds_calendar_holds_what_one_can_and_the_years_have_the_others() -> None:
    held = [replace(each, kind="Talk") for each in sessions(2020, 2024, each_year=20)]
    of = edition(*held, as_of=NOW)
    found = {each.path: each.render() for each in kinds.plan(of) if each.path.endswith(".ics")}
    assert list(found) == ["calendars/kind/talk.ics"]
    assert years(found["calendars/kind/talk.ics"]) == {2022: 20, 2023: 20, 2024: 20}
    assert len(found["calendars/kind/talk.ics"]) <= LIMIT
    assert {"calendars/2020.ics", "calendars/2021.ics"} <= set(calendars(of))


def test_the_page_that_subscribes_says_so() -> None:
    of = edition(*sessions(2020, 2022, each_year=28))
    (page,) = subscribe.plan(of)
    assert page.view().years == (Link("2020", "calendars/2020.ics"),)


def calendar_years(site: Site) -> tuple[int, ...]:
    return Sizes.of(site.sessions, site).calendar_years


def test_a_calendar_that_fits_is_whole() -> None:
    of = edition(*sessions(2020, 2022, each_year=20))
    assert len(next(iter(calendar.plan(of))).view().events) == 60
    assert calendar_years(of.site) == ()


def test_what_left_stays_away_whatever_is_added_and_wherever_and_whenever_it_is_published() -> None:
    held = tuple(sessions(1990, 1995, each_year=40))
    gone: tuple[int, ...] = ()
    for count in range(0, len(held) + 1, 13):
        site = edition(*held[:count]).site
        apart = calendar_years(site)
        assert apart[: len(gone)] == gone
        assert apart == tuple(range(1990, 1990 + len(apart)))
        gone = apart
    assert gone == (1990, 1991, 1992, 1993, 1994)
    of = edition(*held[:134], as_of=NOW)
    elsewhere = replace(of, base_url="https://preview.example.net/a/much/longer/address/", as_of=NOW.replace(year=1980))
    assert [artifact.path for artifact in calendar.plan(of)] == [artifact.path for artifact in calendar.plan(elsewhere)]


def test_a_single_year_stays_however_large_it_is() -> None:
    assert calendar_years(edition(*sessions(2020, 2020, each_year=100)).site) == ()


def test_a_size_is_reckoned_a_little_on_the_large_side() -> None:
    plain = session("plain", date(2023, 11, 6))
    for each in (plain, SUMMER, WINTER, TENTATIVE, CANCELLED, *sessions(2020, 2020, each_year=2), LONG):
        of = group()
        alone = calendar.Calendar((calendar.event(each, of),))
        nothing = len(calendar.encode_calendar(calendar.Calendar(())))
        measured = len(calendar.encode_calendar(alone)) - nothing
        assert 0.97 * measured <= event_size(each, of.site) <= 1.2 * measured, each.id
