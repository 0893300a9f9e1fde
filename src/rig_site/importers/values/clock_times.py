"""Clock times as people write them."""

from __future__ import annotations

import re
from datetime import time

from msgspec import Struct

_HALF = r"(?P<{0}half>[ap]\.?\s?m\b\.?)?"
_TIME = r"(?P<{0}hour>(?<![\d/.:-])\d{{1,2}})(?:[:.h](?P<{0}minute>[0-5]\d)(?![\d/])|(?P<{0}french>\s?h)\b)?\s?" + _HALF
_ZONE = (
    r"(?:\s?(?:Uhr|hrs?|Std)\b(?:\s?[cs]\.\s?t\.)?)?"
    r"(?:\s*\(?\b(?P<zone>GMT|UTC|BST|WES?T|CES?T|EES?T|MSK|E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|AE[SD]T|IST|JST|KST|HKT|SGT"
    r"|UK time|local time)\b\)?)?"
)
_TO = r"\s*(?:Uhr\s*)?(?:[-–—~〜～]|\b(?:to|until|till|bis|à|a|às|alle)\b)\s*"
_SPAN = re.compile(
    _TIME.format("a") + _TO + _TIME.format("b").replace(r"(?<![\d/.:-])", "") + r"(?![\d/%])" + _ZONE,
    re.IGNORECASE,
)
_POINT = re.compile(_TIME.format("a") + r"(?![\d/%])" + _ZONE, re.IGNORECASE)
_NOON = re.compile(r"\b(?:12\s+)?noon\b", re.IGNORECASE)


class ClockTime(Struct, frozen=True):
    """A time at `at`–`to` of a text; `guessed` tells that morning or afternoon was not written."""

    start: time
    end: time | None
    at: int
    to: int
    zone: str | None = None
    guessed: bool = False


def find_time(text: str, *, alone: bool = False) -> ClockTime | None:
    """Return the first clock time in a text; with `alone` also plain hours, where nothing but a time is expected.

    >>> find_time("Enigma (2.30pm)").start, find_time("11-12", alone=True).end, find_time("Room 2.30")
    (datetime.time(14, 30), datetime.time(12, 0), None)
    """
    for match in _SPAN.finditer(text):
        found = _span(match, text, alone=alone)
        if found:
            return found
    for match in _POINT.finditer(text):
        sure = match["ahalf"] or (match["aminute"] and match[0][len(match["ahour"])] in ":h")
        if not sure and not (alone and (match["afrench"] or match[0].strip() == text.strip())):
            continue
        start = _clock(match["ahour"], match["aminute"], match["ahalf"])
        if start:
            return ClockTime(start, None, match.start(), match.end(), match["zone"], False)
    noon = _NOON.search(text)
    return ClockTime(time(12), None, noon.start(), noon.end()) if noon else None


def _span(match: re.Match[str], text: str, *, alone: bool) -> ClockTime | None:
    halves = match["ahalf"] or match["bhalf"]
    minutes = [match[name] for name in ("aminute", "bminute")]
    if match["afrench"] or match["bfrench"]:
        alone = True
    colon = ":" in match[0] or re.search(r"\dh\d", match[0], re.IGNORECASE)
    if not halves and not (any(minutes) and colon) and not alone:
        return None
    first = _clock(match["ahour"], match["aminute"], match["ahalf"] or match["bhalf"])
    last = _clock(match["bhour"], match["bminute"], match["bhalf"])
    if first is None or last is None:
        return None
    if match["bhalf"] and not match["ahalf"] and first > last:
        first = _clock(match["ahour"], match["aminute"], "am" if match["bhalf"][0] in "pP" else "pm") or first
    guessed = False
    if not halves and 1 <= first.hour <= 7 and 1 <= last.hour <= 8:
        first, last, guessed = first.replace(hour=first.hour + 12), last.replace(hour=last.hour + 12), True
    elif not halves and last < first and last.hour < 12:
        last, guessed = last.replace(hour=last.hour + 12), True
    elif match["ahalf"] and not match["bhalf"] and last < first and last.hour < 12:
        last = last.replace(hour=last.hour + 12)
    return ClockTime(first, last, match.start(), match.end(), match["zone"], guessed)


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            return time(number, int(minute or 0)) if number <= 23 else None
        number = number % 12 + (12 if half[0] in "pP" else 0)
    return time(number, int(minute or 0)) if number <= 23 else None


def as_written(start: time, end: time | None) -> str:
    """Return the time as content files write it.

    >>> as_written(time(9, 30), time(10))
    '09:30-10:00'
    """
    return f"{start:%H:%M}-{end:%H:%M}" if end else f"{start:%H:%M}"
