"""The site of `content/`: a real group, with the facts of its own history.

`real_site.txt` states them independently of `content/`, as the group's tables
and reading lists do: a line for each session (date, kind, title, room, leads)
and, indented below it, every address that stood beside it there.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

import html5lib
import pytest

from rig_site.build import build

CONTENT = Path(__file__).parents[2] / "content"
FACTS = Path(__file__).with_name("real_site.txt")


class Row(NamedTuple):
    day: str
    kind: str
    title: str
    room: str
    leads: str


def facts() -> list[tuple[Row, list[str]]]:
    """Return the sessions in order, each with its addresses."""
    found: list[tuple[Row, list[str]]] = []
    for line in FACTS.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            found[-1][1].append(line.strip())
        else:
            found.append((Row(*("" if cell == "-" else cell for cell in line.split(" | "))), []))
    return found


ROWS = [row for row, _ in facts()]


def published(folder: Path, as_of: date) -> tuple[str, Path]:
    """Build the real content as of a day in `folder`; return the next session's id and the site."""
    (folder / "content").symlink_to(CONTENT)
    built = build(folder / "content", folder / "_site", as_of=as_of)
    return built.next.id if built.next else "", folder / "_site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site when all is over; PREVIOUS.md stands beside it."""
    return published(tmp_path_factory.mktemp("group"), date(2026, 11, 21))[1]


def rows(page: Path, table: str) -> list[Row]:
    """Return the rows of a page's tables, in their order."""
    document = html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    return [
        Row(
            day(row),
            text(row, ".//*[@class='kind']"),
            text(row, ".//*[@class='title']"),
            text(row, "./td[@class='where']"),
            text(row, "./td[@class='who']").replace(" and ", ", "),
        )
        for row in document.iterfind(f".//*[@id='{table}']//tbody/tr")
    ]


def day(row: Element) -> str:
    time = row.find(".//time")
    assert time is not None
    return time.attrib["datetime"]


def text(row: Element, path: str) -> str:
    found = row.find(path)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


@pytest.mark.parametrize(
    ("today", "following", "archived"),
    [
        ("2023-11-05", "safety-evaluations", {"2023": 16}),
        ("2025-11-05", "sparse-memory-finetuning", {"2023": 21, "2024": 42, "2025": 10}),
        ("2026-11-21", "", {"2023": 21, "2024": 42, "2025": 13}),
    ],
)
def test_every_session_is_either_to_come_or_in_the_archive(
    tmp_path: Path, today: str, following: str, archived: dict[str, int]
) -> None:
    coming, site = published(tmp_path, date.fromisoformat(today))
    assert coming == following
    past = [row for row in ROWS if row.day < today]
    assert Counter(row.day[:4] for row in past) == archived
    assert sorted(rows(site / "archive" / "index.html", "main")) == sorted(past)
    assert sorted(rows(site / "index.html", "schedule")) == sorted(row for row in ROWS if row.day >= today)


def test_previous_sessions_have_every_address(site: Path) -> None:
    written = site.with_name("PREVIOUS.md").read_text(encoding="utf-8")
    table, material = written.split("# Material for sessions\n")
    said: dict[str, str] = {}
    for line in table.splitlines():
        if cell := re.match(r"\| \[?(\d\d/\d\d/\d\d)", line):
            said[cell[1]] = said.get(cell[1], "") + line
    for section in material.split("\n## ")[1:]:
        said[section[:8]] += section
    assert len(said) == len({row.day for row in ROWS})
    missing = [
        (row.day, address)
        for row, addresses in facts()
        for address in addresses
        if f"({address})" not in said[f"{datetime.fromisoformat(row.day):%d/%m/%y}"]
    ]
    assert missing == []
    assert (
        "| [05/02/24](#050224) | Discussion: Existential Risk of AI? ([Slides](https://github.com/alan-turing-institute/"
        "foundation-models-reading-group/blob/main/sessions/24-ai-existential-risk/2024-02-05-Bokeria-AI-x-risk.pdf), "
    ) in table
    start = material.splitlines().index("## 20/11/23")
    assert material.splitlines()[start : start + 5] == [
        "## 20/11/23",
        "### Transformers for coding/software engineering",
        "",
        "**Main**",
        "- [The EarlyBIRD Catches the Bug: On Exploiting Early Layers of Encoder Models for More Efficient Code"
        " Classification](https://arxiv.org/abs/2305.04940)",
    ]


def test_what_is_particular_about_some_sessions(site: Path) -> None:
    def page(path: str) -> str:
        return (site / path).read_text(encoding="utf-8")

    assert "DTSTART:20240604T133000Z" in page("sessions/attacks-on-machine-learning/session.ics")
    assert "DTSTART;VALUE=DATE:20241203" in page("sessions/mechanistic-interpretability-neel-nanda/session.ics")
    assert "DTSTART:20251106T110000Z" in page("sessions/sparse-memory-finetuning/session.ics")
    assert "peft.ipynb" in page("sessions/lora-ii/index.html")
    assert "https://arxiv.org/abs/2106.09685" in page("sessions/lora-ii/index.html"), "shared with part I"
    assert "Read up to Section 9.5" in page("sessions/sequence-to-sequence-i/index.html")
    assert '<time datetime="2023-11-13">' in page("sessions/stable-diffusion/index.html"), "moved from that day"
    assert "https://github.com/tomogwen" in page("people/tom-davies/index.html")


@pytest.mark.parametrize(
    ("session", "note"),
    [
        ("self-attention", "attention-is-all-you-need"),
        ("bert-pre-training", "bert"),
        ("gpt-pretraining-decoders", "gpt"),
        ("lora-ii", "lora"),
        ("vision-transformers-need-registers", "vision-transformers"),
        ("stable-diffusion", "diffusion-models"),
        ("mechanistic-interpretability-i", "circuits"),
        ("retentive-networks", "retnet"),
        ("paper-overviews", "bitnet"),
        ("rlhf", "dpo"),
        ("knowledge-retrieval", "retrieval"),
        ("neural-scaling-laws", "scaling-laws"),
    ],
)
def test_notes_stand_with_the_sessions_that_read_their_papers(site: Path, session: str, note: str) -> None:
    assert f'href="../../notes/{note}/"' in (site / "sessions" / session / "index.html").read_text(encoding="utf-8")
