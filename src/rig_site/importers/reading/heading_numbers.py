"""Numbers before headings: "1.2. Title" is a part of part 1 and no second of January."""

from __future__ import annotations

import re
from itertools import pairwise

_NUMBERED = re.compile(
    r"^(?P<before>\s{0,3}#{1,6}\s+|.*?<h[1-6]\b[^<>]*>\s*(?:<[a-z][^<>]*>\s*)*)(?P<number>\d{1,2}(?:\.\d{1,2})+\.?)"
    r"(?=\s|</)",
    re.IGNORECASE | re.MULTILINE,
)


def without_numbers(text: str) -> str:
    r"""Return a document without the numbers of its headings, if these count its parts.

    >>> without_numbers("## 1.1. Graphs\n## 1.2. Trees\n")
    '##  Graphs\n##  Trees\n'
    >>> without_numbers("## 6.11. Graphs\n## 13.11. Trees\n")
    '## 6.11. Graphs\n## 13.11. Trees\n'
    """
    found = [tuple(map(int, match["number"].rstrip(".").split("."))) for match in _NUMBERED.finditer(text)]
    counts = len(found) > 1 and found[0][-1] == 1 and all(_follows(*both) for both in pairwise(found))
    return _NUMBERED.sub(lambda match: match["before"], text) if counts else text


def _follows(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Tell whether a part's number comes next: one more on its level, the first below, or that of the next part."""
    if len(after) > len(before):
        return after[-1] == 1 and after[: len(before)] == before
    *above, last = after
    same = list(before[: len(after)])
    return after == (*same[:-1], same[-1] + 1) or (last == 1 and above == [*same[:-2], same[-2] + 1])
