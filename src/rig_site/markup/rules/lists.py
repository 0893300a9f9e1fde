"""Lists as people write them, beyond CommonMark's rules.

* A list that does not start at 1 may follow a paragraph without a blank
  line where the next line goes on counting, so that `14. May` stays a date.
* A lone hyphen with a blank after it under a paragraph is an empty item,
  not the line under a heading.
* What stands in an item may be indented by two, however wide its marker is.
* A number lower than the one before it starts a new list.
* A line wholly in bold that is not indented ends the list above it.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, lheading, list_block

_NUMBER = re.compile(r"(\d{1,9})([.)])[ \t]+(?=\S)")
_INNER = re.compile(r"(?:[-+*]|[01][.)])(?:[ \t]|\Z)")
_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]+(?=\S)")
_EMPTY_ITEM = re.compile(r"-[ \t]+")
_BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])(?:(?!\1).)+\1\s*:?\s*")


def enable(parser: MarkdownIt) -> None:
    """Accept the lists of real notes."""
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.before("lheading", "glued_list", _glued, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("lheading", "bold_line", _bold_line, {"alt": ["paragraph"]})
    parser.block.ruler.at("lheading", _heading)


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _glued(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Tell whether a line ends the paragraph before it, being the start of a list."""
    if not silent or state.is_code_block(start_line):
        return False
    text = _text(state, start_line)
    if _EMPTY_ITEM.fullmatch(text):
        return True
    number = _NUMBER.match(text)
    following = _NUMBER.match(_text(state, start_line + 1)) if number and start_line + 1 < end_line else None
    return bool(
        number
        and following
        and int(following[1]) == int(number[1]) + 1
        and following[2] == number[2]
        and state.sCount[start_line] == state.sCount[start_line + 1]
    )


def _bold_line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Tell whether a line ends the item before it, as it names what follows."""
    return silent and state.sCount[start_line] < state.blkIndent and bool(_BOLD.fullmatch(_text(state, start_line)))


def _heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    before = len(state.tokens)
    if not lheading(state, start_line, end_line, silent):
        return False
    if _EMPTY_ITEM.fullmatch(_text(state, state.line - 1)) is None:
        return True
    del state.tokens[before:]
    state.line = start_line
    return False


def _list(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if not silent and not state.is_code_block(start_line) and _MARKER.match(_text(state, start_line)):
        if _NUMBER.match(_text(state, start_line)):
            end_line = _restart(state, start_line, end_line)
        _deepen(state, start_line, end_line)
    return list_block(state, start_line, end_line, silent)


def _restart(state: StateBlock, start_line: int, end_line: int) -> int:
    """Return the line on which a list's numbers fall back and a new list begins; the end where they do not."""
    outer = state.sCount[start_line]
    previous = -1
    for line in range(start_line, end_line):
        if state.isEmpty(line) or state.sCount[line] > outer + 1:
            continue
        if state.sCount[line] < state.blkIndent:
            break
        number = _NUMBER.match(_text(state, line))
        if number is None:
            if state.isEmpty(line - 1):
                break
            continue
        if int(number[1]) < previous:
            return line
        previous = int(number[1])
    return end_line


def _deepen(state: StateBlock, start_line: int, end_line: int) -> None:
    """Move a list that stands two columns into an item to where CommonMark looks for it."""
    marker = _MARKER.match(_text(state, start_line))
    outer = state.sCount[start_line]
    content = outer + len(marker[0].expandtabs(4)) if marker else outer
    shift = 0
    for line in range(start_line + 1, end_line):
        if state.isEmpty(line):
            continue
        indent = state.sCount[line]
        if indent < state.blkIndent:
            break
        if indent <= outer + 1:
            marker = _MARKER.match(_text(state, line))
            if not marker:
                break
            content = outer + len(marker[0].expandtabs(4))
            shift = 0
        elif shift:
            state.sCount[line] += shift
        elif indent < content and _INNER.match(_text(state, line)):
            shift = content - indent
            state.sCount[line] = content
