"""From what a browser asks for to a file of the site, and to nothing outside of it."""

from __future__ import annotations

import mimetypes
import os
import time
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct

from rig_site.outputs.feeds import FEEDS

_PAUSE = 0.02
"""Seconds until a file that is missing is looked for again: just then, a folder may be taking another one's place."""

_TYPES = {
    ".bib": "application/x-bibtex",
    ".css": "text/css",
    ".csv": "text/csv",
    ".htm": "text/html",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".ipynb": "application/x-ipynb+json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".xml": "application/xml",
}
"""What the site's own files are; the system may say something else, or nothing."""


class Found(Struct, frozen=True):
    """A file as it is served."""

    content: bytes
    media_type: str


class Elsewhere(Struct, frozen=True):
    """A path to ask for instead."""

    path: str


def find(site: Path, base: str, asked: str) -> Found | Elsewhere | None:
    """Return what is at a path of the address, percent-encoded as it was asked for; None where nothing is.

    The site is in the folder `site` and served under the path `base`.
    Where a folder takes the place of another, a file is looked for twice.
    """
    path, top = (unquote(each, errors="surrogateescape") for each in (asked, base))
    if path == "/" != top or f"{path}/" == top:
        return Elsewhere(_quoted(top))
    if not path.startswith(top):
        return None
    rest = path.removeprefix(top)
    file = _file(site, rest)
    if file is None:
        time.sleep(_PAUSE)
        file = _file(site, rest)
    if file is None and rest and not rest.endswith("/") and _file(site, f"{rest}/"):
        return Elsewhere(_quoted(f"{path}/"))
    return file


def file_of(base: str, asked: str) -> str:
    """Return the path, in the folder of the site, of the file that is at a path of the address.

    >>> file_of("/a/", "/a/archive/"), file_of("/a/", "/a/calendar.ics")
    ('archive/index.html', 'calendar.ics')
    """
    return _with_name(unquote(asked, errors="surrogateescape").removeprefix(unquote(base, errors="surrogateescape")))


def _with_name(rest: str) -> str:
    return f"{rest}index.html" if not rest or rest.endswith("/") else rest


def _file(site: Path, rest: str) -> Found | None:
    path = resolve(site, _with_name(rest))
    try:
        return Found(Path(path).read_bytes(), media_type(path)) if path else None
    except OSError:
        return None


def _quoted(path: str) -> str:
    return quote(path, errors="surrogateescape")


def resolve(site: Path, rest: str) -> str | None:
    """Return the real path of what a path within the site names; None for one that leads out of it.

    Links, `..` and all that a file system has beside them are followed
    first, and only then is it compared with the site's own real path.
    """
    if "\0" in rest or "\\" in rest:
        return None
    root = os.path.realpath(site)
    path = os.path.realpath(os.path.join(root, rest))
    return path if path == root or path.startswith(root + os.sep) else None


def media_type(path: str) -> str:
    """Return a file's media type, with the encoding for text.

    >>> media_type("calendar.ics"), media_type("logo.png"), media_type("paper.xyz-")
    ('text/calendar; charset=utf-8', 'image/png', 'application/octet-stream')
    """
    name = os.path.basename(path)
    feed = next((each.media_type for each in FEEDS if each.file == name), None)
    extension = os.path.splitext(name)[1].lower()
    found = feed or _TYPES.get(extension) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    text = found.startswith("text/") or found.endswith(("xml", "json"))
    return f"{found}; charset=utf-8" if text else found
