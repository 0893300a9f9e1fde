"""A group in a pseudo-language: what it does not say in brackets is content, or was not marked for translation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from msgspec.structs import replace

from language.pseudo import CLOSE, OPEN, pseudo_language
from rig_site.content import load
from rig_site.outputs import plan
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds import FEED_FILES
from rig_site.render.theme import BUNDLED, Theme

CONTENT = Path(__file__).parents[1] / "sites" / "reading-group" / "content"
AS_OF = datetime(2024, 3, 12, 16, 30, tzinfo=UTC)
NAMES = (
    "apple calendar",
    "atom",
    "bibtex",
    "google",
    "google calendar",
    "json feed",
    "orcid",
    "outlook.com",
    "microsoft 365",
    "rss",
    "arxiv",
    "pdf",
    "doi",
)
"""Names, which are the same in every language."""
SEPARATOR = re.compile(
    r"\n| · | – | › |: |, | \\| |https?://\S+|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?: \d+ \w{3} \d{4})?\b|[\d:]+(?: GMT| BST| UTC\S+)"
)
"""What stands between content and content, and what no language changes."""
ATTRIBUTES = ("alt", "aria-label", "content", "data-label", "placeholder", "title")
VERBATIM = ("script", "style", "time", "code", "pre", "math")

Site = dict[str, str]
Said = tuple[str, str, str]


def published(language: str) -> Site:
    site_map = load(CONTENT, as_of=AS_OF, feeds=FEED_FILES).site_map
    assert site_map
    site_map = replace(site_map, site=replace(site_map.site, language=language))
    edition = Edition(site_map, AS_OF, "https://lab.test/", Theme((BUNDLED,)))
    texts = {
        artifact.path: artifact for artifact in plan(edition) if not artifact.path.startswith(("static/", "slides/"))
    }
    return {path: artifact.render().decode() for path, artifact in texts.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    with pseudo_language("en-XA", tmp_path_factory.mktemp("pseudo")):
        return published("en-XA")


@pytest.fixture(scope="module")
def site_without_a_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Site:
    with pseudo_language("en", tmp_path_factory.mktemp("pseudo")):
        return published("fi")


@pytest.fixture(scope="module")
def content() -> str:
    """Return everything that the content says, a file a line."""
    files = sorted(path for path in CONTENT.rglob("*") if path.suffix in (".yaml", ".md", ".bib"))
    texts = (re.sub(r"[`*]", "", path.read_text(encoding="utf-8")) for path in files)
    return "\n".join(" ".join(text.split()).casefold() for text in texts)


def outside(text: str, depth: int = 0) -> tuple[str, int]:
    """Return what stands in no brackets, and how many are open at the end."""
    left = ""
    for character in text:
        depth += (character == OPEN) - (character == CLOSE)
        left += character if depth == 0 and character != CLOSE else "\n" if character in OPEN + CLOSE else ""
    return left, depth


def unmarked(text: str, content: str) -> list[str]:
    """Return the parts of a text that are neither names nor content nor dates."""
    parts = (" ".join(part.split()).strip(" .,;()") for part in SEPARATOR.split(unescape(text)))
    known = [*content.split("\n"), *NAMES]
    return [
        part for part in parts if re.search(r"[^\W\d_]{2}", part) and not any(part.casefold() in each for each in known)
    ]


def said(element: Element, language: str = "", inside: str = "") -> Iterator[Said]:
    """Yield the texts of a page, its words and its attributes, each with its language and where it stands."""
    language = element.get("lang", language)
    name = str(element.tag)
    where = f"{inside}/{name}" + "".join(f".{each}" for each in element.get("class", "").split())
    if (name in VERBATIM and name != "time") or element.get("class") == "Z3988":
        return
    for attribute in ATTRIBUTES:
        described = {element.get("name"), element.get("property")} & {"description", "og:title", "og:description"}
        if (written := element.get(attribute)) and (name != "meta" or described):
            yield f"{where}@{attribute}", language, written
    if name != "time":
        yield where, language, element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from said(child, language, where)
        yield where, language, child.tail or ""


def pages(site: Site) -> Iterator[tuple[str, list[Said]]]:
    for path, text in site.items():
        if path.endswith(".html"):
            yield path, list(said(html5lib.parse(text, namespaceHTMLElements=False)))


def test_every_word_of_a_page_is_translated_or_content(site: Site, content: str) -> None:
    found = []
    for path, texts in pages(site):
        depth = 0
        for where, _, text in texts:
            in_attribute = "@" in where
            left, after = outside(text, 0 if in_attribute else depth)
            depth = depth if in_attribute else after
            found += [(path, where, each) for each in unmarked(left, content)]
        assert depth == 0, path
    assert found == []


def test_every_word_of_a_calendar_is_translated_or_content(site: Site, content: str) -> None:
    text = site["calendar.ics"].replace("\r\n ", "")
    values = re.findall(r"^(?:SUMMARY|LOCATION|DESCRIPTION):(.*)$", text, re.MULTILINE)
    lines = (re.sub(r"\\([,;])", r"\1", value).replace(r"\n", "\n") for value in values)
    without_addresses = (re.sub(r"https?://\S+", "", line.replace("- ", "")) for line in lines)
    assert [each for line in without_addresses for each in unmarked(outside(line)[0], content)] == []


def test_every_word_of_a_feed_is_translated_or_content(site: Site, content: str) -> None:
    feed = json.loads(site["feed.json"])
    texts = [re.sub(r"<[^>]*>", "\n", f"{item['title']}\n{item['content_html']}") for item in feed["items"]]
    assert [each for text in texts for each in unmarked(outside(text)[0], content)] == []


def test_every_word_that_scripts_say_is_translated(site: Site) -> None:
    for text in site.values():
        for element in re.findall(r"<script[^>]*\sdata-[^>]*>", text):
            values = re.findall(r'data-[\w-]+="([^"]*)"', element)
            assert values
            assert [value for value in values if not value.startswith(OPEN) and value != "%(weekday)s %(hours)s"] == []


def test_english_words_are_marked_in_another_language(site_without_a_catalogue: Site, content: str) -> None:
    wrong = []
    for path, texts in pages(site_without_a_catalogue):
        depth = 0
        for where, language, text in texts:
            if "/head" not in where and "@" not in where:
                left, after = outside(text, depth)
                own = unmarked(left, "")
                foreign = (depth or OPEN in text) and unmarked(text.strip(OPEN + CLOSE), content)
                if (own and language != "fi") or (foreign and language != "en"):
                    wrong.append((path, where, language, text))
                depth = after
            elif (
                "/head" not in where
                and "@data-label" not in where
                and ": " not in text
                and OPEN in text
                and language != "en"
            ):
                wrong.append((path, where, language, text))
    assert wrong == []
