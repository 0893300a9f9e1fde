"""Obsidian's highlights: `==words==`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_HIGHLIGHT = re.compile(r"(?<![\w=])==(?=[^\s=])((?:[^=\n]|\n(?!\n)|=(?!=))+)(?<=\S)==(?![\w=])")


def enable(parser: MarkdownIt) -> None:
    """Mark what stands between two pairs of equals signs; `a == b` stays as it is."""
    parser.inline.ruler.before("emphasis", "highlight", _highlight)


def _highlight(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "=":
        return False
    found = _HIGHLIGHT.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        end = state.posMax
        state.pos, state.posMax = found.span(1)
        state.push("highlight_open", "mark", 1).markup = "=="
        state.md.inline.tokenize(state)
        state.push("highlight_close", "mark", -1).markup = "=="
        state.posMax = end
    state.pos = found.end()
    return True
