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

        It may be written relative to the file, as the site's address, or by
        its name alone, as Obsidian does wherever the image lies.
        """
        path = re.split("[?#]", written, maxsplit=1)[0].replace("\\", "/")
        plain = unquote(path).lstrip("/")
        folder = posixpath.dirname(source)
        ways = (posixpath.join(folder, path), beside(written, source), f"static/{plain}", plain)
        found = next((way for way in ways if way in self.known), None)
        return found or self._by_name.get(posixpath.basename(plain).casefold())

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """The images by their names alone: of two, one beside notes comes first, then the one in fewer folders."""
        found: dict[str, str] = {}
        for path in sorted(self.known, key=lambda path: (path.startswith("static/"), path.count("/"), path)):
            found.setdefault(posixpath.basename(path).casefold(), path)
        return found


def beside(written: str, source: str) -> str:
    """Return the path relative to the content folder that is written in one of its files.

    >>> beside("../static/a%20b.png", "notes/n.md"), beside("../../a.png", "notes/n.md")
    ('static/a b.png', '../a.png')
    """
    path = re.split("[?#]", written, maxsplit=1)[0].replace("\\", "/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(path).lstrip("/")))
