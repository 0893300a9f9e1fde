"""Which image is meant where a text shows one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from functools import cached_property
from urllib.parse import unquote


class PictureNames:
    """The images that texts can show, by their paths relative to the content folder (`notes/a.png`, `static/b.png`)."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = known

    def find(self, written: str, source: str) -> str | None:
        """Return the path of the image that is meant in a file of the content folder; None where there is none.

        It may be written relative to the file, or to a folder around it, as
        the site's address, or by its name alone, as Obsidian does wherever
        the image lies: of several the one below the file's folder is meant.
        """
        path = re.split("[?#]", written, maxsplit=1)[0].replace("\\", "/")
        plain = unquote(path).lstrip("/")
        folders = folders_of(source)
        around = (posixpath.normpath(posixpath.join(folder, plain)) for folder in folders if "/" in plain)
        ways = (posixpath.join(folders[0], path), beside(written, source), *around, f"static/{plain}")
        found = next((way for way in ways if way in self.known), None)
        return found or self._named(plain, f"{folders[0]}/")

    def _named(self, plain: str, folder: str) -> str | None:
        """Return the image of a name, if there is one below a folder; folders that are written are those it lies in."""
        alike = self._by_name.get(posixpath.basename(plain).casefold(), ())
        whole = [path for path in alike if f"/{path}".casefold().endswith(f"/{plain}".casefold())]
        return min(whole or alike, key=lambda path: not path.startswith(folder), default=None)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """The images by their names alone: one beside notes comes first, then the one in fewer folders."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.known, key=lambda path: (path.startswith("static/"), path.count("/"), path)):
            found.setdefault(posixpath.basename(path).casefold(), []).append(path)
        return found


def folders_of(source: str) -> tuple[str, ...]:
    """Return the folders around a file of the content folder, the nearest first and the content folder itself last.

    >>> folders_of("notes/deep/a.md")
    ('notes/deep', 'notes', '')
    """
    parts = source.split("/")[:-1]
    return tuple("/".join(parts[:number]) for number in range(len(parts), -1, -1))


def beside(written: str, source: str) -> str:
    """Return the path relative to the content folder that is written in one of its files.

    >>> beside("../static/a%20b.png", "notes/n.md"), beside("../../a.png", "notes/n.md")
    ('static/a b.png', '../a.png')
    """
    path = re.split("[?#]", written, maxsplit=1)[0].replace("\\", "/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(path).lstrip("/")))
