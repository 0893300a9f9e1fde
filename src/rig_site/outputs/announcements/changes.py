"""What is said of changes: when and where a session was to be, and when and where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from rig_site.model.session import SEQUENCE_BEGINS, FormerSession, Session, Status
from rig_site.model.timetable import chronological, ends
from rig_site.outputs.announcements.message import Announcement, Block, Line, Words, filled, listing, paragraph
from rig_site.outputs.announcements.sessions import titled, when, when_and_where
from rig_site.outputs.details import absolute
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
        blocks.append(paragraph((Words(gettext("Nothing has changed since then.")),)))
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
    if former.status is not session.status:
        lines += _status(former.status, session, edition)
    if session.status is Status.CANCELLED:
        return lines
    said_before = former.title and one_line(former.title)
    if session.title and said_before and said_before != one_line(session.title):
        lines.append(_pair(gettext("Title"), said_before, one_line(session.title), edition))
    times = when(before, edition), when(session, edition)
    if times[0] != times[1]:
        reasons = [one_line(move.reason) for move in session.moved_from if move.reason and move.date == former.date]
        because = f" ({reasons[-1]})" if reasons else ""
        lines.append(_pair(gettext("When"), times[0], times[1] + because, edition))
    places = _place(former.room, former.online, edition), _place(session.room, session.online is not None, edition)
    if places[0] != places[1] and session.status is not Status.BREAK:
        lines.append(_pair(gettext("Where"), *places, edition))
    return lines


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
        return replace(now, **values)  # type: ignore[arg-type]
    return Session(id=former.id, announced=SEQUENCE_BEGINS, updated=SEQUENCE_BEGINS, **values)  # type: ignore[arg-type]


def _place(room: str | None, online: bool, edition: Edition) -> str:
    return one_line(words.place(room, edition.language, online=online)) or edition.language.gettext("to be confirmed")


def _pair(label: str, before: str, now: str, edition: Edition) -> Line:
    """Return a line that says what was and what is."""
    text = edition.language.gettext("%(before)s, now %(now)s", before=before, now=now)
    return (Words(edition.language.gettext("%(label)s: %(text)s", label=label, text=text)),)
