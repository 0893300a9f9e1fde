"""Where no dialect says otherwise, the text is CommonMark: the specification's examples, and what cmark makes of it.

The specification comes with the npm package `commonmark-spec`, which
`make test` sets up.
"""

import re
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element

import cmarkgfm
import html5lib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rig_site.markup.text import read_text
from rig_site.model.text import Heading, Hole, Image, Tag, TextLink

SPECIFICATION = Path(__file__).parents[2] / ".venv/node/node_modules/commonmark-spec/spec.txt"
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)

EXCEPTIONS = {
    "scripts, styles and forms are left out": {170, 171, 172, 173, 176, 178},
    "elements that HTML does not have are left out": {150, 163, 201, 491, 524, 536, 617},
    "a raw link without an address is only its words": {613, 614, 615, 616},
    "an address in raw HTML is percent-encoded like any other": {21, 31, 344, 630, 631, 642, 643},
    "a tag that never ends is text": {156, 157, 158},
    "what a browser would move or drop to make raw HTML well-formed is moved or dropped beforehand": {148, 191},
    "a comment without words, `<!-->`, is text": {626},
    "an empty link is only its words": {200, 485, 486, 487, 567},
    "a fragment that no heading has is only its words": {501},
    "only http, https and mailto make links": {596, 598, 599, 601},
    "a bare address is a link": {602, 608, 611},
    "`[[…]]` is a link by name": {548, 590},
    "an image without words is called by its file's name": {475, 581},
    "an image within the words of an image adds none to them": {574},
    "an image on a line of its own is a figure, also next to other lines": {587},
    "a list may be nested by fewer blanks than its marker is wide": {297},
    "a link with a slip in its brackets is mended": {488, 511, 518, 519, 520},
}
"""The examples, by their numbers in version 0.31.2, that read differently here, and why."""

PIECES = [
    *(
        "word",
        "two words",
        " ",
        "\n",
        "\n\n",
        "    ",
        "  \n",
        "\\\n",
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "\\*",
        "\\_",
        "&amp;",
    ),
    *(
        "&ouml;",
        "&#35;",
        "<mailto:a@example.org>",
        "[a](mailto:a@example.org?a)",
        "[a](<mailto:a@example.org?b c> 'c')",
    ),
    *("[a]", "[a][]", "\n\n[a]: mailto:a@example.org?r 'd'\n\n", "](mailto:a@example.org?n)", "]", ")", "'", '"'),
    *(
        "\n# a",
        "\n### b #",
        "\n===\n",
        "\n---\n",
        "\n***\n",
        "\n> ",
        "\n>> ",
        "\n- a",
        "\n* ",
        "\n   - b",
        "\n+ c",
        "\n1. d",
    ),
    *("\n\n       e", "\n\n```\nf\n```\n\n", "\n~~~~ g\nh\n~~~~\n", "\t", "é", "ﬁ", "?", "5 * 6"),
]
"""Pieces of CommonMark without any sign that a dialect has given a meaning of its own, and without raw HTML."""

ATTRIBUTES = {"a": ("href", "title"), "img": ("src", "alt"), "ol": ("start",)}


def meaning(html: str) -> str:
    """Return what HTML says: its elements with the attributes that CommonMark knows, and its words.

    An empty block of code says nothing, nor do comments: a fence that is opened and never closed or filled is left out.
    A figure is a paragraph with an image; its caption, and that it leads to full size, are the site's own.
    """
    said: list[str] = []

    def walk(element: Element) -> None:
        tag = re.sub(r"^h\d$", "heading", str(element.tag)).replace("figure", "p")
        if not isinstance(element.tag, str) or tag == "figcaption":
            return
        known = [(name, element.get(name)) for name in ATTRIBUTES.get(tag, ()) if element.get(name)]
        shown = not (tag == "a" and element.get("class") == "image")
        said.extend([f"<{tag}{''.join(f' {name}={value}' for name, value in known)}>" * shown, element.text or ""])
        for child in element:
            walk(child)
            said.append(child.tail or "")
        said.append(f"</{tag}>" * shown)

    walk(html5lib.parseFragment(html, namespaceHTMLElements=False))
    words = re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"<span>|</span>", "", "".join(said)))
    return re.sub(r"[ \t]+\n", "\n", words).replace("<pre><code></code></pre>", "")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("# a\n\n- b\n\n      c\n\n  > d\n\n1) e\n")
@example("*a **b** c* __d__ `e`` f` [g *h*](https://example.org/ 'i')")
def test_the_reference_implementation_reads_it_alike(text: str) -> None:
    assert meaning(shown(text)) == meaning(cmarkgfm.markdown_to_html(text))


def examples() -> list[tuple[str, str]]:
    """Return Markdown and HTML of each example of the specification; `→` in it stands for a tab."""
    assert SPECIFICATION.exists(), "the specification is missing; `make test` sets it up"
    text = SPECIFICATION.read_text(encoding="utf-8").replace("→", "\t")
    return EXAMPLE.findall(text)


def shown(text: str) -> str:
    """Return a text as HTML where all its relative links and its images lead to what is there."""
    return "".join(piece if isinstance(piece, str) else filled(piece) for piece in read_text(text).html)


def filled(hole: Hole) -> str:
    fact = hole.fact
    if isinstance(fact, Tag):
        return ""
    if hole.ends:
        return "</h2>" if isinstance(fact, Heading) else "</a>"
    address = fact.url if isinstance(fact, TextLink) else fact.source if isinstance(fact, Image) else ""
    return f"{hole.before}{escape(address)}{hole.after}"


def test_the_examples_of_the_specification_hold_but_for_the_exceptions() -> None:
    pairs = examples()
    differing = {number for number, (text, html) in enumerate(pairs, 1) if meaning(shown(text)) != meaning(html)}
    assert len(pairs) == 652
    assert sorted(differing) == sorted(number for numbers in EXCEPTIONS.values() for number in numbers)
