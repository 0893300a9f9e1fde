"""Dates whose year is probably another one: last year's in January, a digit that slipped."""

from __future__ import annotations

from calendar import isleap
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from rig_site.content.findings import Findings
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.session import Session as Fields
from rig_site.content.sources.files import leading_date
from rig_site.model.session import Session

MOST_NEW = 3
"""How many sessions may be new at once that are looked at for their year; more are an archive that moves in."""

_A_YEAR = timedelta(days=366)
_HALF_A_YEAR = timedelta(days=183)


def check_years(
    sessions: Iterable[Session],
    entries: Mapping[str, Decoded[Fields]],
    new: Collection[str],
    *,
    name: str,
    today: date,
    findings: Findings,
) -> None:
    """Add a notice for each session of which something says that another year is meant.

    That is the name of its file, the order of the list it stands in, or,
    for one far from all others or new in the past, the present.  `new` are
    the ids of sessions that are new, or on another day, since the state
    that the content is compared with, which is called `name`.
    """
    evidence: dict[str, tuple[str, date]] = {}
    by_id = {session.id: session for session in sessions}
    for session_id in _alone(by_id.values()):
        meant = nearest_year(by_id[session_id].date, today)
        evidence[session_id] = ("this is more than a year from every other session", meant)
    for session_id in new if len(new) <= MOST_NEW else ():
        day = by_id[session_id].date
        if day < today:
            evidence[session_id] = (
                f"this is new since {name}, and was {days_ago(day, today)}",
                nearest_year(day, today),
            )
    for session_id, meant in _by_order(by_id, entries):
        evidence[session_id] = ("this is out of the order of the sessions before and after it", meant)
    for session_id, session in by_id.items():
        named = leading_date(session.source)
        if named and named == _in_year(session.date, named.year):
            evidence[session_id] = (f"the name of the file says {named}", named)
    for session_id, (what, meant) in evidence.items():
        session = by_id[session_id]
        if meant != session.date and meant not in {move.date for move in session.moved_from}:
            findings.notice(entries[session_id].at("date"), what, suggestion=f"did you mean {meant}?")


def nearest_year(day: date, today: date) -> date:
    """Return a day in the year that brings it nearest to today, its own if that does.

    >>> nearest_year(date(2025, 1, 12), date(2025, 12, 20)), nearest_year(date(2025, 9, 1), date(2025, 12, 20))
    (datetime.date(2026, 1, 12), datetime.date(2025, 9, 1))
    """
    candidates = [_in_year(day, today.year + step) for step in (-1, 0, 1)]
    return min((day, *filter(None, candidates)), key=lambda candidate: abs(candidate - today))


def days_ago(day: date, today: date) -> str:
    """Return in words how long ago a day was."""
    return f"{(today - day).days:,} days ago"


def _in_year(day: date, year: int) -> date | None:
    """Return a day in another year; None where there is no such day."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year) if 1 <= year <= 9999 and (isleap(year) or not is_leap_day) else None


def _alone(sessions: Iterable[Session]) -> Iterator[str]:
    """Yield the sessions that are far from every other, of three or more."""
    by_date = sorted((session.date, session.id) for session in sessions)
    if len(by_date) < 3:
        return
    far = [after - before > _A_YEAR for (before, _), (after, _) in pairwise(by_date)]
    for (_, session_id), *gaps in zip(by_date, [True, *far], [*far, True], strict=True):
        if all(gaps):
            yield session_id


def _by_order(sessions: Mapping[str, Session], entries: Mapping[str, Decoded[Fields]]) -> Iterator[tuple[str, date]]:
    """Yield the sessions that alone disturb the order of the list they stand in, and the day that would not."""
    lists: dict[str, list[str]] = defaultdict(list)
    for session_id, session in sessions.items():
        lists[session.source].append(session_id)
    for listed in lists.values():
        if len(listed) == 1:
            continue
        ids = sorted(listed, key=lambda session_id: entries[session_id].node.start)
        days = [sessions[session_id].date for session_id in ids]
        if sum(before > after for before, after in pairwise(days)) * 2 >= len(days):
            ids.reverse()
            days.reverse()
        for place, meant in _disturbing(days).items():
            yield ids[place], meant


def _disturbing(days: Sequence[date]) -> Mapping[int, date]:
    """Return the places of days that would be in order in another year, and the days; nothing for an order unlike that.

    >>> _disturbing([date(2025, 12, 3), date(2025, 12, 10), date(2025, 1, 7)])
    {2: datetime.date(2026, 1, 7)}
    """
    found: dict[int, date] = {}
    ordered, last = list(days), len(days) - 1
    for place in range(1, last + 1 if last > 1 else 0):
        if ordered[place - 1] > ordered[place]:
            inner, outer = (place - 1, place) if place == last else (place, place - 1)
            fitting = [(it, day) for it in (inner, outer) if (day := _between(ordered, it))]
            if not fitting:
                return {}
            it, ordered[it] = fitting[0]
            found[it] = ordered[it]
    return found


def _between(days: Sequence[date], place: int) -> date | None:
    """Return the day of a place in another year that lies between the days before and after it.

    Those two are at most a year apart; at either end of the list it lies
    within half a year of its only neighbour.
    """
    before = days[place - 1] if place else None
    after = days[place + 1] if place + 1 < len(days) else None
    for neighbour in filter(None, (before, after)):
        for step in (0, 1, -1):
            day = _in_year(days[place], neighbour.year + step)
            if day and _is_between(day, before, after):
                return day
    return None


def _is_between(day: date, before: date | None, after: date | None) -> bool:
    if before and after:
        return before <= day <= after and after - before <= _A_YEAR
    apart = after - day if after else day - before if before else timedelta()
    return timedelta() <= apart <= _HALF_A_YEAR
