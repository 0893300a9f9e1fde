"""Dates as organisers write them: ISO is read, any other spelling is told how to become ISO."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import date, datetime

from rig_site.content.findings import FieldError, Meant, cite
from rig_site.content.schema.clock_times import parse_hours

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years a date may lie in; outside them it is a slip of the pen, and time zones are guesses."""

_ALLOWED = "a date such as 2023-11-06 (year-month-day)"
_DAYS_ALLOWED = "a date such as 2025-12-25, or 2025-12-22 to 2026-01-05"
_DAY_AND_HOURS = re.compile(
    r"(?P<day>.*[^\s,])[T\s,]\s*(?P<hours>\d{1,2}:\d{2}(?:\s*-\s*\d{1,2}:\d{2})?)(?::00)?", re.ASCII
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})", re.ASCII)
_TO = re.compile(
    r"(?:from )?(\d{4}-\d{2}-\d{2})\s*(?:-+|[\u2010-\u2015]|/|\.{2,3}|…|to|until|till)\s*(\d{4}-\d{2}-\d{2})", re.ASCII
)
_MONTHS = {name[:3].casefold(): number for number, name in enumerate(month_name) if name}


def parse_day(text: str) -> date:
    """Return the day an ISO date names.

    >>> parse_day("2023-11-06")
    datetime.date(2023, 11, 6)
    """
    match = _ISO.fullmatch(text)
    if not match:
        either, meant = _either(text), _meant(text)
        raise FieldError(f"{cite(text)} is not an ISO date", allowed=_ALLOWED, suggestion=either, meant=meant)
    year, month, day = (int(part) for part in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FieldError(f"the year {match[1]} is out of range", allowed=f"years from {FIRST_YEAR} to {LAST_YEAR}")
    if not 1 <= month <= 12:
        meant = _meant(f"{day}/{month}/{year}")
        raise FieldError(f"there is no month {match[2]}", allowed=_ALLOWED, meant=meant)
    if not 1 <= day <= monthrange(year, month)[1]:
        last = monthrange(year, month)[1]
        raise FieldError(f"there is no day {text}", allowed=f"{month_name[month]} {year} has {last} days")
    return date(year, month, day)


def parse_days(text: str) -> tuple[date, date]:
    """Return the first and the last of the days a text names: those of one date, or from one to another.

    >>> parse_days("2025-12-22 to 2026-01-05")
    (datetime.date(2025, 12, 22), datetime.date(2026, 1, 5))
    """
    ends = text.split(" to ")
    if len(ends) != 2:
        meant_days = _TO.fullmatch(text.strip())
        if meant_days:
            raise FieldError(
                f"{cite(text)} is neither a date nor from one date to another",
                allowed=_DAYS_ALLOWED,
                meant=Meant(f"{meant_days[1]} to {meant_days[2]}"),
            )
        day = parse_day(text)
        return day, day
    first, last = (parse_day(end.strip()) for end in ends)
    if last < first:
        raise FieldError(
            f"{cite(text)} ends before it begins", allowed=_DAYS_ALLOWED, meant=Meant(f"{last} to {first}", sure=False)
        )
    return first, last


def parse_moment(text: str) -> date | datetime:
    """Return the date or ISO 8601 instant a text names; an instant without an offset is naive.

    >>> parse_moment("2023-10-30T09:30:00Z")
    datetime.datetime(2023, 10, 30, 9, 30, tzinfo=datetime.timezone.utc)
    """
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", text, re.ASCII):
        return parse_day(text)
    parse_day(text[:10])
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        allowed = "a date such as 2023-11-06, or an instant such as 2023-11-06T11:00:00Z"
        raise FieldError(f"{cite(text)} is not an ISO instant", allowed=allowed) from None


def _meant(text: str) -> Meant | None:
    """Return the ISO spelling where there is one, and the hour beside it if there is one too."""
    both = _DAY_AND_HOURS.fullmatch(text.strip())
    found = _candidates(both["day"] if both else text)
    if len(found) != 1:
        return None
    also = {"time": both["hours"]} if both and _is_time(both["hours"]) else {}
    return Meant(found[0].isoformat(), also=also, gloss=_spoken(found[0]))


def _is_time(text: str) -> bool:
    try:
        parse_hours(text)
    except FieldError:
        return False
    return True


def _either(text: str) -> str:
    """Return the two ISO spellings that there are where day and month could be either way round."""
    found = _candidates(text)
    if len(found) < 2:
        return ""
    return "write " + " or ".join(f"'{day.isoformat()}' for {_spoken(day)}" for day in found)


def _spoken(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"


def _candidates(text: str) -> list[date]:
    text = text.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return _existing((year, month, day))
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        year += 2000 if year < 100 else 0
        return _existing((year, second, first), (year, first, second))
    months = [_MONTHS[word[:3].casefold()] for word in re.findall(r"[^\W\d]{3,}", text) if _is_month(word)]
    numbers = [int(number) for number in re.findall(r"(?<!\d)\d{1,4}(?!\d)", text, re.ASCII)]
    if len(months) == 1 and len(numbers) == 2:
        day, year = sorted(numbers)
        return _existing((year, months[0], day))
    return []


def _is_month(word: str) -> bool:
    number = _MONTHS.get(word[:3].casefold())
    return number is not None and month_name[number].casefold().startswith(word.casefold().removesuffix("t"))


def _existing(*days: tuple[int, int, int]) -> list[date]:
    """Return those of the days (year, month, day) that exist, each once."""
    found = []
    for year, month, day in days:
        if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            found.append(date(year, month, day))
    return list(dict.fromkeys(found))
