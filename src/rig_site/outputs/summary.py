"""A session as pages show it: in a row of a list, as the next one, at the top of its own page."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from rig_site.language.language import Language
from rig_site.model.link import Link
from rig_site.model.permalink import session_path
from rig_site.model.series import Room
from rig_site.model.session import Move, Session, Status
from rig_site.model.timetable import ends
from rig_site.outputs.details import UNDECIDED
from rig_site.outputs.edition import Edition
from rig_site.outputs.forge import claim
from rig_site.render.words import day, in_a_row, listing, place, span


class PersonLink(Struct, frozen=True):
    """Somebody who leads a session; `url` is their own page, where the page shows it."""

    key: str
    name: str
    url: str | None = None


class Summary(Struct, frozen=True):
    """The facts of a session that pages show.

    `path` is the address of its page, None for free slots and breaks,
    which have none.  `group_start` and `group_end` are its hours by the
    group's clock, None where that shows the same as the session's own.
    `ends` is the UTC instant it is over.  `online` tells that there is a
    call, and `call` is its address if that is public.  `located` is what
    there is to say of the room, and `roles` are what people do beside leading.  `tentative` asks the
    page to say so, which it need not where the title does.  `unled` is true
    while nobody leads it and somebody still could.  `claim` is where a free
    slot is asked for.
    `anchors` are the fragments that lead to its row.
    """

    path: str | None
    title: str
    status: Status
    tentative: bool
    date: datetime.date
    until: datetime.date | None
    start: datetime.datetime | None
    end: datetime.datetime | None
    group_start: datetime.datetime | None
    group_end: datetime.datetime | None
    ends: datetime.datetime
    kind: str | None
    topics: tuple[str, ...]
    room: str | None
    place: str
    online: bool
    call: str | None
    located: Room | None
    leads: tuple[PersonLink, ...]
    roles: tuple[tuple[str, tuple[PersonLink, ...]], ...]
    unled: bool
    claim: str | None
    links: tuple[Link, ...]
    moved_from: tuple[Move, ...]
    reason: str | None
    readings: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def altered(self) -> bool:
        """Whether there is something to say of a change: it was moved or cancelled."""
        return bool(self.moved_from) or self.status is Status.CANCELLED


def summary(session: Session, edition: Edition, *, anchors: Sequence[str] = ()) -> Summary:
    """Return what an edition's pages show of a session."""
    shown = edition.once(_summary, session)
    return replace(shown, anchors=tuple(anchors)) if anchors else shown


def _summary(session: Session, edition: Edition) -> Summary:
    over = ends(session)
    to_come = over > edition.as_of
    room, online = (session.room, session.online is not None) if session.meets else (None, False)
    start, end = (_by_the_groups_clock(moment, edition.site.timezone) for moment in (session.start, session.end))
    return Summary(
        path=session_path(session.id) if session.is_event else None,
        title=session.title or _untitled(session, edition.language),
        status=session.status,
        tentative=session.status is Status.TENTATIVE and session.title.upper() not in UNDECIDED,
        date=session.date,
        until=session.until,
        start=session.start,
        end=session.end,
        group_start=start,
        group_end=end,
        ends=over,
        kind=session.kind,
        topics=session.topics,
        room=room,
        place=place(room, edition.language, online=online),
        online=online,
        call=session.online.url if session.meets and session.online and session.online.public else None,
        located=edition.place(room),
        leads=tuple(PersonLink(person.key, person.name) for person in session.leads),
        roles=tuple(
            (role.name, tuple(PersonLink(person.key, person.name) for person in role.people)) for role in session.roles
        ),
        unled=session.meets and not session.leads and to_come,
        claim=claim(session, edition.site, edition.language) if session.status is Status.FREE and to_come else None,
        links=session.links,
        moved_from=session.moved_from,
        reason=session.reason,
        readings=tuple(
            in_a_line(reading.title, reading.authors) for section in session.readings for reading in section.readings
        ),
    )


def in_a_line(title: str, authors: Sequence[str]) -> str:
    """Return a work in a line of words, for who looks for it.

    >>> in_a_line("On  attention", ["Lead A", "Lead B"])
    'On attention · Lead A, Lead B'
    """
    return " ".join(" · ".join(filter(None, (title, ", ".join(authors)))).split())


def _by_the_groups_clock(moment: datetime.datetime | None, timezone: str) -> datetime.datetime | None:
    """Return a moment as the group's clock shows it, or None where that is what it says already."""
    there = moment.astimezone(ZoneInfo(timezone)) if moment else None
    return there if moment and there and there.replace(tzinfo=None) != moment.replace(tzinfo=None) else None


def _untitled(session: Session, language: Language) -> str:
    """Return what a free slot or a break without a title is called."""
    return language.gettext("Free slot") if session.status is Status.FREE else language.gettext("No meeting")


def in_sentences(session: Summary, language: Language) -> str:
    """Return a session's kind, day, time, room and leads, for search engines and previews of links."""
    sentences = [language.gettext("Cancelled.")] if session.status is Status.CANCELLED else []
    when = [day(session.date, language)]
    if session.start and session.end:
        when.append(span(session.start, session.end, language))
    if session.place:
        when.append(session.place)
    facts = in_a_row(when, language)
    if session.kind:
        facts = language.gettext("%(label)s: %(text)s", label=session.kind, text=facts)
    sentences.append(language.gettext("%(facts)s.", facts=facts))
    if session.leads:
        names = listing([lead.name for lead in session.leads], language)
        sentences.append(language.gettext("Led by %(names)s.", names=names))
    return " ".join(sentences)
