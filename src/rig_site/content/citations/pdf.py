"""The DOI that a PDF has in its metadata, or as the only one in its links."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from rig_site.model.catalogue import named_doi

MOST_INFLATED = 20_000_000
"""How many bytes the compressed parts of a PDF may come to; those after them are not looked at."""

_STREAM = re.compile(rb"stream\r?\n")
_OWN = re.compile(
    rb"(?:prism:doi|pdfx:doi|jav:doi|dc:identifier|/doi|/WPS-ARTICLEDOI)(?:\s*>|\s*=\s*\"|\s*\()?"
    rb"(?:\s*<[^<>]*>)*\s*(?:doi:|https?://(?:dx\.)?doi\.org/)?\s*(10\.\d{4,9}/[^\s<>\"()]+)",
    re.IGNORECASE,
)
_LINKED = re.compile(rb"doi(?:\.org/|:\s?)(10\.\d{4,9}/[^\s<>\"()\]]+)", re.IGNORECASE)


def doi(content: bytes) -> str | None:
    """Return the DOI of a PDF; None where it tells none, or several without saying which is its own."""
    linked: set[str] = set()
    for part in _parts(content):
        if own := _OWN.search(part):
            return _name(own[1])
        linked |= {name for found in _LINKED.finditer(part) if (name := _name(found[1]))}
    return linked.pop() if len({name.lower() for name in linked}) == 1 else None


def _name(written: bytes) -> str | None:
    return named_doi(written.decode("utf-8", "replace").rstrip(".,;"))


def _parts(content: bytes) -> Iterator[bytes]:
    """Yield a PDF as it is, then its compressed streams (ISO 32000-1, 7.4.4) as far as they can be read."""
    yield content
    left = MOST_INFLATED
    for begun in _STREAM.finditer(content):
        inflate = zlib.decompressobj()
        try:
            part = inflate.decompress(content[begun.end() : begun.end() + 2_000_000], min(left, 2_000_000))
        except zlib.error:
            continue
        left -= len(part)
        yield part
        if left <= 0:
            return
