"""Rendered Markdown as plain text, for calendars."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

_STAND_APART = """
    p h1 h2 h3 h4 h5 h6 blockquote pre ul ol li hr dl dt dd table tr div section figure figcaption details summary
"""
_BLOCKS = frozenset(_STAND_APART.split())
_BULLET = "- "


def plain(html: str) -> str:
    r"""Return the text of HTML that came from Markdown.

    Paragraphs stand apart, items have a hyphen, a formula is its TeX (which
    stands in MathML beside what is drawn of it), and a link is followed by
    its address unless it shows it already.

    >>> plain('<p>On <em>two</em>\nlines, see <a href="https://example.org/">this</a>.</p><ul><li>One</li></ul>')
    'On two lines, see this (https://example.org/).\n\n- One'
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[str] = []
        self._block = ""
        self._bullet = ""
        self._verbatim = False
        self._drawn = False
        self._link = ""
        self._link_start = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in _BLOCKS:
            self._finish_block()
        if tag == "li":
            self._bullet = _BULLET
        elif tag == "pre":
            self._verbatim = True
        elif tag == "br":
            self._block += "\n"
        elif tag in ("td", "th"):
            self._block += " "
        elif tag == "img":
            self._block += attributes.get("alt") or ""
        elif tag == "a":
            self._link, self._link_start = attributes.get("href") or "", len(self._block)
        elif tag == "math":
            self._block += "$"
            self._drawn = True
        elif tag == "annotation":
            self._drawn = False

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._finish_block()
        if tag == "pre":
            self._verbatim = False
        elif tag == "annotation":
            self._drawn = True
        elif tag == "math":
            self._drawn = False
            self._block += "$"
        elif tag == "a" and self._block[self._link_start :] not in (self._link, self._link.removeprefix("mailto:")):
            self._block += f" ({self._link})" if self._link else ""

    def handle_data(self, data: str) -> None:
        if not self._drawn:
            self._block += data if self._verbatim else data.replace("\n", " ")

    def text(self) -> str:
        self._finish_block()
        text = "".join(self._blocks[:1])
        for before, block in pairwise(self._blocks):
            text += "\n" if before.startswith(_BULLET) and block.startswith(_BULLET) else "\n\n"
            text += block
        return text

    def _finish_block(self) -> None:
        lines = self._block.split("\n")
        block = "\n".join(lines if self._verbatim else (" ".join(line.split()) for line in lines))
        if block.strip():
            self._blocks.append(self._bullet + block.strip("\n"))
            self._bullet = ""
        self._block = ""
