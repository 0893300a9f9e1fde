"""Documents that nobody would write by hand are read all the same, within bounds and without losing their words."""

from __future__ import annotations

import pytest

from rig_site.importers.reading.blocks import Listing, Paragraph, Table
from rig_site.importers.reading.html import html_blocks
from rig_site.importers.reading.markdown import markdown_blocks
from rig_site.importers.reading.spans import WIDEST

DEEP = 1500


@pytest.mark.parametrize("tag", ["div", "span", "ul><li", "table><tr><td", "details", "b", "a href='/'"])
def test_elements_may_stand_in_one_another_as_deep_as_they_like(tag: str) -> None:
    html = f"{f'<{tag}>' * (DEEP // (tag.count('>') + 1))}innermost"
    for blocks in (html_blocks(html), markdown_blocks(html).blocks):
        assert "innermost" in _words(blocks)


def test_the_columns_of_a_table_are_bounded() -> None:
    row = f"<tr>{'<td colspan=100 rowspan=100>a</td>' * 3}</tr>"
    [table] = html_blocks(f"<table>{row * 50}</table>")
    assert isinstance(table, Table)
    assert len(table.rows) == 50
    assert max(len(row.cells) for row in table.rows) <= WIDEST + 3 * 50


def _words(blocks: object) -> str:
    """Return all that blocks say."""
    if isinstance(blocks, list):
        return " ".join(map(_words, blocks))
    if isinstance(blocks, Table):
        return _words([cell.text for row in blocks.rows for cell in row.cells])
    if isinstance(blocks, Listing):
        return _words([[item.text.text, item.children] for item in blocks.items])
    return blocks.text.text if isinstance(blocks, Paragraph) else str(blocks)
