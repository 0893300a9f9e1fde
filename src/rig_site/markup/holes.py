"""Sanitised HTML falls into pieces at the marks that the renderer has left in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rig_site.model.text import Fact, Hole

_TAG = re.compile(r'<(/?)(a|h2|img)((?: [^\s"=>]+="[^"]*")*)>')
"""A tag that can be a hole, as the sanitiser writes it: every heading is an `h2` until its place is known."""


def pieces(html: str, mark: str, facts: Sequence[Fact]) -> tuple[str | Hole, ...]:
    """Return well-formed HTML as text and holes: the tags that carry the mark and the number of a fact, and their ends.

    The mark holds the digest of the text, so that no text can write one
    itself.
    """
    marked = re.compile(f'"{mark}-([0-9]+)"')
    found: list[str | Hole] = []
    open_tags: dict[str, list[Fact | None]] = {"a": [], "h2": []}
    start = 0
    for tag in _TAG.finditer(html):
        ends, name, attributes = tag.groups()
        hole = None
        if ends:
            fact = open_tags[name].pop()
            hole = Hole(fact) if fact else None
        else:
            number = marked.search(attributes)
            fact = facts[int(number[1])] if number else None
            if name in open_tags:
                open_tags[name].append(fact)
            if number and fact:
                split = tag.start(3)
                before, after = split + number.start() + 1, split + number.end() - 1
                hole = Hole(fact, html[tag.start() : before], html[after : tag.end()])
        if hole:
            found += [html[start : tag.start()], hole]
            start = tag.end()
    found.append(html[start:])
    return tuple(piece for piece in found if piece != "")
