"""The images of notes: which file is meant, how large it is, and where it is published."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import struct
from collections.abc import Collection, Iterable
from pathlib import Path
from urllib.parse import quote, unquote

from rig_site.content.findings import Findings
from rig_site.content.resolve.static_files import names
from rig_site.content.sources.files import PICTURES
from rig_site.diagnostics import Position
from rig_site.model.note import Figure
from rig_site.model.prose import StaticFile

_SVG = re.compile(rb"<svg\b[^>]*>", re.IGNORECASE)
_LENGTH = r"\s*=\s*[\"']\s*(\d+(?:\.\d+)?)(?:px)?\s*[\"']"
_VIEW_BOX = re.compile(r"\bviewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*[\"']")
_ACTIVE = re.compile(rb"<script\b|\son\w+\s*=|javascript:", re.IGNORECASE)
_SVG_HEAD = 20_000
"""How many bytes of an SVG may stand before its first element is over."""


class Pictures:
    """The images in notes/ and static/; those of notes/ are published as far as notes show them."""

    def __init__(self, content: Path, static: Collection[str], findings: Findings) -> None:
        self.content = content
        self.findings = findings
        pictures = (f"notes/{name}" for name in names(content / "notes"))
        self.known = {name for name in pictures if name.casefold().endswith(PICTURES)}
        self.known |= {f"static/{name}" for name in static}
        self.by_name: dict[str, str] = {}
        for path in sorted(self.known, key=lambda path: (path.startswith("static/"), path.count("/"), path)):
            self.by_name.setdefault(path.rpartition("/")[2].casefold(), path)
        self.used: dict[str, tuple[int, int] | None] = {}
        self.refused: set[str] = set()

    def figure(self, source: str, at: Position) -> Figure | None:
        """Return the image that a note at a place means, or None where there is none.

        It may be written relative to the note, as the site's address, or
        by its name alone, as Obsidian does wherever the file lies.  One
        that is refused is an error and counts as found, as a build stops.
        """
        path = re.split("[?#]", source, maxsplit=1)[0].replace("\\", "/")
        beside = posixpath.normpath(posixpath.join("notes", unquote(path).lstrip("/")))
        if beside.startswith("../"):
            self.findings.error(at, "this image lies outside the content folder", suggestion="put it into notes/")
            return Figure(source, source)
        found = self._path(path, beside)
        if found is None:
            return None
        size = self.used[found] if self._usable(found) else None
        width, height = size or (None, None)
        return Figure(source, quote(found.removeprefix("static/")), width, height)

    def known_as(self, written: str) -> str | None:
        """Return the address of the image that a link leads to, or None where there is none."""
        path = re.split("[?#]", written, maxsplit=1)[0]
        found = posixpath.normpath(posixpath.join("notes", unquote(path)))
        return quote(found) if found in self.known and self._usable(found) else None

    def _path(self, path: str, beside: str) -> str | None:
        plain = unquote(path).lstrip("/")
        ways = (posixpath.join("notes", path), beside, f"static/{plain}", plain)
        found = next((way for way in ways if way in self.known), None)
        return found or self.by_name.get(plain.rpartition("/")[2].casefold())

    def files(self) -> tuple[StaticFile, ...]:
        """Return the images of notes/ that are shown, in order of their paths."""
        return tuple(self._file(path) for path in sorted(self.used) if path.startswith("notes/"))

    def _usable(self, path: str) -> bool:
        """Measure an image once, and tell whether it can be published."""
        if path in self.used or path in self.refused:
            return path in self.used
        file = self.content / path
        if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(self.content)):
            self._refuse(path, "this link leads out of the content folder", "put the file itself here")
        elif not file.is_file():
            self._refuse(path, "this is not a file", "")
        elif path.casefold().endswith(".svg") and _ACTIVE.search(file.read_bytes()):
            self._refuse(path, "this picture has a script in it", "save it as a plain SVG or as PNG")
        else:
            self.used[path] = _size(file)
        return path in self.used

    def _refuse(self, path: str, what: str, suggestion: str) -> None:
        self.refused.add(path)
        self.findings.error(Position(path), what, suggestion=suggestion)

    def _file(self, path: str) -> StaticFile:
        with (self.content / path).open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return StaticFile(path, str(self.content / path), digest)


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
