"""Tables of HTML: cells that span others stand in each of their rows, and a table that was torn apart is one."""

from __future__ import annotations

from typing import Any

from rig_site.importers.reading.blocks import Block, Paragraph, Table
from rig_site.importers.rich import Rich

WIDEST = 100
"""How many rows a cell may span, and how many columns the cells of a row may span together."""


def tables_mended(blocks: list[Block]) -> list[Block]:
    """Return blocks with those tables joined that follow each other and only the first of which names its columns."""
    mended: list[Block] = []
    for block in blocks:
        before = mended[-1] if mended else None
        if isinstance(block, Table) and isinstance(before, Table) and not block.header and block.rows:
            width = len(before.header) or max((len(row.cells) for row in before.rows), default=0)
            if abs(max(len(row.cells) for row in block.rows) - width) <= 1:
                before.rows, before.end = [*before.rows, *block.rows], block.end
                continue
        mended.append(block)
    return mended


def laid_out(block: Block) -> list[Block]:
    """Return the cells of a table of one row with lines in them as paragraphs: it only puts things side by side."""
    if not isinstance(block, Table) or block.header or len(block.rows) != 1:
        return [block]
    row = block.rows[0]
    if not any(mark.kind == "line" for cell in row.cells for mark in cell.marks):
        return [block]
    return [Paragraph(cell, row.line, block.end) for cell in row.cells if cell.text or cell.marks]


def spread(cells: list[tuple[Any, Rich]], below: dict[int, tuple[int, Rich]]) -> list[Rich]:
    """Return the texts of a row by column; `below` are those that reach down from rows above."""
    row: list[Rich] = []
    for cell, text in [*cells, (None, Rich(""))]:
        while below.get(len(row), (0, text))[0] > 0:
            left, above = below[len(row)]
            below[len(row)] = (left - 1, above)
            row.append(above)
        if cell is not None:
            across = min(span(cell, "colspan"), max(1, WIDEST - len(row)))
            down = span(cell, "rowspan")
            for column in range(len(row), len(row) + across):
                below[column] = (down - 1, text)
            row += [text] + [Rich("")] * (across - 1)
    return row


def span(cell: Any, name: str) -> int:
    """Return how many columns or rows a cell spans, by its attribute of that name."""
    value = cell.get(name) or ""
    return min(int(value), WIDEST) if value.isascii() and value.isdigit() and int(value) else 1
