"""`/papers/`: every work once, with all that touches it."""

from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import bibtexparser
import html5lib
import pytest
from msgspec.structs import replace

from rig_site.content import load
from rig_site.model.paper import Paper
from rig_site.model.session import Reading, ReadingSection
from rig_site.outputs import plan
from rig_site.outputs.edition import Edition
from rig_site.render.theme import Theme
from stand_ins import part

from .group import SUMMER, WINTER, group
from .strategies import changed

PAPER = Paper(
    "2310.11986",
    'A "Paper" & {more}',
    ("Author A", "Author B"),
    2023,
    "Journal <J>",
    arxiv="2310.11986",
    doi="10.1000/182",
    code="https://github.com/group/code",
)
VIDEO = Paper("youtube-x", None, url="https://youtu.be/x?t=9", abstract=part("What *it* says."))
FILE = Paper("file", "A file", ("Author A", "et al."), url="slides/part%201.pdf", abstract=part("In short."))
ONCE = Paper("once", "Read once", url="https://example.org/once")
NEVER = Paper("never", "Never read", doi="10.1000/183")
AGAIN = replace(
    WINTER,
    readings=(
        ReadingSection(
            None,
            (
                Reading("Again", "https://alphaxiv.org/abs/2310.11986v2", arxiv="2310.11986"),
                Reading("Read once", "https://example.org/once"),
            ),
        ),
    ),
)
EDITION = changed(
    group(),
    theme=Theme.of(Path("no theme of its own")),
    sessions=(SUMMER, AGAIN),
    papers=(PAPER, FILE, VIDEO, ONCE, NEVER),
)


def page_of(path: str, edition: Edition = EDITION) -> Element:
    (artifact,) = (each for each in plan(edition) if each.path == f"{path}index.html")
    page: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        artifact.render(), transport_encoding="utf-8"
    )
    return page


def text(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def test_the_list_says_how_often_each_is_read() -> None:
    rows = [[text(cell) for cell in row] for row in page_of("papers/").findall(".//tbody/tr")]
    assert rows == [
        ['A "Paper" & {more} Author A, Author B · Journal <J> · 2023', "2 Mon 6 Nov 2023", ""],
        ["A file Author A, et al.", "", ""],
        ["https://youtu.be/x?t=9", "1 Mon 23 Oct 2023", ""],
        ["Read once", "1 Mon 6 Nov 2023", ""],
        ["Never read", "", ""],
    ]


def test_a_paper_has_a_page_when_there_is_more_to_say_than_its_reading_says() -> None:
    published = {artifact.path for artifact in plan(EDITION)}
    assert {path for path in published if path.startswith("papers/")} == {
        "papers/index.html",
        "papers/papers.bib",
        "papers/2310.11986/index.html",
        "papers/file/index.html",
        "papers/youtube-x/index.html",
    }
    leading = [link.get("href") for link in page_of("papers/").findall(".//tbody//a")]
    assert leading == [
        "../papers/2310.11986/",
        "../papers/file/",
        "../papers/youtube-x/",
        f"../sessions/{AGAIN.id}/",
        "https://doi.org/10.1000/183",
    ]
    assert "What it says." in text(page_of("papers/youtube-x/").find(".//main"))


@pytest.mark.parametrize(
    ("more", "has_page"),
    [({}, False), ({"code": "https://example.org/code"}, True), ({"abstract": part("In short.")}, True)],
)
def test_code_or_an_abstract_is_more_to_say(more: dict[str, object], has_page: bool) -> None:
    edition = changed(EDITION, papers=(replace(ONCE, **more),))  # type: ignore[arg-type]
    assert ("papers/once/" in edition.site_map.at) is has_page
    assert edition.site_map.paper("once") == ("papers/once/" if has_page else f"sessions/{AGAIN.id}/")


def test_a_paper_lists_the_sessions_that_read_it_whatever_they_call_it() -> None:
    page = page_of("papers/2310.11986/")
    assert [text(title) for title in page.findall(".//*[@class='title']")] == [AGAIN.title, SUMMER.title]
    assert [(text(link), link.get("href")) for link in page.findall(".//main/ul[@class='chips']/li/a")] == [
        ("arXiv", "https://arxiv.org/abs/2310.11986"),
        ("PDF", "https://arxiv.org/pdf/2310.11986"),
        ("DOI", "https://doi.org/10.1000/182"),
        ("Code", "https://github.com/group/code"),
    ]
    for session in (SUMMER, AGAIN):
        pages = [
            text(link) for link in page_of(f"sessions/{session.id}/").iter("a") if "/papers/2" in link.get("href", "")
        ]
        assert pages == ["2 sessions"]


def test_reference_managers_know_a_paper_by_its_meta_tags() -> None:
    def tags(path: str) -> list[tuple[str | None, str | None]]:
        found = page_of(path).iter("meta")
        return [
            (each.get("name"), each.get("content")) for each in found if each.get("name", "").startswith("citation_")
        ]

    assert tags("papers/2310.11986/") == [
        ("citation_title", 'A "Paper" & {more}'),
        ("citation_author", "Author A"),
        ("citation_author", "Author B"),
        ("citation_publication_date", "2023"),
        ("citation_journal_title", "Journal <J>"),
        ("citation_arxiv_id", "2310.11986"),
        ("citation_doi", "10.1000/182"),
        ("citation_pdf_url", "https://arxiv.org/pdf/2310.11986"),
    ]
    assert tags("papers/file/") == [
        ("citation_title", "A file"),
        ("citation_author", "Author A"),
        ("citation_pdf_url", "https://example.org/group-a/slides/part%201.pdf"),
    ]
    assert tags("papers/youtube-x/") == []


def test_its_bibtex_can_be_copied_and_is_read_by_others() -> None:
    page = page_of("papers/2310.11986/")
    (shown,) = ("".join(each.itertext()) for each in page.iter("pre"))
    (button,) = (each.get("data-copy") for each in page.iter("button") if each.get("data-copy"))
    assert button == shown
    (entry,) = bibtexparser.parse_string(shown).entries
    assert {name: entry[name] for name in ("author", "year", "eprint", "doi")} == {
        "author": "Author A and Author B",
        "year": "2023",
        "eprint": "2310.11986",
        "doi": "10.1000/182",
    }


def test_a_paper_that_is_cited_has_a_page_with_all_that_cites_it(tmp_path: Path) -> None:
    for path, written in {
        "site.yaml": "title: Group A\nbase_url: https://group.test/\ntimezone: UTC\n",
        "sessions/a.yaml": "date: 2023-11-06\ntitle: First\nid: first\nabstract: 'After [@other].'\n"
        "readings: [{paper: lora}]\n",
        "papers.yaml": "lora: {title: LoRA}\nother: {title: Another}\nalone: {title: Alone}\n",
        "references.bib": "@article{elsewhere, title={Elsewhere}, year={2020}}\n",
        "notes/on.md": "---\ntitle: On it\npapers: [lora]\n---\nAs [@lora] says.\n",
        "notes/by.md": "---\ntitle: Beside it\n---\nAs [@lora, p. 3; @elsewhere] says. ![[On it]]\n",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(written, encoding="utf-8")
    site_map = load(tmp_path, as_of=datetime(2023, 12, 1, tzinfo=UTC)).site_map
    assert site_map
    edition = Edition(site_map, datetime(2023, 12, 1, tzinfo=UTC), "https://group.test/", Theme.of(tmp_path / "none"))

    def linking(path: str) -> list[str]:
        return ["".join(link.itertext()) for link in page_of(path, edition).findall(".//aside//a")]

    assert linking("papers/lora/") == ["Beside it"]
    assert linking("papers/other/") == ["First"]
    assert linking("notes/on/") == ["Beside it"]
    assert not {"papers/alone/", "papers/elsewhere/"} & site_map.at.keys()
