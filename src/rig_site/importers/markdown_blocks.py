"""Markdown as people type it → blocks, with a few liberties CommonMark does not take.

A list item does not swallow the bold line, the table or the heading that
follows it without a blank line; a table may lack its line of dashes or be
torn apart by blank lines; a line that is wholly bold works as a heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rig_site.importers.blocks import (
    LABEL_LEVEL,
    Block,
    Heading,
    Item,
    Listing,
    Paragraph,
    Verbatim,
)
from rig_site.importers.html_blocks import html_blocks
from rig_site.importers.liquid import without_liquid
from rig_site.importers.markdown_tables import TABLE_ROW, Lines, read_table, starts_table, tables_mended

DEEPEST = 20
"""How deep lists may nest; what lies deeper stays text of its item."""

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_ATX_GLUED = re.compile(r"(#{1,6})([^\s#!].*)")
_FRONT_MATTER = {"---": ("---", "..."), "+++": ("+++",)}
"""The lines that begin front matter in YAML and in TOML, and those that end it."""
_TOML_KEY = re.compile(r"^([\w-]+)\s*=\s*", re.MULTILINE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
_MARKER = re.compile(r"([ \t]*)([-*+•◦▪‣–]|\d{1,3}[.)])([ \t]+|$)")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)([^\]]+)\]:\s*<?(\S+?)>?(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?\s*")
_FOOTNOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:\s*(.*)")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?!\s)((?:\\.|(?!\1).)+?)(?<!\s)\1\s*:?\s*")
_HTML_CONTAINER = re.compile(r"\s*<(table|ul|ol|dl|h[1-6])\b", re.IGNORECASE)
_HTML_FRAME = re.compile(
    r"(?<!\\)</?(?:details|div|center|section|article|main|font|span|p|header|footer)\b[^<>]*>", re.IGNORECASE
)
_SUMMARY = re.compile(r"(?<!\\)<summary\b[^<>]*>(.*?)(?:</summary>|$)", re.IGNORECASE)
_SETEXT = re.compile(r" {0,3}(=+|-+)\s*")


@dataclass(frozen=True, slots=True)
class Markdown:
    """A document's blocks, and what its reference links and footnotes mean."""

    blocks: list[Block]
    definitions: dict[str, str]
    footnotes: dict[str, tuple[int, str]]


def markdown_blocks(text: str, *, exact: bool = False) -> Markdown:
    """Return the blocks of a Markdown document; no line of it is left out.

    With `exact` (a document rig-site wrote itself) every line that is
    wholly bold is a heading, whatever it says.
    """
    lines = without_liquid([(number, line.rstrip()) for number, line in enumerate(text.split("\n"), start=1)])
    reader = _Reader(exact=exact)
    blocks = reader.read(lines, 0)
    return Markdown(blocks, reader.definitions, reader.footnotes)


class _Reader:
    def __init__(self, *, exact: bool) -> None:
        self.exact = exact
        self.definitions: dict[str, str] = {}
        self.footnotes: dict[str, tuple[int, str]] = {}

    def read(self, lines: Lines, depth: int) -> list[Block]:
        """Return the blocks of lines whose common indent is already gone."""
        blocks: list[Block] = []
        position = 0
        while position < len(lines):
            position = self._step(lines, position, blocks, depth)
        return tables_mended(blocks)

    def _step(self, lines: Lines, position: int, blocks: list[Block], depth: int) -> int:
        number, line = lines[position]
        if not line.strip():
            return position + 1
        if depth == 0 and number == 1 and line.rstrip() in _FRONT_MATTER:
            ends = _FRONT_MATTER[line.rstrip()]
            end = next((index for index in range(1, len(lines)) if lines[index][1].rstrip() in ends), None)
            if end is not None:
                inside = "\n".join(text for _, text in lines[1:end])
                inside = _TOML_KEY.sub(r"\1: ", inside) if line.startswith("+") else inside
                blocks.append(Verbatim("front matter", inside, 1, lines[end][0]))
                return end + 1
        if _FENCE.match(line):
            return _fenced(lines, position, blocks)
        if line.lstrip().startswith("<!--"):
            return _comment(lines, position, blocks)
        heading = _ATX.fullmatch(line) or _ATX_GLUED.fullmatch(line)
        if heading:
            blocks.append(Heading((heading[2] or "").strip(), len(heading[1]), number, number))
            return position + 1
        if _HTML_CONTAINER.match(line):
            return _html(lines, position, blocks)
        if "<" in line and (_HTML_FRAME.search(line) or _SUMMARY.search(line)):
            unframed = self._unframed(lines, position, blocks)
            if unframed is not None:
                return unframed
        if starts_table(lines, position):
            return read_table(lines, position, blocks)
        if _RULE.fullmatch(line):
            blocks.append(Verbatim("rule", line, number, number))
            return position + 1
        if _MARKER.match(line):
            return self._list(lines, position, blocks, depth)
        definition = _DEFINITION.fullmatch(line)
        if definition:
            self.definitions[" ".join(definition[1].casefold().split())] = definition[2]
            blocks.append(Verbatim("definition", line, number, number))
            return position + 1
        footnote = _FOOTNOTE.fullmatch(line)
        if footnote:
            self.footnotes[footnote[1]] = (number, footnote[2])
            blocks.append(Verbatim("footnote", line, number, number))
            return position + 1
        label = _bold_text(line) if self.exact else bold_line(line)
        if label is not None:
            blocks.append(Heading(label, LABEL_LEVEL, number, number))
            return position + 1
        return _paragraph(lines, position, blocks)

    def _unframed(self, lines: Lines, position: int, blocks: list[Block]) -> int | None:
        """Read a line with tags that only frame: a summary is a heading, what else it says is read on."""
        number, line = lines[position]
        summary = _SUMMARY.search(line)
        if summary and summary[1].strip():
            blocks.append(Heading(summary[1].strip(), 6, number, number))
            line = line[: summary.start()] + line[summary.end() :]
        rest = _HTML_FRAME.sub("", line.replace("</summary>", "").replace("<summary>", ""))
        if rest == lines[position][1]:
            return None
        lines[position] = (number, rest)
        return position

    def _list(self, lines: Lines, position: int, blocks: list[Block], depth: int) -> int:
        items: list[Item] = []
        marker = _MARKER.match(lines[position][1])
        outer = _width(marker[1]) if marker else 0
        while position < len(lines):
            marker = _MARKER.match(lines[position][1])
            if marker is None or _width(marker[1]) < outer or _RULE.fullmatch(lines[position][1]):
                break
            end = _item_end(lines, position, _width(marker[1]))
            items.append(self._item(lines[position:end], depth))
            position = end
            following = next((index for index in range(position, len(lines)) if lines[index][1].strip()), len(lines))
            if following < len(lines) and _MARKER.match(lines[following][1]):
                position = following
        blocks.append(Listing(items))
        return position

    def _item(self, lines: Lines, depth: int) -> Item:
        number, first = lines[0]
        marker = _MARKER.match(first)
        assert marker is not None
        inner = _width(first[: marker.end()])
        text = [first[marker.end() :].strip()]
        rest = lines[1:]
        while rest and (depth >= DEEPEST or (rest[0][1].strip() and _continues(rest[0][1], _width(marker[1])))):
            text.append(rest.pop(0)[1].strip())
        below = [line for line in rest if line[1].strip()]
        shallowest = min((_indent(line) for _, line in below), default=0)
        children = self.read([(place, _dedented(line, min(inner, shallowest))) for place, line in rest], depth + 1)
        last = below[-1][0] if below else number + len(text) - 1
        return Item("\n".join(text), number, last, children)


def bold_line(line: str) -> str | None:
    """Return the text of a line that is wholly bold and short enough to be a heading.

    >>> bold_line("**Main**"), bold_line("**Extra reading:**"), bold_line("**A** and **B**")
    ('Main', 'Extra reading', None)
    """
    text = _bold_text(line)
    if text is None or "](" in text or len(text) > 90 or text.endswith((".", "!")):
        return None
    return text.removesuffix(":").rstrip()


def _bold_text(line: str) -> str | None:
    match = _BOLD_LINE.fullmatch(line)
    return match[2].strip() if match else None


def _fenced(lines: Lines, position: int, blocks: list[Block]) -> int:
    fence = _FENCE.match(lines[position][1])
    assert fence is not None
    end = position + 1
    while end < len(lines) and not re.fullmatch(rf" {{0,3}}{re.escape(fence[1])}{fence[1][0]}*\s*", lines[end][1]):
        end += 1
    last = min(end, len(lines) - 1)
    text = "\n".join(line for _, line in lines[position : last + 1])
    blocks.append(Verbatim("code", text, lines[position][0], lines[last][0]))
    return last + 1


def _comment(lines: Lines, position: int, blocks: list[Block]) -> int:
    end = position
    while end < len(lines) and "-->" not in lines[end][1]:
        end += 1
    if end == len(lines):
        return _paragraph(lines, position, blocks)
    text = "\n".join(line for _, line in lines[position : end + 1])
    comment, _, rest = text.partition("-->")
    blocks.append(Verbatim("comment", comment + "-->", lines[position][0], lines[end][0]))
    lines[end] = (lines[end][0], rest)
    return end


def _html(lines: Lines, position: int, blocks: list[Block]) -> int:
    """Read a table, list or heading written in HTML, up to where it is closed."""
    opened = _HTML_CONTAINER.match(lines[position][1])
    assert opened is not None
    tag = opened[1].lower()
    depth = 0
    end = position
    while end < len(lines):
        line = lines[end][1].lower()
        depth += len(re.findall(rf"<{tag}\b", line)) - len(re.findall(rf"</{tag}\s*>", line))
        end += 1
        if depth <= 0:
            break
    text = "\n".join(line for _, line in lines[position:end])
    blocks += html_blocks(text, first_line=lines[position][0])
    return end


def _paragraph(lines: Lines, position: int, blocks: list[Block]) -> int:
    paragraph = [lines[position]]
    position += 1
    while position < len(lines):
        number, line = lines[position]
        setext = _SETEXT.fullmatch(line)
        if setext and len(paragraph) == 1 and len(line.strip()) > 1:
            blocks.append(Heading(paragraph[0][1].strip(), 1 if setext[1][0] == "=" else 2, paragraph[0][0], number))
            return position + 1
        if _interrupts(lines, position):
            break
        paragraph.append(lines[position])
        position += 1
    blocks.append(Paragraph([(number, text.strip()) for number, text in paragraph]))
    return position


def _interrupts(lines: Lines, position: int) -> bool:
    """Tell whether a line ends the paragraph before it."""
    line = lines[position][1]
    return (
        not line.strip()
        or bool(_ATX.fullmatch(line) or _FENCE.match(line) or _RULE.fullmatch(line) or _MARKER.match(line))
        or bool(_HTML_CONTAINER.match(line) or _DEFINITION.fullmatch(line) or _FOOTNOTE.fullmatch(line))
        or line.lstrip().startswith("<!--")
        or bool(_HTML_FRAME.search(line) or _SUMMARY.search(line))
        or bold_line(line) is not None
        or starts_table(lines, position)
    )


def _item_end(lines: Lines, position: int, outer: int) -> int:
    """Return where an item ends: before the next item of its depth, or what no longer belongs to it."""
    blank = False
    end = position + 1
    while end < len(lines):
        line = lines[end][1]
        if not line.strip():
            blank = True
        elif _indent(line) <= outer:
            if blank or _MARKER.match(line) or (not _continues(line, outer) and _interrupts(lines, end)):
                break
        else:
            blank = False
        end += 1
    while not lines[end - 1][1].strip():
        end -= 1
    return end


def _continues(line: str, outer: int) -> bool:
    """Tell whether a line without a marker only goes on with an item's text."""
    return not (
        _MARKER.match(line)
        or _ATX.fullmatch(line)
        or _FENCE.match(line)
        or bold_line(line) is not None
        or TABLE_ROW.fullmatch(line)
        or _HTML_CONTAINER.match(line)
        or _RULE.fullmatch(line)
        or _DEFINITION.fullmatch(line)
    )


def _indent(line: str) -> int:
    return _width(line[: len(line) - len(line.lstrip())])


def _width(text: str) -> int:
    return len(text.expandtabs(4))


def _dedented(line: str, width: int) -> str:
    expanded = line.expandtabs(4)
    return expanded[min(width, len(expanded) - len(expanded.lstrip())) :]
