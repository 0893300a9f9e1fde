"""What a message says, whatever it is sent as: words in lines, lines in blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct

from rig_site.language.language import Language
from rig_site.outputs.text import legible

_CALL = re.compile(r"(?<![\w.@])@(?=\w)")


class Words(Struct, frozen=True):
    """Text on a line, which may lead somewhere (`url` is absolute) and may be `strong`."""

    text: str
    url: str | None = None
    strong: bool = False


Line: TypeAlias = tuple[Words, ...]


class Block(Struct, frozen=True):
    """Lines that belong together: a paragraph, or with `listed` the items of a list, each with lines of its own.

    `html` is the same as HTML where there is more of it than lines tell.
    """

    items: tuple[tuple[Line, ...], ...]
    listed: bool = False
    html: str = ""


class Announcement(Struct, frozen=True):
    """A message; `page` is where all of it, and what is left out of a long one, can be read."""

    subject: str
    blocks: tuple[Block, ...]
    language: Language
    page: str


def paragraph(*lines: Line) -> Block:
    """Return a paragraph of lines, those without words left out."""
    return Block((tuple(line for line in lines if line),))


def listing(items: Iterable[tuple[Line, ...]]) -> Block:
    """Return a list."""
    return Block(tuple(items), listed=True)


def filled(blocks: Iterable[Block | None]) -> tuple[Block, ...]:
    """Return the blocks in which something stands."""
    return tuple(block for block in blocks if block and any(line for item in block.items for line in item))


def calling_nobody(text: str) -> str:
    r"""Return text on a line in which no `@name` calls anybody: an unseen character parts the sign from the name.

    U+2060 WORD JOINER breaks no line (UAX 14).  Addresses of e-mail stay.

    >>> calling_nobody("@channel or a@example.org") == "@\u2060channel or a@example.org"
    True
    """
    return _CALL.sub("@\N{WORD JOINER}", legible(text).replace("\n", " "))
