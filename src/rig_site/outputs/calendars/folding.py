"""The lines of a calendar, folded: as `icalendar` folds them, which asks each character for its bytes, only quicker."""

from __future__ import annotations

from typing import Any

_MOST_BYTES = 74
"""How many bytes stand on a line beside its break and the space that goes before what is folded (RFC 5545, 3.1)."""


def encoded(component: Any) -> bytes:
    """Return an `icalendar.Component` as bytes, its fields in the order they were added."""
    return b"".join(folded(line) + b"\r\n" for line in component.content_lines(sorted=False) if line)


def folded(line: str) -> bytes:
    r"""Return a line in UTF-8, cut where it is too long, but neither within a character nor within an escape.

    >>> folded("DESCRIPTION:" + "word " * 15)
    b'DESCRIPTION:word word word word word word word word word word word word wo\r\n rd word word '
    """
    content = line.encode()
    pieces = []
    start = 0
    while len(content) - start > _MOST_BYTES:
        end = start + _MOST_BYTES
        while content[end] & 0xC0 == 0x80:
            end -= 1
        if content[end - 1] in b"\\^":
            end -= 1
        pieces.append(content[start:end])
        start = end
    return b"\r\n ".join((*pieces, content[start:]))
