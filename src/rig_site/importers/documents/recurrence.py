"""The events of a series in a calendar (RFC 5545, 3.8.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

MOST_OCCURRENCES = 1_000
"""How many events one series may have; twenty years of weekly meetings are as many."""


def occurrences(event: Any, *, last: date) -> tuple[date, ...]:
    """Return when the events of a series begin, as dates or datetimes like its DTSTART.

    A series that says when it ends (UNTIL, COUNT) is taken as a whole, and
    one that does not up to the day `last`.  Excepted dates (EXDATE) are
    left out.  Clock times stay the same across daylight saving, as they do
    in the zone of the DTSTART (3.3.10).
    """
    from dateutil.rrule import rrulestr

    start = event["DTSTART"].dt
    zone = start.tzinfo if isinstance(start, datetime) else None
    rule = {name: values for name, values in event["RRULE"].items() if name != "UNTIL"}
    written = type(event["RRULE"])(rule).to_ical().decode()
    until = event["RRULE"].get("UNTIL", [None])[0]
    if until is None:
        end = datetime.max if "COUNT" in rule else datetime.combine(last, time.max)
    else:
        end = _naive(until, zone) if isinstance(until, datetime) else datetime.combine(until, time.max)
    excepted = {_naive(moment, zone) for moment in _exceptions(event)}
    found = []
    for moment in islice(rrulestr(written, dtstart=_naive(start, zone)), MOST_OCCURRENCES):
        if moment > end:
            break
        if moment not in excepted:
            found.append(moment.replace(tzinfo=zone) if isinstance(start, datetime) else moment.date())
    return tuple(found)


def _exceptions(event: Any) -> Iterator[date]:
    written = event.get("EXDATE", [])
    for dates in written if isinstance(written, list) else [written]:
        for each in dates.dts:
            yield each.dt


def _naive(moment: date, zone: Any) -> datetime:
    """Return a moment as the clock of a zone shows it."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    return (moment.astimezone(zone) if zone and moment.tzinfo else moment).replace(tzinfo=None)
