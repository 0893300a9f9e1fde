import copy

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rig_site.content.findings import Findings
from rig_site.content.sources.edit import Edit, edited, without_item
from rig_site.content.sources.nodes import parse
from rig_site.content.sources.source import Source

BLOCK = """\
# The first of the term.
id:   attention   # never changes
title: 'Attention, quoted as somebody likes it'
date: 2024-03-04   # a Monday

readings:
    Main:
    - {arxiv: 1706.03762, title: Attention}
moved_from:
  -   {date: 2024-02-05, reason: "strike"}   # by hand
  # and once more
  - date: 2024-02-12
"""
LIST = """\
- id: lora
  date: 2024-03-11
  title: |
    LoRA
- title: Attention
  id: attention
  date: 2024-03-04
  moved_from: [ {date: 2024-02-05} ]   # flow
- {id: slot, date: 2024-03-18, status: free}
"""
FLOW = "{id: attention, title: 'Attention', date: 2024-03-04, reason: x}\n"
NO_LINE_END = "date: 2024-03-04\nid: attention\ntitle: A"


def apply(text: str, edit: Edit) -> str:
    return edited("sessions/a.yaml", text, "attention", edit)


MOVE = Edit(
    values={"date": "2024-03-25", "updated": "2024-03-01T12:00:00Z"},
    missing={"time": "11:00-12:00", "title": "Not needed"},
    items={"moved_from": {"date": "2024-03-04", "reason": "a strike: trains"}},
)


def test_a_move_touches_only_its_lines() -> None:
    assert apply(BLOCK, MOVE) == BLOCK.replace(
        "date: 2024-03-04   # a Monday\n",
        "date: 2024-03-25   # a Monday\ntime: 11:00-12:00\nupdated: 2024-03-01T12:00:00Z\n",
    ).replace("  - date: 2024-02-12\n", '  - date: 2024-02-12\n  - {date: 2024-03-04, reason: "a strike: trains"}\n')
    assert apply(LIST, MOVE) == LIST.replace(
        "  date: 2024-03-04\n", "  date: 2024-03-25\n  time: 11:00-12:00\n  updated: 2024-03-01T12:00:00Z\n"
    ).replace("{date: 2024-02-05} ]", '{date: 2024-02-05}, {date: 2024-03-04, reason: "a strike: trains"} ]')
    assert apply(NO_LINE_END, Edit(items={"moved_from": {"date": "2024-02-05"}})) == NO_LINE_END.replace(
        "date: 2024-03-04\n", "date: 2024-03-04\nmoved_from: [{date: 2024-02-05}]\n"
    )
    assert apply("id: attention\ndate: 2024-03-04", Edit(values={"room": "Room A"})) == (
        "id: attention\ndate: 2024-03-04\nroom: Room A"
    )


def test_a_field_is_taken_out_with_its_line() -> None:
    assert apply(BLOCK, Edit(removed=("moved_from", "reason"))) == BLOCK[: BLOCK.index("moved_from")]
    assert apply(LIST, Edit(removed=("title",))) == LIST.replace("- title: Attention\n  id", "- id")
    assert apply(FLOW, Edit(removed=("reason",))) == FLOW.replace(", reason: x", "")
    assert apply(FLOW, Edit(removed=("title",))) == FLOW.replace("title: 'Attention', ", "")


def test_a_session_that_is_not_there_is_not_made_up() -> None:
    with pytest.raises(LookupError):
        edited("sessions/a.yaml", LIST, "transformers", MOVE)


words = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Co"), exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
).map(lambda text: " ".join(text.split()))
fields = st.sampled_from(["room", "title", "status", "reason", "kind", "updated"])
edits = st.builds(
    Edit,
    st.dictionaries(fields, words, max_size=3),
    st.dictionaries(fields, words, max_size=3),
    st.dictionaries(
        st.just("moved_from"), st.fixed_dictionaries({"date": words}, optional={"reason": words}), max_size=1
    ),
)


@given(st.sampled_from([BLOCK, LIST, FLOW, NO_LINE_END]), st.booleans(), edits)
def test_everything_else_still_reads_the_same(text: str, windows: bool, edit: Edit) -> None:
    text = text.replace("\n", "\r\n") if windows else text
    before, after = read(text), read(apply(text, edit))
    expected = copy.deepcopy(before)
    session = next(
        found for found in (expected if isinstance(expected, list) else [expected]) if found["id"] == "attention"
    )
    session.update({**edit.missing, **session, **edit.values})
    for key, item in edit.items.items():
        session.setdefault(key, []).append(item)
    assert after == expected
    assert ("\n" in apply(text, edit).replace("\r\n", "")) == (not windows and "\n" in text)


def read(text: str) -> object:
    findings = Findings()
    node = parse(Source("sessions/a.yaml", text), findings)
    assert node
    assert [problem.what for problem in findings.problems] == []
    return node.value


ITEMS = st.lists(
    st.sampled_from(
        (
            "- title: A # a\n  by: lead-a\n",
            "- {title: B, readings: [{title: x}]}\n",
            "-\n  title: C\n  # within\n  readings:\n  - title: y\n",
            "# above\n- title: >-\n    D\n    and more\n\n",
        )
    ),
    min_size=1,
    max_size=5,
)


@given(ITEMS, st.data(), st.sampled_from(("\n", "\r\n")), st.booleans())
def test_an_item_goes_and_the_others_stay(items: list[str], data: st.DataObject, end: str, at_the_end: bool) -> None:
    number = data.draw(st.integers(0, len(items) - 1))
    text = "".join(items).replace("\n", end)
    text = text.rstrip() if at_the_end else text
    rest = without_item("proposals.yaml", text, number)
    everything = yaml.safe_load(text)
    assert (yaml.safe_load(rest) or []) == everything[:number] + everything[number + 1 :]
    assert rest.count("# above") == text.count("# above")


@pytest.mark.parametrize("number", range(3))
def test_an_item_goes_from_brackets(number: int) -> None:
    everything = [{"title": "A"}, {"title": "B, b"}, {"title": "C"}]
    rest = without_item("proposals.yaml", "[{title: A}, {title: 'B, b'},\n {title: C}] # all\n", number)
    assert yaml.safe_load(rest) == everything[:number] + everything[number + 1 :]
    assert rest.endswith("] # all\n")
