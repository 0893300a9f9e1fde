"""Kramdown's attribute lists, `{:.class}`, `{: #id key="value"}`, `{:toc}`, are hidden."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_WORD = r"""(?:[.#][A-Za-z][\w-]*|[\w-]+=(?:"[^"\n]*"|'[^'\n]*')|(?:no_)?toc|footnotes|/?comment|/?nomarkdown)"""
_LIST = re.compile(rf"\{{::?\s*{_WORD}(?:\s*{_WORD})*\s*/?\}}|\{{:/\w*\}}")


def enable(parser: MarkdownIt) -> None:
    """Leave attribute lists out, whole lines and within a line."""
    parser.inline.ruler.before("escape", "attribute_list", _inline)
    parser.block.ruler.before(
        "fence", "attribute_line", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _inline(state: StateInline, silent: bool) -> bool:
    found = _LIST.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    state.pos = found.end()
    if state.pos == state.posMax or state.src[state.pos] == "\n":
        state.pending = state.pending.rstrip()
    return True


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    found = _LIST.match(state.src, start, state.eMarks[start_line])
    if found is None or state.src[found.end() : state.eMarks[start_line]].strip() or state.is_code_block(start_line):
        return False
    if not silent:
        state.line = start_line + 1
    return True
