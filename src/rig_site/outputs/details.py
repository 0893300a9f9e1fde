"""What a calendar's event and a feed's entry both say of a session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from rig_site.language.language import Language
from rig_site.model.link import Link
from rig_site.model.permalink import session_path
from rig_site.model.series import Room
from rig_site.model.session import Move, ReadingSection, Session, Status
from rig_site.outputs.edition import Edition
from rig_site.outputs.readings import ShownSection, sections
from rig_site.outputs.text import legible, one_line, uri
from rig_site.render import words
from rig_site.render.address import href

UNDECIDED = ("TBC", "TBA", "TBD")
"""Titles that say themselves that a session is tentative."""


class Details(Struct, frozen=True):
    """A session as the world outside the site sees it.

    Every address is absolute, also in the HTML of `abstract` and readings;
    `page` is the session's.  `roles` are what others do, and `located` is
    what there is to say of the room.  `uid` is made of the session's id and the
    group's domain, and of nothing else.  `online` tells that there is a
    call; `call`, its address, is there only when it is public.
    `announced` and `updated` are UTC instants, never to come.
    """

    uid: str
    page: str
    language: Language
    title: str
    status: Status
    announced: datetime
    updated: datetime
    kind: str | None = None
    topics: tuple[str, ...] = ()
    leads: tuple[Link, ...] = ()
    roles: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    room: str | None = None
    located: Room | None = None
    online: bool = False
    call: str | None = None
    reason: str | None = None
    moved_from: tuple[Move, ...] = ()
    abstract: str = ""
    readings: tuple[ShownSection, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def marked_title(self) -> str:
        """The title with its status said, for readers that show nothing else."""
        if self.status is Status.CANCELLED:
            return self.language.gettext("Cancelled: %(title)s", title=self.title)
        if self.status is Status.TENTATIVE and self.title.upper() not in UNDECIDED:
            return self.language.gettext("%(title)s (TBC)", title=self.title)
        return self.title

    @property
    def place(self) -> str:
        """Where it is held, in words, or the address of the call where it is held only there."""
        return self.call if self.call and not self.room else self.where

    @property
    def where(self) -> str:
        """In which room it is held, with its address, or that it is held online, in words."""
        return where(self.room, self.located, self.language, online=self.online)

    @property
    def categories(self) -> tuple[str, ...]:
        """The kind and the topics, each once."""
        names = (one_line(name) for name in (self.kind or "", *self.topics))
        return tuple(dict.fromkeys(name for name in names if name))


def where(room: str | None, located: Room | None, language: Language, *, online: bool) -> str:
    """Return in words a room with its address, or that a session is held online."""
    if room and located and located.address:
        room = words.in_a_row((room, located.address), language)
    return words.place(room, language, online=online)


def details(session: Session, edition: Edition) -> Details:
    """Return what an edition tells the world of a session."""
    return edition.once(_details, session)


def _details(session: Session, edition: Edition) -> Details:
    root = absolute("", edition)
    call = session.online.url if session.online and session.online.public else None
    return Details(
        uid=f"{session.id}@{edition.site.uid_domain}",
        page=absolute(session_path(session.id), edition),
        language=edition.language,
        title=one_line(session.title),
        status=session.status,
        announced=session.announced,
        updated=session.updated,
        kind=session.kind,
        topics=session.topics,
        leads=tuple(Link(lead.name, _optional(lead.url, edition)) for lead in session.leads),
        roles=tuple(
            (role.name, tuple(Link(person.name, _optional(person.url, edition)) for person in role.people))
            for role in session.roles
        ),
        room=session.room,
        located=_located(session.room, edition),
        online=session.online is not None,
        call=_optional(call, edition),
        reason=session.reason if session.status is Status.CANCELLED else None,
        moved_from=session.moved_from,
        abstract=legible(edition.html(session.abstract, root, top_heading=3) or "").strip(),
        readings=sections(_absolute(session.readings, edition), edition, root, top_heading=3),
        links=tuple(replace(link, url=_optional(link.url, edition)) for link in session.links),
    )


def _located(room: str | None, edition: Edition) -> Room | None:
    place = edition.place(room)
    return replace(place, map=_optional(place.map, edition)) if place else None


def absolute(address: str, edition: Edition) -> str:
    """Return an address of the site or of elsewhere as an absolute URI."""
    return href(legible(address), uri(edition.base_url))


def _optional(address: str | None, edition: Edition) -> str | None:
    return absolute(address, edition) if address else None


def _absolute(sections: Iterable[ReadingSection], edition: Edition) -> Iterator[ReadingSection]:
    for section in sections:
        readings = (replace(reading, url=_optional(reading.url, edition)) for reading in section.readings)
        yield replace(section, readings=tuple(readings))
