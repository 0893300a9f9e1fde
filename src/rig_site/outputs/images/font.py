"""The font that images are written in: which characters it has, and how wide they are.

It is DejaVu Serif Condensed Bold (its licence is in the text file beside
it), and no other: what an image shows may not depend on the machine that it
is made on.  Its tables are read as the OpenType specification has them.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

FAMILY = "DejaVu Serif"
FILE = Path(__file__).parent / "DejaVuSerifCondensed-Bold.ttf"


class Font(Struct, frozen=True):
    """The widths of characters by their code points, as parts of the font's size."""

    widths: Mapping[int, float]

    def writes(self, text: str) -> bool:
        """Tell whether there is a picture of every character."""
        return all(ord(character) in self.widths for character in text)

    def width(self, text: str, size: float) -> float:
        """Return how wide a text is at a size, without kerning, in the size's unit."""
        return size * sum(self.widths.get(ord(character), 1) for character in text)


@cache
def font() -> Font:
    """Return the font."""
    content = FILE.read_bytes()
    (count,) = struct.unpack_from(">H", content, 4)
    tables = {}
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", content, 12 + 16 * number)
        tables[tag] = offset
    (units,) = struct.unpack_from(">H", content, tables[b"head"] + 18)
    (metrics,) = struct.unpack_from(">H", content, tables[b"hhea"] + 34)
    advances = struct.unpack_from(">" + "Hh" * metrics, content, tables[b"hmtx"])[::2]
    glyphs = _glyphs(content, tables[b"cmap"])
    return Font({code: advances[min(glyph, metrics - 1)] / units for code, glyph in glyphs.items()})


def _glyphs(content: bytes, table: int) -> Mapping[int, int]:
    """Return the glyphs by code points, from the table's part for the Basic Multilingual Plane (cmap, format 4)."""
    (count,) = struct.unpack_from(">H", content, table + 2)
    records = (struct.unpack_from(">HHI", content, table + 4 + 8 * number) for number in range(count))
    (start,) = (table + offset for platform, encoding, offset in records if (platform, encoding) == (3, 1))
    (doubled,) = struct.unpack_from(">H", content, start + 6)
    segments = doubled // 2
    arrays = [
        struct.unpack_from(f">{segments}{kind}", content, start + 14 + place)
        for kind, place in (("H", 0), ("H", doubled + 2), ("h", 2 * doubled + 2), ("H", 3 * doubled + 2))
    ]
    found = {}
    for number, (last, first, delta, offset) in enumerate(zip(*arrays, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                at = start + 16 + 3 * doubled + 2 * number + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", content, at)
            if glyph or not offset:
                glyph = (glyph + delta) & 0xFFFF
            if glyph:
                found[code] = glyph
    return found
