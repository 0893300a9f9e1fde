"""What a group publishes beside its sessions: texts, resources, proposals, old addresses, files; and how to subscribe."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import html5lib
import pytest
import segno
from msgspec.structs import replace

from rig_site.artifact import Artifact
from rig_site.content.checks.collisions import check_collisions
from rig_site.content.findings import Findings
from rig_site.diagnostics import Position
from rig_site.model.locations import TEXT_FRAGMENTS
from rig_site.model.person import Person
from rig_site.model.prose import Prose, StaticFile
from rig_site.model.session import Online, Reading, ReadingSection, Session
from rig_site.model.site import Proposal, Resource
from rig_site.outputs import plan
from rig_site.outputs.edition import Edition
from rig_site.outputs.extras import Extras
from rig_site.render.theme import Theme
from stand_ins import whole

from .group import BREAK, CANCELLED, FREE, LEAD_A, SUMMER, TENTATIVE, WINTER, group, session
from .strategies import changed

THEME = Theme.of(Path("no theme of its own"))
READINGS = (ReadingSection("Main", (Reading("A tutorial", "https://example.org/tutorial"),)),)
MATHML = "{http://www.w3.org/1998/Math/MathML}"
ABOUT = Prose(
    "about/",
    "About us",
    whole(
        "# About us\n\nSee the [slides](../static/a%20b.pdf), ![](logo.svg), [nothing](no.pdf) and $\\R$.\n\n## Main",
        "pages/about.md",
    ),
)


FILES = tuple(StaticFile(name, name, "digest", f"static/{name}") for name in ("a b.pdf", "logo.svg"))


def edition_of(*sessions: Session, as_of: datetime | None = None, **site: object) -> Edition:
    usual = group(as_of) if as_of else group()
    held = {"sessions": sessions} if sessions else {}
    return changed(usual, theme=THEME, **held, **site)


def site_of(edition: Edition) -> dict[str, Artifact]:
    return {artifact.path: artifact for artifact in plan(edition)}


def page_of(edition: Edition, path: str) -> ElementTree.Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: ElementTree.Element = parser.parse(site_of(edition)[path].render(), transport_encoding="utf-8")
    return tree


def text(element: ElementTree.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def links(element: ElementTree.Element) -> dict[str, str]:
    return {text(link): link.get("href", "") for link in element.iter("a")}


def row(edition: Edition, title: str) -> ElementTree.Element:
    page = page_of(edition, "index.html")
    return next(each for each in page.findall(".//section[@id='schedule']//tbody/tr") if title in text(each))


def navigation(edition: Edition) -> list[str]:
    return [text(link) for link in page_of(edition, "index.html").findall(".//header/nav//a")]


def test_a_text_has_its_page_and_stands_in_every_footer() -> None:
    edition = edition_of(pages=(ABOUT,), files=FILES, repository="https://github.com/group/a")
    page = page_of(edition, "about/index.html")
    article = page.find(".//article")
    assert article is not None
    assert [text(heading) for heading in page.iter("h1")] == ["About us"]
    assert [(text(heading), heading.get("id")) for heading in article.iter("h2")] == [("Main", "main-1")]
    assert links(article)["slides"] == "../a%20b.pdf"
    assert next(article.iter("img")).get("src") == "../logo.svg"
    assert "nothing" not in links(article)
    assert [text(annotation) for annotation in page.iter(f"{MATHML}annotation")] == [r"\R"]
    assert [text(letter) for letter in page.iter(f"{MATHML}mi")] == ["ℝ"]
    assert links(page.find(".//footer") or page)["Edit this page"].endswith("/content/pages/about.md")
    for path, root in (("index.html", "./"), ("sessions/lora/index.html", "../../"), ("404.html", "/group-a/")):
        footer = page_of(edition, path).find(".//footer")
        assert footer is not None
        assert links(footer)["About us"] == f"{root}about/"


def test_the_text_for_the_front_page_stands_under_the_schedule() -> None:
    home = Prose(
        "", "", whole("## Welcome\n\nSee [about](about.md).\n\n## Schedule", "pages/home.md", taken=TEXT_FRAGMENTS)
    )
    page = page_of(edition_of(home=home, pages=(ABOUT,)), "index.html")
    headings = [text(heading) for heading in page.iter("h2") if heading.get("id") not in ("next-1", "next-2", "next-3")]
    assert headings == [
        "Nothing is scheduled at the moment",
        "Upcoming sessions",
        "Recent sessions",
        "Welcome",
        "Schedule",
        "Take part",
    ]
    assert links(page)["about"] == "./about/"
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_resources_have_a_page_as_soon_as_there_are_any() -> None:
    assert "resources/index.html" not in site_of(group())
    assert navigation(edition_of(people=())) == ["Schedule", "Archive", "Subscribe"]
    resources = (Resource("Main", READINGS), Resource("main", READINGS))
    edition = edition_of(resources=resources, people=())
    page = page_of(edition, "resources/index.html")
    assert [(text(heading), heading.get("id")) for heading in page.iter("h2")] == [
        ("Main", "on-main"),
        ("main", "on-main-1"),
    ]
    assert links(page)["A tutorial"] == "https://example.org/tutorial"
    assert navigation(edition) == ["Schedule", "Archive", "Resources", "Subscribe"]


def test_proposals_have_a_page_with_those_most_wanted_first() -> None:
    proposals = (
        Proposal("First", reactions=(("👍", 1), ("🚀", 0))),
        Proposal("Second", LEAD_A, (("👍", 2), ("🎉", 3)), READINGS),
        Proposal("Third", reactions=(("👍", 1),)),
    )
    edition = edition_of(proposals=proposals, people=(LEAD_A,), repository="https://github.com/group/a")
    page = page_of(edition, "proposals/index.html")
    assert [text(heading) for heading in page.iter("h2")] == ["Second", "First", "Third"]
    assert [[text(each) for each in chips.iter("li")] for chips in page.findall(".//ul[@class='chips reactions']")] == [
        ["👍 2", "🎉 3"],
        ["👍 1"],
        ["👍 1"],
    ]
    assert links(page)["Lead A"] == "../people/lead-a/"
    assert links(page)["Propose a topic"].startswith("https://github.com/group/a/issues/new?title=")
    assert navigation(edition) == ["Schedule", "Archive", "People", "Proposals", "Subscribe"]


@pytest.mark.parametrize(
    ("alias", "path", "target"),
    [
        ("talks/2019/attention/", "talks/2019/attention/index.html", "../../../sessions/attention/"),
        ("old.html", "old.html", "./sessions/attention/"),
        ("old/Talk.HTM", "old/Talk.HTM", "../sessions/attention/"),
        ("talk.pdf", "talk.pdf/index.html", "../sessions/attention/"),
    ],
)
def test_an_old_address_leads_to_the_session(alias: str, path: str, target: str) -> None:
    page = page_of(edition_of(replace(SUMMER, aliases=(alias,))), path)
    said = {meta.get("http-equiv") or meta.get("name"): meta.get("content") for meta in page.iter("meta")}
    assert said["refresh"] == f"0; url={target}"
    assert said["robots"] == "noindex"
    assert [each.get("href") for each in page.iter("link") if each.get("rel") == "canonical"] == [
        "https://example.org/group-a/sessions/attention/"
    ]
    main = page.find(".//main")
    assert main is not None
    assert links(main) == {SUMMER.title: target}


def test_the_old_address_of_what_has_no_page_leads_to_the_schedule() -> None:
    page = page_of(edition_of(replace(BREAK, aliases=("old/",))), "old/index.html")
    assert links(page.find(".//main") or page) == {"Title": "../"}


def test_a_file_is_published_as_it_is_and_read_no_earlier(tmp_path: Path) -> None:
    file = StaticFile("slides/a b.pdf", str(tmp_path / "a b.pdf"), "digest", "static/slides/a b.pdf")
    artifact = site_of(edition_of(files=(file,)))["slides/a b.pdf"]
    (tmp_path / "a b.pdf").write_bytes(b"\x00\xff")
    assert artifact.render() == b"\x00\xff"


def test_no_two_things_are_published_at_one_address() -> None:
    def said(**site: object) -> list[tuple[str, str]]:
        edition = edition_of(replace(SUMMER, aliases=("old.html",), source="sessions/a.yaml"), WINTER, **site)
        findings = Findings()
        check_collisions(edition.site_map, {SUMMER.id: {"old.html": Position("sessions/a.yaml")}}, findings)
        return [(problem.position.path, problem.what) for problem in findings.problems]

    def file(path: str) -> StaticFile:
        return StaticFile(path, path, "digest", f"static/{path}")

    assert said(pages=(ABOUT,), files=(file("about/photo.jpg"), file("sessions/lora/slides.pdf"))) == []
    assert said(pages=(replace(ABOUT, path="archive/", text=whole("", "pages/archive.md")),)) == [
        ("pages/archive.md", "this would be published as 'archive/index.html', which is taken by the site itself")
    ]
    assert said(
        pages=(ABOUT,),
        files=(
            file("Calendar.ics"),
            file("Sessions/a.pdf"),
            file("about"),
            file("about/index.html"),
            file("feed.xml/a.pdf"),
            file("old.html"),
            file("slides/1.pdf"),
        ),
    ) == [
        (
            "static/Calendar.ics",
            "this would be published as 'Calendar.ics', but 'calendar.ics' is taken by the site itself",
        ),
        (
            "static/Sessions/a.pdf",
            "this would be published as 'Sessions/a.pdf', but 'sessions' is taken by the site itself",
        ),
        ("static/about", "this would be published as 'about', which is taken by pages/about.md"),
        ("static/about/index.html", "this would be published as 'about/index.html', which is taken by pages/about.md"),
        (
            "static/feed.xml/a.pdf",
            "this would be published as 'feed.xml/a.pdf', but 'feed.xml' is taken by the site itself",
        ),
        ("static/old.html", "this would be published as 'old.html', which is taken by an old address of 'attention'"),
    ]


def test_a_free_slot_can_be_claimed() -> None:
    def claim(**site: object) -> str:
        return links(row(edition_of(FREE, **site), "Free slot")).get("Claim this slot", "")

    contacts = (Person("b", "Lead B"), Person("a", "Lead A", email="lead-a+rig@example.org"))
    on_a_forge = urlsplit(claim(repository="https://gitlab.com/group/a", contacts=contacts))
    assert (on_a_forge.netloc, on_a_forge.path) == ("gitlab.com", "/group/a/-/issues/new")
    assert parse_qs(on_a_forge.query) == {
        "issue[title]": ["Claim the slot on Mon 4 Dec 2023"],
        "issue[description]": [
            "I would like to lead a session on Mon 4 Dec 2023, 11:00–12:00 GMT.\n\nTitle: \nWhat to read: "
        ],
    }
    by_mail = urlsplit(claim(repository="https://code.example.org/group/a", contacts=contacts))
    assert (by_mail.scheme, by_mail.path) == ("mailto", "lead-a%2Brig@example.org")
    assert parse_qs(by_mail.query)["subject"] == ["Claim the slot on Mon 4 Dec 2023"]
    assert parse_qs(by_mail.query)["body"][0].splitlines()[-2:] == ["Title: ", "What to read: "]
    assert claim(contacts=contacts[:1]) == ""
    over = page_of(edition_of(FREE, contacts=contacts, as_of=datetime(2023, 12, 4, 12, tzinfo=UTC)), "index.html")
    assert "Claim this slot" not in text(over)


def test_a_session_elsewhere_is_told_by_the_groups_clock_too() -> None:
    kathmandu = ZoneInfo("Asia/Kathmandu")
    start, end = datetime(2024, 2, 21, 1, 30, tzinfo=kathmandu), datetime(2024, 2, 21, 2, 30, tzinfo=kathmandu)
    far = replace(session("far", date(2024, 2, 21), title="Far"), timezone="Asia/Kathmandu", start=start, end=end)
    same = datetime(2024, 2, 22, 11, tzinfo=ZoneInfo("Europe/Lisbon"))
    near = replace(
        session("near", date(2024, 2, 22), title="Near"),
        timezone="Europe/Lisbon",
        start=same,
        end=same.replace(hour=12),
    )
    edition = edition_of(far, near)
    assert text(row(edition, "Far").find("td")) == ("Wed 21 Feb 2024 01:30–02:30 UTC+05:45 that is Tue 19:45–20:45 GMT")
    assert text(row(edition, "Near").find("td")) == "Thu 22 Feb 2024 11:00–12:00 WET"


def test_there_is_a_way_to_subscribe_for_every_program_and_kind() -> None:
    edition = edition_of()
    page = page_of(edition, "subscribe/index.html")
    base = "https://example.org/group-a/"
    assert [button.get("data-copy") for button in page.iter("button") if button.get("data-copy")] == [
        *(
            base + path
            for path in ("calendar.ics", "feed.xml", "rss.xml", "feed.json", "calendars/kind/discussion.ics")
        ),
        '<iframe src="https://example.org/group-a/embed/" title="Group A: Upcoming sessions" width="100%" height="480"'
        ' style="border: 0" loading="lazy"></iframe>',
    ]
    published = set(site_of(edition))
    for link in page.findall(".//main//a"):
        address = link.get("href", "")
        query = parse_qs(urlsplit(address).query)
        meant = (query.get("cid") or query.get("url") or [address])[0].replace("webcal:", "https:")
        if meant.startswith(base):
            assert meant.removeprefix(base) in published
    described = [element.get("aria-describedby", "") for element in page.iter("button")]
    assert all(page.find(f".//*[@id='{each}']") is not None for each in described if each)


def test_a_phone_scans_its_way_to_where_one_subscribes() -> None:
    edition = replace(edition_of(people=(LEAD_A,)), extras=Extras(qr=True))
    base = "https://example.org/group-a/"
    for path, place in (
        ("subscribe/", ""),
        ("kinds/discussion/", "#follow-heading"),
        ("people/lead-a/", "#follow-heading"),
    ):
        page = page_of(edition, f"{path}index.html")
        (picture,) = page.findall(".//figure[@class='code']/div[@role='img']")
        assert picture.get("aria-label") == "QR code of this page"
        assert place == "" or page.find(f".//*[@id='{place[1:]}']") is not None
        assert drawn(picture) == {
            (row, column)
            for row, modules in enumerate(segno.make_qr(base + path + place, error="m").matrix, start=4)
            for column, dark in enumerate(modules, start=4)
            if dark
        }
        assert page_of(edition_of(people=(LEAD_A,)), f"{path}index.html").find(".//figure") is None


def drawn(picture: ElementTree.Element) -> set[tuple[int, int]]:
    """Return the rows and columns of the dark modules that a picture draws as lines, from where it says they begin."""
    namespace = "{http://www.w3.org/2000/svg}"
    path = picture.find(f"{namespace}svg/{namespace}path")
    assert path is not None
    found, x, y = set(), 0.0, 0.0
    for command, arguments in re.findall(r"([Mmh])([-\d. ]+)", path.get("d", "")):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", arguments)]
        if command == "h":
            found |= {(int(y), int(x) + step) for step in range(int(numbers[0]))}
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if command == "M" else (x + numbers[0], y + numbers[1])
    return found


def test_a_call_that_is_not_public_is_nowhere() -> None:
    secret = Online("https://call.example.org/secret")
    held = [replace(each, online=secret) for each in (SUMMER, WINTER, CANCELLED, TENTATIVE, FREE, BREAK)]
    for artifact in plan(edition_of(*held, files=())):
        assert b"call.example.org" not in artifact.render(), artifact.path


EVENT = {
    "@context": str,
    "@type": str,
    "name": str,
    "description": str,
    "url": str,
    "startDate": str,
    "endDate": str,
    "previousStartDate": list,
    "eventStatus": str,
    "eventAttendanceMode": str,
    "location": (dict, list),
    "organizer": dict,
    "performer": list,
}
"""Properties of schema.org/Event that are said, and what they may be."""

OTHERS = {
    "Place": {"name"},
    "VirtualLocation": {"url"},
    "Organization": {"name", "url"},
    "Person": {"name", "url"},
}


@pytest.mark.parametrize("held", [SUMMER, WINTER, CANCELLED, TENTATIVE, replace(SUMMER, start=None, end=None)])
def test_events_are_described_in_the_words_of_schema_org(held: Session) -> None:
    page = page_of(edition_of(held), f"sessions/{held.id}/index.html")
    (script,) = (each for each in page.iter("script") if each.get("type") == "application/ld+json")
    described = json.loads(script.text or "")
    assert described["@context"] == "https://schema.org"
    assert described["@type"] == "Event"
    assert {name for name, value in described.items() if not isinstance(value, EVENT[name])} == set()
    for name in ("startDate", "endDate"):
        assert datetime.fromisoformat(described[name])
        assert ("T" in described[name]) == (held.start is not None)
    for value in described.values():
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, dict):
                assert set(node) - {"@type"} <= OTHERS[node["@type"]]
    assert described["eventStatus"].removeprefix("https://schema.org/") in (
        "EventScheduled",
        "EventRescheduled",
        "EventCancelled",
    )
    assert ("previousStartDate" in described) == bool(held.moved_from)
