"""From dates as written to days: which number is the month, and which year was meant."""

from __future__ import annotations

import calendar
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rig_site.importers.deciding.missing_years import Hints, years_of
from rig_site.importers.draft import Journal, Settings, SourcePlace
from rig_site.importers.record import Record
from rig_site.importers.values.dates import Written, clamped, days_in

ORDERS = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}
_PLACES = {"dmy": (0, 1, 2), "mdy": (1, 0, 2), "ymd": (2, 1, 0)}


def resolve_days(entries: Sequence[Record], weekdays: Mapping[str, int], settings: Settings, journal: Journal) -> None:
    """Give every entry with a written date its day.

    The order of numbers is decided for each document from its own dates
    (a 13th or later, a weekday written beside it, the regular weekday and
    the order they give); a missing year comes from the headings, the
    neighbours, the weekdays; `weekdays` are those on which documents say
    the group meets.  What was inferred goes to the journal.
    """
    documents: dict[str, list[Record]] = {}
    for entry in entries:
        if entry.written:
            documents.setdefault(entry.place.path, []).append(entry)
    orders = {path: _order(found, settings, journal) for path, found in documents.items()}
    known = Counter(order for order, sure in orders.values() if sure)
    for path, found in documents.items():
        order, sure = orders[path]
        if not sure and known:
            order = known.most_common(1)[0][0]
        elif not sure and any(_ambiguous(entry.written) for entry in found):
            entry = next(entry for entry in found if _ambiguous(entry.written))
            other = "mdy" if order == "dmy" else "dmy"
            journal.warn(
                entry.place,
                f"these dates could be read day first or month first; they are read {ORDERS[order]}",
                f"--dates {other} reads them the other way",
            )
        groups: dict[int, list[Record]] = {}
        for entry in found:
            groups.setdefault(id(entry.group), []).append(entry)
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


def _order(entries: Iterable[Record], settings: Settings, journal: Journal) -> tuple[str, bool]:
    """Return the order of numbers in a document's dates, and whether something decides it."""
    if settings.date_order:
        return settings.date_order, True
    written = [entry for entry in entries if entry.written and entry.written.numbers]
    if not written:
        return "dmy", False
    hinted = _hinted(written)
    if hinted:
        return hinted, True
    fitting = {
        order: sum(_fits(entry.written, order) for entry in written if entry.written) for order in ("dmy", "mdy")
    }
    best = "mdy" if fitting["mdy"] > fitting["dmy"] else "dmy"
    if fitting["dmy"] != fitting["mdy"]:
        decisive = next(
            entry for entry in written if entry.written and _fits(entry.written, "dmy") != _fits(entry.written, "mdy")
        )
        if any(
            _ambiguous(entry.written) and max(entry.written.numbers[:2]) <= 12 for entry in written if entry.written
        ):
            shown = decisive.written.text if decisive.written else ""
            journal.notice(decisive.place, f"dates are read {ORDERS[best]}: '{shown}' can only be that")
        return best, True
    return _more_regular(written, settings, journal)


def _hinted(entries: Sequence[Record]) -> str | None:
    """Return the order a column's name states ("Date (dd/mm/yyyy)") or a weekday beside a date proves."""
    for entry in entries:
        for label, _ in entry.take("date"):
            letters = "".join(character for character in label.lower() if character in "dmy")
            squeezed = "".join(
                dict.fromkeys(letters.removeprefix("d") if label.lower().startswith("date") else letters)
            )
            if squeezed in ORDERS:
                return squeezed
    scores: Counter[str] = Counter()
    for entry in entries:
        written = entry.written
        if written and written.weekday is not None and len(written.numbers) == 3:
            for order in ("dmy", "mdy"):
                year, month, day = parts(written, order)
                if year and _fits(written, order) and date(year, month, day).weekday() == written.weekday:
                    scores[order] += 1
    if scores["dmy"] != scores["mdy"]:
        return "dmy" if scores["dmy"] > scores["mdy"] else "mdy"
    if all(entry.written and entry.written.mark == "." for entry in entries):
        return "dmy"
    return None


def _more_regular(entries: Sequence[Record], settings: Settings, journal: Journal) -> tuple[str, bool]:
    """Decide by which order puts the dates in sequence and on one weekday."""
    scores = {}
    for order in ("dmy", "mdy"):
        days = []
        for entry in entries:
            assert entry.written is not None
            year, month, day = parts(entry.written, order)
            days.append(clamped(year or settings.today.year, month, day))
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
        entries[0].place, f"dates are read {ORDERS[best]}: only so they follow each other and keep to a weekday"
    )
    return best, True


def _resolve_group(entries: Sequence[Record], order: str, hints: Hints, settings: Settings, journal: Journal) -> None:
    """Give the entries of one table or list their days."""
    read = []
    for entry in entries:
        assert entry.written is not None
        use = (
            order
            if _fits(entry.written, order)
            else next((other for other in ("dmy", "mdy", "ymd") if _fits(entry.written, other)), order)
        )
        if use != order:
            journal.warn(
                entry.place,
                f"'{entry.written.text}' cannot be read {ORDERS[order]} like the other dates; it is read {ORDERS[use]}",
            )
        read.append((entry, use, parts(entry.written, use)))
    years = years_of([(entry, parted) for entry, _, parted in read], hints, settings, journal)
    for (entry, use, (_, month, day)), year in zip(read, years, strict=True):
        written = entry.written
        assert written is not None
        entry.order = use
        entry.day = _day(year, month, day, entry.place, written.text, journal)
        if written.last and written.last.day + sum(written.last.numbers):
            last_year, last_month, last_day = parts(written.last, use)
            last_year = last_year or (year if (last_month, last_day) >= (month, day) else year + 1)
            until = _day(last_year, last_month, last_day, entry.place, written.text, journal)
            entry.until = until if until > entry.day else None
        if written.weekday is not None and written.weekday != entry.day.weekday():
            journal.warn(
                entry.place,
                f"'{written.text}' is a {calendar.day_name[entry.day.weekday()]}, "
                f"not a {calendar.day_name[written.weekday]}; the date is believed",
            )


def _day(year: int, month: int, day: int, place: SourcePlace, text: str, journal: Journal) -> date:
    found = clamped(year, month, day)
    if (found.month, found.day) != (month, day):
        journal.warn(place, f"'{text}' is not a day of the calendar; {found} is taken for it")
    return found
