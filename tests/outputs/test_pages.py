import json
import pickle
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import astuple, replace

from rig_site.artifact import Artifact
from rig_site.cache.memory import Memory
from rig_site.model.link import Link
from rig_site.model.person import Person
from rig_site.model.series import Meeting
from rig_site.model.session import Move, Online, Reading, ReadingSection, Session, Status
from rig_site.model.site import Site
from rig_site.outputs import plan, prepare, table_rows
from rig_site.outputs.edition import Edition
from rig_site.render.html import environment
from rig_site.render.theme import Theme

from .group import CANCELLED, FREE, SUMMER, WINTER, group, session
from .strategies import changed

THEME = Theme.of(Path("no theme of its own"))
POLICY = (
    "default-src 'self'; img-src 'self' data:; script-src 'self' 'wasm-unsafe-eval'; "
    "style-src 'self'; object-src 'none'; base-uri 'none'"
)


def site_of(edition: Edition) -> dict[str, Artifact]:
    return {artifact.path: artifact for artifact in plan(replace(edition, theme=THEME))}


def pages_of(edition: Edition) -> dict[str, ElementTree.Element]:
    return {path: parse(artifact.render()) for path, artifact in site_of(edition).items() if path.endswith(".html")}


def parse(page: bytes) -> ElementTree.Element:
    """Parse a page, refusing anything the HTML standard calls an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: ElementTree.Element = parser.parse(page, transport_encoding="utf-8")
    return tree


def text(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def rows(page: ElementTree.Element, section: str) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in page.findall(f".//section[@id='{section}']//tbody/tr")]


def replaced(edition: Edition, **settings_: object) -> Edition:
    return changed(edition, **settings_)


@pytest.fixture(scope="module")
def pages() -> dict[str, ElementTree.Element]:
    return pages_of(group())


def test_there_is_a_page_for_each_event(pages: dict[str, ElementTree.Element]) -> None:
    sessions = ("attention", "lora", "retnet", "open", "hack-week")
    others = ("people", "people/lead-a", "people/lead-b", "kinds", "kinds/discussion")
    others += (
        "topics",
        "topics/transformers",
        "topics/discussion",
        "archive",
        "glance",
        "embed",
        "subscribe",
        "to-read",
    )
    assert set(pages) == {"index.html", "404.html"} | {
        f"{each}/index.html" for each in (*others, *(f"sessions/{each}" for each in sessions))
    }


def test_the_schedule_says_what_becomes_of_each_session(pages: dict[str, ElementTree.Element]) -> None:
    assert rows(pages["index.html"], "schedule") == [
        [
            "Mon 6 Nov 2023 11:00–12:00 GMT",
            r"LoRA and \Nabla: déjà vu 🤖 Moved from Mon 30 Oct 2023 Moved from Thu 2 Nov 2023: the room was taken",
            "Room A and online",
            "open",
        ],
        ["Mon 13 Nov 2023 11:00–12:00 GMT", "Title Cancelled: Lead A is ill", "", ""],
        ["Mon 20 Nov 2023 11:00–12:00 GMT", "Title TBC", "Online", "open"],
        ["Mon 27 Nov 2023", "Hack week", "", "open"],
        ["Mon 4 Dec 2023 11:00–12:00 GMT", "Free slot Title", "", ""],
        ["Mon 11 Dec 2023 11:00–12:00 GMT", "No meeting Title", "", ""],
    ]


def test_free_slots_and_breaks_are_called_so(pages: dict[str, ElementTree.Element]) -> None:
    free = session("a", date(2023, 12, 4), title="", status=Status.FREE)
    named = session("b", date(2023, 12, 5), title="Yours?", status=Status.FREE)
    holiday = session("c", date(2023, 12, 18), title="", status=Status.BREAK, clock=None, until=date(2024, 1, 5))
    page = pages_of(replaced(group(), sessions=(free, named, holiday)))["index.html"]
    assert [row[:2] for row in rows(page, "schedule")] == [
        ["Mon 4 Dec 2023 11:00–12:00 GMT", "Free slot"],
        ["Tue 5 Dec 2023 11:00–12:00 GMT", "Free slot Yours?"],
        ["Mon 18 Dec 2023 – Fri 5 Jan 2024", "No meeting"],
    ]


def test_the_next_session_really_takes_place() -> None:
    page = pages_of(group(as_of=datetime(2023, 11, 7, tzinfo=UTC)))["index.html"]
    shown = [
        section for section in page.iter("section") if section.get("class") == "next" and "hidden" not in section.attrib
    ]
    assert [text(section.find("h2")) for section in shown] == ["Title"]
    assert text(shown[0].find("dl")) == "When Mon 20 Nov 2023 11:00–12:00 GMT Where Join online Lead open"


def test_the_next_session_tells_what_to_read_before() -> None:
    page = pages_of(group(as_of=datetime(2023, 10, 20, tzinfo=UTC)))["index.html"]
    first = next(section for section in page.iter("section") if section.get("class") == "next")
    assert [text(each) for each in first.findall("ul/li")] == [
        "A Paper required Author A, Author B, 2023 arXiv PDF up to section 9.5"
    ]
    assert [text(each) for each in first.findall("div[@class='actions']//a")] == [
        "Add to calendar",
        "Google",
        "Outlook.com",
        "Microsoft 365",
    ]
    assert text(first.findall("p")[-1]) == "All readings"


def test_what_to_read_in_the_next_weeks_stands_on_one_page() -> None:
    readings = (ReadingSection("Main", (Reading("A Paper", arxiv="2310.11986"),)),)
    days = {"a": date(2023, 11, 6), "b": date(2023, 11, 13), "c": date(2023, 12, 3), "d": date(2023, 12, 4)}
    sessions = [session(each, day, title=each, readings=readings) for each, day in days.items()]
    others = (
        replace(sessions[0], id="cancelled", status=Status.CANCELLED),
        replace(sessions[0], id="nothing", readings=()),
        session("far", date(2024, 1, 2), readings=readings),
    )
    edition = replaced(group(datetime(2023, 11, 6, 13, tzinfo=UTC)), sessions=(*sessions, *others))
    pages = pages_of(edition)
    before = pages["to-read/index.html"].findall(".//section[@class='before']")
    assert [(text(each.find("h2")), each.get("data-since"), "hidden" in each.attrib) for each in before] == [
        ("b", "2023-10-16", False),
        ("c", "2023-11-05", False),
        ("d", "2023-11-06", False),
    ]
    assert [text(each) for each in before[0].findall("*")] == [
        "b",
        "Mon 13 Nov 2023 11:00–12:00 GMT · Room A",
        "Main",
        "A Paper arXiv PDF",
    ]
    assert "./to-read/" in {link.get("href") for link in pages["index.html"].iter("a")}
    later = pages_of(replace(edition, as_of=datetime(2023, 12, 5, tzinfo=UTC)))["to-read/index.html"]
    assert ["hidden" in each.attrib for each in later.findall(".//section[@class='before']")] == [False]
    waiting = pages_of(replace(edition, as_of=datetime(2023, 11, 5, tzinfo=UTC)))["to-read/index.html"]
    assert [text(each.find("h2")) for each in waiting.findall(".//section[@hidden]")] == ["d"]
    assert "to-read/index.html" not in pages_of(replaced(edition, sessions=others[1:2]))


def test_a_session_page_shows_its_facts(pages: dict[str, ElementTree.Element]) -> None:
    article = pages["sessions/attention/index.html"].find(".//article")
    assert text(article.find(".//h1")) == "Attention, please; all of it"
    assert [text(fact) for fact in article.findall(".//dl/div")] == [
        "When Mon 23 Oct 2023 11:00–12:00 BST",
        "Where Room A",
        "Leads Lead A (example.org) and Lead B",
        "Topics Transformers, Discussion",
    ]
    actions = article.find("header/div[@class='actions']")
    assert actions is not None
    assert [text(each) for each in actions] == ["Slides", "Slack: #group-a", "Calendar file"]
    assert [text(heading) for heading in article.iter("h2")] == ["About", "Reading"]
    assert [text(heading) for heading in article.iter("h3")] == ["Main"]
    links = {text(link): link.get("href") for link in article.iter("a")}
    assert links["Slides"] == "../../slides/part%201.pdf"
    assert links["the plan"] == "../../plan.pdf"
    assert links["arXiv"] == "https://arxiv.org/abs/2310.11986"
    assert links["Video"] == "https://youtu.be/x?a=1&b=2"
    assert links["Calendar file"] == "session.ics"


def test_sessions_lead_to_the_ones_before_and_after(pages: dict[str, ElementTree.Element]) -> None:
    around = pages["sessions/lora/index.html"].findall(".//nav[@class='neighbours']/a")
    assert [(link.get("rel"), link.get("href"), text(link)) for link in around] == [
        ("prev", "../../sessions/attention/", "Before Attention, please; all of it Mon 23 Oct 2023"),
        ("next", "../../sessions/retnet/", "After Title Mon 13 Nov 2023"),
    ]


def test_the_archive_is_by_year_and_can_be_filtered() -> None:
    earlier = session(
        "first", date(2022, 3, 7), title="First", kind="Technical", topics=("LoRA",), leads=(Person("z", "Zed"),)
    )
    far = session("far", date(2024, 1, 1), clock=None, leads=(Person("b", "beta"),))
    far = replace(far, timezone="Asia/Tokyo")
    eve = session("eve", date(2023, 12, 31), clock=None)
    edition = replaced(
        group(datetime(2024, 2, 1, tzinfo=UTC)), sessions=(earlier, SUMMER, far, eve), kinds=("Technical",)
    )
    page = pages_of(edition)["archive/index.html"]
    years = page.findall(".//main/section")
    assert [
        [
            text(year.find("h2")),
            *(text(each) for each in year.findall(".//a[@href]") if "sessions/" in each.get("href")),
        ]
        for year in years
    ] == [
        ["2024", "Title"],
        ["2023", "Title", "Attention, please; all of it"],
        ["2022", "First"],
    ]
    assert [[text(option) for option in choice.iter("option")] for choice in page.iter("select")] == [
        ["All kinds", "Technical (1)", "Discussion (1)"],
        ["All topics", "Discussion (1)", "LoRA (1)", "Transformers (1)"],
        ["Everybody", "beta (1)", "Lead A (1)", "Lead B (1)", "Zed (1)"],
        ["All years", "2024 (1)", "2023 (2)", "2022 (1)"],
        ["Latest first", "Oldest first", "By title"],
    ]
    assert [link.get("href") for link in page.findall(".//nav[@class='years']//a")] == [
        "#year-2024",
        "#year-2023",
        "#year-2022",
    ]
    assert text(page.find(".//output")) == "4 sessions"


def test_of_a_big_group_old_years_of_the_archive_have_pages_of_their_own() -> None:
    def held(number: int, day: date) -> Session:
        long = Reading(f"{'Much to read ' * 18_000}{number}", authors=("Somebody",))
        return session(f"part-{number}", day, title=f"Part {number}", readings=(ReadingSection(None, (long,)),))

    days = [
        date(2020, 5, 4),
        date(2020, 5, 11),
        date(2021, 5, 3),
        date(2021, 5, 10),
        date(2022, 5, 2),
        date(2022, 5, 9),
    ]
    edition = replaced(
        group(datetime(2022, 5, 4, tzinfo=UTC)), sessions=tuple(held(number, day) for number, day in enumerate(days))
    )
    pages = pages_of(edition)

    def rows(path: str) -> list[str]:
        return [text(row.find("th/span[@class='title']")) for row in pages[path].findall(".//tbody/tr")]

    archive, year = pages["archive/index.html"], pages["archive/2020/index.html"]
    assert [rows(path) for path in sorted(pages) if path.startswith("archive/")] == [
        ["Part 1", "Part 0"],
        ["Part 4", "Part 3", "Part 2"],
    ]
    assert [(link.get("href"), text(link)) for link in archive.findall(".//nav[@class='years']//a")] == [
        ("#year-2022", "2022"),
        ("#year-2021", "2021"),
        ("../archive/2020/", "2020"),
    ]
    assert [link.get("href") for link in year.findall(".//nav[@class='years']//a")] == [
        "../../archive/#year-2022",
        "../../archive/#year-2021",
        "../../archive/2020/",
    ]
    assert text(archive.find(".//output")) == "5 sessions"
    assert [text(option) for option in archive.findall(".//select[@name='year']/option")] == [
        "All years",
        "2022 (1)",
        "2021 (2)",
        "2020 (2)",
    ]
    assert year.find(".//tbody/tr/th/span[@class='title']/a").get("href") == "../../sessions/part-1/"  # type: ignore[union-attr]


def test_old_anchors_stand_on_the_rows_of_their_sessions(pages: dict[str, ElementTree.Element]) -> None:
    def anchors(page: str) -> list[str]:
        return [each.get("id", "") for each in pages[page].iter() if re.fullmatch(r"\d+", each.get("id", ""))]

    assert anchors("index.html") == ["061123", "301023", "021123", "131123", "201123", "271123"]
    assert anchors("archive/index.html") == ["231023"]


def test_an_address_that_moved_is_shown_only_where_it_is_public(pages: dict[str, ElementTree.Element]) -> None:
    published = b"".join(artifact.render() for path, artifact in site_of(group()).items() if path.endswith("html"))
    assert b"https://call.example.org/public" in published
    assert b"https://call.example.org/private" not in published
    assert b"private-a@example.org" not in published


def test_what_is_said_when_there_is_nothing_to_say() -> None:
    def said(edition: Edition, page: str) -> list[str]:
        found = [each for each in pages_of(edition)[page].iter() if each.get("class") == "empty"]
        return [text(each) for each in found if "hidden" not in each.attrib]

    nothing = replaced(group(), sessions=())
    over = replaced(group(), sessions=(SUMMER,))
    assert said(nothing, "index.html") == ["No sessions yet Every week on Monday Subscribe to the calendar"]
    assert said(nothing, "archive/index.html") == ["No past sessions yet. What comes next is in the schedule."]
    (last,) = said(over, "index.html")
    assert last.startswith("Nothing is scheduled at the moment Every week on Monday Subscribe to the calendar")
    assert "What was read so far Last session Attention, please; all of it When Mon 23 Oct 2023" in last
    assert said(group(), "index.html") == said(over, "archive/index.html") == []


def test_how_to_take_part() -> None:
    edition = replaced(
        group(),
        contacts=(
            Person("a", "Lead A", "https://example.org/a", "lead-a@example.org"),
            Person("b", "Lead B", "https://example.org/b"),
        ),
        links=(Link("Slack", text="#group-a"), Link("Topics", "https://example.org/t")),
        meetings=(Meeting(date(2023, 9, 4), 0, room="Room A"), Meeting(date(2024, 1, 1), 3, room="Room B")),
        repository="https://github.com/group/a",
    )
    page = pages_of(edition)["index.html"]
    part = next(section for section in page.iter("section") if section.get("class") == "part")
    links = {text(link): link.get("href") for link in part.iter("a")}
    assert "Every week on Monday, Room A" in text(part)
    assert "Slack: #group-a" in text(part)
    assert links == {
        "Lead A": "./people/a/",
        "lead-a@example.org": "mailto:lead-a@example.org",
        "Lead B": "./people/b/",
        "Topics": "https://example.org/t",
        "Suggest a session": "https://github.com/group/a/issues/new?title=Suggest%20a%20session%3A%20",
        "Subscribe to the calendar": "./subscribe/",
        "Atom": "./feed.xml",
        "RSS": "./rss.xml",
        "JSON Feed": "./feed.json",
    }


@pytest.mark.parametrize(
    ("repository", "edit"),
    [
        ("https://github.com/group/a", "https://github.com/group/a/edit/HEAD/content/sessions/a%20b.yaml"),
        (
            "https://gitlab.example.org/x/y.git",
            "https://gitlab.example.org/x/y/-/blob/HEAD/content/sessions/a%20b.yaml",
        ),
        ("https://code.example.org/group/a", None),
        (None, None),
    ],
)
def test_a_page_can_be_edited_where_its_file_is_kept(repository: str | None, edit: str | None) -> None:
    edition = replaced(group(), sessions=(replace(SUMMER, source="sessions/a b.yaml"),), repository=repository)
    footer = pages_of(edition)["sessions/attention/index.html"].find(".//footer")
    assert {text(link): link.get("href") for link in footer.iter("a")}.get("Edit this page") == edit


def test_every_page_keeps_to_its_frame(pages: dict[str, ElementTree.Element]) -> None:
    for page in pages.values():
        assert page.get("lang") == "en-GB"
        assert [each.get("content") for each in page.iter("meta") if each.get("http-equiv")] == [POLICY]
        assert [len(list(page.iter(name))) for name in ("h1", "main", "title")] == [1, 1, 1]
        for element in page.iter():
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
            if element.tag == "script":
                assert element.get("src") or element.get("type") == "application/ld+json"
            if element.tag in ("script", "link", "img") and element.get("rel") != "canonical":
                assert not urlsplit(element.get("src") or element.get("href") or "").netloc
        assert [
            name
            for name, times in Counter(each.get("id") for each in page.iter() if each.get("id")).items()
            if times > 1
        ] == []


@pytest.mark.parametrize("base_url", ["https://group.example/", "https://group.example/a/b/"])
def test_every_internal_link_leads_to_something(base_url: str) -> None:
    slides = {"slides/part 1.pdf", "plan.pdf"}
    edition = replace(group(), base_url=base_url)
    trees = pages_of(edition)
    published = set(site_of(edition)) | slides
    checked = 0
    for path, page in trees.items():
        served_at = base_url + ("some/where/deep" if path == "404.html" else path.removesuffix("index.html"))
        for element in page.iter():
            written = element.get("href") or element.get("src")
            target = urljoin(served_at, written)
            if written is None or not target.startswith(base_url) or element.get("rel") == "canonical":
                continue
            address, _, fragment = target.removeprefix(base_url).partition("#")
            file = unquote(address) + ("index.html" if address.endswith("/") or not address else "")
            if path == "404.html" and file.startswith("some/"):
                assert written == "#main"
                continue
            assert file in published, f"{path} links to {written}"
            assert not fragment or trees[file].find(f".//*[@id='{fragment}']") is not None
            checked += 1
    assert checked > 100


def test_the_sitemap_lists_every_page(pages: dict[str, ElementTree.Element]) -> None:
    site = site_of(group())
    spaces = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = ElementTree.fromstring(site["sitemap.xml"].render())
    addresses = [element.text or "" for element in listed.iter(f"{spaces}loc")]
    assert {address.removeprefix("https://example.org/group-a/") + "index.html" for address in addresses} == set(
        pages
    ) - {"404.html", "embed/index.html"}
    assert [element.text for element in listed.iter(f"{spaces}lastmod")][:2] == [
        SUMMER.updated.isoformat(),
        WINTER.updated.isoformat(),
    ]
    canonical = {
        link.get("href") for page in pages.values() for link in page.iter("link") if link.get("rel") == "canonical"
    }
    assert canonical == set(addresses)
    assert site["robots.txt"].render() == (
        b"User-agent: *\nAllow: /\n\nSitemap: https://example.org/group-a/sitemap.xml\n"
    )


def test_search_engines_are_told_of_moves_and_cancellations(pages: dict[str, ElementTree.Element]) -> None:
    def event(name: str) -> dict[str, object]:
        (script,) = (each for each in pages[f"sessions/{name}/index.html"].iter("script") if each.get("type"))
        described: dict[str, object] = json.loads(script.text or "")
        return described

    moved = event("lora")
    assert moved["startDate"] == "2023-11-06T11:00:00+00:00"
    assert moved["endDate"] == "2023-11-06T12:00:00+00:00"
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert moved["previousStartDate"] == ["2023-10-30", "2023-11-02"]
    assert moved["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert moved["location"] == [
        {"@type": "Place", "name": "Room A"},
        {"@type": "VirtualLocation", "url": "https://call.example.org/public"},
    ]
    assert event("retnet")["eventStatus"] == "https://schema.org/EventCancelled"
    assert event("hack-week")["startDate"] == "2023-11-27"
    assert event("attention")["performer"] == [
        {"@type": "Person", "name": "Lead A", "url": "https://example.org/people/a"},
        {"@type": "Person", "name": "Lead B"},
    ]


def test_views_hold_what_their_page_shows_and_can_travel() -> None:
    for artifact in site_of(group()).values():
        if artifact.path.endswith((".html", ".xml", ".txt", ".css", ".js")):
            view = artifact.view()
            assert artifact.encode(pickle.loads(pickle.dumps(view))) == artifact.render()
            assert not {Site, Edition, Session} & {type(part) for part in parts(view)}


def parts(view: object) -> Iterator[object]:
    yield view
    if isinstance(view, tuple):
        for item in view:
            yield from parts(item)
    elif isinstance(view, Struct):
        for each in astuple(view):
            yield from parts(each)


def test_a_page_changes_only_with_what_it_shows() -> None:
    before = site_of(group())
    later = site_of(
        replaced(
            group(datetime(2023, 11, 7, tzinfo=UTC)),
            sessions=(SUMMER, replace(WINTER, leads=SUMMER.leads), CANCELLED, FREE),
        )
    )
    unchanged = [path for path in before if path in later and before[path].view() == later[path].view()]
    assert "sessions/attention/index.html" in unchanged
    assert "404.html" in unchanged
    assert {"index.html", "archive/index.html", "sessions/lora/index.html"}.isdisjoint(unchanged)


def test_a_colour_of_ones_own_has_a_style_sheet() -> None:
    site = site_of(replaced(group(), theme_color="#2b6cb0"))
    assert site["static/accent.css"].render() == b":root {\n  --accent: light-dark(#2b6cb0, #5a8cc1);\n}\n"
    assert "static/accent.css" not in site_of(replaced(group(), theme_color=None))


plain_text = st.text(
    alphabet=st.characters(
        exclude_categories=["Cs", "Cc"],
        exclude_characters=[chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF)]
        + [chr(code) for code in range(0xFDD0, 0xFDF0)],
        include_characters="\n\t",
    ),
    min_size=1,
) | st.sampled_from(
    [
        "{{ x }}",
        "<b>",
        "{Profession}",
        "</title>",
        "</script><script>alert(1)</script>",
        "--><!--",
        "&amp;",
        "'\"",
        "]]>",
    ]
)


@settings(deadline=None, max_examples=12)
@given(st.data())
def test_any_text_comes_back_as_it_was(data: st.DataObject) -> None:
    def draw() -> str:
        return data.draw(plain_text)

    held = replace(
        SUMMER,
        title=draw(),
        kind=draw(),
        topics=(draw(),),
        room=draw(),
        leads=(Person("a", draw(), "https://example.org/"), Person("b", draw())),
        readings=(ReadingSection(draw(), (Reading(draw(), authors=(draw(),)), Reading(draw(), url="a.pdf"))),),
        links=(Link(draw(), "a.pdf"), Link("Slack", text=draw())),
        moved_from=(Move(date(2023, 10, 1), draw()),),
        online=Online("https://example.org/", public=True),
    )
    cancelled = replace(CANCELLED, reason=draw(), title=draw())
    edition = replaced(
        group(), title=draw(), description=draw(), sessions=(held, cancelled), links=(Link("a", text=draw()),)
    )
    pages = pages_of(edition)
    page, archive, home = (
        pages[path] for path in ("sessions/attention/index.html", "archive/index.html", "index.html")
    )

    def strings(tree: ElementTree.Element) -> set[str]:
        texts = {"".join(element.itertext()) for element in tree.iter()}
        tails = {element.tail or "" for element in tree.iter()}
        return texts | tails | {value for element in tree.iter() for value in element.attrib.values()}

    readings = held.readings[0].readings
    expected = {held.title, held.kind, held.topics[0], held.room, *(lead.name for lead in held.leads)}
    expected |= {held.readings[0].heading, *(reading.title for reading in readings), readings[0].authors[0]}
    expected |= {held.links[0].label, edition.site.title}
    found = strings(page)
    assert {each for each in expected if each not in found and not any(each in string for string in found)} == set()
    assert "".join(page.find(".//h1").itertext()) == held.title
    assert {held.title, held.kind, f"{held.room} and online", held.links[0].label} <= strings(archive)
    assert {edition.site.title, edition.site.description, cancelled.title} <= strings(home)
    assert f"Cancelled: {cancelled.reason}" in strings(home)
    (script,) = (each for each in page.iter("script") if each.get("type"))
    assert json.loads(script.text or "")["name"] == held.title


def test_rows_of_the_archive_are_made_ahead_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(row: table_rows.Row, edition: Edition) -> str:
        raise AssertionError(row.session.title)

    edition = replace(group(datetime(2024, 7, 1, tzinfo=UTC)), theme=THEME)
    environment.cache_clear()
    expected = site_of(edition)["archive/index.html"].render()
    kept = replace(edition, store=Memory())
    prepare(kept, jobs=1)
    environment.cache_clear()
    monkeypatch.setattr(table_rows, "_made", refuse)
    assert site_of(kept)["archive/index.html"].render() == expected
    environment.cache_clear()
    with pytest.raises(AssertionError):
        site_of(edition)["archive/index.html"].render()
