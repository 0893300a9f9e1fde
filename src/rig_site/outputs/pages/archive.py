"""`/archive/` and `/archive/<year>/`: every past session by year; only of big groups have old years a page each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import ClassVar, TypeAlias

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.language.language import Language
from rig_site.model.permalink import date_anchors
from rig_site.model.session import Session
from rig_site.model.years_apart import year_page
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.pages.filters import BY_TITLE, OLDEST, Facets, Filter, Order, filters
from rig_site.outputs.summary import Summary, summary


@dataclass(frozen=True, slots=True)
class Year:
    """A year's sessions, latest first."""

    number: int
    sessions: tuple[Summary, ...]


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year of the archive; `path` is that of its own page, None for one that stands in `/archive/`."""

    number: int
    path: str | None = None


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """The archive, latest year first.

    `all_years` are those of the whole archive, `years` those on this page.
    `count` is the number of all past sessions, which the `filters` choose
    from.
    """

    template: ClassVar[str] = "archive.html"

    frame: Frame
    years: tuple[Year, ...]
    all_years: tuple[YearLink, ...]
    count: int
    filters: tuple[Filter, ...]
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year of the archive that has a page of its own; `all_years` are those of the whole archive."""

    template: ClassVar[str] = "year.html"

    frame: Frame
    year: Year
    all_years: tuple[YearLink, ...]


Anchors: TypeAlias = Mapping[str, Sequence[str]]
"""The fragments that lead to sessions' rows, by the ids of the sessions."""


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the archive, and the pages of the years that left it."""
    if not edition.differs(edition.past):
        return
    anchors = date_anchors(edition.site.sessions, date_format=edition.site.date_format)
    years = tuple(_year_links(edition))
    shown = _key(edition.past, anchors, edition)
    yield Artifact("archive/index.html", digest(shown), partial(_page, years, anchors, edition), edition.encode_page)
    for year in edition.site_map.archive_years:
        held = tuple(session for session in edition.past if session.date.year == year)
        if edition.differs(held):
            yield Artifact(
                f"{year_page(year)}index.html",
                digest(_key(held, anchors, edition), years),
                partial(_year_page, year, held, years, anchors, edition),
                edition.encode_page,
            )


def _key(sessions: Iterable[Session], anchors: Anchors, edition: Edition) -> tuple[object, ...]:
    return tuple((edition.session_key(session), anchors[session.id]) for session in sessions)


def _page(years: tuple[YearLink, ...], anchors: Anchors, edition: Edition) -> ArchivePage:
    site, language = edition.site, edition.language
    sessions = [summary(session, edition, anchors=anchors[session.id]) for session in edition.past]
    apart = edition.site_map.archive_years
    return ArchivePage(
        frame=frame(
            edition,
            "archive/",
            title=language.gettext("Archive"),
            description=language.gettext("Every past session of %(group)s.", group=site.title),
        ),
        years=_years(session for session in sessions if session.date.year not in apart),
        all_years=years,
        count=len(sessions),
        filters=filters([_facets(session) for session in sessions], site.kinds, language),
        orders=_orders(language),
    )


def _year_page(
    year: int, held: Iterable[Session], years: tuple[YearLink, ...], anchors: Anchors, edition: Edition
) -> YearPage:
    gettext = edition.language.gettext
    return YearPage(
        frame=frame(
            edition,
            year_page(year),
            title=gettext("Archive: %(year)s", year=year),
            description=gettext("The sessions of %(group)s in %(year)s.", group=edition.site.title, year=year),
        ),
        year=Year(year, tuple(summary(each, edition, anchors=anchors[each.id]) for each in held)),
        all_years=years,
    )


def _years(sessions: Iterable[Summary]) -> tuple[Year, ...]:
    """Return the sessions by year; in far zones they need not begin in the order of their dates."""
    by_year = sorted(sessions, key=lambda session: session.date.year, reverse=True)
    return tuple(Year(number, tuple(held)) for number, held in groupby(by_year, lambda session: session.date.year))


def _year_links(edition: Edition) -> Iterator[YearLink]:
    """Yield the years with a session that is over, and those with a page, whatever is on it yet."""
    apart = edition.site_map.archive_years
    for year in sorted({*apart, *(session.date.year for session in edition.past)}, reverse=True):
        yield YearLink(year, year_page(year) if year in apart else None)


def _facets(session: Summary) -> Facets:
    people = tuple((lead.key, lead.name) for lead in session.leads)
    return Facets((session.kind,) if session.kind else (), session.topics, people, session.date.year)


def _orders(language: Language) -> tuple[Order, ...]:
    gettext = language.gettext
    return (
        Order("", gettext("Latest first")),
        Order(OLDEST, gettext("Oldest first")),
        Order(BY_TITLE, gettext("By title")),
    )
