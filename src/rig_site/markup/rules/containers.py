"""Tables, lists and headings in HTML last until they are closed, over blank lines; other tags stand within a line."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block

_CONTAINER = re.compile(r"<(table|ul|ol|dl|h[1-6]|pre|script|style|textarea|template)\b", re.IGNORECASE)
_ALONE = re.compile(r"<!|<\?|</?(?:tr|td|th|thead|tbody|tfoot|li|dt|dd|hr|table|ul|ol|dl)\b", re.IGNORECASE)


def enable(parser: MarkdownIt) -> None:
    """Read containers as a whole."""
    parser.block.ruler.at("html_block", _container, {"alt": ["paragraph", "reference", "blockquote"]})


def _container(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    opening = _CONTAINER.match(state.src, start, state.eMarks[start_line])
    last = _last_line(state, opening[1], start_line, end_line) if opening else None
    if opening is None or last is None:
        alone = opening or _ALONE.match(state.src, start, state.eMarks[start_line])
        return bool(alone) and html_block(state, start_line, end_line, silent)
    if not silent:
        token = state.push("html_block", "", 0)
        token.map = [start_line, last + 1]
        token.content = state.getLines(start_line, last + 1, state.blkIndent, True)
        state.line = last + 1
    return True


def _last_line(state: StateBlock, tag: str, start_line: int, end_line: int) -> int | None:
    """Return the line on which an element is closed; None where it never is."""
    depth = 0
    tags = re.compile(rf"<(/?){tag}\b", re.IGNORECASE)
    for line in range(start_line, end_line):
        for found in tags.finditer(state.src, state.bMarks[line], state.eMarks[line]):
            depth += -1 if found[1] else 1
        if depth <= 0:
            return line
    return None
