"""Lines that begin with an arrow (`-> so it scales`) are shown as separate lines."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_ARROW = re.compile(r"\n[ \t]*(?=(?:-+>|=+>|→)(?:\s|$))")


def enable(parser: MarkdownIt) -> None:
    """Break the line before an arrow."""
    parser.inline.ruler.before("newline", "arrow", _arrow)


def _arrow(state: StateInline, silent: bool) -> bool:
    arrow = _ARROW.match(state.src, state.pos, state.posMax)
    if arrow is None:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        state.push("hardbreak", "br", 0)
    state.pos = arrow.end()
    return True
