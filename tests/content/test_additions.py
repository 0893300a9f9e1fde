"""Additions to files: what was written stays, in its place and its spelling."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig_site.content.findings import Findings
from rig_site.content.sources.additions import with_fields, with_paper, with_reading
from rig_site.content.sources.nodes import Node, parse
from rig_site.content.sources.source import Source

READINGS = (
    None,
    "",
    " []",
    " {}",
    " [{url: x}, ]",
    "\n- {url: x}   # first\n-  url: y\n   title: |-\n    Two\n\n    lines",
    "\n  - url: x\n    authors: [A,\n      B]\n  # and\n  -\n    url: y",
    " {Main: [{url: x}], extras: []}",
    "\n  Main:\n  - {url: x}\n  Extras:\n  More:\n      - url: z   # deep",
    "\n    Main: [{url: x}]\n    # more to come",
)
BEFORE = "# Spring\nid: attention\ndate: 2024-03-04   # a Monday\n"
AFTER = "title: 'Attention, quoted'\n# The end\n"

words = (
    st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Co"), exclude_characters="\ufeff\ufffe\uffff"),
        min_size=1,
        max_size=60,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
readings = st.fixed_dictionaries(
    {"url": words, "title": words}, optional={"authors": st.lists(words, min_size=1, max_size=4), "year": words}
)


def read(text: str) -> Node:
    findings = Findings()
    node = parse(Source("sessions/a.yaml", text), findings)
    assert node
    assert [problem.what for problem in findings.problems] == []
    return node


def files(readings: str | None) -> list[str]:
    """Return a session with these readings as a file, without a line end, between others in a list, and in braces."""
    field = "" if readings is None else f"readings:{readings}\n"
    whole = BEFORE + field + AFTER
    item = "".join(f"  {line}" if line.strip() else line for line in (BEFORE + field + AFTER).splitlines(True)[1:])
    listed = f"- id: b\n  date: 2024-02-01\n- {item[2:]}- {{id: c, date: 2024-04-01}}\n"
    found = [whole, (BEFORE + AFTER.partition("#")[0] + field).rstrip(), listed]
    if readings is None or readings.startswith(" "):
        found.append(
            "{id: attention, date: 2024-03-04" + ("" if readings is None else f", readings:{readings}") + "}\n"
        )
    return found


def session(value: object) -> dict[str, object]:
    held = value if isinstance(value, list) else [value]
    return next(each for each in held if each["id"] == "attention")


@given(
    st.sampled_from(READINGS),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from([None, "Extras", "Q: & A", "main"]),
    readings,
)
def test_a_reading_is_added_and_everything_else_still_reads_the_same(
    written: str | None, shape: int, windows: bool, heading: str | None, reading: dict[str, str]
) -> None:
    candidates = files(written)
    text = candidates[min(shape, len(candidates) - 1)]
    text = text.replace("\n", "\r\n") if windows else text
    after = with_reading(text, "attention", heading, reading)
    expected = copy.deepcopy(read(text).value)
    held = session(expected)
    given_ = held.get("readings") or ([] if heading is None else {})
    if isinstance(given_, list) and heading is None:
        given_.append(reading)
    else:
        sections = {"Main": given_} if isinstance(given_, list) else given_
        names = {name.casefold(): name for name in sections}
        name = next(iter(sections)) if heading is None else names.get(heading.casefold(), heading)
        sections[name] = [*(sections.get(name) or []), reading]
        given_ = sections
    held["readings"] = given_
    assert read(after).value == expected
    assert [line.rstrip() for line in after.splitlines() if "#" in line] >= [
        line.rstrip() for line in text.splitlines() if line.lstrip().startswith("#")
    ]
    assert ("\n" in after.replace("\r\n", "")) == (not windows and "\n" in after)


@given(
    st.sampled_from(
        ["{url: x}", "{url: x, title: }", "\n    url: x\n    note: |\n      a\n", "\n    title:\n    url: x"]
    ),
    readings,
)
def test_fields_are_added_that_are_not_there(written: str, reading: dict[str, str]) -> None:
    text = f"a:\n  - {written.lstrip()}\n# more\nb: c\n"
    node = read(text).children["a"].children[0]
    new = {name: value for name, value in reading.items() if name != "url"}
    after = read(with_fields(text, [(node, new)])).value
    assert isinstance(node.value, dict)
    assert after == {"a": [{**node.value, **new}], "b": "c"}


@pytest.mark.parametrize("text", ["", "a: {title: A}\n", "a:\r\n  title: A\r\n", "a: {title: A}"])
@given(
    paper=st.fixed_dictionaries({"title": words, "abstract": st.lists(words, min_size=1, max_size=3).map("\n\n".join)})
)
def test_a_paper_comes_last(text: str, paper: dict[str, str]) -> None:
    after = with_paper(text, "1706.03762", paper)
    assert after.startswith(text)
    assert read(after).value == {**(read(text).value if text else {}), "1706.03762": paper}  # type: ignore[dict-item]


def test_anchors_stay_and_what_an_alias_stands_for_is_not_added_to() -> None:
    text = (
        "- id: a\n  date: 2024-03-04\n  readings: &main [{url: x}]\n- {id: b, date: 2024-03-11, readings: *main}\n"
        "- id: c\n  readings: {Main: &block [{url: y}]}\n"
    )
    assert with_reading(text, "a", None, {"url": "z"}) == text.replace("[{url: x}]", "[{url: x}, {url: z}]")
    assert with_reading(text, "c", "main", {"url": "z"}) == text.replace("[{url: y}]", "[{url: y}, {url: z}]")
    with pytest.raises(ValueError, match="'b' takes its readings from another session by an alias"):
        with_reading(text, "b", None, {"url": "z"})


def test_a_session_that_is_not_there_is_not_made_up() -> None:
    with pytest.raises(LookupError):
        with_reading("- {id: b, date: 2024-03-04}\n", "attention", None, {"url": "x"})


def test_a_list_that_gets_too_long_for_a_line_is_written_in_lines() -> None:
    long = {"arxiv": "1706.03762", "title": "Attention Is All You Need", "authors": ["Author A", "Author B"]}
    text = "id: a\nreadings: [{title: One}]   # to be read\nroom: B\n"
    once = with_reading(text, "a", None, long)
    assert once == text.replace(
        "}]", "}, {arxiv: 1706.03762, title: Attention Is All You Need, authors: [Author A, Author B]}]"
    )
    lines = (
        "id: a\nreadings:\n  - {title: One}\n"
        "  - {arxiv: 1706.03762, title: Attention Is All You Need, authors: [Author A, Author B]}\n"
    )
    assert with_reading(once, "a", None, long) == (
        lines
        + "  - {arxiv: 1706.03762, title: Attention Is All You Need, authors: [Author A, Author B]}   # to be read\nroom: B\n"
    )
    assert with_reading(text, "a", "Extras", long) == (
        "id: a\nreadings:\n  Main:\n    - {title: One}\n  Extras:\n"
        "    - {arxiv: 1706.03762, title: Attention Is All You Need, authors: [Author A, Author B]}   # to be read\nroom: B\n"
    )
    assert with_reading(text, "a", "Extras", {"title": "Two"}, first="Papers") == (
        "id: a\nreadings: {Papers: [{title: One}], Extras: [{title: Two}]}   # to be read\nroom: B\n"
    )


@pytest.mark.parametrize("heading", [None, "Main"])
def test_an_example_goes_when_there_is_a_reading(heading: str | None) -> None:
    text = "id: a\nreadings: [] # such as {arxiv: 1706.03762, title: Attention Is All You Need}\nroom: B\n"
    after = with_reading(text, "a", heading, {"title": "One"})
    assert after == f"id: a\nreadings: {'{Main: [{title: One}]}' if heading else '[{title: One}]'}\nroom: B\n"
    long = {"title": "One", "authors": [f"Author {letter}" for letter in "ABCDEFGHI"], "year": "2020"}
    block = with_reading(text, "a", heading, long)
    assert "such as" not in block
    assert all(len(line) <= 118 for line in block.splitlines())
    assert read(block).value["readings"] == ({"Main": [long]} if heading else [long])  # type: ignore[index, call-overload]
    kept = text.replace("such as {", "to come: {")
    assert "to come" in with_reading(kept, "a", heading, {"title": "One"})
