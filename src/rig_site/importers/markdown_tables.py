"""Markdown tables, with or without their line of dashes, whole or torn apart by blank lines."""

from __future__ import annotations

import re
from typing import TypeAlias

from rig_site.importers.blocks import Block, Row, Table

Lines: TypeAlias = list[tuple[int, str]]
"""Lines with their numbers."""

_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
TABLE_ROW = re.compile(r"\s*\|.*\|.*")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t].*")


def split_row(line: str) -> list[str]:
    r"""Return the cells of a table row; `\|` and a bar inside code do not part cells.

    >>> split_row(r"| a \| b | `c|d` |")
    ['a | b', '`c|d`']
    """
    cells = [""]
    position = 0
    while position < len(line):
        code = re.compile(r"(`+)(?!`)[^`]*\1(?!`)").match(line, position)
        if line.startswith("\\|", position):
            cells[-1] += "|" if not _escaped(line, position) else "\\|"
            position += 2
        elif code and not (position and line[position - 1] == "\\"):
            cells[-1] += code[0]
            position = code.end()
        elif line[position] == "|" and not _inside_address(cells[-1]):
            cells.append("")
            position += 1
        else:
            cells[-1] += line[position]
            position += 1
    stripped = [cell.strip() for cell in cells]
    if len(stripped) > 1 and not stripped[0]:
        stripped = stripped[1:]
    return stripped[:-1] if len(stripped) > 1 and not stripped[-1] and line.rstrip().endswith("|") else stripped


def _escaped(line: str, position: int) -> bool:
    """Tell whether the backslash at a place is itself escaped; then the bar after it needs its own."""
    before = len(line[:position]) - len(line[:position].rstrip("\\"))
    return before % 2 == 1


def _inside_address(cell: str) -> bool:
    """Tell whether a cell ends within wikilink brackets, whose bar parts a page from its other name."""
    return cell.rfind("[[") > cell.rfind("]]")


def starts_table(lines: Lines, position: int) -> bool:
    """Tell whether a table begins at a line: one with bars above dashes, or one framed by bars."""
    line = lines[position][1]
    if "|" not in line:
        return False
    following = lines[position + 1][1] if position + 1 < len(lines) else ""
    if "-" in following and _DELIMITER.fullmatch(following) and ("|" in following or line.strip().startswith("|")):
        return True
    return bool(TABLE_ROW.fullmatch(line)) and line.strip().startswith("|") and len(split_row(line)) > 1


def read_table(lines: Lines, position: int, blocks: list[Block]) -> int:
    """Add the table that begins at a line to the blocks, and return the line after it."""
    start = position
    delimited = position + 1 < len(lines) and _is_delimiter(lines[position + 1][1])
    header = split_row(lines[position][1]) if delimited else []
    position += 2 if delimited else 0
    rows: list[Row] = []
    while position < len(lines):
        number, line = lines[position]
        if "|" not in line or not line.strip() or _HEADING.fullmatch(line):
            break
        if not _is_delimiter(line):
            rows.append(Row(split_row(line), number))
        position += 1
    if _is_delimiter(lines[start][1]) and not delimited:
        header = []
    blocks.append(Table(header, rows, lines[start][0], lines[position - 1][0]))
    return position


def _is_delimiter(line: str) -> bool:
    return "-" in line and "|" in line and _DELIMITER.fullmatch(line) is not None


def tables_mended(blocks: list[Block]) -> list[Block]:
    """Return the blocks with the pieces of a table joined that blank lines have torn apart."""
    mended: list[Block] = []
    for block in blocks:
        before = mended[-1] if mended else None
        if isinstance(block, Table) and isinstance(before, Table) and not block.header:
            width = len(before.header) or max((len(row.cells) for row in before.rows), default=0)
            if block.rows and abs(max(len(row.cells) for row in block.rows) - width) <= 1:
                before.rows += block.rows
                before.end = block.end
                continue
        mended.append(block)
    return mended
