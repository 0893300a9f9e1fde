"""Texts that stand inside a page: abstracts, and notes on readings."""

from __future__ import annotations

from collections.abc import Callable

from rig_site.markup.parse import parse
from rig_site.markup.render import render
from rig_site.markup.sanitize import plain
from rig_site.markup.surroundings import Picture, Surroundings


def to_html(
    text: str, *, address: Callable[[str], str], top_heading: int, macros: tuple[tuple[str, str], ...] = ()
) -> str:
    """Return an abstract or a reading's note as HTML; raw HTML in it is shown as typed, and it has no ids.

    Every target of a link or an image goes through `address`, which makes
    of it what the page should say.  The highest heading becomes
    `<h{top_heading}>` and the others follow, none deeper than `<h6>`, so
    that a text fits into the page around it.
    """
    document = parse(text, raw_html=False)
    surroundings = Surroundings(
        links={found.url: address(found.url) for found in document.links}
        | {found.source: address(found.source) for found in document.images},
        images={found.source: Picture(address(found.source)) for found in document.images},
        macros=macros,
        top_heading=top_heading,
    )
    return plain(render(document, surroundings).html)
