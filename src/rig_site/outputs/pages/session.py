"""`/sessions/<id>/`: everything there is to know of one session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import ClassVar

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.link import Link
from rig_site.model.permalink import session_path
from rig_site.model.person import Person
from rig_site.model.session import Session, is_citable
from rig_site.model.timetable import neighbours
from rig_site.outputs.backlinks import Backlink, backlinks, linking_sessions
from rig_site.outputs.calendars.add_links import add_links
from rig_site.outputs.edition import Edition
from rig_site.outputs.exports.bibtex import NAME
from rig_site.outputs.exports.coins import coins
from rig_site.outputs.exports.works import works, works_key
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.images.card import card_path
from rig_site.outputs.pages.linked_data import event
from rig_site.outputs.pages.notes import note_links
from rig_site.outputs.readings import ShownSection, sections, touched
from rig_site.outputs.summary import PersonLink, Summary, in_sentences, summary


class Neighbour(Struct, frozen=True):
    """The session before or after."""

    path: str
    title: str
    date: date


class SessionPage(Struct, frozen=True):
    """A session's page; `linked_data` is JSON, `add` puts it into a calendar on the web.

    `over` tells that it has ended, so that what came of it matters more
    than when it is.
    `bibliography` is the name of the file with its readings beside the page,
    and `coins` are those that reference managers find on it.
    """

    template: ClassVar[str] = "session.html"

    frame: Frame
    session: Summary
    over: bool
    abstract: Markup | None
    readings: tuple[ShownSection, ...]
    before: Neighbour | None
    after: Neighbour | None
    linked_data: str
    add: tuple[Link, ...]
    bibliography: str | None
    coins: tuple[str, ...]
    notes: tuple[Link, ...]
    backlinks: tuple[Backlink, ...]

    @property
    def has_markdown(self) -> bool:
        """Whether the page needs the style sheets of what Markdown brings."""
        return bool(self.abstract) or any(reading.note for section in self.readings for reading in section.readings)


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield a page for each session that was or will be an event; free slots and breaks only have their row.

    After an edit the sessions that were edited come first.
    """
    around = neighbours(edition.site.sessions)
    edited = edition.edited.sessions if edition.edited else ()
    for session in sorted(edition.site.sessions, key=lambda session: session.id not in edited):
        if not session.is_event:
            continue
        pair, path = around[session.id], session_path(session.id)
        if edition.differs((session, *filter(None, pair), *linking_sessions(path, edition))):
            before, after = map(_neighbour, pair)
            notes = note_links(edition.related.of_session.get(session.id, ()))
            read = tuple(touched(reading, edition) for section in session.readings for reading in section.readings)
            linked = backlinks(path, edition)
            yield Artifact(
                f"{path}index.html",
                digest(edition.session_key(session), before, after, notes, read, works_key(session, edition), linked),
                partial(_page, session, edition, before=before, after=after, notes=notes, linked=linked),
                edition.encode_page,
            )


def _page(
    session: Session,
    edition: Edition,
    *,
    before: Neighbour | None,
    after: Neighbour | None,
    notes: tuple[Link, ...],
    linked: tuple[Backlink, ...],
) -> SessionPage:
    facts = summary(session, edition)
    page_frame = frame(
        edition,
        session_path(session.id),
        title=session.heading,
        description=in_sentences(facts, edition.language),
        source=session.source,
        image=card_path(session) if edition.extras.images else None,
    )
    return SessionPage(
        frame=page_frame,
        session=replace(
            facts,
            leads=_with_addresses(session.leads),
            roles=tuple((role.name, _with_addresses(role.people)) for role in session.roles),
        ),
        over=facts.ends <= edition.as_of,
        abstract=edition.html(session.abstract, page_frame.root, top_heading=3),
        readings=sections(session.readings, edition, page_frame.root, with_pages=True),
        before=before,
        after=after,
        linked_data=event(session, edition),
        add=add_links(session, edition),
        bibliography=NAME if is_citable(session.readings) else None,
        coins=coins(works(session.readings, edition)),
        notes=notes,
        backlinks=linked,
    )


def _with_addresses(people: Iterable[Person]) -> tuple[PersonLink, ...]:
    return tuple(PersonLink(person.key, person.name, person.url) for person in people)


def _neighbour(session: Session | None) -> Neighbour | None:
    return Neighbour(session_path(session.id), session.heading, session.date) if session else None
