"""The pictures of `/glance/` say the same as the numbers beside them, and both what was held."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rig_site.model.paper import Paper
from rig_site.model.person import Person
from rig_site.model.session import Reading, ReadingSection, Session, Status
from rig_site.outputs.edition import Edition
from rig_site.outputs.pages import archive, glance
from rig_site.render.theme import Theme

from .group import session
from .strategies import edition

SVG = "{http://www.w3.org/2000/svg}"
THEME = Theme.of(Path("no theme of its own"))
AS_OF = datetime(2024, 6, 1, tzinfo=UTC)
LEADS = tuple(Person(f"lead-{letter}", f"Lead {letter.upper()}") for letter in "abcdefghijklmnopqrst")
PAPERS = tuple(Reading(f"Paper {number}", arxiv=f"2310.0000{number}") for number in range(4))

held = st.builds(
    lambda day, kind, leads, read, status: (day, kind, leads, read, status),
    st.dates(date(2019, 1, 1), date(2024, 12, 31)),
    st.sampled_from([None, "Technical", "Discussion", "Talk", "Tutorial", "Journal", "Social", "Review"]),
    st.lists(st.sampled_from(LEADS), unique=True, max_size=2),
    st.lists(st.sampled_from(PAPERS), unique=True, max_size=2),
    st.sampled_from(Status),
)


def page_of(of: Edition) -> ElementTree.Element | None:
    for artifact in glance.plan(replace(of, theme=THEME)):
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree: ElementTree.Element = parser.parse(artifact.render(), transport_encoding="utf-8")
        return tree
    return None


def table(section: ElementTree.Element) -> dict[tuple[str, str], int]:
    columns, *rows = [["".join(cell.itertext()).strip() for cell in row] for row in section.iter("tr")]
    return {(name, row[0]): int(number) for row in rows for name, number in zip(columns[1:], row[1:], strict=True)}


def told(section: ElementTree.Element) -> dict[tuple[str, str], int]:
    """Return what the parts of a picture say of themselves, by column and row."""
    texts = [title.text or "" for title in section.iter(f"{SVG}title")]
    months = [re.fullmatch(r"(\d{4})-0?(\d+): (\d+)", text) for text in texts]
    kinds = [re.fullmatch(r"(.*) (\d{4}): (\d+)", text) for text in texts]
    return {(match[2], match[1]): int(match[3]) for match in months if match} | {
        (match[1], match[2]): int(match[3]) for match in kinds if match
    }


@settings(max_examples=40)
@given(st.lists(held, max_size=25))
def test_pictures_and_numbers_say_what_was_held(
    drawn: list[tuple[date, str | None, list[Person], list[Reading], Status]],
) -> None:
    sessions: list[Session] = [
        session(f"s{number}", day, kind=kind, leads=tuple(leads), readings=(ReadingSection(None, tuple(read)),), status=status)
        for number, (day, kind, leads, read, status) in enumerate(drawn)
    ]  # fmt: skip
    papers = tuple(Paper(f"paper-{each.arxiv}", each.title, arxiv=each.arxiv) for each in PAPERS)
    page = page_of(edition(*sessions, as_of=AS_OF, papers=papers))
    assert (page is None) == (not any(each.is_event for each in sessions))
    over = [each for each in sessions if each.meets and each.date < AS_OF.date()]
    if page is None or not over:
        return
    sections = {each.get("aria-labelledby"): each for each in page.iter("section")}
    months = table(sections["months"])
    assert {place: number for place, number in months.items() if number} == told(sections["months"])
    assert told(sections["months"]) == Counter((str(each.date.month), str(each.date.year)) for each in over)
    if "kinds" in sections:
        kinds = table(sections["kinds"])
        assert {place: number for place, number in kinds.items() if number} == told(sections["kinds"])
        assert sum(kinds.values()) == len(over)
        for (name, _), number in kinds.items():
            assert name == "Others" or number <= sum(each.kind == name for each in over)
    else:
        assert not any(each.kind for each in over)
    bars = {each.get("aria-labelledby"): each for each in page.iter("table") if each.get("class") == "bars"}
    led = Counter(lead.name for each in over for lead in each.leads)
    read = Counter(reading.title for each in over for section in each.readings for reading in section.readings)
    again = {title: count for title, count in read.items() if count > 1}
    for name, counts in (("leads", led), ("again", again)):
        assert (name in bars) == bool(counts)
        shown = {row: number for (_, row), number in table(bars[name]).items()} if name in bars else {}
        assert all(counts[row] == number for row, number in shown.items())
        assert (
            all(number < min(shown.values()) for row, number in counts.items() if row not in shown) or len(shown) == 15
        )


def test_there_is_nothing_to_see_before_a_group_has_met() -> None:
    assert page_of(edition(as_of=AS_OF)) is None
    to_come = page_of(edition(session("a", date(2024, 6, 3)), as_of=AS_OF))
    assert to_come is not None
    assert [text for text in to_come.itertext() if "No past sessions yet" in text]
    (listed,) = archive.plan(replace(edition(session("a", date(2024, 5, 27)), as_of=AS_OF), theme=THEME))
    assert b'href="../glance/"' in listed.render()
