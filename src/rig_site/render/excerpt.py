"""A part of a text, to be shown in another one: what stands under a heading, or a single block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

from rig_site.model.text import Heading, Hole, Image, Text

_TAG = re.compile(r'<(?P<ends>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<attributes>(?: [^\s"=>]+="[^"]*")*) ?/?>')
_ID = re.compile(r' id="([^"]*)"')
_WITHIN = re.compile(r' href="#')
_EMPTY = frozenset(("br", "hr", "img", "input", "wbr", "col"))


class _Bit(Struct, frozen=True):
    """A tag or what stands between two: `step` is 1 for a start tag and -1 for an end tag, `id` that of an element."""

    piece: str | Hole
    step: int = 0
    id: str = ""
    name: str = ""

    @property
    def heading(self) -> Heading | None:
        """The heading that it begins."""
        fact = self.piece.fact if isinstance(self.piece, Hole) else None
        return fact if isinstance(fact, Heading) and self.step == 1 else None


def excerpt(text: Text, fragment: str) -> tuple[str | Hole, ...]:
    """Return the pieces of a text that a fragment means, empty where there is none; without a fragment, all of them.

    A heading means what stands under it, up to the next as high, any other
    id its element.  What comes back is well-formed like the whole.
    """
    if not fragment:
        return text.html
    bits = list(_bits(text))
    start = next((place for place, bit in enumerate(bits) if bit.step == 1 and bit.id == fragment), None)
    if start is None:
        return ()
    opened, depth, end = bits[start], 0, start
    for end in range(start, len(bits)):
        bit = bits[end]
        if opened.heading and depth == 0 and end > start and _ends(bit, opened.heading):
            break
        depth += bit.step
        if depth == 0 and not opened.heading:
            end += 1
            break
    else:
        end = len(bits)
    pieces = tuple(bit.piece for bit in bits[start:end])
    return ("<ul>", *pieces, "</ul>") if opened.name == "li" else pieces


def size(pieces: tuple[str | Hole, ...]) -> int:
    """Return how many characters pieces have, but for what fills their holes."""
    return sum(len(piece) for piece in pieces if isinstance(piece, str))


def moved(html: str, address: str) -> str:
    """Return HTML for another page than its own, which is at an address: ids stay there, and links to them lead there.

    >>> moved('<p id="a">id="a" <a href="#b">b</a></p>', "../note/")
    '<p>id="a" <a href="../note/#b">b</a></p>'
    """
    return _TAG.sub(lambda tag: _WITHIN.sub(f' href="{address}#', _ID.sub("", tag[0])), html)


def _ends(bit: _Bit, heading: Heading) -> bool:
    return bit.step < 0 or bool(bit.heading and bit.heading.level <= heading.level)


def _bits(text: Text) -> Iterator[_Bit]:
    for piece in text.html:
        if isinstance(piece, Hole):
            step = 0 if isinstance(piece.fact, Image) else -1 if piece.ends else 1
            yield _Bit(piece, step, piece.fact.anchor if isinstance(piece.fact, Heading) else "")
            continue
        end = 0
        for tag in _TAG.finditer(piece):
            if tag.start() > end:
                yield _Bit(piece[end : tag.start()])
            found, name = _ID.search(tag["attributes"]), tag["name"]
            step = 0 if name in _EMPTY else -1 if tag["ends"] else 1
            yield _Bit(tag[0], step, unescape(found[1]) if found else "", name)
            end = tag.end()
        if end < len(piece):
            yield _Bit(piece[end:])
