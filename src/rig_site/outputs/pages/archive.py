"""`/archive/` and `/archive/<year>/`: every past session by year; only of big groups have old years a page each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import ClassVar, TypeAlias

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.language.language import Language
from rig_site.model.link import Link
from rig_site.model.permalink import date_anchors
from rig_site.model.session import Session
from rig_site.model.years_apart import ARCHIVE, year_page
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.pages.filters import BY_TITLE, OLDEST, Facets, Filter, Order, filters
from rig_site.outputs.selection import PageOfYear, YearLink, frame_of_year, year_links
from rig_site.outputs.summary import Summary
from rig_site.outputs.table_rows import Row, make_ahead
from rig_site.render.address import root_of


class Year(Struct, frozen=True):
    """A year's sessions, latest first."""

    number: int
    sessions: tuple[Summary, ...]


class ArchivePage(Struct, frozen=True):
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


class ArchivedYear(PageOfYear, frozen=True):
    """The sessions of a year that left the archive, latest first."""

    template: ClassVar[str] = "archive_year.html"

    sessions: tuple[Summary, ...]


Anchors: TypeAlias = Mapping[str, Sequence[str]]
"""The fragments that lead to sessions' rows, by the ids of the sessions."""


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the archive, and the pages of the years that left it."""
    if not edition.differs(edition.past):
        return
    anchors = date_anchors(edition.site.sessions, date_format=edition.site.date_format)
    years = year_links(edition, ARCHIVE, (session.date.year for session in edition.past))
    shown = _key(edition.past, anchors, edition)
    yield Artifact("archive/index.html", digest(shown), partial(_page, years, anchors, edition), edition.encode_page)
    for link in years:
        held = tuple(session for session in edition.past if session.date.year == link.number)
        if link.path and edition.differs(held):
            yield Artifact(
                f"{link.path}index.html",
                digest(_key(held, anchors, edition), years),
                partial(_archived_year, link.number, held, years, anchors, edition),
                edition.encode_page,
            )


def make_rows_ahead(edition: Edition, *, jobs: int) -> None:
    """Make the rows of past sessions, with up to `jobs` processes."""
    anchors = date_anchors(edition.site.sessions, date_format=edition.site.date_format)
    make_ahead(_rows(edition.past, anchors, edition), edition, jobs=jobs)


def _rows(sessions: Iterable[Session], anchors: Anchors, edition: Edition) -> list[Row]:
    """Return the rows of sessions, each for the page that its year is on."""
    apart = edition.site_map.years_apart(ARCHIVE)
    roots = {year: root_of(year_page(ARCHIVE, year)) for year in apart}
    here = root_of(ARCHIVE)
    return [Row.of(session, anchors[session.id], roots.get(session.date.year, here), edition) for session in sessions]


def _key(sessions: Iterable[Session], anchors: Anchors, edition: Edition) -> tuple[object, ...]:
    return tuple((edition.session_key(session), anchors[session.id]) for session in sessions)


def _page(years: tuple[YearLink, ...], anchors: Anchors, edition: Edition) -> ArchivePage:
    site, language = edition.site, edition.language
    apart = edition.site_map.years_apart(ARCHIVE)
    rows = _rows(edition.past, anchors, edition)
    make_ahead([row for row in rows if row.session.date.year not in apart], edition, jobs=1)
    sessions = [row.session for row in rows]
    about = language.gettext("Every past session of %(group)s.", group=site.title)
    return ArchivePage(
        frame=frame(edition, ARCHIVE, title=language.gettext("Archive"), description=about),
        years=_years(session for session in sessions if session.date.year not in apart),
        all_years=years,
        count=len(sessions),
        filters=filters([_facets(session) for session in sessions], site.kinds, language),
        orders=_orders(language),
    )


def _archived_year(
    year: int, held: Iterable[Session], years: tuple[YearLink, ...], anchors: Anchors, edition: Edition
) -> ArchivedYear:
    title, group = edition.language.gettext("Archive"), edition.site.title
    about = edition.language.gettext("Every past session of %(group)s.", group=group)
    rows = _rows(held, anchors, edition)
    make_ahead(rows, edition, jobs=1)
    return ArchivedYear(
        frame=frame_of_year(edition, ARCHIVE, year, title=title, description=about),
        index=Link(title, ARCHIVE),
        number=year,
        all_years=years,
        sessions=tuple(row.session for row in rows),
    )


def _years(sessions: Iterable[Summary]) -> tuple[Year, ...]:
    """Return the sessions by year; in far zones they need not begin in the order of their dates."""
    by_year = sorted(sessions, key=lambda session: session.date.year, reverse=True)
    return tuple(Year(number, tuple(held)) for number, held in groupby(by_year, lambda session: session.date.year))


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
