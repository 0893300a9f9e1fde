"""Markdown as the plain text of a calendar."""

import pytest

from rig_site.outputs.plain import plain
from stand_ins import part_of


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One\ntwo  \nthree", "One two\nthree"),
        ("# Heading\n\nA *b* `c` & <d>", "Heading\n\nA b c & <d>"),
        ("- one\n- two\n\nThree\n\n1. four\n2. five", "- one\n- two\n\nThree\n\n- four\n- five"),
        ("- one\n\n- two\n\n  more", "- one\n- two\n\nmore"),
        ("[a](https://a.test/?b&c)", "a (https://a.test/?b&c)"),
        ("<https://a.test/> and <a@b.test>", "https://a.test/ and a@b.test"),
        ("    x = 1\n      y = 2\n\nz", "x = 1\n  y = 2\n\nz"),
        (r"If $a < b^2$ and \$5", "If $a < b^2$ and $5"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b\n\n1 2"),
        ("", ""),
    ],
)
def test_plain(markdown: str, text: str) -> None:
    assert plain(part_of(markdown, top_heading=3)) == text
