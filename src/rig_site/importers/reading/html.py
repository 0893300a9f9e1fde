"""HTML becomes blocks of text with its links, through lxml; `reading.markdown` makes HTML of Markdown for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from rig_site.importers.reading.bare_addresses import bare_addresses
from rig_site.importers.reading.blocks import (
    LABEL_LEVEL,
    Block,
    Headline,
    Item,
    Listing,
    Paragraph,
    Table,
    TableRow,
    Verbatim,
)
from rig_site.importers.reading.cards import MOVED, headings_first
from rig_site.importers.reading.spans import laid_out, span, spread, tables_mended
from rig_site.importers.rich import Rich, TextMark

_KINDS = {"strong": "b|strong", "emphasis": "i|em", "struck": "del|s|strike", "code": "code|tt", "source": "data"}
_MARKS = {tag: kind for kind, tags in _KINDS.items() for tag in tags.split("|")}
_SILENT = frozenset(("script", "style", "title", "template", "noscript"))
_STRUCTURE = re.compile("table|ul|ol|dl|h1|h2|h3|h4|h5|h6|pre|hr|summary|p|div|li|section|article|aside")
_LISTS = frozenset(("ul", "ol", "dl"))
_ITEMS = frozenset(("li", "dt", "dd"))
_BLANK = re.compile(r"[\s\xa0]+")
_FRAME = re.compile(r"</?(?:html|head|body)\b[^<>]*>|<\?xml\b[^<>]*>", re.IGNORECASE)
"""What stands around a whole document: libxml2 reads nothing after its end, and no text with an encoding."""
_UNCLOSED = re.compile(r"(\b(?:href|src)\s*=\s*)([\"'])([^\"'<>\s]*)>(?=[^\"'>]*<)", re.IGNORECASE)
"""An address whose quotation mark is not closed before its tag is."""
DEEPEST = 100
"""How deep elements may nest; of what lies deeper only the words are read."""
LONGEST_LABEL = 90
"""Characters of a bold line that may be a heading."""


def html_blocks(text: str, *, exact: bool = False, numbers: Sequence[int] = ()) -> list[Block]:
    """Return the headings, paragraphs, lists and tables of HTML, with their lines.

    With `exact` (a document rig-site wrote itself) every line that is
    wholly bold is a heading, and no address without markup is a link.
    `numbers` are those of the lines where they do not count from 1.
    """
    root = _tree(text)
    if root is None:
        return []
    if not exact:
        headings_first(root)
    return _Reader(exact, numbers).blocks(root)


def html_text(text: str) -> Rich:
    """Return all that a piece of HTML says as one text."""
    root = _tree(text)
    return Rich("") if root is None else _Reader(False, ()).text_of(root)[0]


def _tree(text: str) -> Any:
    """Return what a text is made of; a document that says twice that it is one, or where it ends, is read on."""
    from lxml import etree

    inside = _UNCLOSED.sub(r"\1\2\3\2>", _FRAME.sub(lambda tag: "\n" * tag[0].count("\n"), text))
    parser = etree.HTMLParser(huge_tree=True, remove_pis=True)
    return etree.fromstring(inside, parser) if inside.strip() else None


class _Reader:
    """Walks a tree in the order of its document, and counts its lines by the line ends it comes past."""

    def __init__(self, exact: bool, numbers: Sequence[int]) -> None:
        self.exact = exact
        self.numbers = numbers
        self.line = 1
        self.depth = 0

    def number(self, line: int) -> int:
        """Return the number of a line in the document."""
        return self.numbers[line - 1] if 0 < line <= len(self.numbers) else line

    def blocks(self, element: Any, *, in_item: bool = False) -> list[Block]:
        """Return the blocks in an element; the first line of an item is no heading."""
        found: list[Block] = []
        words = _Words(self)

        def flush() -> None:
            paragraph = words.finished(bare=not self.exact)
            if paragraph is not None:
                first = in_item and not found
                found.extend(_labels_apart(paragraph, exact=self.exact, first_is_text=first))

        self.depth += 1
        words.text(element.text if self.depth < DEEPEST else "".join(element.itertext()))
        for child in element if self.depth < DEEPEST else ():
            tag = child.tag if isinstance(child.tag, str) else ""
            before = self.line
            self.line = max(self.line, child.sourceline or 0) if tag else self.line
            if not tag:
                self.count(child.text)
            elif tag in _SILENT:
                self.pass_by(child)
            elif _is_structure(child) or any(map(_is_structure, child.iterdescendants())):
                flush()
                found += self._block(child, tag, in_item=in_item and not found)
                words = _Words(self)
            else:
                words.element(child)
            self.line = before if tag and child.get(MOVED) is not None else self.line
            words.text(child.tail)
        flush()
        self.depth -= 1
        return [one for block in tables_mended(found) for one in laid_out(block)]

    def _block(self, element: Any, tag: str, *, in_item: bool = False) -> list[Block]:
        line, end = self.number(self.line), self.number(int(element.get("data-end", 0)))
        if re.fullmatch("h[1-6]|summary", tag):
            text, line = self.text_of(element)
            return [Headline(text, int(tag[1]) if tag != "summary" else 6, line, end or self.last)] if text.text else []
        if tag in _LISTS:
            items = self._items(element)
            return [Listing(items)] if items else []
        if tag == "table" and not any(below.tag == "table" for below in element.iterdescendants()):
            return [self._table(element, line, end)]
        if tag == "pre":
            code = "".join(element.itertext())
            self.pass_by(element)
            kept = code if end else f"```\n{code.strip()}\n```"
            return [Verbatim("code", kept, line, end or self.last)] if code.strip() else []
        if tag == "hr":
            return [Verbatim("rule", "---", line, line)]
        if tag == "aside" and element.get("data-footnote"):
            blocks = self.blocks(element)
            note = "\n\n".join(block.text.markdown() for block in blocks if isinstance(block, Paragraph))
            return [Verbatim(f"footnote {element.get('data-footnote')}", note, line, end)]
        return self.blocks(element, in_item=in_item)

    def text_of(self, element: Any) -> tuple[Rich, int]:
        """Return all that an element says as one text, and the line on which it begins."""
        words = _Words(self)
        words.inside(element)
        paragraph = words.finished(bare=not self.exact)
        return (paragraph.text, paragraph.line) if paragraph else (Rich(""), self.last)

    def _items(self, element: Any) -> list[Item]:
        items: list[Item] = []
        self.count(element.text)
        for child in element:
            self.line = max(self.line, child.sourceline or 0) if isinstance(child.tag, str) else self.line
            if child.tag in _ITEMS:
                line = self.number(self.line)
                blocks = self.blocks(child, in_item=True)
                first = blocks[0] if blocks and isinstance(blocks[0], Paragraph) else None
                text = first.text if first else Rich("")
                end = self.number(int(child.get("data-end", 0))) or self.last
                items.append(Item(text, first.line if first else line, end, blocks[first is not None :]))
            elif isinstance(child.tag, str) and items:
                items[-1].children += self._block(child, child.tag)
            else:
                self.count("".join(child.itertext()))
            self.count(child.tail)
        return [item for item in items if item.text.text or item.children]

    def _table(self, element: Any, line: int, end: int) -> Table:
        """Return a table whose cells stand once in each row they span."""
        below: dict[int, tuple[int, Rich]] = {}
        rows: list[tuple[TableRow, bool]] = []
        for row in element.iter("tr"):
            self.line = max(self.line, row.sourceline or 0)
            number, cells = self.number(self.line), []
            headings = [cell for cell in row if cell.tag == "th"]
            self.count(row.text)
            for cell in [cell for cell in row if cell.tag in ("td", "th")]:
                cells.append((cell, self.text_of(cell)[0]))
                self.count(cell.tail)
            self.count(row.tail)
            texts = spread(cells, below)
            if any(text.text or text.marks for text in texts):
                wide = any(span(cell, "colspan") > 1 for cell in headings)
                rows.append((TableRow(texts, number), len(headings) > 1 or wide))
        header = rows.pop(0)[0].cells if rows and rows[0][1] else []
        self.count(element[-1].tail if len(element) and element[-1].tag != "tr" else "")
        return Table(header, [row for row, _ in rows], line, end or self.last)

    @property
    def last(self) -> int:
        """The number of the line that has been reached."""
        return self.number(self.line)

    def count(self, text: str | None) -> None:
        """Count the line ends of a text that says nothing."""
        self.line += text.count("\n") if text else 0

    def pass_by(self, element: Any) -> None:
        """Count the line ends in an element that is left out."""
        for text in element.itertext():
            self.count(text)


class _Words:
    """A text in the making, with blanks as a reader sees them."""

    def __init__(self, reader: _Reader) -> None:
        self.reader = reader
        self.pieces: list[str] = []
        self.length = 0
        self.marks: list[TextMark] = []
        self.blank = True
        self.first: int | None = None
        self.last = 0

    def text(self, text: str | None, *, as_it_is: bool = False) -> None:
        """Add text, its blanks as one each."""
        if not text:
            return
        shown = text if as_it_is else _BLANK.sub(" ", text)
        shown = shown[1:] if self.blank and shown[0] == " " else shown
        if shown and self.first is None:
            self.first = self.reader.line + text[: len(text) - len(text.lstrip())].count("\n")
        if shown.strip():
            self.last = self.reader.line + text.rstrip().count("\n")
        self._add(shown)
        self.reader.count(text)

    def _add(self, shown: str) -> None:
        if shown:
            self.pieces.append(shown)
            self.length += len(shown)
            self.blank = shown[-1] in " \n"

    def inside(self, element: Any) -> None:
        """Add what an element says."""
        self.reader.depth += 1
        deep = self.reader.depth >= DEEPEST
        self.text("".join(element.itertext()) if deep else element.text)
        for child in () if deep else element:
            if isinstance(child.tag, str):
                self.reader.line = max(self.reader.line, child.sourceline or 0)
                self.element(child)
            else:
                self.reader.count(child.text)
            self.text(child.tail)
        self.reader.depth -= 1

    def element(self, element: Any) -> None:
        """Add an element within a line."""
        tag = element.tag
        start = self.length
        if tag in _SILENT:
            self.reader.pass_by(element)
        elif tag == "br":
            self._line_end("\n" if element.get("data-soft") is None else " ")
        elif tag in ("img", "iframe"):
            target = (element.get("src") or "").strip()
            if target:
                self._add(_BLANK.sub(" ", element.get("alt") or element.get("title") or "").strip() or target)
                self.first = self.first or self.reader.line
                self.marks.append(TextMark("image" if tag == "img" else "link", start, self.length, target))
        elif tag == "sup" and element.get("data-footnote"):
            self.marks.append(TextMark("footnote", start, start, element.get("data-footnote")))
        elif tag in ("code", "data"):
            self.text("".join(element.itertext()), as_it_is=True)
            self._mark(_MARKS[tag], start)
        else:
            if _is_structure(element) and not self.blank:
                self._line_end("\n")
            self.inside(element)
            target = element.get("href") if tag == "a" else None
            if target is not None:
                self._link(start, _BLANK.sub(" ", target).strip())
            elif tag in _MARKS:
                self._mark(_MARKS[tag], start)
            if _is_structure(element) and not self.blank:
                self._line_end("\n")

    def _line_end(self, shown: str) -> None:
        if self.pieces:
            line = self.reader.number(self.reader.line + (shown == " "))
            self.marks.append(TextMark("line", self.length, self.length + 1, str(line)))
            self.pieces.append(shown)
            self.length += 1
            self.blank = True

    def _link(self, start: int, target: str) -> None:
        if not "".join(self.pieces)[start:].strip():
            self._add(target)
            self.first = self.first or self.reader.line
        if target:
            self.marks = [mark for mark in self.marks if mark.start < start or mark.target != target]
        self._mark("link", start, target)

    def _mark(self, kind: str, start: int, target: str = "") -> None:
        text = "".join(self.pieces)[start:]
        left = len(text) - len(text.lstrip())
        end = start + len(text.rstrip())
        if start + left < end or kind == "link":
            self.marks.append(TextMark(kind, start + left, max(end, start + left), target))

    def finished(self, *, bare: bool) -> Paragraph | None:
        """Return the text so far; None for nothing."""
        text = Rich("".join(self.pieces), tuple(sorted(self.marks, key=_outermost_first)))
        text = text.strip(" \n")
        if not (text.text or text.marks):
            return None
        first = self.first or self.reader.line
        last = self.reader.number(max(first, self.last))
        return Paragraph(bare_addresses(text) if bare else text, self.reader.number(first), last)


def _outermost_first(mark: TextMark) -> tuple[int, int, bool]:
    return mark.start, -mark.end, mark.kind == "image"


def _labels_apart(paragraph: Paragraph, *, exact: bool, first_is_text: bool) -> Iterator[Block]:
    """Yield a paragraph with those of its lines as headings that are wholly bold."""
    rest: list[tuple[int, Rich]] = []
    for number, (line, text) in enumerate(paragraph.lines):
        label = None if number == 0 and first_is_text else bold_line(text, exact=exact)
        if label is None:
            rest.append((line, text))
            continue
        if rest:
            yield Paragraph.of(rest)
        rest = []
        yield Headline(label, LABEL_LEVEL, line, line)
    if rest:
        yield Paragraph.of(rest) if len(rest) < len(paragraph.lines) else paragraph


def bold_line(text: Rich, *, exact: bool = False) -> Rich | None:
    """Return the text of a line that is wholly bold and short enough to be a heading."""
    words = text.strip(" ")
    rest = words.strip(" :") if not exact else words
    whole = any(mark.kind == "strong" and mark.start == 0 and mark.end >= len(rest.text) for mark in words.marks)
    if not whole or not rest.text:
        return None
    if not exact and (words.links or len(rest.text) > LONGEST_LABEL or rest.text.endswith((".", "!"))):
        return None
    return Rich(rest.text, tuple(mark for mark in rest.marks if mark.kind != "strong"))


def _is_structure(element: Any) -> bool:
    return isinstance(element.tag, str) and _STRUCTURE.fullmatch(element.tag) is not None
