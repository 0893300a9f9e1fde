"""Days that are a day and a month with a dash or a dot between them ("09-12", "14.07"), told by most lines beside them.

Alone such numbers may be anything: hours, counts, the parts of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rig_site.importers.documents.document import Document
from rig_site.importers.reading.blocks import Block, Listing, Paragraph
from rig_site.importers.rich import Rich

_DAY = r"(?P<first>0?[1-9]|[12]\d|3[01])(?P<mark>[-.])(?P<second>0?[1-9]|[12]\d|3[01])"
_ALONE = re.compile(rf"\s*{_DAY}\s*")
_FIRST = re.compile(rf"(?=\s*\d\d[-.]\d\d)\s*{_DAY}(?![\d.-])(?=\s*(?:[，,、:：|\[(（]|$)|\s+[^\W_a-z])")


def with_slashes(lines: Sequence[Rich]) -> list[Rich]:
    """Return lines with a slash in the numbers they begin with, if most of them begin with a day.

    >>> [line.text for line in with_slashes([Rich("08-16，Lead A"), Rich("09-12: On graphs")])]
    ['08/16，Lead A', '09/12: On graphs']
    >>> [line.text for line in with_slashes([Rich("1.01 Introduction"), Rich("10-12 people")])]
    ['1.01 Introduction', '10-12 people']
    """
    found = [_FIRST.match(line.text) or _ALONE.fullmatch(line.text) for line in lines]
    days = [one for one in found if one]
    dotted = [one for one in days if one["mark"] == "."]
    if len(days) * 4 <= len(lines) * 3 or (dotted and max(int(one["first"]) for one in dotted) <= 12):
        return list(lines)
    return [_with_slash(line, one) if one else line for line, one in zip(lines, found, strict=True)]


def _with_slash(line: Rich, day: re.Match[str]) -> Rich:
    at = day.start("mark")
    return Rich(f"{line.text[:at]}/{line.text[at + 1 :]}", line.marks)


def read_numbered_days(document: Document) -> None:
    """Put slashes into the days of a document's lists, and of the paragraphs of its sections, where they are days."""
    for section in document.root.walk():
        paragraphs = [block for block in section.blocks if isinstance(block, Paragraph)]
        lines = iter(with_slashes([line for block in paragraphs for line in _lines(block.text)]))
        for block in paragraphs:
            ends = [block.text.text[mark.start] for mark in block.text.marks if mark.kind == "line"]
            shown = "".join(next(lines).text + end for end in [*ends, ""])
            block.text = Rich(shown, block.text.marks)
        for listing in _listings(section.blocks):
            for item, text in zip(listing.items, with_slashes([one.text for one in listing.items]), strict=True):
                item.text = text


def _lines(text: Rich) -> list[Rich]:
    """Return the lines of a text with all their blanks."""
    ends = [mark.start for mark in text.marks if mark.kind == "line"]
    return [Rich(text.text[start:end]) for start, end in zip([0, *(at + 1 for at in ends)], [*ends, None], strict=True)]


def _listings(blocks: Sequence[Block]) -> Iterator[Listing]:
    for block in blocks:
        if isinstance(block, Listing):
            yield block
            for item in block.items:
                yield from _listings(item.children)
