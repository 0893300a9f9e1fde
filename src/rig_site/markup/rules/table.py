"""Tables, as GitHub reads them and as people leave them.

* A row with more cells than the header keeps them all.
* The line of dashes may have more or fewer columns than the header.
* Two rows or more that begin and end with bars are a table without a header.
* A table that blank lines have torn apart is one.

Alignment is a class, since no `style` may leave the renderer, and a wide table scrolls by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS, escapedSplit
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.renderer import id_attribute

_DASHES = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_ALIGNED = {(True, True): "align-center", (False, True): "align-right", (True, False): "align-left"}


def enable(parser: MarkdownIt) -> None:
    """Recognise tables."""
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.enable("table")
    parser.add_render_rule("table_open", _render_open)
    parser.add_render_rule("table_close", _render_close)


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _is_inside(state: StateBlock, line: int, end_line: int) -> bool:
    """Tell whether a line belongs to the container that is read, and is no code."""
    return line < end_line and state.sCount[line] >= state.blkIndent and not state.is_code_block(line)


def _cells(line: str) -> list[str]:
    cells = escapedSplit(line)
    cells = cells[1:] if cells and not cells[0] else cells
    return [cell.strip() for cell in (cells[:-1] if cells and not cells[-1] else cells)]


def _is_framed(line: str) -> bool:
    """Tell whether a line begins and ends with a bar, with two cells or more between them."""
    return len(line) > 2 and line[0] == line[-1] == "|" and not line.endswith("\\|") and len(_cells(line)) > 1


def _is_dashes(line: str, header: str) -> bool:
    return bool(_DASHES.fullmatch(line)) and "|" in line + header[:1] and line[:2] not in ("- ", "-\t")


def _table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if not _is_inside(state, start_line, end_line) or not _is_inside(state, start_line + 1, end_line):
        return False
    header, below = _text(state, start_line), _text(state, start_line + 1)
    named = "|" in header and _is_dashes(below, header)
    if not named and not (_is_framed(header) and _is_framed(below) and not _DASHES.fullmatch(header)):
        return False
    if silent:
        return True
    parent, state.parentType = state.parentType, "table"
    opening = state.push("table_open", "table", 1)
    aligned = [_ALIGNED.get((dashes[:1] == ":", dashes[-1:] == ":"), "") for dashes in _cells(below)] if named else []
    if named:
        state.push("thead_open", "thead", 1).map = [start_line, start_line + 1]
        _row(state, start_line, "th", _cells(header), aligned)
        state.push("thead_close", "thead", -1)
    last = _body(state, start_line + 2 * named, end_line, len(_cells(header)), aligned)
    state.push("table_close", "table", -1)
    opening.map = [start_line, last]
    state.parentType, state.line = parent, last
    return True


def _body(state: StateBlock, start_line: int, end_line: int, columns: int, aligned: Sequence[str]) -> int:
    """Push the rows from a line on, and return the line after the last."""
    terminators = state.md.block.ruler.getRules("blockquote")
    line = last = start_line
    added, is_open = 0, False
    while line < end_line:
        line = _next_row(state, line, end_line)
        if not _is_inside(state, line, end_line):
            break
        text = _text(state, line)
        cells = _cells(text)
        added += max(0, columns - len(cells))
        if added > MAX_AUTOCOMPLETED_CELLS or any(rule(state, line, end_line, True) for rule in terminators):
            break
        if not _DASHES.fullmatch(text) or "|" not in text:
            if not is_open:
                state.push("tbody_open", "tbody", 1).map = [line, line + 1]
                is_open = True
            _row(state, line, "td", [*cells, *[""] * (columns - len(cells))], aligned)
        line = last = line + 1
    if is_open:
        state.push("tbody_close", "tbody", -1)
    return last


def _next_row(state: StateBlock, line: int, end_line: int) -> int:
    """Return the line on which a table goes on, over blank ones if a framed row follows; `end_line` for none."""
    if _text(state, line):
        return line
    while line < end_line and not _text(state, line):
        line += 1
    if not _is_inside(state, line, end_line) or not _is_framed(_text(state, line)):
        return end_line
    begins_another = line + 1 < end_line and _is_dashes(_text(state, line + 1), _text(state, line))
    return end_line if begins_another else line


def _row(state: StateBlock, line: int, tag: str, cells: Sequence[str], aligned: Sequence[str]) -> None:
    state.push("tr_open", "tr", 1).map = [line, line + 1]
    for column, cell in enumerate(cells):
        opening = state.push(f"{tag}_open", tag, 1)
        if column < len(aligned) and aligned[column]:
            opening.attrs = {"class": aligned[column]}
        words = state.push("inline", "", 0)
        words.map, words.content, words.children = [line, line + 1], cell, []
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)


def _render_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<div class="table" tabindex="0"{id_attribute(tokens[index])}>\n<table>\n'


def _render_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</table>\n</div>\n"
