"""Where links within the site lead, however they are written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from rig_site.content.resolve.ids import PAGES, SINGLE_FILES


@dataclass(frozen=True, slots=True)
class Targets:
    """What links can lead to.

    `sources` are the addresses of texts by the files they are written in,
    `files` the paths in static/, `addresses` those of all other pages.  A
    link into one of the folders `made_later` is taken at its word.
    """

    sources: Mapping[str, str]
    files: Collection[str]
    addresses: Collection[str]
    made_later: tuple[str, ...] = ()

    def of(self, written: str, folder: str) -> str | None:
        """Return the address that a link in a text of a folder leads to, relative to the site's own.

        It may be written as the files lie (`../static/a.pdf`, `about.md`),
        as links in YAML are (`a.pdf`), or as the site's addresses
        (`/archive/`, and `../archive/` as the page itself would say).
        """
        path = re.split("[?#]", written, maxsplit=1)[0]
        rest, path = written[len(path) :], unquote(path)
        if not path:
            return None
        beside = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
        if beside in self.sources:
            return self.sources[beside] + rest
        name = posixpath.normpath(path.lstrip("/").removeprefix("../").removeprefix("../"))
        for candidate in (name, name.removeprefix("static/")):
            if candidate in self.files:
                return quote(candidate) + rest
        address = "" if name == "." else f"{name}/"
        known = address in self.addresses or address in self.sources.values() or address in PAGES
        if known or name.startswith(self.made_later):
            return quote(address) + rest
        return name + rest if name in SINGLE_FILES else None
