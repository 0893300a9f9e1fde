"""`/glance/`: the sessions held so far as pictures: when they were, of which kinds, who led, what was read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.language.cldr import month
from rig_site.model.locations import GLANCE
from rig_site.model.paper import name_of
from rig_site.model.permalink import paper_path, person_path
from rig_site.model.session import Session
from rig_site.model.timetable import ends
from rig_site.model.topic import kinds
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame

SHADES = 4
"""How many shades of a colour tell how often there was a session in a month."""
KINDS = 5
"""How many kinds have a colour of their own; the others share one."""
ROWS = 15
"""How many people, and how many papers, are shown."""


class Months(Struct, frozen=True):
    """A year as twelve numbers of sessions; `shades` are from 0, none, to SHADES, as many as there ever were."""

    year: int
    counts: tuple[int, ...]
    shades: tuple[int, ...]


class KindInYear(Struct, frozen=True):
    """The sessions of one kind in a year, and where their part of the year's bar begins and how long it is, in percent.

    `colour` is the place of the kind among those shown.
    """

    colour: int
    count: int
    begins: float
    length: float


class KindsOfYear(Struct, frozen=True):
    """A year's sessions, with a part for each kind that there were any of; `counts` has a number for every kind."""

    year: int
    count: int
    counts: tuple[int, ...]
    parts: tuple[KindInYear, ...]


class Row(Struct, frozen=True):
    """How many sessions somebody led, or a paper was read in, also as a length in percent of the largest number."""

    label: str
    path: str
    count: int
    length: float


class GlancePage(Struct, frozen=True):
    """Pictures of the sessions that were held, each with its numbers.

    `months` are the shortest names of the months.  `kinds` are those that
    `by_kind` counts; the last may be None, for all others.  `leads` and `papers` are how many there are in all.
    """

    template: ClassVar[str] = "glance.html"

    frame: Frame
    count: int
    leads: int
    papers: int
    months: tuple[str, ...]
    years: tuple[Months, ...]
    kinds: tuple[str | None, ...]
    by_kind: tuple[KindsOfYear, ...]
    most_led: tuple[Row, ...]
    read_again: tuple[Row, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the page; nothing for a group without sessions."""
    site = edition.site
    if GLANCE not in edition.site_map.at:
        return
    held = [session for session in site.sessions if session.meets and ends(session) <= edition.as_of]
    gettext = edition.language.gettext
    leads = _leads(held)
    read = _read(held, edition)
    names = _kinds(held, site.kinds)
    page = GlancePage(
        frame=frame(
            edition,
            GLANCE,
            title=gettext("At a glance"),
            description=gettext("The sessions of %(group)s so far, as pictures.", group=site.title),
        ),
        count=len(held),
        leads=len(leads),
        papers=len(read),
        months=tuple(month(number, edition.language.words) for number in range(1, 13)),
        years=_years(held),
        kinds=names,
        by_kind=_by_kind(held, names),
        most_led=_first(leads),
        read_again=_read_again(read, edition),
    )
    yield Artifact.of(f"{GLANCE}index.html", page, edition.encode_page)


def _span(held: Sequence[Session]) -> range:
    """Return the years from the first session to the last."""
    years = [session.date.year for session in held]
    return range(min(years), max(years) + 1) if years else range(0)


def _years(held: Sequence[Session]) -> tuple[Months, ...]:
    counts = Counter((session.date.year, session.date.month) for session in held)
    most = max(counts.values(), default=1)
    found = []
    for year in reversed(_span(held)):
        numbers = tuple(counts[year, number] for number in range(1, 13))
        found.append(Months(year, numbers, tuple(-(-SHADES * number // most) for number in numbers)))
    return tuple(found)


def _kinds(held: Sequence[Session], listed: Sequence[str]) -> tuple[str | None, ...]:
    """Return the kinds of sessions that were held: those with a colour in the group's own order, None for all others.

    Where there are no kinds, there is nothing to tell apart.
    """
    counts = Counter(session.kind for session in held if session.kind)
    common = {kind for kind, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:KINDS]}
    named = tuple(kind for kind in kinds(held, listed=listed) if kind in common)
    others = any(session.kind not in common for session in held)
    return (*named, None) if named and others else named


def _by_kind(held: Sequence[Session], names: Sequence[str | None]) -> tuple[KindsOfYear, ...]:
    if not names:
        return ()
    counts: Counter[tuple[int, str | None]] = Counter()
    for session in held:
        counts[session.date.year, session.kind if session.kind in names else None] += 1
    totals = Counter(session.date.year for session in held)
    most = max(totals.values())
    found = []
    for year in reversed(_span(held)):
        numbers = tuple(counts[year, name] for name in names)
        begins, parts = 0, []
        for colour, number in enumerate(numbers):
            if number:
                parts.append(KindInYear(colour, number, _percent(begins, most), _percent(number, most)))
            begins += number
        found.append(KindsOfYear(year, totals[year], numbers, tuple(parts)))
    return tuple(found)


def _leads(held: Sequence[Session]) -> tuple[Row, ...]:
    names = {lead.key: lead.name for session in held for lead in session.leads}
    counts = Counter(lead.key for session in held for lead in session.leads)
    order = sorted(counts, key=lambda key: (-counts[key], names[key].casefold(), key))
    most = max(counts.values(), default=1)
    return tuple(Row(names[key], person_path(key), counts[key], _percent(counts[key], most)) for key in order)


def _read(held: Sequence[Session], edition: Edition) -> Mapping[str, int]:
    """Return in how many sessions each paper was read, by its key."""
    ids = {session.id for session in held}
    counts = {key: sum(each.id in ids for each in sessions) for key, sessions in edition.related.read_in.items()}
    return {key: count for key, count in counts.items() if count}


def _read_again(read: Mapping[str, int], edition: Edition) -> tuple[Row, ...]:
    again = [
        (-read[paper.key], name_of(paper), paper.key) for paper in edition.site.papers if read.get(paper.key, 0) > 1
    ]
    again.sort(key=lambda each: (each[0], each[1].casefold(), each[2]))
    most = -again[0][0] if again else 1
    return _first([Row(name, paper_path(key), -count, _percent(-count, most)) for count, name, key in again])


def _first(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the first rows, and none of those that are there as often as one that is left out, unless all are."""
    if len(rows) <= ROWS:
        return tuple(rows)
    return tuple(row for row in rows[:ROWS] if row.count > rows[ROWS].count) or tuple(rows[:ROWS])


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2)
