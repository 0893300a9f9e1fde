"""Clock times as organisers write them: `11:00` and `11:00-12:00` are read, other spellings are told so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from rig_site.content.findings import LONGEST_CITED, FieldError, cite

ALLOWED = "11:00-12:00, or only the beginning: 11:00"

_WRITTEN = re.compile(r"(\d{1,2}):(\d{2})(?: *- *(\d{1,2}):(\d{2}))?", re.ASCII)
_LOOSE = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?h?\s*([ap])?\.?(?:m\b\.?)?", re.ASCII | re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[-\u2010-\u2015\u2212]+|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


@dataclass(frozen=True, slots=True)
class Hours:
    """When a session begins and ends by the clock; `end` is None where only the beginning is written."""

    start: time
    end: time | None = None


def parse_hours(text: str) -> Hours:
    """Return the times a text like `11:00-12:00` or `9:30` names.

    >>> parse_hours("9:30")
    Hours(start=datetime.time(9, 30), end=None)
    """
    match = _WRITTEN.fullmatch(text)
    if not match:
        raise FieldError(f"{cite(text)} is not a time", allowed=ALLOWED, suggestion=_meant(text))
    start = _clock(text, match[1], match[2])
    return Hours(start, _clock(text, match[3], match[4]) if match[3] else None)


def _clock(text: str, hour: str, minute: str) -> time:
    if int(hour) > 23:
        raise FieldError(f"there is no hour {hour}", allowed="hours from 0 to 23", suggestion=_meant(text))
    if int(minute) > 59:
        raise FieldError(f"there is no minute {minute}", allowed="minutes from 00 to 59")
    return time(int(hour), int(minute))


def _meant(text: str) -> str:
    """Return how the times are written here that a text like `2-3pm` or `11.00` probably means."""
    parts = _BETWEEN.split(text.strip()) if len(text) <= LONGEST_CITED else []
    if not 1 <= len(parts) <= 2:
        return ""
    found = [_LOOSE.fullmatch(_NAMED.get(part.casefold(), part)) for part in parts]
    halves = [match[3].casefold() if match and match[3] else "" for match in found]
    if len(parts) == 2 and halves[1] and not halves[0] and found[0] and found[1]:
        halves[0] = halves[1] if int(found[0][1]) % 12 <= int(found[1][1]) % 12 else "a"
    clocks = [_spelled(match, half) for match, half in zip(found, halves, strict=True) if match]
    if len(clocks) < len(parts) or not all(clocks):
        return ""
    return f"write '{'-'.join(clocks)}'"


def _spelled(match: re.Match[str], half: str) -> str:
    """Return a time as `HH:MM`, or nothing where there is none; `half` is `a` or `p` of the twelve-hour clock."""
    hour, minute = int(match[1]), int(match[2] or 0)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute) == (24, 0):
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""
