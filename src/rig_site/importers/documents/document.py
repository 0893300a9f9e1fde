"""A document being imported: its sections, and which of its blocks have found their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from rig_site.importers.draft import Draft, Group, Journal, SourcePlace
from rig_site.importers.reading.block_markdown import block_source
from rig_site.importers.reading.blocks import Block, Headline, Item, Listing, Section, Verbatim
from rig_site.importers.reading.markdown import parse
from rig_site.importers.rich import Rich, squeezed
from rig_site.importers.values.people import is_nobody


class Document(Struct, eq=False):
    """A document's blocks as a tree of sections.

    `claimed` are the blocks, sections and items that became part of a
    session; what is not claimed in the end is prose or readings of no
    session.  `generated` tells that rig-site wrote it itself, `timezone` and
    `title` are those of the group that it names; `drafts` are sessions
    that need no understanding, and `group` is what an export says beside
    them.
    """

    path: str
    lines: list[str]
    root: Section
    definitions: dict[str, str]
    footnotes: dict[str, tuple[int, str]]
    journal: Journal
    generated: bool = False
    timezone: str | None = None
    title: str | None = None
    is_markdown: bool = True
    drafts: list[Draft] = field(default_factory=list)
    group: Group | None = None
    claimed: set[int] = field(default_factory=set)
    kept_alive: list[object] = field(default_factory=list)

    def place(self, line: int) -> SourcePlace:
        """Return a line of the document."""
        return SourcePlace(self.path, line)

    def rich(self, text: str, line: int) -> Rich:
        """Return the text and links of a piece of Markdown; what is malformed in it is journalled."""
        return parse(text, lambda what: self.journal.warn(self.place(line), what))

    def name_unread(
        self, line: int, roles: Sequence[str], labels: Sequence[str], cells: Sequence[Sequence[Rich]]
    ) -> None:
        """Say of which columns neither the name nor the values are understood, with two of their values."""
        for column, (role, label) in enumerate(zip(roles, labels, strict=True)):
            values = [squeezed(row[column].text) for row in cells if column < len(row) and not row[column].links]
            values = [value for value in values if re.search(r"\w", value) and not is_nobody(value)]
            if role == "other" and label and values:
                shown = " and ".join(f"'{value[:40]}'" for value in dict.fromkeys(values[:2]))
                self.journal.notice(
                    self.place(line),
                    f"the column '{label}' is not understood ({shown}); its cells are kept in the sessions' abstracts",
                )

    def claim(self, *found: Block | Section | Item) -> None:
        """Mark what became part of a session; a section with all that stands in it."""
        for one in found:
            self.claimed.add(id(one))
            self.kept_alive.append(one)
            if isinstance(one, Section):
                self.claim(*one.blocks, *one.children)
            elif isinstance(one, Listing):
                self.claim(*one.items)

    def claim_footnote(self, line: int) -> None:
        """Mark the definition of a footnote that became part of a session."""
        for section in self.root.walk():
            self.claim(*(block for block in section.blocks if block.line == line))

    def is_claimed(self, one: Block | Section | Item) -> bool:
        """Tell whether it already became part of a session; a list with all its items."""
        return id(one) in self.claimed or (isinstance(one, Listing) and all(map(self.is_claimed, one.items)))

    def open_blocks(self, section: Section) -> Iterable[Block]:
        """Yield the blocks of a section that are not claimed."""
        return [block for block in section.blocks if not self.is_claimed(block)]

    def text_of(self, block: Block) -> str:
        """Return a block as Markdown: as it stands in a Markdown document, else made anew."""
        if not self.is_markdown:
            return (
                f"{'#' * block.level} {block.text.markdown()}" if isinstance(block, Headline) else block_source(block)
            )
        return self.source(block.line, block.end)

    @property
    def front_matter(self) -> Verbatim | None:
        """Its front matter, which is its first block."""
        block = next(iter(self.root.blocks), None)
        return block if isinstance(block, Verbatim) and block.kind == "front matter" else None

    def source(self, first: int, last: int) -> str:
        """Return the lines from `first` to `last`, both included."""
        return "\n".join(self.lines[first - 1 : last])
