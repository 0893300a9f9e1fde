"""`/archive/` and `/archive/<year>/`: every past session by year; only of big groups have old years a page each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, TypeAlias

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
from rig_site.outputs.summary import Summary, summary
from rig_site.render.address import root_of
from rig_site.render.html import Once, environment
from rig_site.workers import spread

if TYPE_CHECKING:
    from markupsafe import Markup


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


class ArchiveRow(Struct, frozen=True):
    """A session's row in the archive; `root` leads from the table's page to the site's own address."""

    key: bytes
    session: Summary
    root: str


Anchors: TypeAlias = Mapping[str, Sequence[str]]
"""The fragments that lead to sessions' rows, by the ids of the sessions."""


_ROWS_TEMPLATE = "parts.html"


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


def _key(sessions: Iterable[Session], anchors: Anchors, edition: Edition) -> tuple[object, ...]:
    return tuple((edition.session_key(session), anchors[session.id]) for session in sessions)


def _page(years: tuple[YearLink, ...], anchors: Anchors, edition: Edition) -> ArchivePage:
    site, language = edition.site, edition.language
    apart = edition.site_map.years_apart(ARCHIVE)
    rows = _rows(edition.past, anchors, edition)
    _make([row for row in rows if row.session.date.year not in apart], edition, jobs=1)
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
    _make(rows, edition, jobs=1)
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


def make_rows_ahead(edition: Edition, *, jobs: int) -> None:
    """Make the rows of past sessions, with up to `jobs` processes, and keep them in the edition's store."""
    anchors = date_anchors(edition.site.sessions, date_format=edition.site.date_format)
    _make(_rows(edition.past, anchors, edition), edition, jobs=jobs)


def _rows(sessions: Iterable[Session], anchors: Anchors, edition: Edition) -> list[ArchiveRow]:
    """Return the rows of sessions, each for the page that its year is on."""
    apart = edition.site_map.years_apart(ARCHIVE)
    roots = {year: root_of(year_page(ARCHIVE, year)) for year in apart}
    found = []
    for session in sessions:
        held, root = tuple(anchors[session.id]), roots.get(session.date.year, root_of(ARCHIVE))
        key = digest("row", edition.session_key(session), held, root, edition.everywhere)
        found.append(ArchiveRow(key, summary(session, edition, anchors=held), root))
    return found


def _make(rows: Sequence[ArchiveRow], edition: Edition, *, jobs: int) -> None:
    """Let the templates find rows made; where the group has a template of its own for them, they are left to that."""
    if edition.theme.own and (edition.theme.own / _ROWS_TEMPLATE).exists():
        return
    missing = [row for row in rows if row.key not in edition.store]
    for row, made in zip(missing, spread(partial(_made, edition=edition), missing, jobs=jobs), strict=True):
        edition.store.put(row.key, made)
    macro, once = _macro(edition)
    for row in rows:
        if not once.knows(macro, row.session, row.root, True) and (kept := edition.store.get(row.key, str)):
            once.know(_marked_up(kept), macro, row.session, row.root, True)


def _made(row: ArchiveRow, edition: Edition) -> str:
    macro, _ = _macro(edition)
    return str(macro(row.session, row.root, True))


def _macro(edition: Edition) -> tuple[Callable[..., Markup], Once]:
    """Return the macro that makes a row with what filters ask for, and what knows the rows that are made."""
    templates = environment(edition.theme, edition.language)
    once = templates.globals["once"]
    assert isinstance(once, Once)
    macro: Callable[..., Markup] = templates.get_template(_ROWS_TEMPLATE).module.row  # type: ignore[attr-defined]
    return macro, once


def _marked_up(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text)
