"""Notices: what depends on the day, and advice.  They concern sessions that are not over yet, and stop nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate, pairwise

from rig_site.content.findings import Findings, cite, guess
from rig_site.content.known_words import KnownWords
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.session import Session as Fields
from rig_site.content.schema.site import Site as Settings
from rig_site.content.schema.terms import ORDINALS, WEEKDAYS
from rig_site.diagnostics import Advice
from rig_site.model.identity import is_placeholder
from rig_site.model.permalink import slug
from rig_site.model.series import Meeting, in_force, meeting_days, usual_meeting
from rig_site.model.session import Session, Status
from rig_site.model.site import Site
from rig_site.model.timetable import begins, ends, upcoming

SOON = timedelta(days=14)
"""How long before a session its open ends are worth a notice."""

_GREENWICH = frozenset({"GMT", "GMT+0", "GMT-0", "GMT0", "Greenwich"})


def advise(
    site: Site,
    settings: Decoded[Settings],
    entries: Mapping[str, Decoded[Fields]],
    *,
    as_of: datetime,
    findings: Findings,
) -> None:
    """Add the notices that are due at an instant."""
    _placeholders(site, settings, findings)
    _unused_places(site, settings, findings)
    to_come = [session for session in upcoming(site.sessions, as_of=as_of) if session.meets]
    for session in to_come:
        entry = entries[session.id]
        soon = begins(session) - as_of <= SOON
        if soon:
            _open_ends(session, entry, findings)
        if not session.room and not session.online:
            _no_room(session, site.meetings, entry, soon=soon, findings=findings)
        if session.start is None:
            findings.notice(
                entry.at("date"),
                f"{_called(session)} has no time, and there is no usual meeting on that day: it lasts the whole day",
                suggestion="add a 'time'",
            )
        _unusual_day(session, site.meetings, entry, findings)
    _private_calls(to_come, entries, findings)
    _double_bookings(to_come, entries, findings)
    _gaps(site, entries, as_of, findings)


def _placeholders(site: Site, settings: Decoded[Settings], findings: Findings) -> None:
    if is_placeholder(site.base_url):
        findings.notice(
            settings.at("base_url"),
            "this address is a placeholder",
            suggestion="write the address that the site will be published at",
        )
    if site.timezone == "UTC":
        findings.notice(
            settings.at("timezone"),
            "this time zone is a placeholder",
            suggestion="write the zone the group meets in, such as Europe/London; if it is UTC, write Etc/UTC",
        )
    elif site.timezone in _GREENWICH:
        findings.notice(
            settings.at("timezone"),
            "this time zone has no summer time, which London has",
            suggestion="write the zone of a city, as Europe/London; if it is the same all year, write Etc/GMT",
        )


def _unused_places(site: Site, settings: Decoded[Settings], findings: Findings) -> None:
    """Add each place that no room is called by, where one is called nearly so."""
    called = (*(meeting.room for meeting in site.meetings), *(session.room for session in site.sessions))
    rooms = [room for room in called if room]
    used, known = {slug(room) for room in rooms}, KnownWords(rooms)
    for name in settings.value.places:
        if slug(name) not in used and (meant := guess(known.closest(name))):
            advice = settings.advise_key(meant, "places", name)
            if slug(str(meant.value)) in {slug(other) for other in settings.value.places}:
                advice = Advice(advice.words)
            findings.notice(settings.key("places", name), f"nothing is held in {cite(name)}", suggestion=advice)


def _open_ends(session: Session, entry: Decoded[Fields], findings: Findings) -> None:
    if session.status is Status.TENTATIVE:
        findings.notice(entry.at("status"), f"{_called(session)} is soon, and still tentative")
    if not session.leads:
        findings.notice(entry.at("date"), f"{_called(session)} is soon, and nobody leads it")


def _no_room(
    session: Session, meetings: Sequence[Meeting], entry: Decoded[Fields], *, soon: bool, findings: Findings
) -> None:
    """Add that a session has no room where that surprises: on a day the usual room is not meant for, or soon."""
    usual = next((meeting for meeting in in_force(meetings, session.date) if meeting.room), None)
    if usual and usual_meeting(meetings, session.date) is None and entry.value.room is None:
        day = WEEKDAYS[usual.weekday].capitalize()
        findings.notice(
            entry.at("date"),
            f"{_called(session)} has no room, as the usual one, {usual.room}, is for {day}s",
            suggestion=f"add 'room: {usual.room}', or where it is held",
        )
    elif soon:
        findings.notice(entry.at("date"), f"{_called(session)} is soon, and has no room")


def _private_calls(sessions: Iterable[Session], entries: Mapping[str, Decoded[Fields]], findings: Findings) -> None:
    """Add once that the addresses of calls are not published, unless that is what the session says."""
    unsaid = [
        entries[session.id]
        for session in sessions
        if (online := entries[session.id].value.online) and "public" not in online.model_fields_set
    ]
    if unsaid:
        later = f", as with {len(unsaid) - 1} more to come" if len(unsaid) > 1 else ""
        findings.notice(
            unsaid[0].at("online"),
            f"the site says that this session is online; the address of the call is not published{later}",
            suggestion="write 'online: {url: https://…, public: true}' to publish it, 'public: false' to keep it so",
        )


def _unusual_day(session: Session, meetings: Sequence[Meeting], entry: Decoded[Fields], findings: Findings) -> None:
    """Add that a session is off the usual days, unless it was moved there on purpose."""
    held = in_force(meetings, session.date)
    if not held or session.moved_from:
        return
    weekday = session.date.weekday()
    if not any(meeting.day.is_on(session.date) for meeting in held):
        usual = sorted(
            {(each.weekday, each.week_of_month if each.ordinal else 0, each.monthly, each.interval) for each in held}
        )
        days = " and ".join(_often_in_words(*day) for day in usual)
        same_weekday = any(meeting.weekday == weekday for meeting in held)
        week = (session.date.day - 1) // 7 + 1 if same_weekday else 0
        day = _day_in_words(weekday, week) if week else f"a {_day_in_words(weekday)}"
        findings.notice(entry.at("date"), f"{_called(session)} is on {day}; the group usually meets on {days}")
    elif all(meeting.excepts(session.date) for meeting in held if meeting.day.is_on(session.date)):
        findings.notice(
            entry.at("date"),
            f"{_called(session)} is on a day on which site.yaml says that the group does not meet",
            suggestion="take the day out of 'except', or move the session",
        )


def _often_in_words(weekday: int, week: int, monthly: bool, interval: int) -> str:
    """Return a day of a usual meeting, with how often it is where that is not every week or month."""
    often = f" every {interval} {'months' if monthly else 'weeks'}" if interval > 1 else ""
    return f"{_day_in_words(weekday, week)}{often}"


def _day_in_words(weekday: int, week: int = 0) -> str:
    """Return a weekday, or the one of a certain week of the month."""
    day = WEEKDAYS[weekday].capitalize()
    week_in_words = next((word for word, number in ORDINALS.items() if number == week), "fifth" if week else "")
    return f"the {week_in_words} {day}" if week else day


def _double_bookings(sessions: Sequence[Session], entries: Mapping[str, Decoded[Fields]], findings: Findings) -> None:
    """Add each room and lead that a session would share with another, of sessions in order of their beginning.

    Of several that are under way when it begins, only the one that ends
    last is named.
    """
    in_rooms: dict[str, Session] = {}
    with_leads: dict[str, Session] = {}
    for session in sessions:
        entry = entries[session.id]
        if session.room and (first := _under_way(in_rooms, slug(session.room), session)):
            at = entry.at("room") if entry.value.room else entry.at("date")
            findings.notice(at, f"{_called(session)} is in {session.room} at the same time as {_called(first)}")
        for number, lead in enumerate(session.leads):
            if first := _under_way(with_leads, lead.key, session):
                findings.notice(
                    entry.at("leads", number),
                    f"{lead.name} leads {_called(session)} at the same time as {_called(first)}",
                )


def _under_way(last: dict[str, Session], place: str, session: Session) -> Session | None:
    """Return the session that is in a place when another begins there, and remember the one of the two to end last."""
    first = last.get(place)
    if first is None or ends(first) < ends(session):
        last[place] = session
    return first if first and begins(session) < ends(first) else None


def _gaps(site: Site, entries: Mapping[str, Decoded[Fields]], as_of: datetime, findings: Findings) -> None:
    """Add the usual days between today, or the first session, and the last one on which nothing is said to happen."""
    planned = sorted(site.sessions, key=lambda session: session.date)
    to_come = [(before, after) for before, after in pairwise(planned) if ends(after) > as_of]
    if not to_come:
        return
    first = max(to_come[0][0].date, as_of.date() - timedelta(days=1)) + timedelta(days=1)
    usual = list(meeting_days(site.meetings, first=first, last=planned[-1].date))
    begun = [session.date for session in planned]
    over = list(accumulate((session.until or session.date for session in planned), max))
    for before, after in to_come:
        days = usual[bisect_right(usual, before.date) : bisect_left(usual, after.date)]
        missed = [day for day in days if not _near(day, begun, over, site.meetings)]
        if missed:
            written = str(missed[0]) if len(missed) == 1 else f"{missed[0]} to {missed[-1]}"
            findings.notice(
                entries[after.id].at("date"),
                f"before {_called(after)} there is no session on {written}, and no break",
                suggestion="add a session with 'status: break' or 'status: free'",
            )


def _near(day: date, begun: Sequence[date], over: Sequence[date], meetings: Sequence[Meeting]) -> bool:
    """Tell whether something is planned for the turn of the usual meeting that a day stands for.

    `begun` are the days on which something begins, in order, and `over`
    the last days of all that has begun by then.

    A turn reaches half an interval to either side, so that a weekly group
    may meet on another day of the week, and a fortnightly one slip by a
    week, without a gap.  Of several meetings a month each has its share.
    """
    held = in_force(meetings, day)
    meeting = min(held, key=lambda meeting: (meeting.monthly, meeting.interval))
    turns = len(held) if meeting.monthly else 1
    reach = timedelta(days=(30 if meeting.monthly else 7) * meeting.interval // (2 * turns))
    by_then = bisect_right(begun, day + reach)
    return by_then > 0 and over[by_then - 1] >= day - reach


def _called(session: Session) -> str:
    return f"'{session.heading}' on {session.date}"
