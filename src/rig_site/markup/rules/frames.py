"""Lines of tags that only frame what stands between them: Markdown goes on right below, without a blank line."""

from __future__ import annotations

import re
from collections.abc import Collection

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

FOLDS = frozenset(("details",))
"""The elements that frame in every text."""


def enable(parser: MarkdownIt, elements: Collection[str] = FOLDS) -> None:
    """Read on below the lines that only begin or end one of the elements, or hold a summary."""
    names = "|".join(sorted(elements))
    frame = re.compile(rf"(?:</?(?:{names})\b[^<>]*>\s*|<summary\b[^<>]*>.*</summary>\s*)+", re.IGNORECASE)

    def read(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
        if state.is_code_block(start_line) or not state.md.options.html or not frame.fullmatch(state.src, start, end):
            return False
        if not silent:
            token = state.push("html_block", "", 0)
            token.map = [start_line, start_line + 1]
            token.content = state.getLines(start_line, start_line + 1, state.blkIndent, True)
            state.line = start_line + 1
        return True

    parser.block.ruler.before("html_block", "frames", read, {"alt": ["paragraph", "reference", "blockquote"]})
