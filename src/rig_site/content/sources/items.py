"""A session file in pieces, so that of one that changed only what changed is read anew."""

from __future__ import annotations

import re

_FIRST_ITEM = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n|---[ \t]*\r?\n)*( *)- ")


def pieces(content: bytes) -> list[bytes]:
    r"""Return the bytes of a YAML list in pieces that are lists by themselves, any other file in one.

    They are its items, which begin in the column of the first one's dash,
    and what stands before them.
    A line that begins so in the middle of a value leaves pieces that are no
    YAML; then the whole has to be read.

    >>> pieces(b"# Spring\n- id: a\n  links:\n  - x\n- id: b\n")
    [b'# Spring\n', b'- id: a\n  links:\n  - x\n', b'- id: b\n']
    """
    first = _FIRST_ITEM.match(content)
    if first is None:
        return [content]
    dash = first[1] + b"- "
    begun, *items = content.split(b"\n" + dash)
    parts = [begun, *(dash + item for item in items)]
    return [*(part + b"\n" for part in parts[:-1]), parts[-1]]
