"""Headings: each has the anchor a forge would give it, and the page keeps a single `h1`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.renderer import id_attribute, text_of
from rig_site.model.permalink import forge_anchor, forge_anchors
from rig_site.model.text import Heading

_ASKED = re.compile(r"\s*\{#([\w-]+)\}\Z")


def enable(parser: MarkdownIt) -> None:
    """Give headings their anchors."""
    parser.core.ruler.push("heading_anchors", _anchors)
    parser.add_render_rule("heading_open", _render_open)
    parser.add_render_rule("heading_close", _render_close)


def headings(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Yield the headings of a text: the token that opens one, and its line."""
    for opening, words in pairwise(tokens):
        if opening.type == "heading_open":
            yield opening, words


def _anchors(state: StateCore) -> None:
    """Set the ids; names that the page's frame has taken are counted as used."""
    taken = tuple(state.env["taken"])
    found = list(headings(state.tokens))
    names = [_named(words) or forge_anchor(text_of(words.children)) or "section" for _, words in found]
    anchors = forge_anchors((*taken, *names))[len(taken) :]
    for (opening, _), anchor in zip(found, anchors, strict=True):
        opening.meta["id"] = anchor


def _named(words: Token) -> str:
    """Return the anchor that kramdown's `{#anchor}` asks for at a heading's end, and hide it; nothing for none."""
    last = words.children[-1] if words.children else None
    asked = _ASKED.search(last.content) if last and last.type == "text" else None
    if last is None or asked is None:
        return ""
    last.content = last.content[: asked.start()]
    return forge_anchor(asked[1])


def _render_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Return the start of a heading whose level is a hole; one in raw HTML is a fact of its own, without a name."""
    token = tokens[index]
    fact = token.meta.get("fact") or Heading(int(token.tag[1]), "", "")
    return f'<h2 class="{env["rendering"].hole(fact)}"{id_attribute(token)}>'


def _render_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</h2>\n"
