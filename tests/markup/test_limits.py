"""Texts made to take long: each takes steps in proportion to its length, or is refused by a limit that is named."""

from __future__ import annotations

from collections.abc import Callable
from cProfile import Profile

import pytest

from rig_site.markup.lines import MOST_OPEN_BRACKETS, MOST_OPEN_ELEMENTS
from rig_site.markup.text import read_text

PARAGRAPH = 19_000


def repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def paragraphs(piece: str) -> Callable[[int], str]:
    return lambda length: repeated(repeated(piece, min(length, PARAGRAPH)) + "\n\n", length)


def lines(piece: str) -> Callable[[int], str]:
    return lambda length: repeated(f"{piece}\n", length)


SLOW: dict[str, Callable[[int], str]] = {
    "comments": lambda length: repeated("<!--", length),
    "comments in lines": lines("<!--"),
    "comments in a block": lambda length: "<div>\n" + repeated("<!--a>", length),
    "instructions": paragraphs("a<?"),
    "sections": paragraphs("a<![CDATA["),
    "sections in a block": lambda length: "<div>\n" + repeated("<![CDATA[a>", length),
    "declarations in a block": lambda length: "<div>\n" + repeated("<!a", length),
    "tags in a block": lambda length: "<div>\n" + repeated("<a ", length),
    "quotes in a block": lambda length: "<div>\n" + repeated('<a b="', length),
    "elements": lines("<div>"),
    "elements in paragraphs": paragraphs("a<b>"),
    "list items": lines("<ul><li>"),
    "brackets": paragraphs("[" * 900 + "\n\n"),
    "images": paragraphs("![" * 450 + "\n\n"),
    "wikilinks": paragraphs("[[" * 450 + "\n\n"),
    "links": paragraphs("[a]("),
    "titles": paragraphs('[a](b "'),
    "references": paragraphs("[a]["),
    "footnotes in place": paragraphs("^[a " * 450 + "\n\n"),
    "footnotes": paragraphs("[^"),
    "dollars": paragraphs("$x_"),
    "two dollars": paragraphs("$$a "),
    "formulas": lines("$$ a"),
    "environments": lines("\\begin{a}\n"),
    "brackets of formulas": paragraphs("\\\\( "),
    "backticks": lambda length: " a".join("`" * number for number in range(1, int((2 * length) ** 0.5))),
    "emphasis": paragraphs("*a **b "),
    "other emphasis": paragraphs("_*"),
    "highlights": paragraphs("==a "),
    "Obsidian's comments": lines("%% a\n"),
    "Liquid": paragraphs("{% a"),
    "Liquid in lines": paragraphs("{% raw %} " * 60 + "x\n\n"),
    "Liquid's code": lambda length: repeated("{% highlight a %}\n\n", length) + "endhighlight",
    "attribute lists": paragraphs("{:.a"),
    "ampersands": paragraphs("&"),
    "bars": lines("|a|"),
    "tables": lines("a|b\n-|-\n"),
    "quotations": lambda length: repeated("> ", length),
    "callouts": lines("> [!note] a\n"),
    "lists": lambda length: repeated("- ", length),
    "items": lines("- a"),
    "numbers": lambda length: "".join(f"{number}. a\n" for number in range(length // 8)),
    "numbers that fall": lambda length: "".join(f"{length // 8 - number}. a\n" for number in range(length // 8)),
    "definitions": lines(": a"),
    "terms": lines("a\n\n: b\n"),
    "headings": lines("# a"),
    "footnotes of footnotes": lambda length: "".join(f"[^{n}]: [^{n + 1}]\n\n" for n in range(length // 16)),
    "blocks with names": lines("a ^b\n"),
    "names alone": lines("- a\n\n^b\n"),
    "names of a list": lambda length: repeated("- a\n", length // 2) + repeated("\n^b\n", length // 2),
    "tags": paragraphs("#a/"),
    "addresses": paragraphs("https://a"),
    "colons": paragraphs("://"),
    "brackets after addresses": paragraphs("https://a" + ")" * 900 + "\n\n"),
}


def steps(text: str) -> tuple[int, str]:
    """Return how many functions of Python's and regular expressions' are called to read a text, and why it is refused."""
    profile = Profile()
    found = profile.runcall(read_text, text)
    count = sum(entry.callcount for entry in profile.getstats())
    return count, next((problem.what for problem in found.problems if problem.allowed.startswith("split")), "")


@pytest.mark.parametrize("name", sorted(SLOW))
def test_steps_grow_with_the_length(name: str) -> None:
    read_text("a")
    half, _ = steps(SLOW[name](1_000))
    whole, refused = steps(SLOW[name](4_000))
    assert whole <= 6 * half + 5_000, (half, whole, refused)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a " + "[" * (MOST_OPEN_BRACKETS + 1), "a paragraph has more than 50 brackets open at once"),
        ("<div>\n" * (MOST_OPEN_ELEMENTS + 1), "more than 100 HTML elements are open at once"),
        ("a <b>\n\n" * (MOST_OPEN_ELEMENTS + 1), "more than 100 HTML elements are open at once"),
    ],
)
def test_a_text_past_a_limit_is_refused_by_name(text: str, said: str) -> None:
    found = read_text(text)
    assert [problem.what for problem in found.problems] == [said]
    assert found.html == ()


def test_what_is_within_the_limits_is_shown() -> None:
    within = "[a] " * 900 + "\n\n" + "[" * MOST_OPEN_BRACKETS + "\n\n" + "<p>b<br>\n<ul><li>a<li>b</ul>\n" * 300
    assert read_text(within).html


@pytest.mark.parametrize(
    "html", ["<div><![foo[x]]></div>", "<div><![CDATA[x</div>", "<div><!--</div>", "<div><!</div>"]
)
def test_markup_that_never_ends_hides_nothing_after_its_paragraph(html: str) -> None:
    assert "after" in str(read_text(f"{html}\n\nafter").html)
