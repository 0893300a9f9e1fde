"""Lines that were wrapped by hand: what goes on in small letters belongs to the line above."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rig_site.importers.rich import Rich, joined_lines
from rig_site.importers.values.columns import role_of
from rig_site.importers.values.dates import find_dates
from rig_site.importers.values.people import is_introduction, person_like
from rig_site.importers.values.standing import is_status, says_break

_GOES_ON = re.compile(r"[a-zß-öø-ÿ]|[:;,)»][\s\w]")
_ENDED = re.compile(r"(?:[.!?:;|。：]|^\W*)$")
_APART = re.compile(
    r"(?:https?:|www\.|doi:|arxiv|by\b|with\b|von\b|par\b|por\b|[a-z]\))|(?P<label>[^\W\d_][\w /-]{0,30}?)\s*[:：]",
    re.IGNORECASE,
)


def unwrapped(lines: Sequence[tuple[int, Rich]]) -> list[tuple[int, Rich]]:
    """Return lines with their numbers, those that go on in small letters joined with the ones above.

    >>> [text.text for _, text in unwrapped([(1, Rich("On the long")), (2, Rich("and winding road"))])]
    ['On the long and winding road']
    """
    found: list[tuple[int, Rich]] = []
    for number, line in lines:
        if found and goes_on(found[-1][1], line):
            found[-1] = (found[-1][0], joined_lines([found[-1], (number, line)]))
        else:
            found.append((number, line))
    return found


def goes_on(above: Rich, line: Rich) -> bool:
    """Tell whether a line goes on with what the one above it says."""
    if not _GOES_ON.match(line.text) or any(mark.start == 0 and mark.kind == "link" for mark in line.marks):
        return False
    if line.text[0].isalpha() and _ENDED.search(above.text.rstrip()):
        return False
    apart = _APART.match(line.text)
    if (apart and (not apart["label"] or role_of(apart["label"]))) or role_of(line.text) or is_introduction(line):
        return False
    if is_status(line.text) or says_break(line) or person_like(above.text, strict=True):
        return False
    days = find_dates(above.text)
    alone = days and not re.search(r"[^\W\d_]{3}", above.text[: days[0].start] + above.text[days[-1].end :])
    begins = find_dates(line.text)
    return not alone and not (begins and begins[0].start < 8)
