"""The images that texts show: which files they are, and how large."""

from __future__ import annotations

import hashlib
import os
import re
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from rig_site.content.findings import Findings
from rig_site.content.resolve.static_files import names
from rig_site.content.sources.files import PICTURES
from rig_site.diagnostics import Position
from rig_site.model.link import is_elsewhere
from rig_site.model.note import picture_path
from rig_site.model.pictures import PictureNames, beside
from rig_site.model.prose import StaticFile
from rig_site.model.site import Site, texts
from rig_site.model.text import Text

_SVG = re.compile(rb"<svg\b[^>]*>", re.IGNORECASE)
_LENGTH = r"\s*=\s*[\"']\s*(\d+(?:\.\d+)?)(?:px)?\s*[\"']"
_VIEW_BOX = re.compile(r"\bviewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*[\"']")
_ACTIVE = re.compile(rb"<script\b|\son\w+\s*=|javascript:", re.IGNORECASE)
_SVG_HEAD = 20_000
"""How many bytes of an SVG may stand before its first element is over."""


def with_pictures(site: Site, content: Path, findings: Findings) -> Site:
    """Return the group with the images that its texts show: those beside notes are published, and all are measured."""
    static = {file.source: file for file in site.files}
    beside_notes = (f"notes/{name}" for name in names(content / "notes"))
    known = PictureNames({*static, *(path for path in beside_notes if path.casefold().endswith(PICTURES))})
    shown = sorted({path for text in texts(site) for path in _shown(text, known)})
    measured: dict[str, StaticFile] = {}
    for path in shown:
        file = static.get(path) or _beside_a_note(content, path, findings)
        width, height = _size(content / path) or (None, None)
        measured[path] = replace(file, width=width, height=height)
        if path.casefold().endswith(".svg") and _ACTIVE.search((content / path).read_bytes()):
            _refuse(path, "this picture has a script in it", "save it as a plain SVG or as PNG", findings)
    return replace(
        site,
        files=tuple(measured.get(file.source, file) for file in site.files),
        pictures=tuple(file for path, file in measured.items() if path not in static),
    )


def _shown(text: Text, known: PictureNames) -> Iterator[str]:
    """Yield the paths of the images that a text shows, or links to by their place beside it."""
    for image in text.images:
        if not is_elsewhere(image.source) and (found := known.find(image.source, text.path)):
            yield found
    for link in text.links:
        path = beside(link.url, text.path)
        if not is_elsewhere(link.url) and path in known.known and path.casefold().endswith(PICTURES):
            yield path


def _beside_a_note(content: Path, path: str, findings: Findings) -> StaticFile:
    """Return an image of notes/ as a file to publish, also after adding that it cannot be, as a build stops then."""
    file, digest = content / path, ""
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(content)):
        _refuse(path, "this link leads out of the content folder", "put the file itself here", findings)
    elif not file.is_file():
        _refuse(path, "this is not a file", "", findings)
    else:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return StaticFile(picture_path(path), str(file), digest, source=path)


def _refuse(path: str, what: str, suggestion: str, findings: Findings) -> None:
    findings.error(Position(path), what, suggestion=suggestion)


def _size(file: Path) -> tuple[int, int] | None:
    """Return width and height in pixels; None where they cannot be made out."""
    if file.suffix.casefold() == ".svg":
        return _size_of_svg(file.read_bytes()[:_SVG_HEAD])
    import imagesize

    try:
        width, height = imagesize.get(file)
    except (ValueError, OSError, struct.error):
        return None
    return (int(width), int(height)) if width > 0 and height > 0 else None


def _size_of_svg(head: bytes) -> tuple[int, int] | None:
    """Return the size an SVG says in pixels, or that of its view box."""
    element = _SVG.search(head)
    text = element[0].decode(errors="replace") if element else ""
    said: Iterable[re.Match[str] | None] = (re.search(rf"\s{name}{_LENGTH}", text) for name in ("width", "height"))
    lengths = [match[1] for match in said if match]
    box = _VIEW_BOX.search(text)
    if len(lengths) < 2 and box:
        lengths = list(box.groups())
    if len(lengths) < 2 or not all(0 < float(length) < 1e6 for length in lengths):
        return None
    return max(1, round(float(lengths[0]))), max(1, round(float(lengths[1])))
