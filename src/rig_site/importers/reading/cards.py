"""Cards of HTML: blocks that are alike, in which the title is a heading that need not stand first, nor the date."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from rig_site.importers.values.dates import find_dates

MOVED = "data-moved"
"""What marks a heading that stands before what it stood behind."""
_HEADING = re.compile("h[1-6]")


def headings_first(root: Any) -> None:
    """Put the one heading of each card before all else in it, and below it the date that leads there from a list."""
    for link in root.iter("a"):
        target = _dated_target(root, link)
        if target is not None:
            day = target.makeelement("p")
            day.text, day.tail, target.text = "".join(link.itertext()).strip(), target.text, ""
            target.insert(0, day)
            _moved(target, *_headings(target))
    for parent in root.iter():
        alike = defaultdict(list)
        for child in parent if isinstance(parent.tag, str) else ():
            if isinstance(child.tag, str) and child.get("class"):
                alike[child.tag, child.get("class")].append((child, _headings(child)))
        for cards in alike.values():
            titled = [(card, headings) for card, headings in cards if len(headings) == 1 and headings[0] is not card]
            for card, headings in titled if len(titled) > 1 else ():
                _moved(card, *headings)


def _headings(element: Any) -> list[Any]:
    return [one for one in element.iter() if isinstance(one.tag, str) and _HEADING.fullmatch(one.tag)]


def _dated_target(root: Any, link: Any) -> Any:
    """Return the block with one heading and no date to which a link leads that is nothing but a date."""
    anchor = (link.get("href") or "").strip()
    text = "".join(link.itertext()).strip()
    dates = find_dates(text) if anchor.startswith("#") else []
    if len(dates) != 1 or re.search(r"\w", text.replace(dates[0].text, "")):
        return None
    found = root.xpath("//*[@id=$id]", id=anchor[1:])
    if len(found) != 1 or len(_headings(found[0])) != 1 or _headings(found[0])[0] is found[0]:
        return None
    return None if find_dates("\n".join(found[0].itertext())) else found[0]


def _moved(card: Any, heading: Any) -> None:
    """Put a heading first in its card, unless nothing stands before it; what follows it stays where it is."""
    before = heading.getparent()
    parents = [heading, *heading.iterancestors()]
    parents = parents[: parents.index(card)]
    if not any(_says(one) for parent in parents for one in parent.itersiblings(preceding=True)):
        return
    position = heading.getprevious()
    if position is not None:
        position.tail = (position.tail or "") + (heading.tail or "")
    else:
        before.text = (before.text or "") + (heading.tail or "")
    heading.tail, card.text = card.text, ""
    heading.set(MOVED, "")
    card.insert(0, heading)


def _says(element: Any) -> bool:
    """Tell whether an element has words or leads anywhere."""
    if not isinstance(element.tag, str):
        return False
    return bool("".join(element.itertext()).strip()) or next(element.iter("a", "img"), None) is not None
