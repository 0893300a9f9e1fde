"""Dates as organisers write them: ISO is read, any other spelling is told how to become ISO."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import date, datetime

from rig_site.content.findings import FieldError, Meant, cite
from rig_site.content.schema.clock_times import parse_hours
from rig_site.content.schema.spelled_dates import FIRST_YEAR, LAST_YEAR, spelled, spoken

_ALLOWED = "a date such as 2023-11-06 (year-month-day)"
_DAYS_ALLOWED = "a date such as 2025-12-25, or 2025-12-22 to 2026-01-05"
_DAY_AND_HOURS = re.compile(
    r"(?P<day>.*[^\s,])[T\s,]\s*(?P<hours>\d{1,2}:\d{2}(?:\s*-\s*\d{1,2}:\d{2})?)(?::00)?", re.ASCII
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TO = re.compile(
    r"\s*(?:\s[-\u2010-\u2015]+\s|(?<=\d)[\u2010-\u2015/](?=\d{4})|\.{2,3}|…|\b(?:to|until|till|bis)\b)\s*"
)
_OPEN = re.compile(r"\W*(?:tb[acd]|to be (?:announced|confirmed|decided)|\?+|soon|n/a)\W*", re.IGNORECASE)
_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}", re.ASCII)


def parse_day(text: str) -> date:
    """Return the day an ISO date names.

    >>> parse_day("2023-11-06")
    datetime.date(2023, 11, 6)
    """
    match = _ISO.fullmatch(text)
    if not match:
        days = _from_to(text)
        meant = Meant(days[0], sure=False, also={"until": days[1]}) if days else _meant(text)
        words = "" if meant else _words(text)
        raise FieldError(f"{cite(text)} is not an ISO date", allowed=_ALLOWED, suggestion=words, meant=meant)
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
        if days := _from_to(text):
            raise FieldError(
                f"{cite(text)} is neither a date nor from one date to another",
                allowed=_DAYS_ALLOWED,
                meant=Meant(" to ".join(days)),
            )
        day = parse_day(text)
        return day, day
    if not all(_ISO.fullmatch(end.strip()) for end in ends) and (days := _from_to(text)):
        what = f"{cite(text)} is neither a date nor from one date to another"
        raise FieldError(what, allowed=_DAYS_ALLOWED, meant=Meant(" to ".join(days)))
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


def _from_to(text: str) -> tuple[str, str] | None:
    """Return the two days, as ISO dates, of a text that goes from one to the other; the first may lack its year."""
    ends = _TO.split(text.strip().removeprefix("from "))
    if len(ends) != 2:
        return None
    last = spelled(ends[1]).days
    if len(last) != 1:
        return None
    years = ("", str(last[0].year), str(last[0].year - 1))
    firsts = [days[0] for year in years if len(days := spelled(f"{ends[0]} {year}").days) == 1 and days[0] <= last[0]]
    return (firsts[0].isoformat(), last[0].isoformat()) if firsts else None


def _meant(text: str) -> Meant | None:
    """Return the ISO spelling where there is one, and the hour beside it if there is one too."""
    both = _DAY_AND_HOURS.fullmatch(text.strip())
    found = spelled(both["day"] if both else text)
    if len(found.days) != 1 or found.weekday is not None:
        return None
    also = {"time": re.sub(r"\s", "", both["hours"])} if both and _is_time(both["hours"]) else {}
    return Meant(found.days[0].isoformat(), also=also, gloss=spoken(found.days[0]))


def _is_time(text: str) -> bool:
    try:
        parse_hours(text)
    except FieldError:
        return False
    return True


def _words(text: str) -> str:
    """Return what to do about a text that no day can be made of without asking."""
    if found := spelled(text).in_words():
        return found
    if _OPEN.fullmatch(text.strip()):
        return "write the day that is likely, with 'status: tentative' below it"
    if (instant := _INSTANT.match(text)) and spelled(instant[1]).days:
        return f"write '{instant[1]}', and when it begins in the group's own time zone as 'time: …'"
    without_year = spelled(f"{text} 2024")
    if len(without_year.days) == 1 and not re.search(r"\d{3}", text):
        return f"add the year, and write it as '…-{without_year.days[0]:%m-%d}'"
    return ""
