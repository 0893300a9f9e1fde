"""Jekyll's Liquid tags, `{% raw %}` and the like, are hidden; `{% highlight %}` is a block of code."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_TAG = re.compile(r"\{%-?[ \t]*(\w+)[^\n%]*%\}")
_LINE = re.compile(r"(?:\{%-?[ \t]*\w[^\n%]*%\}[ \t]*)+")
_HIGHLIGHT = re.compile(r"\{%-?[ \t]*highlight[ \t]+([\w+#-]+)[^\n%]*%\}[ \t]*")
_END = re.compile(r"[ \t]*\{%-?[ \t]*endhighlight[ \t]*-?%\}[ \t]*")


def enable(parser: MarkdownIt) -> None:
    """Leave tags out, whole lines and within a line."""
    parser.inline.ruler.before("escape", "liquid", _inline)
    parser.block.ruler.before(
        "fence", "liquid_highlight", _highlight, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.block.ruler.before("fence", "liquid_line", _line, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _inline(state: StateInline, silent: bool) -> bool:
    found = _TAG.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    state.pos = found.end()
    return True


def _line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if not _LINE.fullmatch(state.src, start, end) or state.is_code_block(start_line):
        return False
    if not silent:
        state.line = start_line + 1
    return True


def _highlight(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    opening = _HIGHLIGHT.fullmatch(state.src, start, end)
    if opening is None or state.is_code_block(start_line) or state.src.find("endhighlight", end) < 0:
        return False
    last = _last_line(state, start_line + 1, end_line)
    if last is None:
        return False
    if silent:
        return True
    state.line = last + 1
    token = state.push("fence", "code", 0)
    token.info = opening[1]
    token.content = state.getLines(start_line + 1, last, state.blkIndent, True)
    token.map = [start_line, state.line]
    token.meta = {"closed": True}
    return True


def _last_line(state: StateBlock, first: int, end_line: int) -> int | None:
    """Return the next line that closes a block; that there is none is remembered, so that it is looked for once."""
    searched: dict[tuple[int, int], int] = state.env.setdefault("unclosed_highlight", {})
    container = state.level, end_line
    if first >= searched.get(container, end_line):
        return None
    for line in range(first, end_line):
        if _END.fullmatch(state.src, state.bMarks[line], state.eMarks[line]):
            return line
    searched[container] = first
    return None
