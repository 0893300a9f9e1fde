"""Which paths can be published: relative, plain, and one and the same tree on every file system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PureWindowsPath

from rig_site.cache import LISTING
from rig_site.model.file_names import MOST_BYTES_IN_A_NAME, MOST_BYTES_IN_A_PATH, MOST_FOLDERS

PART = ".rig-site.part"
"""What a file is called, in its own folder, until it is whole."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class PathError(ValueError):
    """A path that cannot be published, or two that cannot be published together."""


def check(paths: Iterable[str]) -> None:
    """Return if the paths can all be published beside each other, else raise `PathError`, which names the first fault.

    Names that differ only by case or by the way an accent is written
    (Unicode 3.13, canonical caseless matching) are one name on the file
    systems of macOS and Windows, so they count as one everywhere.

    >>> check(["index.html", "sessions/attention/index.html"])
    >>> check(["notes/a.html", "Notes/b.html"])
    Traceback (most recent call last):
    rig_site.write.paths.PathError: cannot publish both 'Notes/' and 'notes/': to some file systems they are one name
    """
    spelled: dict[str, str] = {}
    for path in sorted(paths):
        if fault := _fault(path):
            raise PathError(f"cannot publish {path!r}: {fault}")
        for name in (*(f"{folder}/" for folder in folders([path])), path):
            other = spelled.setdefault(fold(name.rstrip("/")), name)
            if other.rstrip("/") == name.rstrip("/") and other != name:
                raise PathError(f"cannot publish {path!r}: {name.rstrip('/')!r} cannot be both a file and a folder")
            if other != name:
                raise PathError(f"cannot publish both {other!r} and {name!r}: to some file systems they are one name")


def fold(path: str) -> str:
    r"""Return what a path has in common with every path that some file system takes for the same.

    >>> fold("Café.html") == fold("cafe\u0301.HTML")
    True
    """
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", path).casefold())


def folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the folders the paths lie in, each before those inside it.

    >>> folders(["index.html", "notes/a/index.html"])
    ('notes', 'notes/a')
    """
    found = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return tuple(sorted(found))


def _fault(path: str) -> str:
    names = path.split("/")
    if _CONTROL.search(path):
        return "it has a control character"
    if path.startswith("/") or "\\" in path or PureWindowsPath(path).drive:
        return "a path is relative to the output folder, with forward slashes"
    if "" in names or "." in names or ".." in names:
        return "each part of a path must be a name, neither empty nor '.' nor '..'"
    if _SURROGATE.search(path):
        return "it is not valid Unicode"
    if any(len(name.encode()) > MOST_BYTES_IN_A_NAME for name in names):
        return f"a name in it is longer than {MOST_BYTES_IN_A_NAME} bytes"
    if len(path.encode()) > MOST_BYTES_IN_A_PATH or len(names) > MOST_FOLDERS + 1:
        return f"it is longer than {MOST_BYTES_IN_A_PATH} bytes, or more than {MOST_FOLDERS} folders deep"
    if fold(path) == LISTING or PART in map(fold, names):
        return "rig-site keeps this name for itself"
    return ""
