from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig_site.content.findings import Findings
from rig_site.content.sources.source import Source, from_bytes


def read(content: bytes) -> tuple[Source | None, list[tuple[int, int, str]]]:
    findings = Findings()
    source = from_bytes("site.yaml", content, findings)
    return source, [(found.position.line, found.position.column, found.what) for found in findings.problems]


def test_a_byte_order_mark_at_the_beginning_is_dropped() -> None:
    source, problems = read("\ufefftitle: A\r\n".encode())
    assert source
    assert source.text == "title: A\r\n"
    assert problems == []


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"title: A\0B\n", [(1, 9, "the character U+0000 is not text")]),
        (b"title: A\nroom: \x07\x08\nkind: \x1b[0m\n", [(2, 7, "the character U+0007 is not text"), (3, 7, "the character U+001B is not text")]),
        ("title: A\n\ufeffroom: B\n".encode(), [(2, 1, "the character U+FEFF is not text")]),
        ("title: â\x80\x93\n".encode(), [(1, 9, "the character U+0080 is not text")]),
        ("title: caf\u00e9 \ufffe\n".encode(), [(1, 13, "the character U+FFFE is not text")]),
    ],
)  # fmt: skip
def test_characters_that_are_no_text_are_told_once_a_line_and_the_rest_is_still_read(
    content: bytes, problems: list[tuple[int, int, str]]
) -> None:
    source, found = read(content)
    assert found == problems
    assert source
    assert len(source.text) == len(content.decode())


def test_text_that_is_not_utf8_is_told_with_the_byte_and_what_it_probably_is() -> None:
    findings = Findings()
    assert from_bytes("site.yaml", "title: é\nroom: ".encode() + "Café\n".encode("cp1252"), findings) is None
    (problem,) = findings.problems
    assert problem.what == "the file is not UTF-8: the byte 0xE9 begins no character"
    assert problem.suggestion == "if it is meant to be 'é', save the file as UTF-8"
    position = problem.position
    assert (position.line, position.column, position.length, position.text) == (2, 10, 1, "room: Café")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_named(encoding: str) -> None:
    source, problems = read("\ufefftitle: A\n".encode(encoding))
    assert source is None
    assert problems == [(1, 1, "the file is UTF-16, not UTF-8")]


def test_line_separators_that_no_editor_shows_do_not_shift_lines() -> None:
    source, problems = read("title: A\u2028B\nroom: C\n".encode())
    assert source
    assert source.text == "title: A B\nroom: C\n"
    assert problems == []


@given(st.text(st.sampled_from("a\té\n\r👍 "), max_size=30), st.data())
def test_every_offset_lies_in_a_line_that_shows_its_character(text: str, data: st.DataObject) -> None:
    source = Source("x.yaml", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    position = source.position(start, end)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert position.text == lines[position.line - 1]
    assert 1 <= position.column <= len(position.text) + 1
    assert position.length == 1 or position.column - 1 + position.length <= len(position.text)
    if start < len(text) and text[start] not in "\r\n":
        assert position.text[position.column - 1] == text[start]
