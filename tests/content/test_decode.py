"""Whatever a tree says, decoding answers with values or with problems that lie in the file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from rig_site.content.findings import Findings
from rig_site.content.schema import shapes
from rig_site.content.schema.decode import Decoded, decode
from rig_site.content.schema.parts import Shape
from rig_site.content.sources.nodes import parse
from rig_site.content.sources.source import Source

SHAPES: list[type[BaseModel]] = [
    shapes.Site,
    shapes.Session,
    shapes.People,
    shapes.Papers,
    shapes.Resources,
    shapes.Proposals,
]
WORDS = sorted(
    {name for shape in Shape.__subclasses__() for name in shape.written_fields()}
    | {"", "Main", "lead-a", "2023-11-06", "11:00", "true", "free", "break", "week", "https://example.org/", "2", "é"}
)


def read(shape: type[BaseModel], tree: object) -> tuple[Decoded[Any] | None, Findings, Source]:
    """Decode a tree that is written as JSON, which is YAML."""
    source, findings = Source("x.yaml", json.dumps(tree, ensure_ascii=False)), Findings()
    node = parse(source, findings)
    assert node
    assert findings.problems == []
    return decode(shape, node, source, findings), findings, source


TREES = st.recursive(
    st.booleans() | st.none() | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=6),
    max_leaves=25,
)


@given(st.sampled_from(SHAPES), TREES)
def test_any_tree_gives_a_value_or_problems_that_lie_in_the_file(shape: type[BaseModel], tree: object) -> None:
    entry, findings, source = read(shape, tree)
    assert (entry is None) == bool(findings.problems)
    for problem in findings.problems:
        position = problem.position
        assert problem.what
        assert position.line == 1
        assert position.text == source.text
        assert position.column - 1 + position.length <= len(source.text)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff"))


def one_line(text: str) -> str:
    words = [word for word in text.split(" ") if word]
    return " ".join(words)


FILLED = TEXT.map(one_line).filter(str.strip)
NO_ADDRESS = FILLED.filter(lambda text: "://" not in text and "@" not in text)
"""What a room and a lead may be called: addresses are refused there, see tests/problems/session-addresses-in-names."""


@given(NO_ADDRESS, NO_ADDRESS, FILLED, st.lists(FILLED.filter(str.isalnum), max_size=3))
def test_any_text_in_any_text_field_of_a_session_is_what_was_written(
    title: str, label: str, note: str, topics: list[str]
) -> None:
    tree = {
        "id": "session",
        "date": "2023-11-06",
        "title": title,
        "abstract": f"{title}\n\n{label}",
        "room": label,
        "reason": note,
        "topics": topics,
        "leads": [{"name": f"A{label}"}, f"B{title}"],
        "readings": {label: [{"title": title, "note": note, "authors": [label, note]}]},
        "links": [{"label": label, "text": note}],
        "moved_from": [{"date": "2023-10-30", "reason": title}],
    }
    entry, findings, _ = read(shapes.Session, tree)
    assert findings.problems == []
    assert entry
    session = entry.value
    assert (session.title, session.room, session.reason, session.topics) == (title, label, note, topics)
    assert session.abstract == f"{title}\n\n{label}"
    assert [lead.name for lead in session.leads] == [f"A{label}", f"B{title}"]
    ((heading, (reading,)),) = session.readings.items()
    assert (heading, reading.title, reading.note, reading.authors) == (label, title, note, [label, note])
    assert (session.links[0].label, session.links[0].text) == (label, note)
    assert session.moved_from[0].reason == title


@pytest.mark.parametrize("field", ["topics", "leads", "links", "moved_from", "notes", "aliases", "room", "title", "id"])
def test_a_field_without_a_value_is_as_good_as_left_out(field: str) -> None:
    bare = {"date": "2023-11-06", "status": "free"}
    left_out, _, _ = read(shapes.Session, bare)
    empty, findings, _ = read(shapes.Session, {**bare, field: None})
    assert findings.problems == []
    assert left_out
    assert empty
    assert empty.value == left_out.value


def test_an_entry_leads_to_the_places_of_its_values_and_keys() -> None:
    text = "date: 2023-11-06\ntitle: A\nreadings:\n  Main:\n    - {title: First}\n    - {title: Second}\n"
    source, findings = Source("sessions/a.yaml", text), Findings()
    node = parse(source, findings)
    assert node
    entry = decode(shapes.Session, node, source, findings)
    assert entry
    found = entry.at("readings", "Main", 1, "title")
    assert (found.path, found.line, found.column, found.length) == ("sessions/a.yaml", 6, 15, len("Second"))
    assert entry.key("readings", "Main", 1, "title").column == 8
    assert entry.at("readings", "Main", 1, "note") == entry.at("readings", "Main", 1)
    assert entry.at("room") == entry.at()
