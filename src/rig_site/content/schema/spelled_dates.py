"""Days in the spellings that people have for them, in any language of the interface."""

from __future__ import annotations

import re
from calendar import day_name, month_name, monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from rig_site.content.schema.pasted import unpasted
from rig_site.language.cldr import month_numbers, weekday_numbers

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years a date may lie in; outside them it is a slip of the pen, and time zones are guesses."""

_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
_YEAR_FIRST = re.compile(r"(\d{4})\s*\D?\s*(\d{1,2})\s*\D?\s*(\d{1,2})\s*日?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})(?P<sign>[/. -])\s?(\d{1,2})[/. -]\s?(\d{4}|\d{2})", re.ASCII)
_WEEKDAYS = {name[:3].casefold(): number for number, name in enumerate(day_name)}
_WEEKDAY_SPELLINGS = re.compile(r"(?:sun|mon|tue|tues|wednes|wed|thu|thur|thurs|fri|satur|sat)(?:day)?", re.IGNORECASE)


class Spelled(Struct, frozen=True):
    """The days that a text may mean; where it names another weekday than the one day has, that is `weekday`."""

    days: tuple[date, ...]
    weekday: int | None = None

    def in_words(self) -> str:
        """Return what to write where it cannot be told which day is meant."""
        if self.weekday is not None:
            return _on_the_weekday(self.days[0], self.weekday)
        if len(self.days) < 2:
            return ""
        return "write " + " or ".join(f"'{day.isoformat()}' for {spoken(day)}" for day in self.days)


def spelled(text: str) -> Spelled:
    """Return which days a text may mean.

    >>> spelled("7. Dezember 2026").days
    (datetime.date(2026, 12, 7),)
    """
    plain = _HYPHENS.sub("-", unpasted(text)).strip()
    days = tuple(_days(plain))
    said = next((day for word in re.findall(r"[^\W\d]+", plain) if (day := _weekday(word)) is not None), None)
    wrong = said is not None and len(days) == 1 and days[0].weekday() != said
    return Spelled(days, said if wrong else None)


def spoken(day: date) -> str:
    """Return a day as it is said."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def _on_the_weekday(day: date, weekday: int) -> str:
    """Return what to write for a day that is another weekday than is said: itself, or the nearest that is one."""
    near = min((day + timedelta(days=step) for step in range(-3, 4)), key=lambda each: each.weekday() != weekday)
    return (
        f"{spoken(day)} is a {day_name[day.weekday()]}: write '{day.isoformat()}', "
        f"or '{near.isoformat()}' for {day_name[weekday]} {spoken(near)}"
    )


def _weekday(word: str) -> int | None:
    """Return the weekday that a word is the name of, counted from Monday; None for any other."""
    return _WEEKDAYS[word[:3].casefold()] if _is_weekday(word) else weekday_numbers().get(word.casefold())


def _is_weekday(word: str) -> bool:
    return bool(_WEEKDAY_SPELLINGS.fullmatch(word))


def _days(text: str) -> list[date]:
    if match := _YEAR_FIRST.fullmatch(text):
        return _existing([(int(match[1]), int(match[2]), int(match[3]))])
    if match := _YEAR_LAST.fullmatch(text):
        first, second, last = (int(match[number]) for number in (1, 3, 4))
        year = last + 2000 if last < 100 else last
        found = [(year, second, first), (year, first, second)]
        if last < 100 and match["sign"] == "-":
            found.append((2000 + first, second, last))
        return _existing(found)
    months = sorted({number for word in re.findall(r"[^\W\d]{3,}", text) for number in _months(word)})
    numbers = [int(number) for number in re.findall(r"(?<!\d)\d{1,4}(?!\d)", text, re.ASCII)]
    if len(months) == 1 and len(numbers) == 2:
        first, last = numbers
        if max(numbers) < 100:
            return _existing([(2000 + last, months[0], first), (2000 + first, months[0], last)])
        return _existing([(max(numbers), months[0], min(numbers))])
    return []


def _months(word: str) -> frozenset[int]:
    """Return the months that a word may be the name of, or the beginning of an English one."""
    folded = word.casefold()
    for number in range(1, 13):
        if month_name[number].casefold().startswith(folded.removesuffix("t")):
            return frozenset((number,))
    return month_numbers().get(folded, frozenset()) if not _is_weekday(word) else frozenset()


def _existing(days: Iterable[tuple[int, int, int]]) -> list[date]:
    """Return those of the days (year, month, day) that exist, each once."""
    found = []
    for year, month, day in days:
        if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            found.append(date(year, month, day))
    return list(dict.fromkeys(found))
