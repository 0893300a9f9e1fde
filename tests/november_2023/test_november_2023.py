"""A real group as its README stood in November 2023: all thirteen sessions to come, with their facts."""

from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from rig_site.build import build

CONTENT = Path(__file__).parent / "content"
JB = "https://www.turing.ac.uk/people/researchers/jonathan-bright"

ROWS = [
    (
        "2023-11-06",
        "Discussion",
        "Current challenges and future directions in safety evaluations for generative AI",
        "David Blackwell",
        "Jonathan Bright",
    ),
    ("2023-11-13", "Technical", "Stable Diffusion", "David Blackwell", "Edmund Dable-Heath"),
    (
        "2023-11-20",
        "Research at Turing",
        "Transformers for coding/software engineering",
        "Mae Jemison",
        "Anastasiia Grishina",
    ),
    ("2023-11-27", "Technical", "Introduction to Diffusion models", "David Blackwell", "Edmund Dable-Heath"),
    (
        "2023-12-04",
        "Discussion",
        "Best Practice for Responsible Foundation Models – What Should Developers Do and How You Can Help",
        "Ursula Franklin",
        "Carolyn Ashurst",
    ),
    ("2023-12-11", "Technical", "Mechanistic interpretability", "David Blackwell", "Praveen Selvaraj"),
    (
        "2024-01-08",
        "Discussion",
        "Benchmarking AI applications on GPUs",
        "David Blackwell",
        "Tomas Lazauskas and David Llewellyn-Jones",
    ),
    ("2024-01-15", "Technical", "Retentive Networks", "David Blackwell", "Ed Gunn"),
    (
        "2024-01-22",
        "Research at Turing",
        "Spatial Graph Patterning of Filamentous Structures",
        "David Blackwell",
        "Kristina Ulicna",
    ),
    ("2024-01-29", "Technical", "Quantisation", "David Blackwell", "Tom Davies and Tarek Allam"),
    ("2024-02-05", "Discussion", "Toxicity", "David Blackwell", "Fede Nanni and Ryan Chan"),
    ("2024-02-12", "Technical", "TBC", "David Blackwell", "open"),
    ("2024-02-19", "Research at Turing", "Longitudinal NLP", "David Blackwell", "Jenny Chim and Talia Tseriotou"),
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder whose `content` is the group's and cannot be changed by a build."""
    (tmp_path / "content").symlink_to(CONTENT)
    return tmp_path


def rows(page: Path, table: str) -> list[tuple[str, ...]]:
    """Return date, kind, title, room and leads of the rows of a page's tables."""
    document = html5lib.parse(page.read_text(), namespaceHTMLElements=False)
    found = []
    for row in document.iterfind(f".//*[@id='{table}']//tbody/tr"):
        kind = text(row, ".//*[@class='kind']")
        title = text(row, ".//*[@class='title']")
        found.append((day(row), kind, title, text(row, "./td[@class='where']"), text(row, "./td[@class='who']")))
    return found


def day(row: Element) -> str:
    time = row.find(".//time")
    assert time is not None
    return time.attrib["datetime"]


def text(row: Element, path: str) -> str:
    found = row.find(path)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def test_before_the_first_all_sessions_are_upcoming_in_order(site: Path) -> None:
    built = build(site / "content", site / "_site", as_of=date(2023, 11, 5))
    assert built.next
    assert built.next.id == "safety-evaluations"
    assert rows(site / "_site" / "index.html", "schedule") == ROWS
    assert "tomogwen" in (site / "_site" / "people" / "tom-davies" / "index.html").read_text()


def test_after_the_last_all_sessions_are_in_the_archive(site: Path) -> None:
    build(site / "content", site / "_site", as_of=date(2024, 3, 1))
    archived = rows(site / "_site" / "archive" / "index.html", "main")
    assert sorted(archived) == [(*row[:4], "" if row[4] == "open" else row[4]) for row in ROWS]
    assert rows(site / "_site" / "index.html", "schedule") == []
    lines = (site / "PREVIOUS.md").read_text().splitlines()
    assert lines[0] == "<!-- rig-site: generated, as of 2024-03-01T00:00:00+00:00 -->"
    assert lines[6] == (
        "| [06/11/23](#061123) | Discussion: Current challenges and future directions in safety evaluations for"
        f" generative AI | David Blackwell | [Jonathan Bright]({JB}) |"
    )
    assert [line for line in lines if line.startswith("## ")] == [
        f"## {date.fromisoformat(row[0]):%d/%m/%y}" for row in ROWS
    ]
    start = lines.index("## 15/01/24")
    assert lines[start : start + 5] == [
        "## 15/01/24",
        "### Retentive Networks",
        "",
        "**Main**",
        "- [Retentive Network: A Successor to Transformer for Large Language Models](https://arxiv.org/abs/2307.08621)",
    ]
