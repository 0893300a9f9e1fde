import codecs
import csv
import importlib
import io
import json
import pkgutil
from datetime import UTC, date, datetime
from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from markdown_it import MarkdownIt
from msgspec.structs import replace

from rig_site import outputs
from rig_site.cli.export import FORMATS
from rig_site.model.paper import Paper
from rig_site.model.permalink import forge_anchors
from rig_site.model.person import Person
from rig_site.model.session import Reading, ReadingSection, Session
from rig_site.outputs import EXPORTS, exporter
from rig_site.outputs.edition import Edition
from rig_site.outputs.exports.bibtex import encode_bibliography
from rig_site.outputs.exports.works import works
from rig_site.render.theme import BUNDLED, Theme

from .group import FREE, SUMMER, WINTER, group, session
from .strategies import changed, edition, repeatable, schedules

SESSION_KEYS = [
    "id",
    "date",
    "start",
    "end",
    "timezone",
    "title",
    "kind",
    "topics",
    "status",
    "room",
    "online",
    "leads",
    "roles",
    "links",
    "readings",
    "abstract",
    "moved_from",
    "reason",
    "until",
    "announced",
    "updated",
    "url",
]


def replaced(**fields: object) -> Edition:
    return changed(group(), **fields)


def rows(of: Edition) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exporter("csv")(of).decode("utf-8-sig"), newline="")))


def bibliography(of: Edition) -> dict[str, dict[str, Any]]:
    """Return the fields of each entry as an independent parser reads them."""
    parsed = bibtexparser.parse_string(exporter("bib")(of).decode(), append_middleware=[LatexDecodingMiddleware()])
    assert parsed.failed_blocks == []
    assert parsed.blocks == parsed.entries
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in parsed.entries}


def reads(*readings: Reading, papers: tuple[Paper, ...] = ()) -> Edition:
    """Return the edition of a group whose only session has these readings."""
    return edition(session("a", date(2023, 10, 23), readings=(ReadingSection(None, readings),)), papers=papers)


def plain(text: str) -> str:
    """Return text without blanks, and with what TeX makes of some characters undone."""
    for typeset, typed in {
        "“": "``",
        "”": "''",
        "‘": "`",
        "’": "'",
        "—": "---",
        "–": "--",
        "ˆ": "^",
        "¿": "?`",
        "¡": "!`",
    }.items():
        text = text.replace(typeset, typed)
    return "".join(text.split())


def test_every_format_stands_in_the_tables() -> None:
    found = pkgutil.walk_packages(outputs.__path__, "rig_site.outputs.")
    modules = [importlib.import_module(each.name) for each in found]
    assert {module.export for module in modules if hasattr(module, "export")} == set(map(exporter, EXPORTS))
    assert tuple(EXPORTS) == FORMATS


# JSON


def test_json_has_these_keys() -> None:
    exported = json.loads(exporter("json")(replaced(people=(Person("lead-a", "Lead A"),), papers=(Paper("p"),))))
    assert list(exported) == ["site", "sessions", "papers", "people"]
    assert {tuple(each) for each in exported["sessions"]} == {tuple(SESSION_KEYS)}
    first = exported["sessions"][0]
    assert list(first["leads"][0]) == ["name", "url"]
    assert list(first["links"][0]) == ["label", "url", "text"]
    assert list(first["readings"][0]) == [
        "section",
        "title",
        "url",
        "note",
        "authors",
        "year",
        "arxiv",
        "doi",
        "required",
        "paper",
    ]
    assert list(exported["papers"][0]) == [
        *("key", "title", "authors", "year", "venue", "arxiv", "doi", "url", "code", "abstract")
    ]
    assert list(exported["people"][0]) == ["key", "name", "url", "email", "affiliation", "orcid"]


def test_json_says_what_the_site_says() -> None:
    first, second, *_, free, _ = json.loads(exporter("json")(group()))["sessions"]
    assert (first["start"], first["end"]) == ("2023-10-23T11:00:00+01:00", "2023-10-23T12:00:00+01:00")
    assert first["url"] == "https://example.org/group-a/sessions/attention/"
    assert first["links"] == [
        {"label": "Slides", "url": "https://example.org/group-a/slides/part%201.pdf", "text": None},
        {"label": "Slack", "url": None, "text": "#group-a"},
    ]
    assert [reading["section"] for reading in first["readings"]] == ["Main", None, None]
    assert first["readings"][0]["authors"] == ["Author A", "Author B"]
    assert second["moved_from"][1] == {"date": "2023-11-02", "reason": "the room was taken"}
    assert (free["status"], free["title"], free["url"]) == ("free", "Title", None)
    assert b"call.example.org/private" not in exporter("json")(group())


# CSV


def test_csv_is_a_row_a_session() -> None:
    first = rows(group())[0]
    assert first == {
        "id": "attention",
        "date": "2023-10-23",
        "start": "2023-10-23T11:00:00+01:00",
        "end": "2023-10-23T12:00:00+01:00",
        "title": "Attention, please; all of it",
        "kind": "Discussion",
        "status": "confirmed",
        "room": "Room A",
        "online": "",
        "leads": "Lead A; Lead B",
        "links": "Slides https://example.org/group-a/slides/part%201.pdf",
        "readings": "A Paper https://arxiv.org/abs/2310.11986; Named only; A video https://youtu.be/x?a=1&b=2",
        "url": "https://example.org/group-a/sessions/attention/",
        "timezone": "Europe/London",
    }
    assert exporter("csv")(group()).startswith(codecs.BOM_UTF8 + b"id,")


@repeatable
@given(schedules)
def test_no_cell_is_lost_or_a_formula(held: tuple[Session, ...]) -> None:
    table = rows(edition(*held))
    assert [row["id"] for row in table] == [each.id for each in held]
    for row in table:
        assert None not in row
        assert not [cell for cell in row.values() if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]


@pytest.mark.parametrize("title", ["=1+1", "+44", "-x", "@sum(a1)", "\t=1+1", "＝1"])
def test_a_title_that_looks_like_a_formula_is_text(title: str) -> None:
    (row,) = rows(replaced(sessions=(replace(SUMMER, title=title),)))
    assert row["title"] == "'" + title.strip()


# iCalendar


def test_ics_is_the_calendar_that_is_published() -> None:
    published = {artifact.path: artifact for artifact in outputs.plan(group())}
    assert exporter("ics")(group()) == published["calendar.ics"].render()


# Markdown


def test_markdown_reads_well() -> None:
    held = (SUMMER, replace(WINTER, links=()), replace(FREE, until=None))
    text = exporter("markdown")(replaced(sessions=held)).decode()
    assert text == (
        "# Group A\n\n"
        "A group that reads\n\n"
        "# Upcoming sessions\n\n"
        "| Date | Topic | Room | Lead |\n"
        "| --- | --- | --- | --- |\n"
        "| [06/11/23](#061123) | LoRA and \\\\Nabla: déjà vu 🤖 | Room A and online |  |\n"
        "| 04/12/23 | Title | Room A |  |\n\n"
        "# Previous sessions\n\n"
        "| Date | Topic | Room | Lead |\n"
        "| --- | --- | --- | --- |\n"
        "| [23/10/23](#231023) | Discussion: Attention, please; all of it"
        " ([Slides](https://example.org/group-a/slides/part%201.pdf)) | Room A |"
        " [Lead A](https://example.org/people/a), Lead B |\n\n"
        "# Material for sessions\n\n"
        "## 23/10/23\n"
        "### Attention, please; all of it\n\n"
        "**Main**\n"
        "- [A Paper](https://arxiv.org/abs/2310.11986)\n"
        "  - up to section *9.5*\n\n"
        "- Named only\n"
        "- [A video](https://youtu.be/x?a=1&b=2)\n\n"
        "## 06/11/23\n"
        "### LoRA and \\\\Nabla: déjà vu 🤖\n"
    )


def test_a_date_leads_to_its_section_wherever_that_stands() -> None:
    """Where headings share an anchor, a forge numbers them in order."""
    days = (date(2023, 10, 23), date(2023, 11, 6), date(2023, 11, 6))
    held = tuple(session(f"s{number}", day, title="06/11/23") for number, day in enumerate(days))
    text = exporter("markdown")(replaced(title="06/11/23", sessions=held)).decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    headings = [tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open"]
    linked = [
        str(child.attrs["href"])
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open" and str(child.attrs["href"]).startswith("#")
    ]
    sections = [anchor for anchor, text in zip(forge_anchors(headings), headings, strict=True)][4::2]
    assert sorted(linked) == sorted(f"#{anchor}" for anchor in sections)
    assert len(set(linked)) == 3


# BibTeX


def test_bib_says_all_that_is_known() -> None:
    of = reads(
        Reading(
            "Attention & 100% of {what} you_need: $O(n^2)$ #1 ~ \\Nabla",
            url="https://arxiv.org/abs/1706.03762v5",
            authors=("Author A", "van der Author, B.", "The Committee for This and That", "Martin King, Jr", "et al."),
            year=2017,
            paper="attention",
        ),
        papers=(Paper("attention", venue="NeurIPS"),),
    )
    assert (
        b"Author A and van der Author, B. and {The Committee for This and That} and {Martin King, Jr} and others"
        in exporter("bib")(of)
    )
    assert bibliography(of) == {
        "a-2017-attention-100-of": {
            "title": "Attention & 100% of {what} you_need: $O(nˆ2)$ #1 ~ \\Nabla",
            "author": "Author A and van der Author, B. and The Committee for This and That and Martin King, Jr and others",
            "year": "2017",
            "howpublished": "NeurIPS",
            "eprint": "1706.03762",
            "archiveprefix": "arXiv",
            "url": "https://arxiv.org/abs/1706.03762v5",
        }
    }


def test_every_work_is_cited_once_with_the_best_that_is_said_of_it() -> None:
    of = reads(
        Reading("One work", url="https://arxiv.org/pdf/1706.03762v5.pdf"),
        Reading("Attention", arxiv="1706.03762", authors=("Author A",), year=2017),
        Reading("A book"),
        Reading("A book"),
        Reading("A book", url="https://example.org/book?utm_source=x#p2"),
        Reading("The book", url="https://example.org/book"),
        Reading("Handbook", doi="10.1000/A(1)<2>_3"),
    )
    found = bibliography(of)
    assert {key: entry["title"] for key, entry in found.items()} == {
        "a-2017-one-work": "One work",
        "a-book": "A book",
        "a-book-2": "A book",
        "handbook": "Handbook",
    }
    assert found["handbook"]["doi"] == "10.1000/A(1)<2>_3"


@repeatable
@given(schedules)
def test_bib_survives_any_text(held: tuple[Session, ...]) -> None:
    of = edition(*held)
    cited = works([section for each in held for section in each.readings], of)
    for entry, work in zip(bibliography(of).values(), cited, strict=True):
        assert plain(entry["title"]) == plain(work.title)
        assert entry.get("year") == (str(work.year) if work.year else None)
        assert plain(entry.get("author", "")) == plain(" and ".join(work.authors))


def test_a_session_with_something_to_cite_has_a_file_and_a_link() -> None:
    video = replace(WINTER, readings=(ReadingSection(None, (Reading("A video", url="https://youtu.be/x"),)),))
    of = replace(replaced(sessions=(SUMMER, video)), theme=Theme((BUNDLED,)))
    published = {artifact.path: artifact for artifact in outputs.plan(of)}
    file = published["sessions/attention/readings.bib"]
    assert file.render() == encode_bibliography(works(SUMMER.readings, of))
    assert file.render().startswith(b"@misc{a-2023-a-paper,")
    assert (
        b'<a href="readings.bib" type="application/x-bibtex" download>BibTeX</a>'
        in published["sessions/attention/index.html"].render()
    )
    assert b"readings.bib" not in published["sessions/lora/index.html"].render()


def test_nothing_at_all_is_exported_too() -> None:
    empty = replace(replaced(sessions=(), description=""), as_of=datetime(2023, 1, 1, tzinfo=UTC))
    assert exporter("bib")(empty) == b""
    assert rows(empty) == []
    assert (
        exporter("markdown")(empty)
        == b"# Group A\n\n# Upcoming sessions\n\nNone yet.\n\n# Previous sessions\n\nNone yet.\n"
    )
