"""`/changes/`: what was added, moved or cancelled as the commits tell it, and feeds of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup
from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.history import Alteration, Occasion, TimetableChange
from rig_site.model.identity import change_uuid
from rig_site.model.link import Link
from rig_site.model.permalink import session_path
from rig_site.model.timetable import local_day
from rig_site.model.years_apart import CHANGES
from rig_site.outputs.details import absolute
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds import FEED_LINKS, FEEDS
from rig_site.outputs.feeds.feed import LATEST, Entry, Feed, feed_of
from rig_site.outputs.feeds.feed_format import FeedLink
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.selection import PageOfYear, YearLink, frame_of_year, year_links
from rig_site.outputs.text import one_line
from rig_site.render import words

_OF_TIME = frozenset(Alteration) - {Alteration.ROOM}
"""Changes that are told with the day, though it stayed the same."""
_OF_PLACE = frozenset({Alteration.ADDED, Alteration.REINSTATED})
"""Changes that are told with the room, though it stayed the same."""


class Line(Struct, frozen=True):
    """What is said of a change: what it was in words, empty where it stayed the same, and what it is."""

    label: str
    before: str
    now: str


class ShownChange(Struct, frozen=True):
    """What became of a session; `path` is its page's, None where it has none any more.

    `ways` say in which ways it is another.
    """

    title: str
    path: str | None
    ways: tuple[str, ...]
    lines: tuple[Line, ...]
    meets: bool


class ChangesOfDay(Struct, frozen=True):
    """What changed on a day of the group's."""

    date: date
    changes: tuple[ShownChange, ...]


class ChangesPage(Struct, frozen=True):
    """The days on which something changed, the latest first; `years` are those that have a page of their own."""

    template: ClassVar[str] = "changes.html"

    frame: Frame
    days: tuple[ChangesOfDay, ...]
    years: tuple[YearLink, ...]
    feeds: tuple[FeedLink, ...]


class ChangesOfYear(PageOfYear, frozen=True):
    """The days of a year that left the page of what changed, the latest first."""

    template: ClassVar[str] = "changes_year.html"

    days: tuple[ChangesOfDay, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the page, the years that left it, and its feeds; nothing where no change is known."""
    latest = tuple(reversed(edition.site.changes))
    if not latest:
        return
    pages = tuple(_path(change, edition) for change in latest)
    key = digest(latest, pages)
    years = year_links(edition, CHANGES, ())
    by_year: dict[int, list[TimetableChange]] = {}
    for change in latest:
        by_year.setdefault(local_day(change.at, edition.site.timezone).year, []).append(change)
    apart = {year.number: by_year.pop(year.number) for year in years}
    stay = tuple(change for held in by_year.values() for change in held)
    yield Artifact(f"{CHANGES}index.html", key, partial(_page, stay, years, edition), edition.encode_page)
    for year in years:
        held = apart[year.number]
        shown_in = tuple(_path(change, edition) for change in held)
        yield Artifact(
            f"{year.path}index.html",
            digest(held, shown_in, years),
            partial(_of_year, held, year.number, years, edition),
            edition.encode_page,
        )
    for each in FEEDS:
        yield Artifact(CHANGES + each.file, key, partial(_feed, latest[:LATEST], edition, each.file), each.encode)


def _path(change: TimetableChange, edition: Edition) -> str | None:
    session = edition.sessions.get(change.session)
    return session_path(session.id) if session and session.is_event else None


def _page(changes: Iterable[TimetableChange], years: tuple[YearLink, ...], edition: Edition) -> ChangesPage:
    return ChangesPage(
        frame=frame(edition, CHANGES, title=edition.language.gettext("What changed"), description=_about(edition)),
        days=_days(changes, edition),
        years=years,
        feeds=FEED_LINKS,
    )


def _of_year(
    changes: Iterable[TimetableChange], year: int, years: tuple[YearLink, ...], edition: Edition
) -> ChangesOfYear:
    title = edition.language.gettext("What changed")
    return ChangesOfYear(
        frame=frame_of_year(edition, CHANGES, year, title=title, description=_about(edition)),
        index=Link(title, CHANGES),
        number=year,
        all_years=years,
        days=_days(changes, edition),
    )


def _about(edition: Edition) -> str:
    gettext, group = edition.language.gettext, edition.site.title
    return gettext("What was added, moved or cancelled in %(group)s, the latest first.", group=group)


def _days(changes: Iterable[TimetableChange], edition: Edition) -> tuple[ChangesOfDay, ...]:
    days = groupby(changes, key=lambda change: local_day(change.at, edition.site.timezone))
    return tuple(ChangesOfDay(day, tuple(shown(change, edition) for change in held)) for day, held in days)


def shown(change: TimetableChange, edition: Edition) -> ShownChange:
    """Return a change in words."""
    return ShownChange(
        title=one_line(change.held.title) or change.session,
        path=_path(change, edition),
        ways=tuple(_way(each, edition) for each in change.alterations),
        lines=tuple(_lines(change, edition)),
        meets=bool(change.now and change.now.meets),
    )


def _way(alteration: Alteration, edition: Edition) -> str:
    gettext = edition.language.gettext
    return {
        Alteration.ADDED: gettext("New session"),
        Alteration.GONE: gettext("No longer planned"),
        Alteration.CANCELLED: gettext("Cancelled"),
        Alteration.REINSTATED: gettext("Takes place after all"),
        Alteration.CONFIRMED: gettext("Confirmed"),
        Alteration.TENTATIVE: gettext("To be confirmed"),
        Alteration.MOVED: gettext("Moved"),
        Alteration.TIME: gettext("Another time"),
        Alteration.ROOM: gettext("Another room"),
    }[alteration]


def _lines(change: TimetableChange, edition: Edition) -> Iterator[Line]:
    """Yield when and where the session is held: what was and what is where they differ, else what is."""
    gettext, before, now = edition.language.gettext, change.before, change.now
    ways, held = change.alterations, change.held
    former = before if before and before.is_event and held.meets else held
    for label, said, told in ((gettext("When"), _when, _OF_TIME), (gettext("Where"), _where, _OF_PLACE)):
        was, is_now = said(former, edition), said(held, edition)
        if was != is_now:
            yield Line(label, was, is_now)
        elif told.intersection(ways):
            yield Line(label, "", is_now)
    if now and now.reason and change.alterations[0] in (Alteration.CANCELLED, Alteration.MOVED):
        yield Line(gettext("Reason"), "", one_line(now.reason))


def _when(occasion: Occasion, edition: Edition) -> str:
    said = [words.day(occasion.date, edition.language)]
    if occasion.start and occasion.end:
        said.append(words.span(occasion.start, occasion.end, edition.language))
    return words.in_a_row(said, edition.language)


def _where(occasion: Occasion, edition: Edition) -> str:
    place = one_line(words.place(occasion.room, edition.language, online=occasion.online))
    return place or edition.language.gettext("to be confirmed")


def _feed(changes: Iterable[TimetableChange], edition: Edition, file: str) -> Feed:
    title = edition.language.gettext("%(group)s: what has changed", group=one_line(edition.site.title))
    entries = tuple(_entry(change, edition) for change in changes)
    return feed_of(entries, edition, path=CHANGES + file, title=title, home=CHANGES)


def _entry(change: TimetableChange, edition: Edition) -> Entry:
    said, language = shown(change, edition), edition.language
    identity = change_uuid(edition.site.uid_domain, change)
    listed = Markup("").join(Markup("<li>{}</li>").format(_text(line, edition)) for line in said.lines)
    return Entry(
        id=identity,
        guid=identity,
        title=language.gettext("%(label)s: %(text)s", label=said.ways[0], text=said.title),
        address=absolute(said.path or CHANGES, edition),
        content=str(Markup("<p>{}</p><ul>{}</ul>").format(words.in_a_row(said.ways, language), listed)),
        published=change.at,
        updated=change.at,
    )


def _text(line: Line, edition: Edition) -> str:
    gettext, text = edition.language.gettext, line.now
    if line.before:
        text = gettext("%(before)s, now %(now)s", before=line.before, now=line.now)
    return gettext("%(label)s: %(text)s", label=line.label, text=text)
