"""From dates as written to days: which number is the month, and which year was meant."""

from __future__ import annotations

import calendar
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from rig_site.importers.deciding.missing_years import Hints, years_of
from rig_site.importers.draft import Journal, Settings, SourcePlace
from rig_site.importers.record import SourceRecord
from rig_site.importers.values.dates import Written, clamped, days_in

ORDERS = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}
Numeric: TypeAlias = Sequence[tuple[SourceRecord, Written]]
"""Records with a date that is written in numbers."""
_PLACES = {"dmy": (0, 1, 2), "mdy": (1, 0, 2), "ymd": (2, 1, 0)}


def resolve_days(
    records: Sequence[SourceRecord], weekdays: Mapping[str, int], settings: Settings, journal: Journal
) -> None:
    """Give every record with a written date its day.

    The order of numbers is decided for each document from its own dates
    (a 13th or later, a weekday written beside it, the regular weekday and
    the order they give); a missing year comes from the headings, the
    neighbours, the weekdays; `weekdays` are those on which documents say
    the group meets.  What was inferred goes to the journal.
    """
    documents: dict[str, list[SourceRecord]] = {}
    for record in records:
        if record.written:
            documents.setdefault(record.place.path, []).append(record)
    orders = {path: _order(found, settings, journal) for path, found in documents.items()}
    known = Counter(order for order, sure in orders.values() if sure)
    for path, found in documents.items():
        order, sure = orders[path]
        if not sure and known:
            order = known.most_common(1)[0][0]
        elif not sure and any(_ambiguous(record.written) for record in found):
            record = next(record for record in found if _ambiguous(record.written))
            other = "mdy" if order == "dmy" else "dmy"
            journal.warn(
                record.place,
                f"these dates could be read day first or month first; they are read {ORDERS[order]}",
                f"--dates {other} reads them the other way",
            )
        groups: dict[int, list[SourceRecord]] = {}
        for record in found:
            groups.setdefault(id(record.group), []).append(record)
        before: date | None = None
        for group in groups.values():
            _resolve_group(group, order, (before, weekdays.get(path)), settings, journal)
            before = group[-1].day or before


def _ambiguous(written: Written | None) -> bool:
    return bool(written and written.numbers and len(set(written.numbers[:2])) > 1)


def parts(written: Written, order: str) -> tuple[int | None, int, int]:
    """Return year, month and day under an order of numbers; the year is None where none is written.

    >>> from rig_site.importers.values.dates import find_dates
    >>> parts(find_dates("06/11/23")[0], "dmy"), parts(find_dates("06/11/23")[0], "ymd")
    ((2023, 11, 6), (2006, 11, 23))
    """
    if not written.numbers:
        return written.year, written.month, written.day
    numbers = written.numbers
    if len(numbers) == 2:
        day, month = (numbers[1], numbers[0]) if order in ("mdy", "ymd") else numbers
        return None, month, day
    if order == "ymd" and numbers[2] > 99:
        order = "dmy"
    day, month, year = (numbers[place] for place in _PLACES[order])
    return (year if year > 99 else 2000 + year), month, day


def _fits(written: Written, order: str) -> bool:
    year, month, day = parts(written, order)
    return 1 <= month <= 12 and 1 <= day <= (31 if year is None else days_in(year, month))


def _order(records: Iterable[SourceRecord], settings: Settings, journal: Journal) -> tuple[str, bool]:
    """Return the order of numbers in a document's dates, and whether something decides it."""
    if settings.date_order:
        return settings.date_order, True
    numeric = [(record, record.written) for record in records if record.written and record.written.numbers]
    if not numeric:
        return "dmy", False
    hinted = _hinted(numeric)
    if hinted:
        return hinted, True
    fitting = {order: sum(_fits(written, order) for _, written in numeric) for order in ("dmy", "mdy")}
    if fitting["dmy"] == fitting["mdy"]:
        return _more_regular(numeric, settings, journal)
    best = max(fitting, key=lambda order: fitting[order])
    if any(_ambiguous(written) and max(written.numbers[:2]) <= 12 for _, written in numeric):
        decisive, shown = next(
            (record, written) for record, written in numeric if _fits(written, "dmy") != _fits(written, "mdy")
        )
        journal.notice(decisive.place, f"dates are read {ORDERS[best]}: '{shown.text}' can only be that")
    return best, True


def _hinted(numeric: Numeric) -> str | None:
    """Return the order a column's name states ("Date (dd/mm/yyyy)") or a weekday beside a date proves."""
    for record, _ in numeric:
        for label, _ in record.take("date"):
            letters = "".join(character for character in label.lower() if character in "dmy")
            squeezed = "".join(
                dict.fromkeys(letters.removeprefix("d") if label.lower().startswith("date") else letters)
            )
            if squeezed in ORDERS:
                return squeezed
    scores: Counter[str] = Counter()
    for _, written in numeric:
        for order in ("dmy", "mdy") if written.weekday is not None else ():
            year, month, day = parts(written, order)
            if year and _fits(written, order) and date(year, month, day).weekday() == written.weekday:
                scores[order] += 1
    if scores["dmy"] != scores["mdy"]:
        return "dmy" if scores["dmy"] > scores["mdy"] else "mdy"
    dotted = all(written.mark == "." and _fits(written, "dmy") for _, written in numeric)
    return "dmy" if dotted else None


def _more_regular(numeric: Numeric, settings: Settings, journal: Journal) -> tuple[str, bool]:
    """Decide by which order puts the dates in sequence and on one weekday."""
    scores = {}
    for order in ("dmy", "mdy"):
        read = [parts(written, order) for _, written in numeric]
        days = [clamped(year or settings.today.year, month, day) for year, month, day in read]
        if len(set(days)) < 2:
            return "dmy", False
        steps = [later >= earlier for earlier, later in itertools.pairwise(days)]
        in_sequence = max(sum(steps), len(steps) - sum(steps)) / len(steps)
        on_one_weekday = Counter(day.weekday() for day in days).most_common(1)[0][1] / len(days)
        scores[order] = in_sequence + on_one_weekday
    if abs(scores["dmy"] - scores["mdy"]) < 0.2:
        return "dmy", False
    best = max(scores, key=lambda order: scores[order])
    journal.notice(
        numeric[0][0].place, f"dates are read {ORDERS[best]}: only so they follow each other and keep to a weekday"
    )
    return best, True


def _resolve_group(
    records: Sequence[SourceRecord], order: str, hints: Hints, settings: Settings, journal: Journal
) -> None:
    """Give the records of one table or list their days."""
    read = []
    dates = [record.written for record in records if record.written]
    fitting = next((one for one in (order, *_PLACES) if all(_fits(written, one) for written in dates)), None)
    for record in records:
        assert record.written is not None
        use = fitting or next((one for one in (order, *_PLACES) if _fits(record.written, one)), order)
        if use != order and not _fits(record.written, order):
            journal.warn(
                record.place,
                f"'{record.written.text}' cannot be read {ORDERS[order]} like the other dates;"
                f" it is read {ORDERS[use]}",
            )
        read.append((record, use, parts(record.written, use)))
    years = years_of([(record, parted) for record, _, parted in read], hints, settings, journal)
    for (record, use, (_, month, day)), year in zip(read, years, strict=True):
        written = record.written
        assert written is not None
        record.order = use
        record.day = _day(year, month, day, record.place, written.text, journal)
        if written.last and written.last.day + sum(written.last.numbers):
            last_year, last_month, last_day = parts(written.last, use)
            last_year = last_year or (year if (last_month, last_day) >= (month, day) else year + 1)
            until = _day(last_year, last_month, last_day, record.place, written.text, journal)
            record.until = until if until > record.day else None
        if written.weekday is not None and written.weekday != record.day.weekday():
            journal.warn(
                record.place,
                f"'{written.text}' is a {calendar.day_name[record.day.weekday()]}, "
                f"not a {calendar.day_name[written.weekday]}; the date is believed",
            )


def _day(year: int, month: int, day: int, place: SourcePlace, text: str, journal: Journal) -> date:
    found = clamped(year, month, day)
    if (found.month, found.day) != (month, day):
        journal.warn(place, f"'{text}' is not a day of the calendar; {found} is taken for it")
    return found
