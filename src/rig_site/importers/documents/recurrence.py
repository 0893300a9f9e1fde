"""The events of a series in a calendar (RFC 5545, 3.8.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

MOST_OCCURRENCES = 1_000
"""How many events one series may have; twenty years of weekly meetings are as many."""


def is_series(event: Any) -> bool:
    """Tell whether an event takes place on several days."""
    return event.get("RRULE") is not None or event.get("RDATE") is not None


def occurrences(event: Any, *, last: date) -> tuple[date, ...]:
    """Return when the events of a series begin, as dates or datetimes like its DTSTART.

    A series that says when it ends (UNTIL, COUNT) is taken as a whole, and
    one that does not up to the day `last`.  Added dates (RDATE) are among
    them, excepted ones (EXDATE) are not; one without a time excepts its
    whole day.  Clock times stay the same across daylight saving, as they do
    in the zone of the DTSTART (3.3.10).
    """
    start = event["DTSTART"].dt
    zone = start.tzinfo if isinstance(start, datetime) else None
    written = list(_dates(event, "EXDATE"))
    excepted = {_naive(moment, zone) for moment in written}
    whole_days = {moment for moment in written if not isinstance(moment, datetime)}
    added = {_naive(moment, zone) for moment in _dates(event, "RDATE")}
    found = sorted({_naive(start, zone), *_by_rule(event, start, zone, last), *added})
    return tuple(
        moment.replace(tzinfo=zone) if isinstance(start, datetime) else moment.date()
        for moment in found
        if moment not in excepted and moment.date() not in whole_days
    )


def is_endless(event: Any) -> bool:
    """Tell whether a series does not say when it ends."""
    rule = event.get("RRULE")
    return rule is not None and "UNTIL" not in rule and "COUNT" not in rule


def _by_rule(event: Any, start: date, zone: Any, last: date) -> Iterator[datetime]:
    """Yield the clock times at which the rule of a series has it begin."""
    from dateutil.rrule import rrulestr

    if event.get("RRULE") is None:
        return
    rule = {name: values for name, values in event["RRULE"].items() if name != "UNTIL"}
    written = type(event["RRULE"])(rule).to_ical().decode()
    until = event["RRULE"].get("UNTIL", [None])[0]
    if until is None:
        end = datetime.max if "COUNT" in rule else datetime.combine(last, time.max)
    else:
        end = _naive(until, zone) if isinstance(until, datetime) else datetime.combine(until, time.max)
    for moment in islice(rrulestr(written, dtstart=_naive(start, zone)), MOST_OCCURRENCES):
        if moment > end:
            return
        yield moment


def _dates(event: Any, name: str) -> Iterator[date]:
    """Yield the dates of a property that may have several and stand several times; of a period its beginning."""
    written = event.get(name, [])
    for dates in written if isinstance(written, list) else [written]:
        for each in dates.dts:
            yield each.dt[0] if isinstance(each.dt, tuple) else each.dt


def _naive(moment: date, zone: Any) -> datetime:
    """Return a moment as the clock of a zone shows it."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    return (moment.astimezone(zone) if zone and moment.tzinfo else moment).replace(tzinfo=None)
