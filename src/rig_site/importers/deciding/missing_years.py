"""The years of dates that are written without one: from what stands near them, and last of all a guess."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from rig_site.importers.draft import Journal, Settings
from rig_site.importers.record import SourceRecord
from rig_site.importers.values.dates import Written, Years, clamped, days_in, years_named

Read: TypeAlias = Sequence[tuple[SourceRecord, tuple[int | None, int, int]]]
"""Entries, and the year, month and day that their dates are written with."""
Hints: TypeAlias = tuple[date | None, int | None]
"""The last date before a group, and the weekday on which the text says the group meets."""

_PAST = re.compile(
    r"\b(?:past|previous|earlier|archive|old|vergangene|passée?s|pasad[ao]s|passad[ao]s|passati)\b", re.I
)
_IN_ADDRESS = re.compile(r"(?<!\d)(?:(\d{4})[-_./]?(\d\d)[-_./]?(\d\d)|(\d\d)[-_.]?(\d\d)[-_.]?(\d{4}|\d\d))(?!\d)")


def years_of(read: Read, hints: Hints, settings: Settings, journal: Journal) -> list[int]:
    """Return the year of each date of a group, inferred and said where it is not written."""
    years = [year if year is not None else _in_addresses(record, month, day) for record, (year, month, day) in read]
    context = [years_named_above(record) for record, _ in read]
    one_year = all(above and above.second is None for above in context) and len(set(context)) == 1
    falling = _is_falling([(month, day) for _, (_, month, day) in read], one_year=one_year)
    inferred: list[int | None] = list(years)
    known: int | None = None
    for position, (record, (_, month, day)) in enumerate(read):
        above, year = context[position], years[position]
        named_anew = position == 0 or context[position - 1] != above or known is None
        if year is None and above and (named_anew or above.second is not None):
            year = _academic(above, month, day, record.written)
        elif year is None and known is not None:
            _, (_, month_before, day_before) = read[position - 1]
            year = _following(known, (month_before, day_before), (month, day), falling=falling)
        inferred[position] = known = year
    for position in range(len(read) - 2, -1, -1):
        following = inferred[position + 1]
        if inferred[position] is None and following is not None:
            _, (_, month, day) = read[position]
            _, (_, month_after, day_after) = read[position + 1]
            inferred[position] = _following(following, (month_after, day_after), (month, day), falling=not falling)
    reason = _reason(read, years, context)
    told = _by_weekdays(read, inferred[0], falling) if not any(years) and reason != "the heading above" else None
    if told is not None:
        reason = "the weekdays written beside the dates"
        inferred = [year for year, _ in _spread(read, told, falling)]
    if inferred[0] is None:
        first, reason = _guessed(read, falling, hints, settings)
        inferred = [year for year, _ in _spread(read, first, falling)]
    result = [year for year in inferred if year is not None]
    lacking = [position for position, (_, (year, _, _)) in enumerate(read) if year is None]
    if not lacking:
        return result
    named = sorted({result[position] for position in lacking})
    shown = " and ".join(str(year) for year in named) + (" are" if len(named) > 1 else " is")
    record = read[lacking[0]][0]
    many = (
        f"{len(lacking)} dates have" if len(lacking) > 1 else f"'{record.written.text if record.written else ''}' has"
    )
    what = f"{many} no year; {shown} taken from {reason}"
    if reason.startswith("today"):
        journal.warn(record.place, what, "if it was another one, write it above them, or name the first day by --start")
    else:
        journal.notice(record.place, what)
    return result


def _reason(read: Read, years: Sequence[int | None], context: Sequence[Years | None]) -> str:
    if any(year is not None and parted[0] is None for year, (_, parted) in zip(years, read, strict=True)):
        return "the addresses of what it links to"
    if any(years_named(heading.name) for record, _ in read for heading in record.context):
        return "the heading above"
    if any(context):
        return read[0][0].year_said_in or "the document's name or its front matter"
    return "the dates beside it"


def _in_addresses(record: SourceRecord, month: int, day: int) -> int | None:
    """Return the year of this very day in an address that the record links to: `…/talk_041022.pdf` for 4 October."""
    for mark in (mark for one in record.fields for mark in one.text.links):
        for match in _IN_ADDRESS.finditer(mark.target):
            year, *parted = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
            if [int(part) for part in parted] == [month, day]:
                return int(year) if len(year) == 4 else 2000 + int(year)
    return None


def years_named_above(record: SourceRecord) -> Years | None:
    """Return the year or academic year of the nearest heading that names one, else of the document as a whole."""
    for heading in reversed(record.context):
        named = years_named(heading.name)
        if named:
            return named
    return years_named(record.document_year)


def _academic(above: Years, month: int, day: int, written: Written | None) -> int:
    """Return the year of a date in an academic year: by the weekday beside it, else by the month it begins in."""
    if above.second is None:
        return above.first
    weekday = written.weekday if written else None
    fitting = [year for year in (above.first, above.second) if _weekday(year, month, day) == weekday]
    if len(fitting) == 1:
        return fitting[0]
    return above.first if month >= above.begins else above.second


def _is_falling(days: Sequence[tuple[int, int]], *, one_year: bool) -> bool:
    """Tell whether dates run backwards, as in an archive with the latest on top.

    Where they are too far apart to tell, they do if they all are in the one year that stands above.
    """
    steps = [
        later >= earlier
        for earlier, later in itertools.pairwise(days)
        if abs(later[0] - earlier[0]) < 6 and later != earlier
    ]
    if not steps and one_year:
        return all(later < earlier for earlier, later in itertools.pairwise(days))
    return sum(steps) * 2 < len(steps)


def _following(year: int, before: tuple[int, int], after: tuple[int, int], *, falling: bool) -> int:
    """Return the year of a date that comes next to one of a known year; six months back means another year."""
    months = after[0] - before[0]
    if falling:
        return year - 1 if months > 5 else year
    return year + 1 if months < -5 else year


def _guessed(read: Read, falling: bool, hints: Hints, settings: Settings) -> tuple[int, str]:
    """Return the first date's year where none is written near: by a full date or weekdays, else by today's date."""
    record, (_, month, day) = read[0]
    told = record.document_date
    today = settings.start or told or settings.today
    nearest = sorted(range(today.year - 12, today.year + 2), key=lambda year: (abs(year - today.year), year))
    nearest = [year for year in nearest if _exist(read, year, falling)] or nearest
    before, usual = hints
    beside = [one.written.weekday if one.written else None for one, _ in read]
    written = [usual] * len(read) if all(weekday is None for weekday in beside) else beside
    if before is not None:
        if falling or _PAST.search(record.context[-1].name if record.context else ""):
            later = before.year if (month, day) <= (before.month, before.day) else before.year - 1
        else:
            later = before.year if (month, day) >= (before.month, before.day) else before.year + 1
        fitting = [
            year for year in (later, before.year) if _weekdays_that_fit(read, beside, year, falling) == len(read)
        ]
        return next(iter(fitting), later), "the dates before it"
    if told is not None and settings.start is None:
        nearest = sorted(range(told.year - 1, told.year + 2), key=lambda year: abs(clamped(year, month, day) - told))
        if all(weekday is None for weekday in beside):
            return nearest[0], f"{told} elsewhere in the document"
    if any(weekday is not None for weekday in written):
        scores = {year: _weekdays_that_fit(read, written, year, falling) for year in nearest}
        best = max(nearest, key=lambda year: (scores[year], -nearest.index(year)))
        return best, "the weekdays written beside the dates" if written is beside else "the weekday the text names"
    if settings.start:
        return (today.year if (month, day) >= (today.month, today.day) else today.year + 1), "--start"
    return today.year, "today's date"


def _by_weekdays(read: Read, first: int | None, falling: bool) -> int | None:
    """Return the year beside `first` that all weekdays written beside the dates fit, where none of them fits it."""
    written = [one.written.weekday if one.written else None for one, _ in read]
    count = sum(weekday is not None for weekday in written)
    if first is None or count < 2 or _weekdays_that_fit(read, written, first, falling):
        return None
    beside = (first + 1, first - 1)
    return next((year for year in beside if _weekdays_that_fit(read, written, year, falling) == count), None)


def _exist(read: Read, year: int, falling: bool) -> bool:
    """Tell whether the calendar has all the days when the first one's year is `year`: 29 February may be none."""
    return all(day <= days_in(year_of, month) for year_of, (month, day) in _spread(read, year, falling))


def _weekdays_that_fit(read: Read, written: list[int | None], year: int, falling: bool) -> int:
    days = _spread(read, year, falling)
    return sum(
        weekday is not None and _weekday(year_of, month, day) == weekday
        for (year_of, (month, day)), weekday in zip(days, written, strict=True)
    )


def _spread(read: Read, year: int, falling: bool) -> list[tuple[int, tuple[int, int]]]:
    """Return month and day of each date with its year, when the first one's is `year`."""
    spread: list[tuple[int, tuple[int, int]]] = []
    for _, (_, month, day) in read:
        if spread:
            year = _following(year, spread[-1][1], (month, day), falling=falling)
        spread.append((year, (month, day)))
    return spread


def _weekday(year: int, month: int, day: int) -> int:
    return clamped(year, month, day).weekday()
