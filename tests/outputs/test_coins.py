"""Works as Zotero takes them off a page: its COinS translator and its reader of OpenURLs, told again in Python."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import unquote

import html5lib
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rig_site.model.paper import Paper
from rig_site.model.person import Person
from rig_site.model.session import Reading, ReadingSection
from rig_site.outputs.exports.coins import context_object
from rig_site.outputs.exports.works import Work

from .group import SUMMER, group, session
from .test_pages import replaced, site_of

ARTICLES = ("journalArticle", "bookSection", "conferencePaper")
TYPES = ("preprint", "webpage", "document")
Item = dict[str, Any]


def items(page: bytes) -> list[Item]:
    """Return what the COinS translator offers: a span counts by its class and its title, without a title by neither."""
    tree = html5lib.parse(page, transport_encoding="utf-8", namespaceHTMLElements=False)
    spans = [span for span in tree.iter("span") if "Z3988" in (span.get("class") or "").split(" ")]
    found = [parse_context_object(span.get("title", "")) for span in spans]
    return [item for item in found if item and item.get("title")]


def parse_context_object(written: str) -> Item | None:
    """Return an item as `Zotero.OpenURL.parseContextObject` does, as far as there are keys of ours."""
    item: Item = {"creators": []}
    parts = written.split("&")
    formats = [unquote(part[12:]) for part in parts if part.startswith("rft_val_fmt=")]
    kinds = {"info:ofi/fmt:kev:mtx:journal": "journalArticle", "info:ofi/fmt:kev:mtx:dc": "webpage"}
    item["itemType"] = next((kinds[each] for each in formats if each in kinds), None)
    if item["itemType"] is None:
        return None
    for part in parts:
        key, value = part.split("=")[:2]
        value = unquote(re.sub(r"\+|%2[bB]", " ", value), errors="strict")
        if not value:
            continue
        if key == "rft_id" and value[:8].lower() == "info:doi":
            item["DOI"] = value[9:]
        elif key == "rft_id" and re.match("https?://", value):
            item["url"] = value
        elif key == "rft.atitle" and item["itemType"] in ARTICLES:
            item["title"] = value
        elif key == "rft.jtitle" and item["itemType"] == "journalArticle":
            item["publicationTitle"] = value
        elif key == "rft.title":
            item["publicationTitle" if item["itemType"] in ARTICLES else "title"] = value
        elif key == "rft.date":
            item["date"] = value
        elif key == "rft.au":
            item["creators"].append(clean_author(value, inverted="," in value))
        elif key == "rft.type" and value in TYPES:
            item["itemType"] = value
    return item


def clean_author(name: str, *, inverted: bool) -> tuple[str, str]:
    """Return the last and the first name that `Zotero.Utilities.cleanAuthor` makes of an author."""
    name = re.sub(r"^[\s\u00a0.,/\[\]:]+|[\s\u00a0.,/\[\]:]+$", "", name)
    if inverted:
        names = re.split(", ?", re.sub(r"\.([^ ])", r". \1", name, count=1))
        return names[0], names[1] if len(names) > 1 else ""
    return name.rpartition(" ")[2], name.rpartition(" ")[0]


def test_zotero_finds_every_work_with_all_that_is_known_of_it() -> None:
    lead, readings = Person("lead-a", "Lead A"), (
        Reading("Scaling = more & more?", arxiv="2001.08361", authors=("Lead van der A", "Lead B, Jr", "Group C", "et al.")),
        Reading("On 50% of {x}", doi="10.1000/a(b)", authors=("Group & Friends",), year=2020, paper="p"),
        Reading("Only a video", url="https://youtu.be/x"),
        Reading("A post", url="https://paper.test/a+b?c=d&e=f#g", authors=("Author, First",)),
        Reading("Scaling = more & more?", arxiv="2001.08361", year=2021),
        Reading("<i>Sums</i>", doi="10.1000/a+b"),
    )  # fmt: skip
    held = session(
        "talk", date(2023, 10, 2), leads=(lead,), topics=("Sums",), readings=(ReadingSection(None, readings),)
    )
    papers = (
        Paper("p", "On 50% of {x}", doi="10.1000/a(b)", venue="Journal é"),
        Paper("q", "No more", url="https://q.test/"),
    )
    site = site_of(replaced(group(), sessions=(held,), papers=papers, people=(lead,)))
    expected = [
        {
            "itemType": "preprint",
            "title": "Scaling = more & more?",
            "creators": [("van der A", "Lead"), ("B Jr", "Lead"), ("C", "Group")],
            "date": "2021",
            "url": "https://arxiv.org/abs/2001.08361",
        },
        {
            "itemType": "journalArticle",
            "title": "On 50% of {x}",
            "publicationTitle": "Journal é",
            "creators": [("Group & Friends", "")],
            "date": "2020",
            "DOI": "10.1000/a(b)",
            "url": "https://doi.org/10.1000/a(b)",
        },
        {
            "itemType": "webpage",
            "title": "A post",
            "creators": [("Author", "First")],
            "url": "https://paper.test/a%2Bb?c=d&e=f#g",
        },
        {"itemType": "journalArticle", "title": "<i>Sums</i>", "creators": [], "url": "https://doi.org/10.1000/a%2Bb"},
    ]
    for page in ("sessions/talk", "people/lead-a", "topics/sums"):
        assert items(site[f"{page}/index.html"].render()) == expected
    (paper,) = items(site["papers/index.html"].render())
    assert (paper["title"], paper["DOI"]) == ("On 50% of {x}", "10.1000/a(b)")


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
NAME = st.from_regex("[A-ZÉŁ][a-zéł]{3,8}", fullmatch=True)


@given(TEXT, st.lists(st.tuples(NAME, NAME)), TEXT)
def test_zotero_reads_whatever_was_written(title: str, authors: list[tuple[str, str]], venue: str) -> None:
    """A plus is a blank to it, however it is written."""
    written = context_object(Work(title, tuple(f"{first} {last}" for first, last in authors), venue=venue))
    item = parse_context_object(written)
    assert item
    assert "+" not in written
    assert item["title"] == title.replace("+", " ")
    assert item["publicationTitle"] == venue.replace("+", " ")
    assert item["creators"] == [(last, first) for first, last in authors]


def lists(edition: Any) -> Iterator[str]:
    return (path for path in site_of(edition) if path.endswith(".bib"))


def test_what_was_read_can_be_downloaded_where_it_is_listed() -> None:
    video = replace(SUMMER, readings=(ReadingSection(None, (Reading("A video", url="https://youtu.be/x"),)),))
    assert sorted(lists(group())) == [
        "people/lead-a/readings.bib",
        "people/lead-b/readings.bib",
        "sessions/attention/readings.bib",
        "topics/discussion/readings.bib",
        "topics/transformers/readings.bib",
    ]
    assert list(lists(replaced(group(), sessions=(video,)))) == []
