"""`/static/`: the theme's style sheet and scripts, the group's mark and its colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.model.site import Site
from rig_site.outputs.edition import Edition
from rig_site.render.colour import accent

MARK = "icon.svg"
"""The file of the mark; a group with a logo has one of its own under this name."""

_COLOUR = "#0b5a74"


class Mark(Struct, frozen=True):
    """The group's initials on its colour."""

    initials: str
    colour: str


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the theme's files as they are, a mark where it has none, and a style sheet for the group's own colour."""
    site = edition.site
    for path, file in edition.theme.static_files().items():
        yield Artifact.of(f"static/{path}", file.read_bytes(), bytes)
    if not edition.theme.has_static(MARK):
        yield Artifact.of(f"static/{MARK}", mark_of(site), encode_mark)
    if site.theme_color:
        yield Artifact.of("static/accent.css", site.theme_color, encode_accent)


def mark_of(site: Site) -> Mark:
    """Return a group's mark."""
    return Mark(initials(site.title), site.theme_color or _COLOUR)


def initials(title: str) -> str:
    """Return the first letters of the first two words with a capital, else that of the first word.

    >>> initials("Robots in Disguise"), initials("journal club"), initials("読書会"), initials("🤖")
    ('RD', 'J', '読', '')
    """
    words = re.findall(r"[^\W\d_]\w*", title)
    capitals = [word[0] for word in words if word[0].isupper()]
    return "".join(capitals[:2]) or "".join(word[0].upper() for word in words[:1])


def encode_mark(mark: Mark) -> bytes:
    """Return a mark as an SVG picture."""
    ground, _ = accent(mark.colour)
    size = 15 if len(mark.initials) > 1 else 19
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="7" fill="{ground}"/>'
        f'<text x="16" y="16" fill="#fff" font-family="system-ui, sans-serif" font-size="{size}" font-weight="700"'
        f' text-anchor="middle" dominant-baseline="central">{escape(mark.initials)}</text></svg>\n'
    ).encode()


def encode_accent(colour: str) -> bytes:
    """Return a style sheet that sets the accent for light and dark pages."""
    light, dark = accent(colour)
    return f":root {{\n  --accent: light-dark({light}, {dark});\n}}\n".encode()
