"""`static/touch-icon.png`: the group's mark as phones show it among their programs (`apple-touch-icon`)."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from rig_site.artifact import Artifact
from rig_site.outputs.assets import Mark, mark_of
from rig_site.outputs.edition import Edition
from rig_site.outputs.images.font import FAMILY, font
from rig_site.outputs.images.png import png
from rig_site.render.colour import accent

PATH = "static/touch-icon.png"
SIZE = 180
"""The width and height in pixels that the largest phones ask for; they round the corners themselves."""


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the icon where images are asked for, unless the group has one of its own."""
    if edition.extras.images and not edition.theme.has_static(PATH.removeprefix("static/")):
        yield Artifact.of(PATH, mark_of(edition.site), encode_touch_icon)


def encode_touch_icon(mark: Mark) -> bytes:
    """Return a mark as PNG; initials that the font cannot write are left out."""
    ground, _ = accent(mark.colour)
    text = escape(mark.initials) if font().writes(mark.initials) else ""
    size = 84 if len(mark.initials) > 1 else 104
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}"><rect width="{SIZE}" height="{SIZE}"'
        f' fill="{ground}"/><text x="{SIZE // 2}" y="{round(SIZE / 2 + 0.36 * size)}" fill="#fff"'
        f' font-family="{FAMILY}" font-weight="700" font-size="{size}" text-anchor="middle">{text}</text></svg>'
    )
    return png(svg, width=SIZE, height=SIZE)
