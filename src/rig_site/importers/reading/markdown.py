"""Markdown becomes HTML line for line, through the tokens of `markup`, and with it blocks.

Every block stands on the line it has in the document, so that what is read
of it knows its place, be it Markdown or the HTML within it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from markdown_it.token import Token
from msgspec import Struct, field

from rig_site.importers.reading.blocks import Block, Verbatim
from rig_site.importers.reading.html import html_blocks, html_text
from rig_site.importers.reading.liquid import without_liquid
from rig_site.importers.rich import Rich

_FRONT_MATTER = re.compile(
    r"\A(?:---\n(?P<yaml>.*?)\n(?:---|\.\.\.)|\+\+\+\n(?P<toml>.*?)\n\+\+\+)[ \t]*(?=\n|\Z)", re.DOTALL
)
_TOML_KEY = re.compile(r"^([\w-]+)\s*=\s*", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[•◦▪‣–](?=[ \t])")
_GLUED = re.compile(r"^(#{1,6})(?=[^\s#!])")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_PLAIN = {"bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "div", "paragraph": "p"}
_TAGS = frozenset(
    ["h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "em", "strong", "s"]
)


class Markdown(Struct):
    """A document's blocks, what its reference links and footnotes mean, and what was wrong with it, by line."""

    blocks: list[Block] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)
    footnotes: dict[str, tuple[int, str]] = field(default_factory=dict)
    mended: list[tuple[int, str]] = field(default_factory=list)


def markdown_blocks(text: str, *, exact: bool = False) -> Markdown:
    """Return the blocks of a Markdown document.

    With `exact` (a document rig-site wrote itself) every line that is
    wholly bold is a heading, and no address without markup is a link.
    """
    from rig_site.markup.dialect import structure_parser

    matter = _FRONT_MATTER.match(text)
    rest = re.sub(r"[^\n]", "", matter[0]) + text[matter.end() :] if matter else text
    env: dict[str, dict[str, dict[str, str]]] = {}
    lines = _prepared(rest)
    numbers = [number for number, _ in lines]
    page = _Page([line for _, line in lines], exact)
    page.write(structure_parser(formulas=not exact).parse("\n".join(page.source), env))
    blocks = html_blocks("".join(page.pieces), exact=exact, numbers=numbers)
    result = Markdown(blocks, mended=[(numbers[line - 1], what) for line, what in page.mended])
    result.definitions = {label.casefold(): found["href"] for label, found in env.get("references", {}).items()}
    for block in blocks:
        if isinstance(block, Verbatim) and block.kind.startswith("footnote "):
            result.footnotes[block.kind.removeprefix("footnote ")] = (block.line, block.text)
            block.kind = "footnote"
    if matter:
        inside = matter["yaml"] if matter["toml"] is None else _TOML_KEY.sub(r"\1: ", matter["toml"])
        blocks.insert(0, Verbatim("front matter", inside, 1, matter[0].count("\n") + 1))
    return result


def parse(source: str, complain: Callable[[str], None] = lambda what: None) -> Rich:
    """Return the text and links of a piece of Markdown within a line.

    >>> parse("[Lead A](https://example.org) & *others*").text
    'Lead A & others'
    """
    from rig_site.markup.dialect import structure_parser

    page = _Page([source], exact=False)
    page.write(structure_parser().parseInline(source))
    for _, what in page.mended:
        complain(what)
    return html_text("".join(page.pieces))


def _prepared(text: str) -> list[tuple[int, str]]:
    """Return lines without template code, with bullets as Markdown knows them and blanks after a heading's signs."""
    lines = []
    fenced = False
    for number, line in without_liquid([(number, line.rstrip()) for number, line in enumerate(text.split("\n"), 1)]):
        fenced ^= bool(_FENCE.match(line))
        lines.append((number, line if fenced else _GLUED.sub(r"\1 ", _BULLET.sub(r"\1-", line))))
    return lines


class _Page:
    """The HTML so far."""

    def __init__(self, source: list[str], exact: bool) -> None:
        self.source = source
        self.exact = exact
        self.pieces: list[str] = []
        self.line = 1
        self.mended: list[tuple[int, str]] = []

    def write(self, tokens: list[Token]) -> None:
        """Add the HTML of a document's tokens."""
        for token in tokens:
            first, last = (token.map[0] + 1, token.map[1]) if token.map else (self.line, self.line)
            while last > first and not self.source[last - 1].strip():
                last -= 1
            if token.nesting >= 0:
                self._add("\n" * (first - self.line))
            if token.type == "inline":
                for child in token.children or ():
                    self._inline(child, first)
            else:
                self._block(token, first, last)

    def _add(self, html: str) -> None:
        self.pieces.append(html)
        self.line += html.count("\n")

    def _block(self, token: Token, first: int, last: int) -> None:
        kind, _, side = token.type.rpartition("_")
        tag = _PLAIN.get(kind) or (token.tag if token.tag in _TAGS else "")
        if kind == "footnote_reference":
            name = escape(token.meta["label"]) if side == "open" else ""
            self._add(f'<aside data-footnote="{name}" data-end="{last}">' if name else "</aside>")
        elif token.type == "text":
            self._add(escape(token.content))
        elif token.type == "html_block":
            self._add(token.content.rstrip("\n"))
        elif token.type == "math":
            self._add("<p><data>" + escape("\n".join(self.source[first - 1 : last]).strip()) + "</data></p>")
        elif token.type in ("fence", "code_block"):
            self._add(f'<pre data-end="{last}">' + escape("\n".join(self.source[first - 1 : last])) + "</pre>")
        elif token.type == "hr":
            self._add("<hr>")
        elif tag:
            self._add(f'<{tag} data-end="{last}">' if side == "open" else f"</{tag}>")

    def _inline(self, token: Token, line: int) -> None:
        kind, _, side = token.type.rpartition("_")
        if token.type in ("softbreak", "hardbreak"):
            self._add("<br data-soft=''>\n")
        elif token.type == "html_inline":
            self._add(token.content)
        elif token.type == "code_inline":
            self._add(f"<code>{escape(token.content)}</code>")
        elif token.type == "math":
            self._add(f"<data>{escape(token.markup)}</data>")
        elif token.type == "image":
            source = str(token.attrs.get("src") or token.meta.get("source") or "")
            self._add(f'<img src="{escape(source)}" alt="{escape(token.content)}">')
        elif token.type == "footnote_ref":
            self._add(f'<sup data-footnote="{escape(token.meta["label"])}"></sup>')
        elif kind == "link" and not (self.exact and token.info == "bare"):
            if token.meta.get("mended"):
                self.mended.append((line, token.meta["mended"]))
            self._add(f'<a href="{escape(str(token.attrs["href"]))}">' if side == "open" else "</a>")
        elif token.tag in _TAGS:
            self._add(f"<{token.tag}>" if side == "open" else f"</{token.tag}>")
        else:
            self._add(escape(token.content))
