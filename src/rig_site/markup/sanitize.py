"""The last gate: whatever the rules have made, only this leaves the renderer.

The list names what the rules write, and nothing that runs, loads from
another host or changes the page around a text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rig_site.markup.rules.link import SCHEMES
from rig_site.markup.rules.raw_html import ATTRIBUTES, PASSING

if TYPE_CHECKING:
    from nh3 import Cleaner

_ELEMENTS = PASSING | frozenset(("a", "h2", "h3", "h4", "h5", "h6", "img", "input", "label", "section"))
_IN_MATH = """
    annotation math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt
    msub msubsup msup mtable mtd mtext mtr munder munderover semantics
"""
_MATH = frozenset(_IN_MATH.split())
_ANYWHERE = frozenset({"class", "id", "lang", "dir"})
_ON_ELEMENTS = {
    "a": frozenset({"href", "title", "role", "aria-label"}),
    "div": frozenset({"tabindex"}),
    "img": frozenset({"src", "alt", "title", "width", "height", "loading", "decoding"}),
    "input": frozenset({"type", "checked", "disabled"}),
    "pre": frozenset({"tabindex"}),
    "section": frozenset({"role", "aria-label"}),
}
_ATTRIBUTES_OF_MATH = """
    accent accentunder columnspan depth display displaystyle encoding fence form height linethickness lspace mathcolor
    mathsize mathvariant maxsize minsize movablelimits notation rowspan rspace scriptlevel separator stretchy symmetric
    voffset width
"""
_ON_MATH = _ANYWHERE | frozenset(_ATTRIBUTES_OF_MATH.split())


MOST_PASSES = 5
"""How often HTML is cleaned again; what is misnested in a table settles after two or three times."""


def clean(html: str, *, raw: bool) -> str:
    """Return HTML as a well-formed fragment in which only what is allowed is left.

    With `raw`, a note's own HTML is in it, whose elements may be nested in
    ways that a browser would read differently once more: it is cleaned
    until nothing changes.
    """
    cleaner = _cleaner()
    cleaned = cleaner.clean(html)
    for _ in range(MOST_PASSES if raw else 0):
        before, cleaned = cleaned, cleaner.clean(cleaned)
        if cleaned == before:
            break
    return cleaned


def clean_part(html: str) -> str:
    """Return HTML that can stand several times on a page, or in a feed: no ids, no links within itself."""
    return _part_cleaner().clean(html)


@cache
def _cleaner() -> Cleaner:
    import nh3

    attributes = {
        **{element: _ANYWHERE | ATTRIBUTES.get(element, frozenset()) for element in _ELEMENTS},
        **dict.fromkeys(_MATH, _ON_MATH),
    }
    for element, names in _ON_ELEMENTS.items():
        attributes[element] = attributes[element] | names
    return nh3.Cleaner(
        tags=set(_ELEMENTS | _MATH),
        attributes={element: set(names) for element, names in attributes.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


@cache
def _part_cleaner() -> Cleaner:
    import nh3

    attributes = {
        **{element: {"class"} for element in _ELEMENTS},
        **{element: set(_ON_MATH - {"id"}) for element in _MATH},
        "a": {"href", "title", "class"},
        "img": {"src", "alt", "title", "class", "loading", "decoding"},
        "input": {"type", "checked", "disabled"},
        "ol": {"start", "class"},
        "div": {"class", "tabindex"},
        "pre": {"class", "tabindex"},
    }
    return nh3.Cleaner(
        tags=set(_ELEMENTS | _MATH),
        attributes=attributes,
        url_schemes=set(SCHEMES),
        url_relative=lambda address: None if address.startswith("#") else address,
        link_rel=None,
    )
