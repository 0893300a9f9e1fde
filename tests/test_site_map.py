"""The map of a site and what is published are one: every link leads to something, or somebody is told."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rig_site.content import Loaded, load
from rig_site.content.resolve.texts import TextReader
from rig_site.diagnostics import Severity
from rig_site.markup import text as markup_text
from rig_site.markup.renderer import Renderer
from rig_site.model import years_apart
from rig_site.model.locations import What
from rig_site.model.site import texts
from rig_site.model.site_map import SiteMap
from rig_site.outputs import plan
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds import FEED_FILES
from rig_site.render.theme import Theme

ROOT = Path(__file__).parents[1]
AS_OF = datetime.fromisoformat("2024-03-12T16:30:00+00:00")
GROUPS = (ROOT / "tests/sites/reading-group/content", ROOT / "content", ROOT / "tests/browser/content")
BASE_URL = "https://group.test/reading/"


def loaded(content: Path) -> tuple[Loaded, SiteMap]:
    found = load(content, as_of=AS_OF, feeds=FEED_FILES)
    assert found.site_map, found.problems
    return found, found.site_map


def published(site_map: SiteMap) -> dict[str, bytes]:
    theme = Theme.of(Path("no theme of its own"))
    return {each.path: each.render() for each in plan(Edition(site_map, AS_OF, site_map.site.base_url, theme))}


@pytest.mark.parametrize("most_listed", [1_000, 1])
@pytest.mark.parametrize("content", GROUPS, ids=lambda path: path.parent.name)
def test_what_is_on_the_map_is_what_is_published(
    content: Path, most_listed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where every list is so long that its years have pages of their own."""
    monkeypatch.setattr(years_apart, "MOST_LISTED", most_listed)
    _, site_map = loaded(content)
    files = published(site_map)
    assert {location.path for location in site_map.at.values()} == {
        path for path in files if not path.startswith("static/")
    }
    by_day = re.compile(r"\d{6}(-\d+)?|year-\d{4}")
    for location in site_map.pages():
        ids = set(re.findall(r' id="([^"]*)"', files[location.path].decode()))
        assert location.fragments
        assert {each for each in location.fragments if not by_day.fullmatch(each)} <= set(map(unescape, ids)), location


@pytest.mark.parametrize("content", GROUPS, ids=lambda path: path.parent.name)
def test_a_text_is_parsed_and_rendered_once(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = {"parsed": 0, "rendered": 0}
    tokenize, render = markup_text.tokenize, Renderer.render

    def count_parsed(*arguments: object) -> object:
        counted["parsed"] += 1
        return tokenize(*arguments)  # type: ignore[arg-type]

    def count_rendered(*arguments: object) -> object:
        counted["rendered"] += 1
        return render(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(TextReader, "_read", TextReader._read.__wrapped__)  # type: ignore[attr-defined]
    monkeypatch.setattr(markup_text, "tokenize", count_parsed)
    monkeypatch.setattr(Renderer, "render", count_rendered)
    _, site_map = loaded(content)
    published(site_map)
    held = len({id(text) for text in texts(site_map.site)})
    assert held > 0
    assert counted == {"parsed": held, "rendered": held}


WRITTEN = [
    "/", "/archive/", "../archive/", "archive", "/archive/index.html", "/archive/#061123", "/archive/#nowhere", "/glance/",
    "/sessions/attention/", "/sessions/nope/", "../sessions/attention.yaml", "/sessions/attention/session.ics",
    "/sessions/slot/", "/people/lead-a/", "/people/nope/", "/people/lead-a/feed.xml", "/kinds/technical/", "/kinds/nope/",
    "/topics/", "/topics/lora/", "/topics/nope/", "/notes/", "/notes/nope/", "/notes/a/", "a.md", "../notes/a.md", "a.md#part",
    "a.md#^block", "a.md#nope", "/papers/", "/papers/nope/", "/papers/attention/", "/papers/2401.00001/", "/resources/",
    "/resources/#on-books", "/resources/#on-nothing", "/proposals/#topic-1", "/subscribe/#feeds", "/about/", "about.md",
    "../pages/about.md#part", "home.md", "slides/a%20b.pdf", "/slides/a%20b.pdf#page=2", "static/slides/a%20b.pdf",
    "../static/slides/a%20b.pdf", "slides/none.pdf", "../../../../etc/passwd", "/static/site.css", "calendar.ics", "/feed.json",
    "/reading/archive/", "/old/", "logo.svg", "../notes/plot.png", "x y", "?a=b", "%2e%2e/secret", "lead@group.test",
    BASE_URL, f"{BASE_URL}archive/", f"{BASE_URL}notes/nope/", f"{BASE_URL}elsewhere/",
]  # fmt: skip
LINKS = st.sampled_from(WRITTEN).map("[a link](<{}>)".format)
IMAGES = st.sampled_from(["logo.svg", "plot.png", "notes/plot.png", "/plot.png", "none.png", "../../../x.png"]).map(
    "![](<{}>)".format
)
NAMES = st.sampled_from(
    [
        "A",
        "a#Part",
        "a#^block",
        "a#Nope",
        "Attention",
        "attention is all",
        "Lead A",
        "Read once",
        "Unread",
        "Nope",
        "About",
    ]
).map("[[{}]]".format)
TEXT = st.lists(LINKS | IMAGES | NAMES | st.just("#lora"), max_size=4).map(" ".join)
URL = st.sampled_from([written for written in WRITTEN if written not in ("x y", "?a=b") and ".." not in written])


@st.composite
def groups(draw: st.DrawFn) -> dict[str, str]:
    """The files of a group with links of every kind wherever a text or an address can stand."""

    def readings() -> list[dict[str, object]]:
        return [
            {"paper": "attention", "note": draw(TEXT)},
            {"title": "Read once", "arxiv": "2401.00001"},
            {"title": "Own", "url": draw(URL)},
        ]

    held = {
        "date": "2023-11-06",
        "title": "Attention",
        "kind": "Technical",
        "topics": draw(st.sampled_from([[], ["LoRA"]])),
        "leads": ["Lead A"],
        "abstract": draw(TEXT),
        "readings": {"Main": readings()},
        "links": [{"label": "Slides", "url": draw(URL)}],
        "aliases": ["old"],
        "announced": "2023-11-01",
    }
    slot = {"date": "2024-04-02", "status": "free", "announced": "2023-11-01", "abstract": draw(TEXT)}
    site = {"title": "Group", "base_url": BASE_URL, "timezone": "UTC", "links": [{"label": "Own", "url": draw(URL)}]}
    papers = {
        "attention": {"title": "Attention is all", "url": "https://example.org/a", "abstract": draw(TEXT)},
        "unread": {"title": "Unread", "url": draw(URL), "code": draw(st.none() | URL)},
    }
    return {
        "site.yaml": yaml.safe_dump(site),
        "sessions/attention.yaml": yaml.safe_dump(held),
        "sessions/slot.yaml": yaml.safe_dump(slot),
        "people.yaml": yaml.safe_dump({"lead-a": {"name": "Lead A", "bio": draw(TEXT)}}),
        "papers.yaml": yaml.safe_dump(papers),
        "resources.yaml": yaml.safe_dump({"Books": readings()}),
        "proposals.yaml": yaml.safe_dump([{"title": "Topic", "readings": readings()}]),
        "pages/home.md": draw(TEXT),
        "pages/about.md": f"# About\n\n{draw(TEXT)}\n\n## Part\n",
        "notes/a.md": f"# A\n\n{draw(TEXT)}\n\n## Part\n\nWords. ^block\n",
        "static/slides/a b.pdf": "",
        "static/logo.svg": "<svg/>",
        "notes/plot.png": "",
    }


@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(files=groups())
def test_every_link_leads_to_something_or_somebody_is_told(
    files: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = tmp_path_factory.mktemp("group") / "content"
    for name, text in files.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text)
    found, site_map = loaded(content)
    site = published(site_map)
    told = unquote(
        " ".join(
            problem.what + problem.suggestion for problem in found.problems if problem.severity is Severity.WARNING
        )
    )
    assert {each for each in broken(site) if not (each[1].startswith(BASE_URL) and f"'{each[1]}'" in told)} == set()
    for name, text in files.items():
        for written in re.findall(r"\]\(<([^>]*)>\)", text):
            lost = site_map.link(written, name) is None and site_map.picture(written, name) is None
            if lost and not urlsplit(written).scheme:
                assert unquote(written) in told or "lies outside" in told, (name, written)


def broken(site: dict[str, bytes]) -> set[tuple[str, str]]:
    """Return the links of pages, feeds and calendars that lead to no file of the site, or to no place on its page."""
    pages: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for path, encoded in site.items():
        text = encoded.decode(errors="replace")
        if path.endswith(".html"):
            elements = list(html5lib.parse(text, namespaceHTMLElements=False).iter())
            pages[path] = {element.get("id", "") for element in elements}
            links += [(path, each) for element in elements if (each := element.get("href") or element.get("src"))]
        elif path.endswith((".xml", ".json", ".ics")):
            unfolded = unescape(text.replace("\r\n ", "").replace('\\"', '"'))
            links += [(path, each) for each in re.findall(r'(?:href|src)="([^"]*)"', unfolded)]
    lost = set()
    for path, written in links:
        target = urlsplit(urljoin(BASE_URL + path, re.sub("^webcal:", "https:", written)))
        if target.netloc != urlsplit(BASE_URL).netloc or "/elsewhere/" in target.path:
            continue
        if not target.geturl().startswith(BASE_URL):
            lost.add((path, written))
            continue
        file = unquote(target.path.removeprefix(urlsplit(BASE_URL).path))
        file += "index.html" if file.endswith("/") or not file else ""
        place = unquote(target.fragment)
        on_archive = "archive/index.html" if file == "index.html" else "index.html"
        known = pages.get(file, {place}) | (pages[on_archive] if re.fullmatch(r"\d{6}", place) else set())
        if file not in site or (place and place not in known):
            lost.add((path, written))
    return lost


def test_every_kind_of_place_is_on_the_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(years_apart, "MOST_LISTED", 1)
    found = {location.what for content in GROUPS for location in loaded(content)[1].at.values()}
    assert found == set(What)
