"""What changed since another state in a way that people who subscribed would not be told, or would notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from rig_site.content.findings import Findings, Meant
from rig_site.content.resolve.announced import Announcements
from rig_site.content.resolve.past import State
from rig_site.content.resolve.values import Usual, room_of
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.meeting import Place
from rig_site.content.schema.session import Session as Fields
from rig_site.content.schema.site import Site as Settings
from rig_site.diagnostics import Advice, Position
from rig_site.model.permalink import slug
from rig_site.model.session import Session
from rig_site.model.timetable import chronological, ends

_TOLD = "subscribers' calendars show it hours or days after publishing, feeds say that the session changed"
"""What /subscribe/ says of each program, in one sentence."""

_TELL = "tell people yourselves where that is too late"


def compare(
    state: State,
    name: str,
    entries: Mapping[str, Decoded[Fields]],
    broken_ids: frozenset[str] | None,
    announcements: Announcements,
    findings: Findings,
) -> None:
    """Add a warning for each session whose event would change or vanish silently since a state, called `name`."""
    successors = {
        (entry.value.date, entry.value.title): entry.source.path
        for session_id, entry in entries.items()
        if session_id not in state.sessions
    }
    for session_id, former in state.sessions.items():
        if not former.status.is_event:
            continue
        if session_id in entries:
            compare_session(session_id, former, name, entries[session_id], announcements, findings)
        elif broken_ids is not None and session_id not in broken_ids:
            successor = successors.get((former.date, former.title))
            findings.warning(
                Position(state.path_of(session_id)),
                f"the session '{session_id}' of {name} is gone, and its event would vanish from calendars",
                suggestion=f"if it is the one in {successor}, write 'id: {session_id}' there"
                if successor
                else "keep it with 'status: cancelled', or give the session that takes its place this 'id'",
            )


def compare_session(
    session_id: str,
    former: Fields,
    name: str,
    entry: Decoded[Fields],
    announcements: Announcements,
    findings: Findings,
) -> None:
    """Add a warning if a session's event would change silently since it was an event with the `former` fields."""
    now = entry.value
    if not now.status.is_event:
        findings.warning(
            entry.at("status"),
            f"the session '{session_id}' took place in {name}, and its event would vanish from calendars",
            suggestion="write 'status: cancelled', and give the free slot or the break an entry of its own",
        )
        return
    if (
        former.date != now.date
        and former.date not in {move.date for move in now.moved_from}
        and not _is_back(former, now)
    ):
        findings.warning(
            entry.at("date"),
            f"the date was {former.date} in {name}, and 'moved_from' does not say so",
            suggestion=f"add 'moved_from: [{{date: {former.date}}}]', or use 'rig-site move'",
        )
    if now.revision < former.revision:
        findings.warning(
            entry.at("revision"),
            f"the revision falls from {former.revision} to {now.revision} since {name}, and the event's SEQUENCE with"
            " it, so calendars would not follow",
            suggestion=_kept(entry, "revision", str(former.revision)),
        )
    _, last = announcements.dates(session_id, now)
    for field in ("announced", "updated"):
        written = getattr(former, field)
        if written and last < announcements.instant(written) <= announcements.as_of:
            findings.warning(
                entry.at(field),
                f"'{field}' was {written} in {name}, and without it the event's SEQUENCE falls, so calendars would"
                " not follow",
                suggestion=_kept(entry, field, f"{announcements.instant(written):%Y-%m-%dT%H:%M:%SZ}"),
            )


def _kept(entry: Decoded[Fields], field: str, value: str) -> Advice:
    """Return the advice to leave a field at the value it had."""
    advice = entry.advise(Meant(value), field) if field in entry.node.children else entry.advise_fields({field: value})
    return Advice(f"write '{field}: {value}'", advice.fix)


def _is_back(former: Fields, now: Fields) -> bool:
    """Tell whether a session is held again on a day that it was moved from."""
    return now.date in {move.date for move in former.moved_from}


def on_new_days(state: State, sessions: Iterable[Session]) -> frozenset[str]:
    """Return the ids of sessions that are new since a state, or on another day; none where the state has none."""
    days = {session_id: session.date for session_id, session in state.sessions.items()}
    return frozenset(session.id for session in sessions if days and days.get(session.id) != session.date)


def announce_changes(
    state: State,
    name: str,
    sessions: Mapping[str, Session],
    entries: Mapping[str, Decoded[Fields]],
    settings: Decoded[Settings],
    *,
    as_of: datetime,
    findings: Findings,
) -> None:
    """Add a notice for each session to come whose time or room is another one, with what subscribers get of it.

    A room that is said to be elsewhere is one notice, however many
    sessions are held there.
    """
    usual = Usual.of(settings.value)
    places: dict[str, tuple[str, Place | None, Place | None, list[Session]]] = {}
    for session_id in state.sessions.keys() & sessions.keys():
        former, session = state.sessions[session_id], sessions[session_id]
        if not former.status.is_event or not session.meets or ends(session) <= as_of:
            continue
        entry = entries[session_id]
        hours = (session.start, session.end) if session.start and session.end else None
        before = _clock(state.usual.hours(former), state.usual.zone(former))
        after = _clock(hours, session.timezone)
        if before != after:
            _announce(entry, "time", f"the time of '{session_id}' was {before} in {name} and is {after}", findings)
        room = room_of(former, state.usual.meetings)
        if room != session.room:
            said = f"the room of '{session_id}' was {room or 'open'} in {name} and is {session.room or 'open'}"
            _announce(entry, "room", said, findings)
        elif room and (place := state.usual.place(room)) != usual.place(room):
            places.setdefault(slug(room), (room, place, usual.place(room), []))[3].append(session)
    for room, former_place, place, held in places.values():
        _announce_place(room, former_place, place, chronological(held), name, settings, findings)


def _announce_place(
    room: str,
    former: Place | None,
    place: Place | None,
    sessions: Sequence[Session],
    name: str,
    settings: Decoded[Settings],
    findings: Findings,
) -> None:
    """Add that a room's address is another one, or what else is said of it."""
    before, now = (each.address if each else None for each in (former, place))
    what = f"the address of {room} was {before or 'open'} in {name} and is {now or 'open'}"
    if before == now:
        what = f"what 'places' says of {room} is not what it said in {name}"
    held = f"where '{sessions[0].id}' is held"
    if len(sessions) > 1:
        held += f", as {len(sessions) - 1} more to come"
    key = next((each for each in settings.value.places if slug(each) == slug(room)), None)
    at = settings.key("places", key) if key else settings.at("places")
    findings.notice(at, f"{what}, {held}: {_TOLD}", suggestion=_TELL)


def _announce(entry: Decoded[Fields], field: str, what: str, findings: Findings) -> None:
    place = entry.at(field) if getattr(entry.value, field) is not None else entry.at("date")
    findings.notice(place, f"{what}: {_TOLD}", suggestion=_TELL)


def _clock(hours: tuple[datetime, datetime] | None, timezone: str) -> str:
    """Return a session's hours by the clock where it is held."""
    return f"{hours[0]:%H:%M}-{hours[1]:%H:%M} ({timezone})" if hours else "the whole day"
