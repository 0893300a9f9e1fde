"""Dates as people write them: what is written, before anything is decided about order or year."""

from __future__ import annotations

import calendar
import re
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from rig_site.importers.vocabulary import MONTHS, MONTHS_ALSO_WORDS, SHORT_WEEKDAYS, TERMS, WEEKDAYS

_ALSO_WORDS = r"(?=\.|,?\s+(?:19|20)\d\d|\s*(?:[|,:;)(–-]|$))"
_MONTH = "|".join(
    name + (_ALSO_WORDS if name in MONTHS_ALSO_WORDS else "") for name in sorted(MONTHS, key=len, reverse=True)
)
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_BESIDE = "|".join(sorted([*WEEKDAYS, *SHORT_WEEKDAYS], key=len, reverse=True))
_IN_CJK = "|".join(sorted((name for name in [*WEEKDAYS, *SHORT_WEEKDAYS] if name >= "⺀"), key=len, reverse=True))
_BEFORE = rf"(?:\b(?P<weekday>{_BESIDE})(?:\b\.?|(?=\d))\)?,?\s*(?:(?:the|den|dem|le|el|il|o|a|am|dia|día)\s+)?)?"
_AFTER = (
    rf"(?:\s*[,(（]?\s*\b(?P<weekday_after>{_WEEKDAY})\b\.?[)）]?|\s*[(（]\s*(?P<weekday_short>{_BESIDE})\b\.?\s*[)）]"
    rf"|\s?(?P<weekday_cjk>{_IN_CJK.replace('|월', '')})(?!\w))?"
)
_ORDINAL = r"(?:\s?(?:st|nd|rd|th|er|º|ª)\b)?\.?"
_COUNTED = "".join(
    rf"(?<!\b{word}\s)" for word in ["week", "session", "meeting", "lecture", "seminar", "talk", "chapter", "part"]
)
"""Before a number that counts something: "Week 1 September 12" is no first of September."""
_DAY = rf"(?P<day>(?<!\d)\d{{1,2}}(?!\d)){_ORDINAL}"
_YEAR = r"(?:\s*[,.]?\s*(?P<year>(?:19|20)\d\d|[’'`]\d\d|(?<=[-/.])\d\d)(?!\d|:\d\d))?"
_COMMA = r"(?:,(?=\s*\d{1,2}(?:st|nd|rd|th)\b|\s*\d{1,2}\s*,?\s+(?:19|20)\d\d\b))?"
"""Behind a month, where only a day can follow: "November, 30th"."""
_TO = r"\s*(?:-{1,2}|–|—|\bto\b|\buntil\b|\bthrough\b|\bbis\b)\s*"
_PATTERNS = tuple(
    re.compile(_BEFORE + pattern + _AFTER, re.IGNORECASE)
    for pattern in (
        r"(?<![\d/])(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d/])"
        r"(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?",
        r"(?:(?P<year>\d{4})\s*[年년]\s*)?(?<!\d)(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日号號일]?",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"{_COUNTED}{_DAY}(?:{_TO}(?P<last_day>\d{{1,2}}){_ORDINAL})?(?:\s*of\s+|\s*de\s+|[-/.]\s?|\s+[/.]\s?|\s*)"
        rf"\b(?P<month>{_MONTH})\b\.?(?:\s+de\b|[-/.](?=\d))?(?:\s(?P<short_year>[12]\d)(?![\d:.]|\s?[ap]\.?m|\s?(?:h|uhr)|\s?[-–])|"
        rf"{_YEAR})",
        rf"\b(?P<month>{_MONTH})\b\.?{_COMMA}\s*[-/]?\s*(?:the\s+)?{_DAY}"
        rf"(?:{_TO}(?P<last_day>\d{{1,2}})(?![\d:]|\s?[ap]m){_ORDINAL})?{_YEAR}",
        r"(?<![\d/.:-])(?P<first>\d{1,4})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<third>\d{4}|"
        r"\d{2})(?![\d]|[/-]\d)",
        r"(?<![\d/.:-])(?P<first>\d{1,2})(?P<mark>[/])(?P<second>\d{1,2})(?![\d/]|\.\d)",
        r"(?<![\d/.:-])(?P<first>\d{1,2})(?P<mark>\.)(?P<second>\d{1,2})\.(?![\d])",
    )
)
_MONTH_FIRST = re.compile(r"mar\b\.?\s*\d+\s*[-–].*", re.IGNORECASE | re.DOTALL)
"""A weekday that is the month of another language's range: "Mar 5 - Apr 6"."""
_RANGE = re.compile(_TO.replace(r"\s*(?:", r"\s*(?:\+|", 1), re.IGNORECASE)
_OR = re.compile(r"\s*(?:\bor\b|\boder\b|\bou\b|\bo\b|\bor on\b)\s*", re.IGNORECASE)
"""What stands between a day and another one that it may be instead."""
_AUTUMN = 8
"""The month in which an academic year begins, where nothing says otherwise."""
_FISCAL_YEARS = {"年度": 4, "학년도": 3}
"""What follows a year that does not begin in January or autumn, and the month it begins in."""
_FISCAL = re.compile("|".join(_FISCAL_YEARS))
_WINTER = re.compile(r"\b(?:WS|WiSe|Winter-?semester|Herbst-?semester)\W*$", re.IGNORECASE)
_YEARS = re.compile(
    r"(?P<from>(?<![\d/.-])(?P<full>(?:19|20)\d\d)"
    r"|(?<![\w’'])[’'`](?P<short>\d\d)(?!\d)"
    rf"|(?<!\w)(?i:{TERMS})[\s_-]?[’'`]?(?P<termed>[0-3]\d)(?![\d:.]|\s?[ap]\.?m|\s?[hu])"
    r"|(?<![\d/.,:-])(?P<pair>1[3-9]|[23]\d)(?=/[1-3]\d(?![\d/.:–-])))"
    r"(?:\s?[-–/]\s?[’'`]?(?P<last>(?:20)?\d\d)(?![\d/-]))?(?![\d-]|/\d|[-–]\d)(?P<after>\w?)"
)
_OF_YEARS = re.compile(rf"(?<![^\W\d_])(?i:{TERMS}|of|de|du|del)(?![^\W\d_])|年度?|학년도|년")
_DAY_ALONE = re.compile(rf"\s*(?:({_BESIDE})\b\.?,?\s*)?(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\b", re.IGNORECASE)
_WEEK = re.compile(
    r"\W*(?:weeks?|wk|woche|semaine|semana|settimana|session|meeting|lecture|seminar|w)?\s*#?\s*"
    r"(\d{1,3})(?:\s*[-–&+]\s*\d{1,3})?\W*",
    re.IGNORECASE,
)


class Written(Struct, frozen=True):
    """A date as written at `start`–`end` of a text.

    `numbers` are the three (or two) numbers of a numeric date in their
    order, whose meaning must be inferred; otherwise `day` and `month` are
    known.  `year` is None where none is written.  `last` is the end of a
    range.  `weekday` counts from Monday, 0.
    """

    text: str
    start: int
    end: int
    day: int = 0
    month: int = 0
    year: int | None = None
    numbers: tuple[int, ...] = ()
    mark: str = ""
    weekday: int | None = None
    last: Written | None = None
    clock: str = ""


def find_dates(text: str) -> list[Written]:
    """Return the dates in a text, in its order; two joined by a dash or "to" are one range.

    Of two joined by "or" it is the first.

    Only what names a day counts: "November 2023" is no date.

    >>> [(found.day, found.month, found.year) for found in find_dates("Mon, 6th of November 2023, and Dec 1")]
    [(6, 11, 2023), (1, 12, None)]
    """
    found: list[Written] = []
    position = 0
    while position < len(text):
        match = _next_match(text, position)
        if match is None:
            break
        written = _written(match)
        position = max(match.end(), position + 1)
        if written is not None:
            found.append(written)
    return _ranges_joined(text, found)


def _next_match(text: str, position: int) -> re.Match[str] | None:
    """Return the first match of any pattern; among those that begin together the longest."""
    best: re.Match[str] | None = None
    for pattern in _PATTERNS:
        match = pattern.search(text, position)
        if match and _MONTH_FIRST.fullmatch(match[0]):
            match = pattern.search(text, match.end("weekday"))
        if match and (best is None or (match.start(), -match.end()) < (best.start(), -best.end())):
            best = match
    return best


def _written(match: re.Match[str]) -> Written | None:
    groups = match.groupdict()
    name = next((groups[key] for key in groups if key.startswith("weekday") and groups[key]), "").lower()
    weekday = WEEKDAYS.get(name, SHORT_WEEKDAYS.get(name))
    found = Written(match[0], match.start(), match.end(), weekday=weekday)
    if groups.get("first"):
        numbers = tuple(int(groups[key]) for key in ("first", "second", "third") if groups.get(key))
        if (groups.get("third") and len(groups["first"]) == 3) or not any(1 <= number <= 31 for number in numbers):
            return None
        if len(numbers) == 2 and (max(numbers) > 31 or min(numbers) == 0 or min(numbers) > 12):
            return None
        if len(numbers) == 3 and len(groups["first"]) == 4:
            return None
        return replace(found, numbers=numbers, mark=groups["mark"])
    year = groups.get("year") or groups.get("short_year")
    month = groups["month"]
    day = int(groups["day"])
    number = int(month) if month.isdigit() else MONTHS[month.lower()]
    if not 1 <= number <= 12 or not 1 <= day <= 39:
        return None
    full = None if year is None else int(year) if len(year) == 4 else 2000 + int(year[-2:])
    last = None
    if groups.get("last_day"):
        last = Written(match[0], match.start(), match.end(), int(groups["last_day"]), number, full)
    return replace(found, day=day, month=number, year=full, last=last, clock=groups.get("clock") or "")


def _ranges_joined(text: str, found: list[Written]) -> list[Written]:
    joined: list[Written] = []
    for written in found:
        before = joined[-1] if joined else None
        if before and not before.last and _RANGE.fullmatch(text[before.end : written.start]):
            whole = text[before.start : written.end]
            joined[-1] = Written(
                whole,
                before.start,
                written.end,
                before.day,
                before.month,
                before.year if before.year is not None or written.numbers else written.year,
                before.numbers,
                before.mark,
                before.weekday,
                written,
            )
        elif before and _OR.fullmatch(text[before.end : written.start]):
            joined[-1] = replace(before, text=text[before.start : written.end], end=written.end)
        else:
            joined.append(written)
    return joined


def day_alone(text: str, *, month: int, year: int | None) -> Written | None:
    """Return the day at the beginning of a text below a heading that names the month ("Monday 6th")."""
    match = _DAY_ALONE.match(text)
    if match is None or not 1 <= int(match[2]) <= 31:
        return None
    weekday = WEEKDAYS.get(match[1].lower(), SHORT_WEEKDAYS.get(match[1].lower())) if match[1] else None
    return Written(match[0], match.start(), match.end(), int(match[2]), month, year, weekday=weekday)


def month_named(text: str) -> tuple[int, int | None] | None:
    """Return the month, and the year if there is one, that a heading is: "November 2023".

    >>> month_named("November 2023"), month_named("May we?") is None
    ((11, 2023), True)
    """
    match = re.fullmatch(rf"\W*({_MONTH})\b\.?,?\s*((?:19|20)\d\d)?\W*", text, re.IGNORECASE)
    return (MONTHS[match[1].lower()], int(match[2]) if match[2] else None) if match else None


class Years(NamedTuple):
    """A year that a text names, or the two of an academic year and the month in which it begins."""

    first: int
    second: int | None = None
    begins: int = _AUTUMN


def years_named(text: str) -> Years | None:
    """Return the year a text names, or the two of an academic year.

    >>> years_named("Autumn term 2023/24")[:2], years_named("Spring '24")[:2], years_named("Room 2023b")
    ((2023, 2024), (2024, None), None)
    >>> years_named("WiSe 23/24")[:2], years_named("2024年度前期")
    ((2023, 2024), Years(first=2024, second=2025, begins=4))
    """
    for match in _YEARS.finditer(text):
        if re.match(r"[^\W\d_]", match["after"]) and match["after"].isascii():
            continue
        first = int(match["full"] or "20" + (match["termed"] or match["short"] or match["pair"]))
        second = int(match["last"]) % 100 + first // 100 * 100 if match["last"] else None
        if match["pair"] and second != first + 1:
            continue
        fiscal = _FISCAL.match(text, match.start("after"))
        if second is None and fiscal:
            return Years(first, first + 1, _FISCAL_YEARS[fiscal[0]])
        if second is None and _WINTER.search(text[: match.start("from")]):
            return Years(first, first + 1)
        return Years(first, second) if second in (None, first + 1) else Years(first)
    return None


def names_years(text: str) -> bool:
    """Tell whether a text says nothing but a year or a term.

    >>> [names_years(text) for text in ("2014", "Fall term 2023/24:", "2024年", "2014 conference")]
    [True, True, True, False]
    """
    return years_named(text) is not None and not re.search(r"[^\W\d_]", _OF_YEARS.sub("", text))


def weekday_named(text: str) -> int | None:
    """Return the first weekday a text names.

    >>> weekday_named("We meet on Mondays at noon")
    0
    """
    match = re.search(rf"\b({_WEEKDAY})\b", text, re.IGNORECASE)
    return WEEKDAYS[match[1].lower()] if match else None


def week_number(text: str) -> int | None:
    """Return the number of a week: "Week 3", "#3", "3".

    >>> week_number("Week 3"), week_number("3 papers")
    (3, None)
    """
    match = _WEEK.fullmatch(text)
    return int(match[1]) if match and int(match[1]) else None


def clamped(year: int, month: int, day: int) -> date:
    """Return the nearest day there is: 31 April is the 30th."""
    year, month = min(max(year, 1), 9999), min(max(month, 1), 12)
    return date(year, month, min(max(day, 1), days_in(year, month)))


def days_in(year: int, month: int) -> int:
    """Return the number of days of a month; 31 for one there is not."""
    return calendar.monthrange(year, month)[1] if 1 <= year <= 9999 and 1 <= month <= 12 else 31


def day_in_path(path: str) -> str | None:
    """Return the ISO date that a file's name or its folder's name begins with.

    >>> day_in_path("_posts/2025-10-27-tao.md"), day_in_path("notes/graphs.md")
    ('2025-10-27', None)
    """
    for part in reversed(PurePosixPath(path).parts[-2:]):
        match = re.match(r"(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)", part)
        if match and find_dates("-".join(match.groups())):
            return "-".join(match.groups())
    return None
