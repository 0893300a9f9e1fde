"""What a document is made of: headings, paragraphs, lists, tables, each with its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct, field

from rig_site.importers.reading.wrapped_lines import unwrapped
from rig_site.importers.rich import Rich, joined_lines
from rig_site.importers.values.dates import names_years

LABEL_LEVEL = 7
"""The level of a line that is wholly bold and so works as a heading, below all real ones."""


class Headline(Struct, eq=False):
    """A heading."""

    text: Rich
    level: int
    line: int
    end: int

    @property
    def name(self) -> str:
        """What it says, on one line."""
        return " ".join(self.text.text.split())


class Paragraph(Struct, eq=False):
    """Lines of prose as one text."""

    text: Rich
    line: int
    end: int

    @classmethod
    def of(cls, lines: Sequence[tuple[int, Rich]]) -> Paragraph:
        """Return the paragraph of lines with their numbers."""
        return cls(joined_lines(lines), lines[0][0], lines[-1][0])

    @property
    def lines(self) -> list[tuple[int, Rich]]:
        """Each of its lines with its number; lines that were wrapped by hand are one."""
        return _numbered(self.text, self.line)


def _numbered(text: Rich, first: int) -> list[tuple[int, Rich]]:
    numbers = [first, *(int(mark.target) for mark in text.marks if mark.kind == "line")]
    return unwrapped(list(zip(numbers, text.lines(), strict=True)))


class Item(Struct, eq=False):
    """An item of a list: its own text, and what is indented below it."""

    text: Rich
    line: int
    end: int
    children: list[Block] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[int, Rich]]:
        """Each line of its own text with its number."""
        return _numbered(self.text, self.line)


class Listing(Struct, eq=False):
    """A list of items."""

    items: list[Item]

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.items[0].line

    @property
    def end(self) -> int:
        """The number of its last line."""
        return self.items[-1].end


class TableRow(Struct, eq=False):
    """A row of a table."""

    cells: list[Rich]
    line: int


class Table(Struct, eq=False):
    """A table; `header` is empty for one that does not name its columns."""

    header: list[Rich]
    rows: list[TableRow]
    line: int
    end: int


class Verbatim(Struct, eq=False):
    """Something kept as it stands: code, front matter, a comment; `kind` says which."""

    kind: str
    text: str
    line: int
    end: int


Block: TypeAlias = Headline | Paragraph | Listing | Table | Verbatim


def first_line(block: Block | None) -> tuple[Rich, list[Block]] | None:
    """Return the first line of a paragraph or list, and the blocks that are left of it; None for other blocks."""
    if isinstance(block, Paragraph):
        (_, text), *rest = block.lines
        return text, [Paragraph.of(rest)] if rest else []
    if not isinstance(block, Listing):
        return None
    item, *others = block.items
    text, below = first_of_item(item)
    return text, [*below, *([Listing(others)] if others else [])]


def first_of_item(item: Item) -> tuple[Rich, list[Block]]:
    """Return the first line of an item, and the blocks that are left of it."""
    (_, text), *rest = item.lines
    return text, [*([Paragraph.of(rest)] if rest else []), *item.children]


class Section(Struct, eq=False):
    """A heading with all that stands under it, up to the next heading of its level or above."""

    heading: Headline | None
    blocks: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)
    parent: Section | None = None

    @property
    def level(self) -> int:
        """The level of its heading; 0 for a whole document."""
        return self.heading.level if self.heading else 0

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.heading.line if self.heading else 1

    def walk(self) -> Iterator[Section]:
        """Yield the section and all below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()

    def path(self) -> tuple[Headline, ...]:
        """Return the headings above, outermost first, and its own."""
        above = self.parent.path() if self.parent else ()
        return (*above, self.heading) if self.heading else above


def sections(blocks: list[Block]) -> Section:
    """Return a document's blocks as a tree of sections; a year above a list or a table is its heading."""
    root = current = Section(None)
    for position, found in enumerate(blocks):
        block = found
        below = blocks[position + 1] if position + 1 < len(blocks) else None
        if isinstance(block, Paragraph) and isinstance(below, Listing | Table) and names_years(block.text.text):
            block = Headline(block.text, LABEL_LEVEL, block.line, block.end)
        if isinstance(block, Headline):
            while current.level >= block.level and current.parent:
                current = current.parent
            child = Section(block, parent=current)
            current.children.append(child)
            current = child
        else:
            current.blocks.append(block)
    return root


def own_blocks(section: Section) -> list[Block]:
    """Return all that stands under a section's heading, the headings below it included."""
    return [*section.blocks, *(block for child in section.children for block in blocks_below(child))]


def blocks_below(section: Section) -> list[Block]:
    """Return a section's heading and all that stands under it."""
    return [*([section.heading] if section.heading else []), *own_blocks(section)]
