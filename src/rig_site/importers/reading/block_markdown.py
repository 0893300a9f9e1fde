"""Blocks as Markdown again, so that what belongs to no field is kept as prose."""

from __future__ import annotations

from collections.abc import Sequence

from rig_site.importers.reading.blocks import Block, Headline, Item, Listing, Paragraph, Verbatim
from rig_site.importers.rich import Rich


def markdown_of(blocks: Sequence[Block]) -> str:
    """Return the Markdown of what is nested below an item: a single remark as it is, several as a list."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Listing):
            alone = len(block.items) == 1 and len(blocks) == 1
            for item in block.items:
                lines += _item_lines(item, alone=alone)
        else:
            lines += ["", block_source(block)] if lines else [block_source(block)]
    return "\n".join(lines).strip()


def _item_lines(item: Item, *, alone: bool) -> list[str]:
    text = item.text.markdown()
    nested = markdown_of(item.children)
    if alone:
        return [text, "", nested] if nested else [text]
    below = [f"  {line}".rstrip() for line in nested.splitlines()]
    return ["- " + text.replace("\n", "\n  "), *below]


def block_source(block: Block) -> str:
    """Return the Markdown of a block so that it stands for itself."""
    if isinstance(block, Headline):
        return f"**{block.text.markdown()}**"
    if isinstance(block, Paragraph):
        return block.text.markdown()
    if isinstance(block, Verbatim):
        return block.text
    if isinstance(block, Listing):
        return "\n".join(line for item in block.items for line in _item_lines(item, alone=False))
    header = block.header or [Rich("")] * max((len(row.cells) for row in block.rows), default=1)
    rows = [header, [Rich("---")] * len(header), *(row.cells for row in block.rows)]
    return "\n".join(f"| {' | '.join(map(_cell_source, cells))} |" for cells in rows)


def _cell_source(cell: Rich) -> str:
    return cell.markdown().replace("|", "\\|").replace("\n", "<br>")
