"""Links whose own text only points ("is here"), which are named after their sentence."""

from __future__ import annotations

import re

from rig_site.importers.draft import ReadingDraft
from rig_site.importers.rich import Rich, TextMark, squeezed

_POINTS = re.compile(
    r"(?:(?:is|are|can be found|found|available|see|click|just|over)\s+)*(?:here|there|this link)", re.IGNORECASE
)
_BINDS = re.compile(
    r"(?:\b(?:is|are|can be|found|available|to be|at|as|and|also|or|see|click|you|find|the|a|an|of|for)\b"
    r"|[\s,;:.(–—-])+",
    re.IGNORECASE,
)


def points(text: Rich, link: TextMark) -> bool:
    """Tell whether a link's own text says nothing of what it leads to but where it is."""
    return _POINTS.fullmatch(squeezed(text.label(link)).strip(" .")) is not None


def pointed_to(text: Rich) -> list[ReadingDraft]:
    """Return the readings of a text in which every link only points, each named after the words before it.

    >>> from rig_site.importers.reading.markdown import parse
    >>> [one.title for one in pointed_to(parse("The main paper [is here](https://a.org), a survey [here](https://b.org)."))]
    ['Main paper', 'Survey']
    """
    if not text.links or not all(points(text, link) for link in text.links):
        return []
    found = []
    end = 0
    for link in text.links:
        words = squeezed(re.split(r"[.!?]\s|\n", text.text[end : link.start])[-1])
        start = _BINDS.match(words)
        words = words[start.end() :] if start else words
        words = re.sub(rf"(?:{_BINDS.pattern})\Z", "", words, flags=re.IGNORECASE) if words else words
        words = words or squeezed(text.label(link))
        found.append(ReadingDraft(words[:1].upper() + words[1:], link.target))
        end = link.end
    return found
