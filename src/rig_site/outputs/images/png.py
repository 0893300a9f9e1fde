"""SVG becomes PNG, alike on every machine: with the font beside this module and none of the system's."""

from __future__ import annotations

from rig_site.outputs.images.font import FILE


def png(svg: str, *, width: int, height: int) -> bytes:
    """Return a picture in pixels."""
    import resvg_py

    drawn = resvg_py.svg_to_bytes(
        svg_string=svg, width=width, height=height, skip_system_fonts=True, font_files=[str(FILE)]
    )
    return bytes(drawn)
