"""Obsidian's comments, `%%…%%` in a line or over several, are not published."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_MARK = "%%"


def enable(parser: MarkdownIt) -> None:
    """Leave comments out; one that is never closed is shown as text."""
    parser.inline.ruler.before("escape", "comment", _inline)
    parser.block.ruler.before(
        "fence", "comment_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_MARK, state.pos):
        return False
    end = state.src.find(_MARK, state.pos + 2, state.posMax)
    if end < 0:
        return False
    state.pos = end + 2
    return True


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Leave out whole lines; a comment that closes before its line's end is left to the line's own rule."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.is_code_block(start_line) or not state.src.startswith(_MARK, start):
        return False
    end = state.src.find(_MARK, start + 2, state.eMarks[end_line - 1])
    if end < 0:
        return False
    last = next(line for line in range(start_line, end_line) if end < state.eMarks[line])
    if state.src[end + 2 : state.eMarks[last]].strip() or state.sCount[last] < state.blkIndent:
        return False
    if not silent:
        state.line = last + 1
    return True
