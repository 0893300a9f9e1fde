"""Clock times as organisers write them: `11:00` and `11:00-12:00` are read, other spellings are told so."""

from __future__ import annotations

import re
from datetime import time, timedelta

from msgspec import Struct

from rig_site.content.findings import LONGEST_CITED, FieldError, Meant, cite
from rig_site.content.schema.pasted import unpasted

ALLOWED = "11:00-12:00, or only the beginning: 11:00"

LONGEST_PAST_MIDNIGHT = timedelta(hours=12)
"""How long something may last that ends on the next day; what seems to last longer is a slip of the pen."""

_WRITTEN = re.compile(r"(\d{1,2}):(\d{2})(?: *- *(\d{1,2}):(\d{2}))?", re.ASCII)
_LOOSE = re.compile(
    r"(\d{1,2})(?:[:.h]?(\d{2})(?::00)?)?h?\s*(?:uhr|o'?clock|hrs?|hours)?\s*([ap])?\.?(?:m\b\.?)?",
    re.ASCII | re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[-\u2010-\u2015\u2212]+|/|\b(?:to|until|till|bis|à|a|al|tot)\b)\s*", re.IGNORECASE)
_BEFORE = re.compile(r"\A(?:from|at|von|um|ab|de|dès|à)\s+", re.IGNORECASE)
_LASTING = re.compile(
    r"(?P<start>.*?)\s*(?:,|\(|\+|\bfor\b|\blasting\b)\s*(?P<number>\d{1,3}(?:\.5)?)\s*(?P<unit>h(?:ours?|rs?)?|m(?:in(?:ute)?s?)?)\W*",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?P<hours>.*?\d.*?)\s*\(?(?P<zone>[A-Z]{2,4}|UTC[+-]\d+|[A-Z]\w+/\w+|Z|\w+ time)\)?")
_USUAL = re.compile(r"\W*(?:tb[acd]|as usual|usual(?: time)?|n/a|\?+)\W*", re.IGNORECASE)
_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


class Hours(Struct, frozen=True):
    """When a session begins and ends by the clock; `end` is None where only the beginning is written."""

    start: time
    end: time | None = None


def parse_hours(text: str) -> Hours:
    """Return the times a text like `11:00-12:00` or `9:30` names.

    An end that is earlier by the clock is the next day's.

    >>> parse_hours("9:30")
    Hours(start=datetime.time(9, 30), end=None)
    """
    match = _WRITTEN.fullmatch(text)
    if not match:
        meant = _meant(text)
        words = "" if meant else _words(text)
        raise FieldError(f"{cite(text)} is not a time", allowed=ALLOWED, suggestion=words, meant=meant)
    start = _clock(text, match[1], match[2])
    if not match[3]:
        return Hours(start)
    end = _clock(text, match[3], match[4])
    if start == end:
        words = f"write '{start:%H:%M}' for the usual length, or when it ends"
        raise FieldError(f"{cite(text)} begins and ends at the same time", suggestion=words)
    if end < start and _length(start, end) > LONGEST_PAST_MIDNIGHT:
        raise FieldError(
            f"{cite(text)} ends before it begins, or lasts {_in_words(_length(start, end))}",
            allowed=f"an end past midnight, up to {_in_words(LONGEST_PAST_MIDNIGHT)} after the beginning",
            meant=_turned(start, end),
        )
    return Hours(start, end)


def _length(start: time, end: time) -> timedelta:
    """Return the time from one clock time to the next moment that the clock shows the other."""
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return timedelta(minutes=minutes % (24 * 60))


def _in_words(length: timedelta) -> str:
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    return f"{hours}:{minutes:02} hours" if minutes else f"{hours} hours"


def _turned(start: time, end: time) -> Meant:
    """Return what was probably meant: the two the other way round, or an end by the twelve-hour clock."""
    afternoon = end.replace(hour=end.hour % 12 + 12)
    meant = (
        (start, afternoon) if start < afternoon and _length(start, afternoon) < _length(end, start) else (end, start)
    )
    return Meant(f"{meant[0]:%H:%M}-{meant[1]:%H:%M}", sure=False)


def _clock(text: str, hour: str, minute: str) -> time:
    if int(hour) > 23:
        next_day = "midnight at the end of a day is 00:00 of the next: write that day's date" if text == "24:00" else ""
        allowed = "hours from 0 to 23"
        raise FieldError(f"there is no hour {hour}", allowed=allowed, suggestion=next_day, meant=_meant(text))
    if int(minute) > 59:
        raise FieldError(f"there is no minute {minute}", allowed="minutes from 00 to 59")
    return time(int(hour), int(minute))


def _meant(text: str) -> Meant | None:
    """Return how the times are written here that a text like `2-3pm` or `11.00` probably means."""
    if len(text) > LONGEST_CITED:
        return None
    plain = _BEFORE.sub("", unpasted(text), count=1)
    if lasting := _LASTING.fullmatch(plain):
        return _lasting(lasting)
    parts = _BETWEEN.split(plain)
    if not 1 <= len(parts) <= 2:
        return None
    found = [_LOOSE.fullmatch(_NAMED.get(part.casefold(), part)) for part in parts]
    halves = [match[3].casefold() if match and match[3] else "" for match in found]
    if len(parts) == 2 and halves[1] and not halves[0] and found[0] and found[1]:
        halves[0] = halves[1] if int(found[0][1]) % 12 <= int(found[1][1]) % 12 else "a"
    clocks = [
        _spelled(match, half, ends=number == 1)
        for number, (match, half) in enumerate(zip(found, halves, strict=True))
        if match
    ]
    if len(clocks) < len(parts) or not all(clocks):
        return None
    meant = "-".join(clocks)
    try:
        parse_hours(meant)
    except FieldError as error:
        return error.meant
    return Meant(meant, sure=any(halves) or not any(re.fullmatch(r"\d{1,2}", part) for part in parts))


def _lasting(match: re.Match[str]) -> Meant | None:
    """Return the beginning and the end of something that is said to begin at a time and to last so long."""
    start = _meant(match["start"]) if not _WRITTEN.fullmatch(match["start"]) else Meant(match["start"])
    begins = _WRITTEN.fullmatch(str(start.value)) if start else None
    minutes = float(match["number"]) * (60 if match["unit"].casefold().startswith("h") else 1)
    if start is None or begins is None or begins[3] or not 0 < minutes <= 12 * 60:
        return None
    end = (int(begins[1]) * 60 + int(begins[2]) + round(minutes)) % (24 * 60)
    return Meant(f"{int(begins[1]):02}:{begins[2]}-{end // 60:02}:{end % 60:02}", start.sure)


def _words(text: str) -> str:
    """Return what to do about a text that is no time, but says which zone it is in, or that it is as usual."""
    if _USUAL.fullmatch(text):
        return "leave it out: then it is as usual"
    zoned = _ZONE.fullmatch(text.strip()) if len(text) <= LONGEST_CITED else None
    hours = zoned["hours"].rstrip() if zoned else ""
    meant = Meant(hours) if _WRITTEN.fullmatch(hours) else _meant(hours) if hours else None
    if meant is None:
        return ""
    return f"write '{meant.value}', and if that is not the group's own time zone, add 'timezone: …'"


def _spelled(match: re.Match[str], half: str, *, ends: bool) -> str:
    """Return a time as `HH:MM`, or nothing where there is none; `half` is `a` or `p` of the twelve-hour clock.

    Midnight may also be 24:00 where something `ends`.
    """
    hour, minute = int(match[1]), int(match[2] or 0)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute) == (24, 0) and ends:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""
