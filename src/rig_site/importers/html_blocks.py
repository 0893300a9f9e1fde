"""HTML → the same blocks Markdown gives; text within them becomes Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from rig_site.importers.blocks import Block, Heading, Item, Listing, Paragraph, Row, Table

_INLINE = {"a", "b", "strong", "i", "em", "del", "s", "strike", "code", "img", "br", "span", "sup", "sub", "u", "small"}
_SILENT = {"script", "style", "title", "template"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>~&])")
WIDEST = 100
"""How many columns or rows a cell may span."""


def html_blocks(text: str, *, first_line: int = 1) -> list[Block]:
    """Return the headings, paragraphs, lists and tables of a piece of HTML, whose first line has that number."""
    reader = _Reader(first_line)
    reader.feed(text)
    reader.close()
    reader.end_text()
    return reader.finished()


@dataclass
class _Cell:
    text: str
    across: int
    down: int


@dataclass
class _OpenTable:
    line: int
    rows: list[tuple[int, bool, list[_Cell]]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects text into `buffer` until a tag says what it was."""

    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.first_line = first_line
        self.blocks: list[Block] = []
        self.buffer: list[str] = []
        self.started = first_line
        self.tables: list[_OpenTable] = []
        self.cells: list[tuple[list[str], int, int, bool]] = []
        self.items: list[tuple[int, Item]] = []
        self.lists: list[list[Item]] = []
        self.heading: int | None = None
        self.silent = 0

    @property
    def line(self) -> int:
        return self.first_line + self.getpos()[0] - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag in _INLINE:
            self.buffer.append(self.get_starttag_text() or "")
        elif self.tables and tag in ("tr", "td", "th"):
            self._start_cell(tag, dict(attrs))
        elif self.cells:
            self.buffer.append("<br>" if tag in ("p", "div", "li") and "".join(self.buffer).strip() else "")
        else:
            self._start_block(tag)

    def _start_cell(self, tag: str, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        table = self.tables[-1]
        if tag == "tr":
            table.rows.append((self.line, False, []))
            return
        if not table.rows:
            table.rows.append((self.line, False, []))
        self.buffer = []
        across, down = _number(attributes.get("colspan")), _number(attributes.get("rowspan"))
        self.cells.append((self.buffer, across, down, tag == "th"))

    def _start_block(self, tag: str) -> None:
        if tag == "table":
            self.end_text()
            self.tables.append(_OpenTable(self.line))
        elif re.fullmatch("h[1-6]", tag) or tag == "summary":
            self.end_text()
            self.heading = int(tag[1]) if tag != "summary" else 6
        elif tag in ("ul", "ol", "dl"):
            self.end_text()
            self.lists.append([])
        elif tag in ("li", "dt", "dd") and self.lists:
            self._end_items(len(self.lists))
            item = Item("", self.line, self.line)
            self.lists[-1].append(item)
            self.items.append((len(self.lists), item))
        elif tag in ("p", "div", "section", "article", "details", "body", "blockquote", "hr"):
            self.end_text()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _INLINE:
            if tag not in ("img", "br"):
                self.buffer.append(f"</{tag}>")
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self.tables:
            self._end_cell()
            self._add(_finished(self.tables.pop(), self.line))
        elif self.cells:
            return
        elif tag in ("ul", "ol", "dl") and self.lists:
            self._end_list()
        elif tag in ("li", "dt", "dd"):
            self._end_items(len(self.lists))
        else:
            self.end_text()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if not "".join(self.buffer).strip():
            lead = len(data) - len(data.lstrip())
            self.started = self.line + data[:lead].count("\n")
        self.buffer.append(_SPECIAL.sub(r"\\\1", data))

    def end_text(self) -> None:
        """Make a block of the text so far."""
        text = " ".join("".join(self.buffer).split())
        if self.cells:
            return
        self.buffer = []
        level, self.heading = self.heading, None
        if not re.sub(r"<(?!a|img)[^<>]*>", "", text).strip():
            return
        if level:
            self.blocks.append(Heading(text, level, self.started, self.line))
        elif self.items and not self.items[-1][1].text and not self.items[-1][1].children:
            self.items[-1][1].text, self.items[-1][1].line = text, self.started
        elif text:
            self._add(Paragraph([(self.started, text)]))

    def _end_cell(self) -> None:
        if self.cells and self.tables:
            buffer, across, down, heading = self.cells.pop()
            line, named, cells = self.tables[-1].rows[-1]
            cells.append(_Cell(" ".join("".join(buffer).split()), across, down))
            self.tables[-1].rows[-1] = (line, named or (heading and len(cells) > 1) or (heading and across > 1), cells)
            self.buffer = []

    def _add(self, block: Block) -> None:
        (self.items[-1][1].children if self.items else self.blocks).append(block)

    def _end_items(self, depth: int) -> None:
        self.end_text()
        while self.items and self.items[-1][0] >= depth:
            self.items.pop()[1].end = self.line

    def _end_list(self) -> None:
        self._end_items(len(self.lists))
        items = [item for item in self.lists.pop() if item.text or item.children]
        if items:
            self._add(Listing(items))

    def finished(self) -> list[Block]:
        """Return the blocks, with whatever was never closed."""
        while self.tables:
            self._end_cell()
            self._add(_finished(self.tables.pop(), self.line))
        while self.lists:
            self._end_list()
        return self.blocks


def _finished(table: _OpenTable, end: int) -> Table:
    """Return a table whose cells stand once in each row they span."""
    below: dict[int, tuple[int, str]] = {}
    rows: list[tuple[Row, bool]] = []
    for line, named, cells in table.rows:
        row: list[str] = []
        for cell in [*cells, None]:
            while below.get(len(row), (0, ""))[0] > 0:
                left, text = below[len(row)]
                below[len(row)] = (left - 1, text)
                row.append(text)
            if cell is not None:
                for column in range(len(row), len(row) + cell.across):
                    below[column] = (cell.down - 1, cell.text)
                row += [cell.text] + [""] * (cell.across - 1)
        if any(row):
            rows.append((Row(row, line), named))
    header: list[str] = []
    if rows and rows[0][1]:
        header = rows.pop(0)[0].cells
    return Table(header, [row for row, _ in rows], table.line, end)


def _number(value: str | None) -> int:
    return min(int(value), WIDEST) if value and value.isascii() and value.isdigit() and int(value) else 1
