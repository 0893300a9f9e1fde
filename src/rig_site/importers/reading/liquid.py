"""Jekyll's template code: what it frames is read, in the order in which pages show it."""

from __future__ import annotations

import re
from typing import TypeAlias

from rig_site.importers.values.dates import find_dates

Lines: TypeAlias = list[tuple[int, str]]
"""Lines with their numbers."""

_TAG = re.compile(r"\{%-?\s*(?P<name>\w+)[^%]*%\}")
_OUTPUT = re.compile(r"""\{\{-?\s*(?:["'](?P<text>[^"']*)["']\s*(?:\|[^{}]*)?|(?:site|page|include)\.[^{}]*)\}\}""")


def without_liquid(lines: Lines) -> Lines:
    """Return lines without template tags, and with what they put out where that is written there.

    Of pieces captured for one `include` the one with a date comes first.

    `{% capture details %}…{% endcapture %}{% capture summary %}2021-10-01 - …`
    shows a line that unfolds: the line was written last and is read first.
    """
    lines = [(number, _OUTPUT.sub(lambda match: match["text"] or "", line)) for number, line in lines]
    if not any("{%" in line for _, line in lines):
        return lines
    result: Lines = []
    captured: list[Lines] = []
    inside: Lines | None = None
    fenced = False
    for number, line in lines:
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        names = [] if fenced else [match["name"] for match in _TAG.finditer(line)]
        rest = _TAG.sub("", line).strip() if names else line
        if "capture" in names and "endcapture" not in names:
            inside = []
        if rest or not names:
            (result if inside is None else inside).append((number, rest))
        if "endcapture" in names and inside is not None:
            captured.append([*inside, (number, "")])
            inside = None
        if captured and ("include" in names or (inside is None and rest and "endcapture" not in names)):
            result += _dated_first(captured)
            captured = []
    for piece in [*captured, *([inside] if inside else [])]:
        result += piece
    return result


def _dated_first(pieces: list[Lines]) -> Lines:
    def undated(piece: Lines) -> bool:
        first = next((line for _, line in piece if line.strip()), "")
        dates = find_dates(first)
        return not dates or dates[0].start > 3

    found = [line for piece in sorted(pieces, key=undated) for line in piece]
    if all(map(undated, pieces)):
        return found
    return [*((number, line) for number, line in found if line.strip()), (found[-1][0], "")]
