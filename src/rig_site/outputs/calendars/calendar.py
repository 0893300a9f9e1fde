"""The calendars: `calendar.ics`, the years that left it, and `session.ics` beside each session's page.

iCalendar (RFC 5545) with the calendar properties of RFC 7986.  Left out on
purpose:

- `METHOD`: a file server cannot repeat it in the Content-Type, as section
  3.7.2 demands, `PUBLISH` would want an `ORGANIZER` (RFC 5546, 3.2.1), and
  Outlook opens a published session as a new calendar.  Without it a file is
  a snapshot, which is what every client imports and subscribes to.
- `VTIMEZONE`: every event is single, so a UTC instant says it all.
- `CLASS`: what is published is public, which is the default (3.8.1.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.permalink import session_path
from rig_site.model.session import Session, Status
from rig_site.model.years_apart import year_path, years_past_limit
from rig_site.outputs.calendars.colour import css_name
from rig_site.outputs.calendars.folding import encoded
from rig_site.outputs.description import as_text
from rig_site.outputs.details import Details, absolute, details
from rig_site.outputs.edition import Edition
from rig_site.outputs.text import legible, one_line
from rig_site.workers import spread

if TYPE_CHECKING:
    import icalendar
    from icalendar.prop import vInline, vUri

REFRESH = timedelta(hours=12)
"""How often clients should ask again; they read it from one property or the other, or not at all."""

FILE = "session.ics"
"""The name of the file with a single event, beside its session's page."""

_END = b"END:VCALENDAR\r\n"


class Event(Struct, frozen=True):
    """A session as a calendar shows it.

    `start` and `end` are UTC instants, or dates for an event that lasts
    the whole day; such an `end` is the day after (RFC 5545, 3.6.1).
    """

    details: Details
    start: datetime | date
    end: datetime | date
    sequence: int


class Subscription(Struct, frozen=True):
    """What a calendar to subscribe to says of itself; `colour` is as in site.yaml, `address` the file's own."""

    name: str
    description: str
    address: str
    timezone: str
    colour: str | None = None


class Calendar(Struct, frozen=True):
    """A calendar file: one to subscribe to, or without a `subscription` one to import once.

    An event is the lines of its component, which are the same in every
    calendar.
    """

    events: tuple[bytes, ...]
    subscription: Subscription | None = None


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the calendar of all events without the years that left it, then those years, then one for each event."""
    site = edition.site
    apart: dict[int, list[Session]] = {year: [] for year in edition.site_map.calendar_years}
    sessions = [session for session in site.sessions if session.is_event]
    here: list[Session] = []
    for session in sessions:
        apart.get(session.date.year, here).append(session)
    if edition.differs(here):
        yield calendar_file(edition, here, path="calendar.ics", name=site.title)
    for year, held in apart.items():
        if edition.differs(held):
            yield calendar_file(edition, held, path=year_path(year), name=f"{site.title} {year}")
    for session in filter(lambda session: edition.differs((session,)), sessions):
        path, key = session_path(session.id) + FILE, edition.session_key(session)
        yield Artifact(path, key, partial(_alone, session, edition), encode_calendar)


def calendar_file(edition: Edition, sessions: Sequence[Session], *, path: str, name: str) -> Artifact:
    """Return a calendar to subscribe to, as the file at a path of the site."""
    key = digest(name, tuple(edition.session_key(session) for session in sessions))
    return Artifact(path, key, partial(calendar, edition, sessions, path=path, name=name), encode_calendar)


def as_one_holds(sessions: Sequence[Session], edition: Edition) -> Sequence[Session]:
    """Return some sessions without the years that are too much for one calendar: those have one each."""
    if not edition.site_map.calendar_years:
        return sessions
    apart = years_past_limit(sessions, edition.site)
    return tuple(session for session in sessions if session.date.year not in apart)


def export(edition: Edition) -> bytes:
    """Return the calendar of all events, none of its years apart."""
    site = edition.site
    return encode_calendar(calendar(edition, site.sessions, path="calendar.ics", name=site.title))


def calendar(edition: Edition, sessions: Iterable[Session], *, path: str, name: str) -> Calendar:
    """Return a calendar to subscribe to, published at a path of the site."""
    site = edition.site
    return Calendar(
        tuple(event(session, edition) for session in sessions if session.is_event),
        Subscription(name, site.description, absolute(path, edition), site.timezone, site.theme_color),
    )


def alone(session: Session, edition: Edition) -> bytes:
    """Return the calendar of a single event."""
    return encode_calendar(_alone(session, edition))


def _alone(session: Session, edition: Edition) -> Calendar:
    return Calendar((event(session, edition),))


def encode_ahead(edition: Edition, *, jobs: int) -> None:
    """Encode the events that the edition's store does not have, for all the calendars they stand in."""
    sessions = (session for session in edition.site.sessions if session.is_event)
    missing = [session for session in sessions if _key(session, edition) not in edition.store]
    for session, content in zip(missing, spread(partial(_encoded, edition=edition), missing, jobs=jobs), strict=True):
        edition.store.put(_key(session, edition), content)


def event(session: Session, edition: Edition) -> bytes:
    """Return a session's event, encoded."""
    return edition.once(_event, session)


def _event(session: Session, edition: Edition) -> bytes:
    return edition.store.get(_key(session, edition), bytes) or _encoded(session, edition)


def _key(session: Session, edition: Edition) -> bytes:
    return digest("event", edition.session_key(session), edition.everywhere)


def _encoded(session: Session, edition: Edition) -> bytes:
    start: datetime | date = session.date
    end: datetime | date = session.date + timedelta(days=1)
    if session.start and session.end:
        start, end = session.start.astimezone(UTC), session.end.astimezone(UTC)
    component = _component(Event(details(session, edition), start, end, session.sequence))
    return encoded(component)


def encode_calendar(view: Calendar) -> bytes:
    """Return a calendar as an iCalendar file."""
    import icalendar

    component = icalendar.Calendar()
    component.add("version", "2.0")
    component.add("prodid", "-//rig-site//rig-site//EN")
    if view.subscription:
        _introduce(component, view.subscription)
    alone = encoded(component)
    return b"".join((alone.removesuffix(_END), *view.events, _END))


def _introduce(component: icalendar.Calendar, subscription: Subscription) -> None:
    """Say whose calendar it is, in the words of RFC 7986 (5.1 to 5.9) and in those that came before it."""
    for standard, older, text in (
        ("name", "x-wr-calname", one_line(subscription.name)),
        ("description", "x-wr-caldesc", one_line(subscription.description)),
    ):
        if text:
            component.add(standard, _text(text))
            component.add(older, _text(text))
    component.add("x-wr-timezone", subscription.timezone)
    component.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    component.add("x-published-ttl", _verbatim("PT12H"))
    component.add("source", _address(subscription.address), parameters={"VALUE": "URI"})
    component.add("color", css_name(subscription.colour))
    if subscription.colour:
        component.add("x-apple-calendar-color", subscription.colour)


def _component(view: Event) -> icalendar.Event:
    """Return an event as a component, its properties in a fixed order."""
    import icalendar

    said = view.details
    whole_day = not isinstance(view.start, datetime)
    meets = said.status is not Status.CANCELLED
    component = icalendar.Event()
    component.add("uid", _text(said.uid))
    component.add("dtstamp", said.updated)
    component.add("created", said.announced)
    component.add("last-modified", said.updated)
    component.add("sequence", view.sequence)
    component.add("status", said.status.value.upper())
    component.add("dtstart", view.start)
    component.add("dtend", view.end)
    # Whoever subscribes is kept free by notices for the whole day, and by what does not take place.
    component.add("transp", "OPAQUE" if meets and not whole_day else "TRANSPARENT")
    component.add("summary", _text(said.marked_title))
    if said.place:
        component.add("location", _text(one_line(said.place)))
    if said.call:
        component.add("conference", _address(said.call), parameters={"VALUE": "URI"})
    component.add("description", _text(as_text(said)))
    component.add("url", _address(said.page))
    if said.categories:
        component.add("categories", _verbatim(",".join(_escaped(name) for name in said.categories)))
    return component


def _text(text: str) -> vInline:
    return _verbatim(_escaped(text))


def _escaped(text: str) -> str:
    r"""Return text as a TEXT value (RFC 5545, 3.3.11).

    icalendar's own escaping takes the characters `\N`, as in `\Nabla`, for
    a line break.
    """
    return legible(text).replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def _verbatim(value: str) -> vInline:
    from icalendar.prop import vInline

    return vInline(value)


def _address(address: str) -> vUri:
    from icalendar.prop import vUri

    return vUri(address)
