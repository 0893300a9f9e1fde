"""`/static/`: the theme's style sheet and scripts, and the group's colour."""

from __future__ import annotations

from collections.abc import Iterator

from rig_site.artifact import Artifact
from rig_site.outputs.edition import Edition
from rig_site.render.colour import accent


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the theme's files as they are, and a style sheet for the group's own colour if it has one."""
    for path, file in edition.theme.static_files().items():
        yield Artifact(f"static/{path}", file.read_bytes(), bytes)
    if edition.site.theme_color:
        yield Artifact("static/accent.css", edition.site.theme_color, encode_accent)


def encode_accent(colour: str) -> bytes:
    """Return a style sheet that sets the accent for light and dark pages."""
    light, dark = accent(colour)
    return f":root {{\n  --accent: light-dark({light}, {dark});\n}}\n".encode()
