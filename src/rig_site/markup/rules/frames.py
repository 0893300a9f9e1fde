"""What unfolds, `<details>` with its `<summary>`: Markdown goes on right below them, without a blank line."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_FRAME = re.compile(r"(?:</?details\b[^<>]*>\s*|<summary\b[^<>]*>[^<>]*</summary>\s*)+", re.IGNORECASE)


def enable(parser: MarkdownIt) -> None:
    """Read on below the lines that only begin or end what unfolds, or hold its summary."""
    parser.block.ruler.before("html_block", "frames", _frame, {"alt": ["paragraph", "reference", "blockquote"]})


def _frame(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if state.is_code_block(start_line) or not state.md.options.html or not _FRAME.fullmatch(state.src, start, end):
        return False
    if not silent:
        token = state.push("html_block", "", 0)
        token.map = [start_line, start_line + 1]
        token.content = state.getLines(start_line, start_line + 1, state.blkIndent, True)
        state.line = start_line + 1
    return True
