"""`/people/` and `/people/<key>/`: who led what and who leads next, with a calendar and feeds for each person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from markupsafe import Markup
from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.link import Link
from rig_site.model.locations import FOLLOW
from rig_site.model.permalink import person_path, session_path
from rig_site.model.person import Person
from rig_site.model.relations import with_something_to_cite
from rig_site.model.session import Session
from rig_site.model.timetable import ends
from rig_site.outputs.calendars.calendar import as_one_holds, calendar_file
from rig_site.outputs.calendars.subscription import subscription
from rig_site.outputs.edition import Edition
from rig_site.outputs.exports.bibtex import NAME
from rig_site.outputs.exports.coins import coins
from rig_site.outputs.exports.works import read_in, works, works_key
from rig_site.outputs.feeds import FEED_LINKS, feeds_of
from rig_site.outputs.feeds.feed_format import FeedLink
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.pages.notes import note_links
from rig_site.outputs.selection import Selection, selection, sessions_by_year
from rig_site.render.address import root_of

MOST_IN_THE_ROTA = 8
"""How many people the list of those whose turn it may be shows."""


class Turn(Struct, frozen=True):
    """A session that somebody leads."""

    path: str
    title: str
    date: date


class Duty(Struct, frozen=True):
    """A person's row in the rota: how many sessions they led, the last of them, and the next they lead."""

    key: str
    name: str
    affiliation: str | None
    count: int
    last: Turn | None
    next: Turn | None

    @property
    def order(self) -> tuple[date, str, str]:
        """What the rota is sorted by: the last day they led; then the name."""
        return self.last.date if self.last else date.min, self.name.casefold(), self.key


class PeoplePage(Struct, frozen=True):
    """Everybody by name; `rota` are those who led and do not lead soon, whoever has not led for longest first."""

    template: ClassVar[str] = "people.html"

    frame: Frame
    people: tuple[Duty, ...]
    rota: tuple[Duty, ...]


class Part(Struct, frozen=True):
    """What somebody does in a session beside leading it."""

    role: str
    session: Turn


class PersonPage(Struct, frozen=True):
    """A person with their sessions and notes; `email` is there only for contacts, `parts` are the latest first.

    `bibliography` is the name of the file with what was read in their
    sessions beside the page, and `coins` are those that reference managers
    find on it.
    """

    template: ClassVar[str] = "person.html"

    frame: Frame
    name: str
    affiliation: str | None
    url: str | None
    email: str | None
    orcid: str | None
    bio: Markup | None
    sessions: Selection
    parts: tuple[Part, ...]
    notes: tuple[Link, ...]
    feeds: tuple[FeedLink, ...]
    bibliography: str | None
    coins: tuple[str, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the rota, then each person's page, calendar and feeds; nothing while nobody is known."""
    site = edition.site
    if not site.people:
        return
    led: defaultdict[str, list[Session]] = defaultdict(list)
    taken: defaultdict[str, list[tuple[str, Session]]] = defaultdict(list)
    for session in site.sessions:
        for lead in session.leads:
            led[lead.key].append(session)
        for role in session.roles if session.is_event else ():
            for person in role.people:
                taken[person.key].append((role.name, session))
    language = edition.language
    duties = [_duty(person, led[person.key], edition) for person in site.people]
    idle = sorted((duty for duty in duties if duty.last and not duty.next), key=lambda duty: duty.order)
    about = language.gettext("Who leads the sessions of %(group)s.", group=site.title)
    everybody = PeoplePage(
        frame(edition, "people/", title=language.gettext("People"), description=about),
        people=tuple(sorted(duties, key=lambda duty: (duty.name.casefold(), duty.key))),
        rota=tuple(idle[:MOST_IN_THE_ROTA]),
    )
    contacts = {contact.key for contact in site.contacts}
    yield Artifact.of("people/index.html", everybody, edition.encode_page)
    for person in site.people:
        folder, sessions, title = person_path(person.key), led[person.key], f"{site.title}: {person.name}"
        path, is_contact = f"{folder}calendar.ics", person.key in contacts
        notes = note_links(edition.related.of_person.get(person.key, ()))
        listed = tuple(edition.session_key(session) for session in sessions)
        if not edition.differs((*sessions, *(session for _, session in taken[person.key]))):
            continue
        apart = edition.site_map.years_apart(folder)
        read = tuple(works_key(session, edition) for session in with_something_to_cite(sessions))
        parts = tuple(Part(role, _turn(session)) for role, session in reversed(taken[person.key]))
        yield Artifact(
            f"{folder}index.html",
            digest(person, edition.fillings(person.bio), listed, apart, is_contact, parts, notes, read),
            partial(_page, person, sessions, edition, is_contact=is_contact, calendar=path, parts=parts, notes=notes),
            edition.encode_page,
        )
        index, about = Link(person.name, folder), _about(person, edition)
        yield from sessions_by_year(edition, index, sessions, description=about, cites=True)
        yield calendar_file(edition, as_one_holds(sessions, edition), path=path, name=title)
        yield from feeds_of(sessions, edition, title=title, folder=folder)


def _about(person: Person, edition: Edition) -> str:
    gettext = edition.language.gettext
    return gettext("The sessions %(name)s leads in %(group)s.", name=person.name, group=edition.site.title)


def _duty(person: Person, sessions: Sequence[Session], edition: Edition) -> Duty:
    """Return a person's row; what is cancelled is nobody's turn."""
    held = [session for session in sessions if session.meets]
    over = [session for session in held if ends(session) <= edition.as_of]
    to_come = [session for session in held if ends(session) > edition.as_of]
    return Duty(
        key=person.key,
        name=person.name,
        affiliation=person.affiliation,
        count=len(over),
        last=_turn(over[-1]) if over else None,
        next=_turn(to_come[0]) if to_come else None,
    )


def _turn(session: Session) -> Turn:
    return Turn(session_path(session.id), session.heading, session.date)


def _page(
    person: Person,
    sessions: Sequence[Session],
    edition: Edition,
    *,
    is_contact: bool,
    calendar: str,
    parts: tuple[Part, ...],
    notes: tuple[Link, ...],
) -> PersonPage:
    cited = with_something_to_cite(sessions)
    path, name = person_path(person.key), f"{edition.site.title}: {person.name}"
    follow = subscription(edition, calendar, name=name, page=f"{path}#{FOLLOW}")
    return PersonPage(
        frame=frame(edition, path, title=person.name, description=_about(person, edition)),
        name=person.name,
        affiliation=person.affiliation,
        url=person.url,
        email=person.email if is_contact else None,
        orcid=person.orcid,
        bio=edition.html(person.bio, root_of(path), top_heading=3),
        sessions=selection(edition, sessions, path=path, subscription=follow),
        parts=parts,
        notes=notes,
        feeds=FEED_LINKS,
        bibliography=NAME if cited else None,
        coins=coins(works(read_in(cited), edition)),
    )
