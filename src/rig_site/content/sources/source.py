"""The text of one file, and the places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from rig_site.cache.digest import digest
from rig_site.content.findings import Findings
from rig_site.diagnostics import Position

UNSEEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff"
"""Characters that are no text: control characters, halves of surrogate pairs, byte order marks, non-characters."""

MARK = b"\xef\xbb\xbf"
"""A byte order mark, which some editors put at the beginning of a file."""

_UNSEEN = re.compile(f"[{UNSEEN}]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_SEPARATORS = str.maketrans("\u2028\u2029", "  ")


class Source(Struct, frozen=True, dict=True):
    """A file's path relative to the content folder, and its text; places in it are offsets in characters."""

    path: str
    text: str

    @cached_property
    def digest(self) -> bytes:
        """A digest of the path and the text."""
        return digest(self.path, self.text)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset each line begins at; LF, CRLF and CR end a line."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def line_number(self, offset: int) -> int:
        """Return the line an offset lies in, counted from 1."""
        return bisect_right(self.line_starts, offset)

    def line(self, number: int) -> str:
        """Return a line's text without its end."""
        return self._lines[number - 1]

    @cached_property
    def _lines(self) -> list[str]:
        """The lines, each once: places on a line that is very long share its text."""
        return [self.text[start:end].rstrip("\r\n") for start, end in pairwise((*self.line_starts, len(self.text)))]

    def position(self, start: int, end: int) -> Position:
        """Return the place from one offset to another, as far as it lies on the first one's line."""
        number = self.line_number(start)
        text = self.line(number)
        column = min(start - self.line_starts[number - 1], len(text))
        length = min(end - start, len(text) - column)
        return Position(self.path, number, column + 1, max(1, length), text)


def from_bytes(path: str, content: bytes, findings: Findings) -> Source | None:
    """Return a file as text, or None where it is not UTF-8.

    A byte order mark at its beginning is dropped.  Each line with
    characters that are no text is an error; they are replaced one for one,
    so that the rest can still be read and offsets stay what they are.
    Line separators pasted from web pages (U+2028, U+2029) become blanks,
    because YAML would end a line there and no editor does.
    """
    content = content.removeprefix(MARK)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        _report_encoding(path, content, error.start, findings)
        return None
    source = Source(path, _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text).translate(_SEPARATORS))
    reported = 0
    for match in _UNSEEN.finditer(text):
        position = source.position(match.start(), match.end())
        if position.line != reported:
            findings.error(
                position,
                f"the character U+{ord(match[0]):04X} is not text",
                suggestion="delete it, or save the file anew from a text editor as UTF-8",
            )
            reported = position.line
    return source


def _report_encoding(path: str, content: bytes, start: int, findings: Findings) -> None:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        findings.error(Position(path), "the file is UTF-16, not UTF-8", suggestion="save it as UTF-8")
        return
    before = content[:start].decode()
    source = Source(path, before + content[start:].decode("cp1252", "replace"))
    findings.error(
        source.position(len(before), len(before) + 1),
        f"the file is not UTF-8: the byte 0x{content[start]:02X} begins no character",
        suggestion=f"if it is meant to be '{source.text[len(before)]}', save the file as UTF-8",
    )
