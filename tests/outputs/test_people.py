"""The pages of people, kinds and topics, with their calendars and feeds."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
import html5lib
import vobject
from msgspec.structs import replace

from rig_site.artifact import Artifact
from rig_site.model.identity import feed_uuid, session_uuid
from rig_site.model.person import Person
from rig_site.model.session import Status
from rig_site.outputs.edition import Edition
from rig_site.outputs.pages import kinds, people, topics
from rig_site.render.theme import BUNDLED, Theme
from stand_ins import part

from .group import LEAD_A, LEAD_B, SUMMER, WINTER, group, session
from .strategies import changed, edition

CONTACT = Person(
    "contact",
    "Contact A",
    "https://www.example.org/contact",
    "contact@example.org",
    "University A",
    "0000-0002-1825-0097",
    part("Reads *everything*."),
)
LEAD_C = Person("lead-c", "Lead C")
OLD = session("old", date(2022, 1, 10), title="Old", leads=(LEAD_B,))
CANCELLED = session("cancelled", date(2023, 10, 2), title="Cancelled", leads=(LEAD_B,), status=Status.CANCELLED)
RECENT = session("recent", date(2023, 10, 9), title="Recent", leads=(LEAD_A,), kind="Technical", topics=("LoRA",))
SOON = session("soon", date(2023, 10, 30), title="Soon", leads=(LEAD_C, LEAD_A), kind="Technical")
LATER = session(
    "later", date(2023, 11, 6), title="Later", leads=(LEAD_C,), kind="Discussion", topics=("LoRA", "agents")
)
GROUP = edition(
    OLD,
    CANCELLED,
    RECENT,
    SOON,
    LATER,
    as_of=datetime(2023, 10, 25, tzinfo=UTC),
    people=(CONTACT, LEAD_A, LEAD_B, LEAD_C),
    contacts=(CONTACT,),
    kinds=("Invited Talk", "Technical", "Discussion"),
)


def files(planned: Iterable[Artifact]) -> dict[str, Artifact]:
    return {artifact.path: artifact for artifact in planned}


def themed(of: Edition) -> Edition:
    return replace(of, theme=Theme((BUNDLED,)))


def page(artifact: Artifact) -> ElementTree.Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: ElementTree.Element = parser.parse(artifact.render(), transport_encoding="utf-8")
    return tree


def text(element: ElementTree.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def rows(tree: ElementTree.Element, within: str = ".//main") -> list[list[str]]:
    return [[text(cell) for cell in row] for row in tree.findall(f"{within}//tbody/tr")]


def uids(calendar: Artifact) -> list[str]:
    component: Any = vobject.readOne(calendar.render().decode())
    return [event.uid.value.partition("@")[0] for event in component.contents.get("vevent", ())]


def test_everybody_is_there_by_name_and_the_rota_has_those_whose_turn_it_may_be() -> None:
    rota = page(files(people.plan(themed(GROUP)))["people/index.html"])
    assert rows(rota) == [
        ["Contact A University A", "", ""],
        ["Lead A", "Mon 9 Oct 2023 Recent Leads next: Mon 30 Oct 2023 Soon", "1"],
        ["Lead B", "Mon 10 Jan 2022 Old", "1"],
        ["Lead C", "Leads next: Mon 30 Oct 2023 Soon", ""],
    ]
    assert [text(item) for item in rota.findall(".//ol/li")] == ["Lead B Mon 10 Jan 2022"]
    links = {text(link): link.get("href") for link in rota.findall(".//main//a")}
    assert (links["Lead B"], links["Old"]) == ("../people/lead-b/", "../sessions/old/")


def test_a_turn_is_over_once_the_session_has_ended() -> None:
    def turns(as_of: datetime) -> list[str]:
        found = files(people.plan(replace(GROUP, as_of=as_of)))["people/index.html"].view().people
        return [duty.last.title if duty.last else "" for duty in found if duty.key == "lead-c"]

    assert turns(datetime(2023, 10, 30, 11, 59, tzinfo=UTC)) == [""]
    assert turns(datetime(2023, 10, 30, 12, 0, tzinfo=UTC)) == ["Soon"]


def test_a_person_s_page_says_who_they_are_and_what_they_lead() -> None:
    found = files(people.plan(themed(GROUP)))
    contact, lead = (page(found[f"people/{key}/index.html"]) for key in ("contact", "lead-a"))
    main = contact.find(".//main")
    assert main is not None
    assert text(main).startswith(
        "People · Subscribe to just these sessions Contact A University A example.org ORCID 0000-0002-1825-0097 contact@example.org Reads everything. "
        "Contact A has not led a session yet."
    )
    assert [each.get("hidden") for each in main.iter("section")] == ["", "", None]
    links = {text(link): link.get("href") for link in main.iter("a")}
    assert links["example.org"] == "https://www.example.org/contact"
    assert links["ORCID 0000-0002-1825-0097"] == "https://orcid.org/0000-0002-1825-0097"
    assert links["contact@example.org"] == "mailto:contact@example.org"
    assert links["Apple Calendar"] == "webcal://example.org/group-a/people/contact/calendar.ics"
    assert [row[1] for row in rows(lead, ".//section[@id='upcoming']")] == ["Technical Soon"]
    assert [row[1] for row in rows(lead, ".//section[@id='past']")] == ["Technical Recent"]
    assert "private" not in text(lead)
    assert uids(found["people/lead-a/calendar.ics"]) == ["recent", "soon"]
    assert uids(found["people/lead-b/calendar.ics"]) == ["old", "cancelled"]
    assert uids(found["people/contact/calendar.ics"]) == []


def test_a_person_has_feeds_of_what_they_lead() -> None:
    found = files(people.plan(themed(GROUP)))
    beside = {"index.html", "calendar.ics", "feed.xml", "rss.xml", "feed.json"}
    keys = ("contact", "lead-a", "lead-b", "lead-c")
    assert set(found) == {"people/index.html"} | {f"people/{key}/{file}" for key in keys for file in beside}
    feed = json.loads(found["people/lead-a/feed.json"].render())
    assert feed["title"] == "Group A: Lead A"
    assert feed["home_page_url"] == "https://example.org/group-a/people/lead-a/"
    assert [item["id"] for item in feed["items"]] == [session_uuid("example.org", name) for name in ("recent", "soon")]
    lead = page(found["people/lead-a/index.html"])
    alternates = {link.get("href") for link in lead.iter("link") if (link.get("title") or "").startswith("Lead A")}
    assert alternates == beside - {"index.html"}
    links = {text(link): link.get("href") for link in lead.findall(".//main//a")}
    assert (links["Atom"], links["RSS"], links["JSON Feed"]) == ("feed.xml", "rss.xml", "feed.json")


def test_a_group_without_people_has_no_page_of_them() -> None:
    assert list(people.plan(edition(session("a", date(2023, 11, 6))))) == []
    assert list(kinds.plan(edition(session("a", date(2023, 11, 6))))) == []
    assert list(topics.plan(edition(session("a", date(2023, 11, 6))))) == []


def test_each_kind_has_a_page_a_calendar_and_feeds_even_before_it_first_happens() -> None:
    found = files(kinds.plan(themed(GROUP)))
    slugs = ("invited-talk", "technical", "discussion")
    assert set(found) == {"kinds/index.html"} | {
        path
        for slug in slugs
        for path in (
            f"kinds/{slug}/index.html",
            f"kinds/{slug}/feed.xml",
            f"kinds/{slug}/rss.xml",
            f"kinds/{slug}/feed.json",
            f"calendars/kind/{slug}.ics",
        )
    }
    assert [text(item) for item in page(found["kinds/index.html"]).findall(".//main//li")] == [
        "Invited Talk 0 sessions",
        "Technical 2 sessions",
        "Discussion 1 session",
    ]
    technical = page(found["kinds/technical/index.html"])
    assert [row[1] for row in rows(technical, ".//section[@id='upcoming']")] == ["Technical Soon"]
    assert [row[1] for row in rows(technical, ".//section[@id='past']")] == ["Technical Recent"]
    assert [uids(found[f"calendars/kind/{slug}.ics"]) for slug in slugs] == [[], ["recent", "soon"], ["later"]]
    alternates = {link.get("href") for link in technical.iter("link") if (link.get("title") or "").startswith("Tech")}
    assert alternates == {"../../calendars/kind/technical.ics", "feed.xml", "rss.xml", "feed.json"}


def test_an_entry_is_the_same_in_every_feed_that_carries_it() -> None:
    found = files(kinds.plan(GROUP))
    feed = json.loads(found["kinds/technical/feed.json"].render())
    assert feed["home_page_url"] == "https://example.org/group-a/kinds/technical/"
    assert feed["feed_url"] == "https://example.org/group-a/kinds/technical/feed.json"
    assert feed["title"] == "Group A: Technical"
    ids = [session_uuid("example.org", name) for name in ("recent", "soon")]
    assert [item["id"] for item in feed["items"]] == ids
    atom = feedparser.parse(found["kinds/technical/feed.xml"].render())
    assert [entry.id for entry in atom.entries] == ids
    assert atom.feed.id == feed_uuid("example.org", "kinds/technical/feed.xml")
    rss = feedparser.parse(found["kinds/technical/rss.xml"].render())
    assert [entry.id for entry in rss.entries] == ["recent@example.org", "soon@example.org"]
    assert rss.feed.link == "https://example.org/group-a/kinds/technical/"


def test_sessions_are_found_by_topic() -> None:
    found = files(topics.plan(themed(GROUP)))
    assert list(found) == ["topics/agents/index.html", "topics/lora/index.html", "topics/index.html"]
    assert [text(item) for item in page(found["topics/index.html"]).findall(".//main//li")] == [
        "agents 1 session",
        "LoRA 2 sessions",
    ]
    lora = page(found["topics/lora/index.html"])
    assert [row[1] for row in rows(lora)] == ["Discussion Later", "Technical Recent"]
    assert lora.find(".//section[@class='part']") is None


def test_a_person_s_page_changes_only_with_what_it_shows() -> None:
    def views(of: Edition) -> dict[str, object]:
        return {artifact.path: artifact.view() for artifact in people.plan(of)}

    before = views(group())
    after = views(changed(group(), sessions=(SUMMER, replace(WINTER, leads=(LEAD_B,)))))
    assert before["people/lead-a/index.html"] == after["people/lead-a/index.html"]
    assert before["people/lead-b/index.html"] != after["people/lead-b/index.html"]
