"""What a group says of its rooms, and of what people do beside leading, where the world reads it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import html5lib
import icalendar
import pytest

from rig_site.build import build
from rig_site.model.history import Commit, History

AS_OF = datetime(2023, 11, 1, tzinfo=UTC)
SITE = """\
title: Group A
base_url: https://group.test/a/
timezone: Europe/London
uid_domain: group.test
meetings:
  - {from: 2023-09-04, weekday: monday, time: "11:00-12:00", room: Room 1}
"""
PLACES = """\
places:
  ROOM 1: {address: "1 Example Street, London; N1", map: plans/room 1.svg, directions: "Ring <twice> & wait"}
  Hall: 2 Example Street
"""
SESSIONS = """\
- id: one
  date: 2023-11-06
  title: One
  announced: 2023-10-01
  leads: [lead-a]
  roles: {Chair: lead-b, Scribe: [Lead C, Lead A]}
- {id: two, date: 2023-11-13, title: Two, announced: 2023-10-01, room: hall, leads: [lead-a], online: "https://call.test/"}
- {id: three, date: 2023-11-20, title: Three, announced: 2023-10-01, room: Elsewhere, leads: [lead-a]}
"""
PEOPLE = "lead-a: Lead A\nlead-b: {name: Lead B, url: https://example.org/b}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("group"), SITE + PLACES)


def published(folder: Path, settings: str, sessions: str = SESSIONS, history: History | None = None) -> Path:
    """Return the site of a group with these settings and sessions."""
    files = {
        "site.yaml": settings,
        "people.yaml": PEOPLE,
        "sessions/all.yaml": sessions,
        "static/plans/room 1.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    }
    for path, text in files.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(text, encoding="utf-8")
    built = build(folder / "content", folder / "_site", as_of=AS_OF, **({"history": history} if history else {}))
    assert built.publication, [problem.what for problem in built.problems]
    return folder / "_site"


def events(site: Path) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical((site / "calendar.ics").read_bytes())
    return {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def words(site: Path, path: str) -> str:
    page = html5lib.parse((site / path).read_text(encoding="utf-8"), namespaceHTMLElements=False)
    return " ".join(" ".join(page.find(".//main").itertext()).split())


def test_an_event_says_where_the_room_is_and_how_to_get_in(site: Path) -> None:
    one, two, three = (events(site)[name] for name in ("one", "two", "three"))
    assert one["location"] == "Room 1, 1 Example Street, London; N1"
    assert one["description"].splitlines() == [
        "Lead: Lead A",
        "Chair: Lead B",
        "Scribe: Lead C and Lead A",
        "ROOM 1: 1 Example Street, London; N1",
        "Map: https://group.test/a/plans/room%201.svg",
        "Getting in: Ring <twice> & wait",
        "",
        "https://group.test/a/sessions/one/",
    ]
    assert two["location"] == "hall, 2 Example Street and online"
    assert three["location"] == "Elsewhere"


def test_pages_and_feeds_explain_a_room(site: Path) -> None:
    page = words(site, "sessions/one/index.html")
    assert "Where Room 1 1 Example Street, London; N1 · Map Getting in: Ring <twice> & wait" in page
    assert "Chair Lead B ( example.org ) Scribe Lead C and Lead A" in page
    assert 'href="../../plans/room%201.svg"' in (site / "sessions/one/index.html").read_text(encoding="utf-8")
    front = words(site, "index.html")
    assert "Room 1 ROOM 1: 1 Example Street, London; N1 · Map Getting in: Ring <twice> & wait" in front
    (item,) = (each for each in json.loads((site / "feed.json").read_text())["items"] if "One" in each["title"])
    assert "1 Example Street, London; N1<br>" in item["content_html"]
    assert '<a href="https://group.test/a/plans/room%201.svg">Map</a>' in item["content_html"]
    assert "Getting in: Ring &lt;twice&gt; &amp; wait" in item["content_html"]
    assert 'Chair: <a href="https://example.org/b">Lead B</a><br>Scribe: Lead C and Lead A' in item["content_html"]


def test_search_engines_are_told_the_address(site: Path) -> None:
    page = (site / "sessions/two/index.html").read_text(encoding="utf-8")
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    place, virtual = json.loads(found)["location"]
    assert place == {"@type": "Place", "name": "hall", "address": "2 Example Street"}
    assert virtual == {"@type": "VirtualLocation"}


def test_a_person_who_only_chairs_has_a_page_that_says_so(site: Path) -> None:
    assert "Other roles Chair: One , Mon 6 Nov 2023" in words(site, "people/lead-b/index.html")
    assert "Scribe: One" in words(site, "people/lead-c/index.html")
    both = words(site, "people/lead-a/index.html")
    assert "Scribe: One" in both
    assert "Three" in both


def test_a_place_that_changes_reaches_those_who_subscribed(tmp_path: Path) -> None:
    """The event of a session in that room is a newer one; those elsewhere stay as they are."""

    def commit(day: int, settings: str) -> Commit:
        files = {"site.yaml": settings.encode(), "sessions/all.yaml": SESSIONS.encode()}
        return Commit(datetime(2023, 10, day, 12, tzinfo=UTC), files)

    moved = PLACES.replace("1 Example Street", "9 Example Street")
    first, second = (commit(day, SITE + places) for day, places in ((2, PLACES), (9, moved)))
    before = events(published(tmp_path / "before", SITE + PLACES, history=History((first,))))
    after = events(published(tmp_path / "after", SITE + moved, history=History((first, second))))
    assert after["one"]["location"] == "Room 1, 9 Example Street, London; N1"
    assert after["one"]["sequence"] > before["one"]["sequence"]
    assert after["one"].DTSTAMP > before["one"].DTSTAMP
    assert {name: after[name].to_ical() for name in ("two", "three")} == {
        name: before[name].to_ical() for name in ("two", "three")
    }
