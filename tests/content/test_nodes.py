from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rig_site.content.findings import Findings
from rig_site.content.sources import nodes
from rig_site.content.sources.nodes import MAX_DEPTH, Node, parse
from rig_site.content.sources.source import Source, from_bytes


def read(text: str) -> tuple[Node | None, Source, Findings]:
    source, findings = Source("x.yaml", text), Findings()
    return parse(source, findings), source, findings


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'true'", "true"),
        ('"null"', "null"),
        ("''", ""),
        ("yes", "yes"),
        ("NO", "NO"),
        ("True", "True"),
        ("16:00", "16:00"),
        ("2301.00100", "2301.00100"),
        ("2023-11-06", "2023-11-06"),
        ("0o17", "0o17"),
        (".inf", ".inf"),
        ("1_000", "1_000"),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">\n  a\n  b\n", "a b\n"),
        ("<<", "<<"),
    ],
)
def test_only_text_true_false_and_null_exist(written: str, value: object) -> None:
    node, _, findings = read(f"key: {written}")
    assert node
    assert node.value == {"key": value}
    assert findings.problems == []


def test_keys_and_values_know_where_they_are_written_whatever_ends_a_line() -> None:
    text = "é: [日本, {b: 'c d'}]\r\n👍: |\r\n  text\r\n\r\nlast:\r\n- x\r\n- y: z\r\n# end\r\n"
    node, source, _ = read(text)
    assert node

    def at(start: int, end: int) -> tuple[int, int, str]:
        position = source.position(start, end)
        return position.line, position.column, position.text[position.column - 1 :][: position.length]

    assert [at(*node.keys[key]) for key in node.keys] == [(1, 1, "é"), (2, 1, "👍"), (5, 1, "last")]
    listed = node.children["é"]
    assert at(listed.start, listed.end) == (1, 4, "[日本, {b: 'c d'}]")
    assert at(*listed.children[1].keys["b"]) == (1, 10, "b")
    inner = listed.children[1].children["b"]
    assert at(inner.start, inner.end) == (1, 13, "'c d'")
    last = node.children["last"]
    assert at(last.start, last.end) == (6, 1, "- x")
    assert text[last.start : last.end] == "- x\r\n- y: z"
    assert text[node.start : node.end].endswith("y: z")


def test_a_repeated_value_is_the_value_it_repeats() -> None:
    node, _, findings = read("a: &lead [Lead A, {name: Lead B}]\nb: *lead\n")
    assert node
    assert node.value == {"a": ["Lead A", {"name": "Lead B"}], "b": ["Lead A", {"name": "Lead B"}]}
    assert node.children["b"] is node.children["a"]
    assert findings.problems == []


def test_a_duplicate_key_a_tag_and_a_control_character_leave_the_rest_readable() -> None:
    node, _, findings = read('a: 1\na: 2\nb: !x c\nd: "\\0"\ne: f\n')
    assert node
    assert node.value == {"a": "2", "b": "c", "d": "\0", "e": "f"}
    assert [(found.position.line, found.what) for found in findings.problems] == [
        (2, "the key 'a' is written twice, first in line 1"),
        (3, "'!x' is read as a YAML tag, and tags are not allowed"),
        (4, "the character U+0000 is not text"),
    ]


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


@pytest.mark.parametrize(
    "text", [nested(MAX_DEPTH), "".join(f"{'  ' * depth}a:\n" for depth in range(MAX_DEPTH)), "a: &a [x]\nb: [*a, *a]"]
)
def test_what_is_within_the_limits_is_read(text: str) -> None:
    node, _, findings = read(text)
    assert node
    assert findings.problems == []


@pytest.mark.parametrize(
    "text",
    [
        nested(MAX_DEPTH + 1),
        "[" * 1_000_000,
        "{a: " * 1_000_000,
        "- " * 100_000,
        "&a [" * 100_000,
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, MAX_DEPTH + 1)),
    ],
)
def test_depth_is_counted_and_limited_even_through_aliases(text: str) -> None:
    node, _, findings = read(text)
    assert node is None
    assert [found.what for found in findings.problems] == [
        f"more than {MAX_DEPTH} mappings and lists stand inside each other"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- x\n" * 1001,
        "a: &a [" + "x, " * 100 + "]\nb: [" + "*a, " * 10 + "]\n",
        "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 12)),
    ],
)
def test_values_are_counted_and_limited_with_every_repetition(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(text)[0] is not None
    monkeypatch.setattr(nodes, "MAX_NODES", 1000)
    node, _, findings = read(text)
    assert node is None
    assert [found.what for found in findings.problems] == [
        "the file has more than 1,000 values, those repeated by aliases counted"
    ]


YAML_TEXT = st.text(st.sampled_from("ab \n\t:-?,[]{}#&*!|>'\"%@`\\0xud8é👍\r~<\u2028\x07"), max_size=60)


@given(YAML_TEXT | st.text())
def test_any_text_gives_nodes_or_problems_that_lie_in_the_file(text: str) -> None:
    findings = Findings()
    source = from_bytes("x.yaml", text.encode("utf-8", "surrogatepass"), findings)
    node = parse(source, findings) if source else None
    for problem in findings.problems:
        position = problem.position
        assert problem.what
        assert 1 <= position.line <= len(text.splitlines()) + 1
        assert 1 <= position.column <= len(position.text) + 1
        assert position.length >= 1
    if node and source:
        assert 0 <= node.start <= node.end <= len(source.text)


TREES = st.recursive(
    st.booleans() | st.none() | st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc é:#", max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(TREES, st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_what_pyyaml_writes_is_read_back(tree: object, flow: bool, line_break: str) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, line_break=line_break, width=10**6)
    node, _, findings = read(text)
    assert node
    assert node.value == tree
    assert [found for found in findings.problems if "comment" not in found.what] == []
