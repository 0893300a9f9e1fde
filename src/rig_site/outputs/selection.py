"""Some of the sessions, as the page of a person, a kind or a topic lists them, and the years of any long list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.link import Link
from rig_site.model.relations import with_something_to_cite
from rig_site.model.session import Session
from rig_site.model.timetable import past, upcoming
from rig_site.model.years_apart import year_page
from rig_site.outputs.calendars.subscription import WaysToSubscribe
from rig_site.outputs.edition import Edition
from rig_site.outputs.exports.coins import coins
from rig_site.outputs.exports.works import read_in, works, works_key
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.summary import Summary, summary


class YearLink(Struct, frozen=True):
    """A year of a list; `path` is that of its own page, None for one that stands in the list."""

    number: int
    path: str | None = None


class PageOfYear(Struct, frozen=True):
    """A year that has a page of its own beside its list, to which `index` leads; `all_years` are the whole list's."""

    frame: Frame
    index: Link
    number: int
    all_years: tuple[YearLink, ...]


class SessionsOfYear(PageOfYear, frozen=True):
    """Sessions of a kind, a topic or a person in a year; `coins` are those that reference managers find."""

    template: ClassVar[str] = "label_year.html"

    sessions: tuple[Summary, ...]
    coins: tuple[str, ...]


class Selection(Struct, frozen=True):
    """The sessions to come, soonest first, and those held or cancelled, latest first.

    `years` are those whose sessions have a page of their own beside this
    one.  `subscription` is how to subscribe to a calendar of just these,
    None where there is none.
    """

    upcoming: tuple[Summary, ...]
    past: tuple[Summary, ...]
    years: tuple[YearLink, ...] = ()
    subscription: WaysToSubscribe | None = None


def selection(
    edition: Edition, sessions: Iterable[Session], *, path: str = "", subscription: WaysToSubscribe | None = None
) -> Selection:
    """Return some sessions as of the edition's instant, for the page at a path, with the way to subscribe to them."""
    chosen = tuple(sessions)
    years = year_links(edition, path, ())
    apart = {year.number for year in years}
    to_come = upcoming(chosen, as_of=edition.as_of)
    over = (session for session in past(chosen, as_of=edition.as_of) if session.date.year not in apart)
    return Selection(
        upcoming=tuple(summary(session, edition) for session in to_come),
        past=tuple(summary(session, edition) for session in over),
        years=years,
        subscription=subscription,
    )


def year_links(edition: Edition, listing: str, years: Iterable[int]) -> tuple[YearLink, ...]:
    """Return the years of the list at an address, the latest first: those on it, and those that left it."""
    apart = edition.site_map.years_apart(listing)
    listed = sorted({*apart, *years}, reverse=True)
    return tuple(YearLink(year, year_page(listing, year) if year in apart else None) for year in listed)


def frame_of_year(edition: Edition, listing: str, year: int, *, title: str, description: str) -> Frame:
    """Return what stands around the page of a year; title and description are those of the list."""
    gettext = edition.language.gettext
    return frame(
        edition,
        year_page(listing, year),
        title=gettext("%(label)s: %(text)s", label=title, text=year),
        description=gettext("%(label)s: %(text)s", label=year, text=description),
    )


def sessions_by_year(
    edition: Edition, index: Link, sessions: Sequence[Session], *, description: str, cites: bool
) -> Iterator[Artifact]:
    """Yield the pages of the years that left the list of some sessions to which `index` leads.

    Those that `cite` offer what was read to reference managers.
    """
    listing = index.url or ""
    links = year_links(edition, listing, ())
    for link in links:
        held = tuple(session for session in sessions if session.date.year == link.number)
        if not edition.differs(held):
            continue
        cited = with_something_to_cite(held) if cites else ()
        keys = tuple(edition.session_key(session) for session in held)
        read = tuple(works_key(session, edition) for session in cited)
        yield Artifact(
            f"{link.path}index.html",
            digest(index, description, links, keys, read),
            partial(_sessions_of_year, edition, index, link.number, links, held, cited, description),
            edition.encode_page,
        )


def _sessions_of_year(
    edition: Edition,
    index: Link,
    year: int,
    links: tuple[YearLink, ...],
    held: Iterable[Session],
    cited: Iterable[Session],
    description: str,
) -> SessionsOfYear:
    return SessionsOfYear(
        frame=frame_of_year(edition, index.url or "", year, title=index.label, description=description),
        index=index,
        number=year,
        all_years=links,
        sessions=tuple(summary(session, edition) for session in past(held, as_of=edition.as_of)),
        coins=coins(works(read_in(cited), edition)),
    )
