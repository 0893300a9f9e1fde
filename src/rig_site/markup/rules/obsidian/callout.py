"""Obsidian's callouts: a quotation that begins with `[!note] Title`; `[!note]-` is folded, `[!note]+` can be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.renderer import id_attribute

TYPES: Mapping[str, tuple[str, ...]] = {
    "note": (),
    "abstract": ("summary", "tldr"),
    "info": (),
    "todo": (),
    "tip": ("hint", "important"),
    "success": ("check", "done"),
    "question": ("help", "faq"),
    "warning": ("caution", "attention"),
    "failure": ("fail", "missing"),
    "danger": ("error",),
    "bug": (),
    "example": (),
    "quote": ("cite",),
}
"""The kinds of callouts, each with its other names; a kind that is not listed looks like a note."""

_KIND = {name: kind for kind, others in TYPES.items() for name in (kind, *others)}
_OPENING = re.compile(r"\[!([^\]\n|]+)(?:\|[^\]\n]*)?\]([+-]?)[ \t]*([^\n]*)(?:\n|\Z)")


def enable(parser: MarkdownIt) -> None:
    """Make callouts of quotations that ask for it."""
    parser.core.ruler.before("inline", "callout", _callouts)
    parser.add_render_rule("callout_open", _render_open)
    parser.add_render_rule("callout_close", _render_close)
    parser.add_render_rule("callout_title_open", _render_title_open)
    parser.add_render_rule("callout_title_close", _render_title_close)


def _callouts(state: StateCore) -> None:
    tokens: list[Token] = []
    open_quotes: list[Token | None] = []
    for index, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            opening = _opening(state.tokens[index + 1 : index + 3])
            open_quotes.append(token if opening else None)
            tokens.append(token)
            if opening:
                tokens += _title(token, state.tokens[index + 2], opening)
        elif token.type == "blockquote_close" and (quote := open_quotes.pop()):
            token.type, token.meta = "callout_close", {"fold": quote.meta["fold"]}
            tokens.append(token)
        else:
            tokens.append(token)
    state.tokens = _without_empty_paragraphs(tokens)


def _opening(following: Sequence[Token]) -> re.Match[str] | None:
    if len(following) < 2 or following[0].type != "paragraph_open":
        return None
    return _OPENING.match(following[1].content)


def _title(quote: Token, first: Token, opening: re.Match[str]) -> list[Token]:
    """Turn a quotation into a callout, and return the tokens of its title; its first line is used up."""
    name, fold, title = opening[1].strip().lower(), opening[2], opening[3].strip()
    quote.type = "callout_open"
    quote.meta |= {"kind": _KIND.get(name, "note"), "fold": fold}
    first.content = first.content[opening.end() :]
    line = first.map[0] if first.map else 0
    first.map = [line + 1, first.map[1]] if first.map else None
    words = Token("inline", "", 0, content=title or name.capitalize(), map=[line, line + 1], children=[], block=True)
    return [
        Token("callout_title_open", "p", 1, meta={"fold": fold}, block=True),
        words,
        Token("callout_title_close", "p", -1, meta={"fold": fold}, block=True),
    ]


def _without_empty_paragraphs(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        if token.type == "paragraph_close" and kept[-2].type == "inline" and not kept[-2].content.strip():
            del kept[-3:]
    return kept


def _render_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    meta = tokens[index].meta
    name = f'class="callout callout-{meta["kind"]}"' + id_attribute(tokens[index])
    if meta["fold"]:
        return f"<details {name}{' open' if meta['fold'] == '+' else ''}>\n"
    return f"<div {name}>\n"


def _render_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</details>\n" if tokens[index].meta["fold"] else "</div>\n"


def _render_title_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<{_title_tag(tokens[index])} class="callout-title">'


def _render_title_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f"</{_title_tag(tokens[index])}>\n"


def _title_tag(token: Token) -> str:
    return "summary" if token.meta["fold"] else "p"
