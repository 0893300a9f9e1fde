"""What is said of changes: when and where a session was to be, and when and where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from rig_site.model.history import FormerSession
from rig_site.model.session import SEQUENCE_BEGINS, Session, Status
from rig_site.model.timetable import chronological, ends
from rig_site.outputs.announcements.message import Announcement, Block, Line, Words, filled, listing, paragraph
from rig_site.outputs.announcements.sessions import titled, when, when_and_where
from rig_site.outputs.details import absolute, where
from rig_site.outputs.edition import Edition
from rig_site.outputs.text import one_line
from rig_site.render import words


def of_changes(former: Mapping[str, FormerSession], edition: Edition, *, only: str | None = None) -> Announcement:
    """Return the message about sessions to come that are otherwise than in a former state, or about a single one."""
    gettext = edition.language.gettext
    subject = gettext("%(group)s: what has changed", group=one_line(edition.site.title))
    blocks: list[Block] = [paragraph((Words(subject, strong=True),))]
    for session in edition.upcoming:
        if only in (None, session.id) and (said := _changes(former.get(session.id), session, edition)):
            blocks.append(paragraph(_heading(session, edition)))
            blocks.append(listing((line,) for line in said))
    gone = _gone(former.values(), edition, only)
    if gone:
        blocks.append(paragraph((Words(gettext("No longer planned"), strong=True),)))
        blocks.append(listing(((Words(one_line(each)),),) for each in gone))
    if len(blocks) == 1:
        blocks.append(paragraph((Words(gettext("No session to come has changed since then.")),)))
    blocks.append(paragraph((Words(gettext("All sessions"), absolute("", edition)),)))
    return Announcement(subject, filled(blocks), edition.language, absolute("", edition))


def _heading(session: Session, edition: Edition) -> Line:
    return (Words(when(session, edition) + ": "), titled(session, edition))


def _changes(former: FormerSession | None, session: Session, edition: Edition) -> list[Line]:
    """Return a line for each thing that is another one."""
    gettext = edition.language.gettext
    if former is None:
        return [(Words(gettext("New session")),)] if session.is_event else list(_status(None, session, edition))
    lines: list[Line] = []
    before = _as_session(former, session)
    is_cancelled = session.status is Status.CANCELLED
    if former.status is not session.status or (is_cancelled and "reason" in former.changed):
        lines += _status(former.status, session, edition)
    if is_cancelled:
        return lines
    said_before = former.title and one_line(former.title)
    if session.title and said_before and said_before != one_line(session.title):
        lines.append(_pair(gettext("Title"), said_before, one_line(session.title), edition))
    times = when(before, edition), when(session, edition)
    if times[0] != times[1]:
        reasons = [one_line(move.reason) for move in session.moved_from if move.reason and move.date == former.date]
        because = f" ({reasons[-1]})" if reasons else ""
        lines.append(_pair(gettext("When"), times[0], times[1] + because, edition))
    if session.meets:
        lines += _where(former, session, edition)
        lines += _people(former, session, edition)
        lines += _contents(former, edition)
        if not lines and former.changed & {"place", "timezone"}:
            lines.append((Words(gettext("The description has changed.")),))
    return lines


def _where(former: FormerSession, session: Session, edition: Edition) -> Iterator[Line]:
    """Yield what is another room, or is found in another way."""
    gettext, room = edition.language.gettext, edition.place(session.room)
    undecided = gettext("to be confirmed")
    online = session.online is not None
    before = where(former.room, former.place, edition.language, online=former.online)
    now = where(session.room, room, edition.language, online=online)
    if before != now:
        yield _pair(gettext("Where"), one_line(before) or undecided, one_line(now) or undecided, edition)
    if room and "place" in former.changed:
        if room.directions and room.directions != (former.place.directions if former.place else None):
            text = one_line(room.directions)
            yield (Words(gettext("%(label)s: %(text)s", label=gettext("Getting in"), text=text)),)
        if room.map:
            yield (Words(gettext("Map"), absolute(room.map, edition)),)
    if online and former.online and "online" in former.changed:
        yield (Words(gettext("The address of the call has changed.")),)


def _people(former: FormerSession, session: Session, edition: Edition) -> Iterator[Line]:
    """Yield who leads instead of whom, and who has another role."""
    language = edition.language
    leads = tuple(lead.name for lead in session.leads)
    if "leads" in former.changed and set(former.leads) != set(leads):
        label = language.ngettext("Lead", "Leads", max(len(former.leads), len(leads)))
        yield _pair(label, _listing(former.leads, edition), _listing(leads, edition), edition)
    if "roles" in former.changed:
        before = {one_line(name): people for name, people in former.roles}
        now = {role.name: tuple(person.name for person in role.people) for role in session.roles}
        for role in (*now, *(name for name in before if name not in now)):
            if set(before.get(role, ())) != set(now.get(role, ())):
                names = _listing(before.get(role, ()), edition), _listing(now.get(role, ()), edition)
                yield _pair(one_line(role), *names, edition)


def _contents(former: FormerSession, edition: Edition) -> Iterator[Line]:
    """Yield that there is something else to read, or to know beforehand."""
    if former.changed & {"readings", "same_readings_as"}:
        yield (Words(edition.language.gettext("The readings have changed.")),)
    if former.changed & {"kind", "topics", "abstract", "links"}:
        yield (Words(edition.language.gettext("The description has changed.")),)


def _listing(names: Sequence[str], edition: Edition) -> str:
    if not names:
        return edition.language.gettext("to be confirmed")
    return words.listing([one_line(name) for name in names], edition.language)


def _status(former: Status | None, session: Session, edition: Edition) -> Iterator[Line]:
    gettext = edition.language.gettext
    if session.status is Status.CANCELLED:
        reason = one_line(session.reason or "")
        cancelled = gettext("Cancelled")
        yield (
            Words(gettext("%(label)s: %(text)s", label=cancelled, text=reason) if reason else cancelled, strong=True),
        )
    elif session.status is Status.TENTATIVE:
        yield (Words(gettext("To be confirmed")),)
    elif session.status is Status.FREE:
        yield (Words(gettext("Free slot")),)
    elif session.status is Status.BREAK:
        yield (Words(gettext("No meeting")),)
    elif former is Status.TENTATIVE:
        yield (Words(gettext("It is confirmed.")),)
    else:
        yield (Words(gettext("It takes place.")),)


def _gone(former: Iterable[FormerSession], edition: Edition, only: str | None) -> list[str]:
    """Return in words the sessions to come that are no more, though they were to take place."""
    gone = [
        _as_session(each, None)
        for each in former
        if each.id not in edition.sessions and each.status.is_event and only in (None, each.id)
    ]
    return [
        f"{when_and_where(session, edition)}: {session.title}"
        for session in chronological(gone)
        if ends(session) > edition.as_of
    ]


def _as_session(former: FormerSession, now: Session | None) -> Session:
    """Return a former session as one of the model, for what says when it is."""
    values = {
        "title": former.title,
        "date": former.date,
        "start": former.start,
        "end": former.end,
        "timezone": former.timezone,
        "room": former.room,
        "until": former.until,
        "status": former.status,
    }
    if now:
        return replace(now, **values)
    return Session(id=former.id, announced=SEQUENCE_BEGINS, updated=SEQUENCE_BEGINS, **values)  # type: ignore[arg-type]


def _pair(label: str, before: str, now: str, edition: Edition) -> Line:
    """Return a line that says what was and what is."""
    text = edition.language.gettext("%(before)s, now %(now)s", before=before, now=now)
    return (Words(edition.language.gettext("%(label)s: %(text)s", label=label, text=text)),)
