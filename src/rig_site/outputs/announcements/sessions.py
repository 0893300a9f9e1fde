"""What is said of a session a week or a day before it, by its status; and of all that is to come in some weeks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from rig_site.model.link import Link
from rig_site.model.session import Session, Status
from rig_site.model.timetable import begins, ends
from rig_site.outputs.announcements.message import (
    Announcement,
    Block,
    Line,
    Words,
    filled,
    listing,
    paragraph,
)
from rig_site.outputs.calendars.calendar import FILE
from rig_site.outputs.description import credit, notices
from rig_site.outputs.details import UNDECIDED, Details, absolute, details
from rig_site.outputs.edition import Edition
from rig_site.outputs.pages.notes import note_links
from rig_site.outputs.plain import plain
from rig_site.outputs.readings import ShownReading, ShownSection
from rig_site.outputs.summary import summary
from rig_site.outputs.text import legible, one_line
from rig_site.render import words

COMING = timedelta(days=31)
"""How far the programme of the coming weeks looks ahead."""


def of_session(session: Session, edition: Edition, *, with_call: bool = False) -> Announcement:
    """Return the message about a session; `with_call` adds the address of a call that is not published.

    Of one that is over it says who led it, what was read, and where slides
    and notes are, and no longer how people get there.
    """
    facts = summary(session, edition)
    gettext = edition.language.gettext
    group, moment = one_line(edition.site.title), when(session, edition)
    over = ends(session) <= edition.as_of
    if session.meets and over:
        opening = gettext("%(group)s met on %(when)s.", group=group, when=moment)
    elif session.meets:
        opening = gettext("%(group)s meets on %(when)s.", group=group, when=moment)
    elif session.status is Status.FREE:
        opening = gettext("On %(when)s there is a free slot at %(group)s.", group=group, when=moment)
    elif session.until:
        first, last = (words.day(each, edition.language) for each in (session.date, session.until))
        opening = gettext("%(group)s does not meet from %(first)s to %(last)s.", group=group, first=first, last=last)
    else:
        opening = gettext("%(group)s does not meet on %(when)s.", group=group, when=moment)
    subject = gettext("%(label)s: %(text)s", label=group, text=f"{_titled(session, edition)}, {_day(session, edition)}")
    if not session.is_event:
        title = paragraph((Words(one_line(facts.title), strong=True),))
        asked = gettext("Would you like to lead a session then?") if session.status is Status.FREE else ""
        claim = (Words(gettext("Claim this slot"), facts.claim),) if facts.claim else ()
        blocks = (paragraph((Words(opening),)), title, paragraph(_said(asked), claim), _part(edition))
        return Announcement(subject, filled(blocks), edition.language, absolute("", edition))
    said = details(session, edition)
    page = (Words(gettext("More about this session"), said.page),)
    calendar = () if over else (Words(gettext("Calendar file"), said.page + FILE),)
    blocks = (
        paragraph((Words(opening),)),
        paragraph(*((Words(notice, strong=True),) for notice in notices(said))),
        paragraph((Words(said.title, strong=True),), *_facts(session, said, edition, with_call=with_call)),
        *(_content(session, said, edition) if session.meets else ()),
        paragraph(page, calendar),
        _part(edition),
    )
    return Announcement(subject, filled(blocks), edition.language, said.page)


def of_coming(edition: Edition) -> Announcement:
    """Return the message about all that is to come in a month."""
    gettext = edition.language.gettext
    group = one_line(edition.site.title)
    coming = [session for session in edition.upcoming if begins(session) < edition.as_of + COMING]
    subject = gettext("%(group)s: what is to come", group=group)
    nothing = paragraph((Words(gettext("Nothing is scheduled at the moment")),))
    blocks = (
        paragraph((Words(subject, strong=True),)),
        listing(_row(session, edition) for session in coming) if coming else nothing,
        paragraph((Words(gettext("All sessions"), absolute("", edition)),)),
        _part(edition),
    )
    return Announcement(subject, filled(blocks), edition.language, absolute("", edition))


def when_and_where(session: Session, edition: Edition) -> str:
    """Return when a session is held, and where that is known, in a row."""
    where = summary(session, edition).place if session.meets else ""
    return words.in_a_row(filter(None, (when(session, edition), one_line(where))), edition.language)


def titled(session: Session, edition: Edition) -> Words:
    """Return a session's title with its status, which leads to its page where it has one."""
    page = details(session, edition).page if session.is_event else None
    return Words(_titled(session, edition), page)


def when(session: Session, edition: Edition) -> str:
    """Return in words a session's day and hours, those by the group's clock too where it is held elsewhere."""
    language, facts = edition.language, summary(session, edition)
    parts = [_day(session, edition)]
    if session.start and session.end:
        parts.append(words.span(session.start, session.end, language))
        if facts.group_start and facts.group_end:
            parts.append(words.elsewhere(facts.group_start, facts.group_end, session.start, language))
    return words.in_a_row(parts, language)


def _day(session: Session, edition: Edition) -> str:
    first = words.day(session.date, edition.language)
    return f"{first} – {words.day(session.until, edition.language)}" if session.until else first


def _titled(session: Session, edition: Edition) -> str:
    if session.is_event:
        return details(session, edition).marked_title
    return one_line(summary(session, edition).title)


def _facts(session: Session, said: Details, edition: Edition, *, with_call: bool) -> Iterator[Line]:
    """Yield the lines below a session's title."""
    language = edition.language
    if said.kind:
        yield (*_label(language.gettext("Kind"), edition), Words(said.kind))
    if not session.meets:
        return
    over = ends(session) <= edition.as_of
    if not over:
        yield from _where(said, edition)
        yield from _call(session, said, edition, with_call=with_call)
    if said.leads:
        yield (*_label(language.ngettext("Lead", "Leads", len(said.leads)), edition), *_names(said.leads, edition))
    elif not over and said.title.upper() not in UNDECIDED:
        yield _said(language.gettext("Nobody leads this session yet. Would you like to?"))
    for role, people in said.roles:
        yield (*_label(one_line(role), edition), *_names(people, edition))


def _call(session: Session, said: Details, edition: Edition, *, with_call: bool) -> Iterator[Line]:
    call = said.call or (absolute(session.online.url, edition) if with_call and session.online else None)
    if call:
        yield (*_label(edition.language.gettext("Join online"), edition), Words(call, call))


def _where(said: Details, edition: Edition) -> Iterator[Line]:
    """Yield in which room a session is held, or that it is held online, and how the room is found."""
    language, room = edition.language, said.located
    if said.where:
        yield (*_label(language.gettext("Where"), edition), Words(one_line(said.where)))
    if room and room.directions:
        yield (*_label(language.gettext("Getting in"), edition), Words(one_line(room.directions)))
    if room and room.map:
        yield (Words(language.gettext("Map"), room.map),)


def _content(session: Session, said: Details, edition: Edition) -> Iterator[Block]:
    """Yield what a session is about, what to read before it, and its slides and notes."""
    abstract = plain(said.abstract)
    if abstract:
        lines = tuple((Words(line),) for line in abstract.split("\n") if line.strip())
        yield Block((lines,), html=said.abstract)
    if any(section.readings for section in said.readings):
        gettext = edition.language.gettext
        heading = gettext("Reading") if ends(session) <= edition.as_of else gettext("To read before")
        yield paragraph((Words(heading, strong=True),))
    for section in said.readings:
        yield from _section(section, said, edition)
    notes = [Link(note.label, absolute(note.url or "", edition)) for note in _notes(session, edition)]
    if notes:
        yield paragraph((Words(edition.language.gettext("Notes"), strong=True),))
        yield listing(((Words(note.label, note.url),),) for note in notes)
    yield paragraph(*(_link(link, edition) for link in said.links))


def _notes(session: Session, edition: Edition) -> Sequence[Link]:
    return note_links(edition.related.of_session.get(session.id, ()))


def _section(section: ShownSection, said: Details, edition: Edition) -> Iterator[Block]:
    if not section.readings:
        return
    if section.heading:
        yield paragraph((Words(section.heading),))
    yield listing(_reading(reading, said) for reading in section.readings)


def _reading(reading: ShownReading, said: Details) -> tuple[Line, ...]:
    note = one_line(plain(legible(reading.note or "").strip()))
    title: Line = (Words(reading.title, reading.url), *_said(credit(reading, said)))
    return (title, _said(note)) if note else (title,)


def _row(session: Session, edition: Edition) -> tuple[Line, ...]:
    leads = words.listing([one_line(lead.name) for lead in session.leads], edition.language) if session.leads else ""
    title = titled(session, edition)
    row: Line = (Words(when_and_where(session, edition) + ": "), title, *_said(f" ({leads})" if leads else ""))
    claim = summary(session, edition).claim
    return (row, (Words(edition.language.gettext("Claim this slot"), claim),)) if claim else (row,)


def _part(edition: Edition) -> Block | None:
    """Return how to take part, as the group says it everywhere."""
    if not edition.site.links:
        return None
    heading: Line = (Words(edition.language.gettext("Take part"), strong=True),)
    return paragraph(heading, *(_link(link, edition) for link in edition.site.links))


def _link(link: Link, edition: Edition) -> Line:
    if link.url:
        return (Words(link.label, absolute(link.url, edition)),)
    return (*_label(link.label, edition), Words(link.text or ""))


def _names(leads: Iterable[Link], edition: Edition) -> Line:
    """Return names as a list in a sentence, each with its link."""
    found: list[Words] = []
    for number, lead in enumerate(leads):
        found += [Words(edition.language.pgettext(*words.COMMA))] if number else []
        found.append(Words(lead.label, lead.url))
    return tuple(found)


def _label(label: str, edition: Edition) -> Line:
    return _said(edition.language.gettext("%(label)s: %(text)s", label=label, text=""))


def _said(text: str) -> Line:
    return (Words(text),) if text.strip() else ()
