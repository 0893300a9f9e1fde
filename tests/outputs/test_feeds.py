"""Atom, RSS and JSON Feed, read back by feedparser and by plain XML, JSON and HTML parsers."""

import json
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree import ElementTree

import feedparser
import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rig_site.model.identity import feed_uuid, session_uuid
from rig_site.model.series import Meeting
from rig_site.model.session import Move, Session, Status
from rig_site.outputs import feeds
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds.feed import BEGINNING, LATEST, carried

from .group import SUMMER, WINTER, group, session
from .strategies import any_text, edition, remains, repeatable, schedules, sessions, some_text

Golden = Callable[[str, bytes], None]

ATOM = "{http://www.w3.org/2005/Atom}"


def encoded(of: Edition) -> tuple[bytes, bytes, bytes]:
    """The bytes of the three feeds."""
    one, two, three = (artifact.render() for artifact in feeds.plan(of))
    return one, two, three


def contents(of: Edition) -> list[list[str]]:
    """The HTML of each entry in each of the feeds."""
    atom_bytes, rss_bytes, json_bytes = encoded(of)
    return [
        [entry.findtext(f"{ATOM}content", "") for entry in ElementTree.fromstring(atom_bytes).iter(f"{ATOM}entry")],
        [item.findtext("description", "") for item in ElementTree.fromstring(rss_bytes).iter("item")],
        [item["content_html"] for item in json.loads(json_bytes)["items"]],
    ]


def as_html(content: str) -> Any:
    """The elements of a piece of HTML; an error in it fails the test."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(content)


def test_golden(golden: Golden) -> None:
    for name, found in zip(("feed.xml", "rss.xml", "feed.json"), encoded(group()), strict=True):
        golden(name, found)


@repeatable
@given(schedules)
def test_every_reader_agrees(schedule: tuple[Session, ...]) -> None:
    atom_bytes, rss_bytes, json_bytes = encoded(edition(*schedule))
    one, two = feedparser.parse(atom_bytes), feedparser.parse(rss_bytes)
    items = json.loads(json_bytes)["items"]
    assert (one.bozo, one.version, two.bozo, two.version) == (False, "atom10", False, "rss20")
    shown = {each.id: each for each in schedule if each.is_event}
    assert [entry.id for entry in two.entries] == [
        f"{each.id}@example.org" for each in carried(shown.values(), as_of=NOW)
    ]
    assert [entry.id for entry in one.entries] == [item["id"] for item in items]
    assert not any(entry.guidislink for entry in two.entries)
    for entry, other, item in zip(one.entries, two.entries, items, strict=True):
        each = shown[other.id.removesuffix("@example.org")]
        assert entry.link == other.link == item["url"]
        assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == each.announced
        assert datetime(*other.published_parsed[:6], tzinfo=UTC) == each.announced
        assert datetime.fromisoformat(item["date_published"]) == each.announced
        assert datetime(*entry.updated_parsed[:6], tzinfo=UTC) == each.updated
        assert datetime.fromisoformat(item["date_modified"]) == each.updated


@repeatable
@given(sessions(status=Status.CONFIRMED, moved_from=()))
def test_every_text_survives(of: Session) -> None:
    found = [ElementTree.fromstring(encoded_feed) for encoded_feed in encoded(edition(of))[:2]]
    names = [found[0].findtext(f".//{ATOM}entry/{ATOM}title", ""), found[1].findtext(".//item/title", "")]
    assert all(remains(name).endswith(":" + remains(of.title)) for name in names)
    terms = {remains(term) for term in (of.kind or "", *of.topics)} - {""}
    assert {remains(each.get("term", "")) for each in found[0].iter(f"{ATOM}category")} == terms
    assert {remains(each.text or "") for each in found[1].iter("category")} == terms
    authors = [remains(each.findtext(f"{ATOM}name", "")) for each in found[0].findall(f".//{ATOM}entry/{ATOM}author")]
    assert authors == [remains(lead.name) for lead in of.leads]
    for (content,) in contents(edition(of)):
        said = remains("".join(as_html(content).itertext()))
        for text in (of.room, *(lead.name for lead in of.leads), *(section.heading for section in of.readings)):
            assert remains(text or "") in said
        for reading in (reading for section in of.readings for reading in section.readings):
            assert remains(reading.title) in said
            assert all(remains(author) in said for author in reading.authors)
        for link in of.links:
            assert remains(link.label) in said
            assert remains(link.text or "") in said


@repeatable
@given(some_text, any_text)
def test_the_texts_of_a_feed_survive(title: str, description: str) -> None:
    atom_bytes, rss_bytes, json_bytes = encoded(edition(SUMMER, title=title, description=description))
    one, two = ElementTree.fromstring(atom_bytes), ElementTree.fromstring(rss_bytes)
    found = [one.findtext(f"{ATOM}title"), two.findtext("channel/title"), json.loads(json_bytes)["title"]]
    assert {remains(each or "") for each in found} == {remains(title)}
    found = [
        one.findtext(f"{ATOM}subtitle"),
        two.findtext("channel/description"),
        json.loads(json_bytes)["description"],
    ]
    assert {remains(each or "") for each in found} == {remains(description) or remains(title)}


@repeatable
@given(schedules)
def test_content_leads_nowhere_but_to_addresses_and_runs_nothing(schedule: tuple[Session, ...]) -> None:
    for content in (content for feed in contents(edition(*schedule)) for content in feed):
        for element in as_html(content).iter():
            assert element.tag not in ("script", "style", "iframe", "object", "form")
            assert not any(name.startswith("on") or name in ("style", "id", "srcset") for name in element.attrib)
            for name in ("href", "src"):
                if name in element.attrib:
                    address = urlsplit(element.get(name))
                    assert (address.scheme in ("http", "https") and address.netloc) or address.scheme == "mailto"


@repeatable
@given(schedules)
def test_encoding_is_a_function_of_the_view(schedule: tuple[Session, ...]) -> None:
    for artifact in feeds.plan(edition(*schedule)):
        assert pickle.loads(pickle.dumps(artifact)).render() == artifact.render()


NOW = datetime(2024, 1, 1, tzinfo=UTC)


@repeatable
@given(st.lists(st.tuples(st.integers(-120, 120), st.integers(0, 5)), min_size=LATEST - 3, max_size=LATEST + 20))
def test_a_feed_carries_all_to_come_and_the_latest(plans: list[tuple[int, int]]) -> None:
    held = [
        session(f"s{number}", NOW.date() + timedelta(days=days), announced=NOW - timedelta(days=200 + age))
        for number, (days, age) in enumerate(plans)
    ]
    found = carried(held, as_of=NOW)
    assert list(found) == sorted(found, key=lambda each: (-each.announced.timestamp(), each.id))
    left_out = set(held) - set(found)
    assert len(found) == len(held) if len(held) <= LATEST else len(found) >= LATEST
    assert all(each.date < NOW.date() for each in left_out)
    assert all(each.announced <= found[LATEST - 1].announced for each in left_out)


def test_what_changes_keeps_its_id_and_place_and_is_said_in_the_title() -> None:
    planned = session("a", date(2023, 11, 6))
    others = [
        session("b", date(2023, 11, 7)),
        session("0", date(2023, 11, 5), announced=SUMMER.announced + timedelta(1)),
    ]
    moved = replace(
        session("a", date(2023, 11, 13)), moved_from=(Move(planned.date),), updated=planned.updated + timedelta(days=1)
    )
    cancelled = replace(
        moved, status=Status.CANCELLED, reason="Lead A is ill", updated=moved.updated + timedelta(days=1)
    )
    found = [json.loads(encoded(edition(of, *others))[2])["items"] for of in (planned, moved, cancelled)]
    ids = tuple(session_uuid("example.org", name) for name in ("0", "a", "b"))
    assert {tuple(item["id"] for item in items) for items in found} == {ids}
    assert [items[1]["title"] for items in found] == [
        "Mon 6 Nov 2023: Title",
        "Mon 13 Nov 2023 (moved from Mon 6 Nov 2023): Title",
        "Mon 13 Nov 2023 (cancelled): Title",
    ]
    assert [items[1]["date_modified"][:10] for items in found] == ["2023-10-02", "2023-10-03", "2023-10-04"]
    assert {items[1]["date_published"] for items in found} == {"2023-10-01T09:00:00+00:00"}


def test_readers_show_the_titles() -> None:
    # Here rather than for any text, for feedparser repairs what looks like a wrong encoding, such as a title "Â¡".
    atom_bytes, rss_bytes, json_bytes = encoded(group())
    expected = [
        "Mon 23 Oct 2023: Attention, please; all of it",
        "Mon 27 Nov 2023: Hack week",
        "Mon 6 Nov 2023 (moved from Thu 2 Nov 2023): LoRA and \\Nabla: déjà vu 🤖",
        "Mon 20 Nov 2023: Title (TBC)",
        "Mon 13 Nov 2023 (cancelled): Title",
    ]
    assert [entry.title for entry in feedparser.parse(atom_bytes).entries] == expected
    assert [entry.title for entry in feedparser.parse(rss_bytes).entries] == expected
    assert [item["title"] for item in json.loads(json_bytes)["items"]] == expected


def test_titles_follow_the_order_of_dates_in_the_groups_language() -> None:
    of = edition(SUMMER, language="en-US")
    assert json.loads(encoded(of)[2])["items"][0]["title"] == "Mon, Oct 23, 2023: Attention, please; all of it"


def test_the_feeds_own_date_is_that_of_its_newest_entry() -> None:
    atom_bytes, rss_bytes, _ = encoded(group())
    one, two = ElementTree.fromstring(atom_bytes), ElementTree.fromstring(rss_bytes)
    assert one.findtext(f"{ATOM}updated") == WINTER.updated.isoformat()
    assert two.findtext("channel/lastBuildDate") == "Fri, 20 Oct 2023 12:00:00 +0000"


def test_an_empty_feed_is_a_feed_that_does_not_change() -> None:
    atom_bytes, rss_bytes, json_bytes = encoded(edition())
    assert feedparser.parse(atom_bytes).feed.updated == BEGINNING.isoformat()
    assert feedparser.parse(rss_bytes).feed.link == "https://example.org/group-a/"
    assert json.loads(json_bytes)["items"] == []


@pytest.mark.parametrize(
    "of",
    [
        edition(SUMMER),
        edition(SUMMER, meetings=(Meeting(date(2022, 9, 5), 0),)),
        edition(session("x", date(1999, 1, 1)), SUMMER),
        edition(replace(SUMMER, date=date(2024, 1, 8), title="Another", moved_from=(Move(date(2023, 12, 18)),))),
        replace(edition(SUMMER), base_url="https://preview.example.net/"),
    ],
)
def test_ids_are_of_the_domain_and_of_path_or_session_and_nothing_else(of: Edition) -> None:
    atom, rss, listed = encoded(of)
    ids = [entry.id for entry in feedparser.parse(atom).entries]
    assert [item["id"] for item in json.loads(listed)["items"]] == ids
    assert session_uuid("example.org", "attention") in ids
    assert feedparser.parse(atom).feed.id == feed_uuid("example.org", "feed.xml")
    assert "attention@example.org" in [entry.id for entry in feedparser.parse(rss).entries]


def test_no_session_is_taken_for_a_feed_and_no_group_for_another() -> None:
    urns = [made(domain, name) for made in (session_uuid, feed_uuid) for domain in ("a.org", "b.org") for name in "xy"]
    assert len(set(urns)) == len(urns)
    assert {UUID(urn).version for urn in urns} == {5}


def test_private_things_stay_private() -> None:
    assert not any(word in feed for word in (b"private", b"source") for feed in encoded(group()))
