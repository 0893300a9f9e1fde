"""The usual meeting, worked out from the days on which sessions were held and from what the prose says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, time

from msgspec import Struct
from msgspec.structs import replace

from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Draft, Journal, SourcePlace
from rig_site.importers.reading.blocks import Paragraph
from rig_site.importers.values.clock_times import ClockTime, find_time
from rig_site.importers.vocabulary import WEEKDAYS
from rig_site.model.series import Meeting, usual_meeting
from rig_site.model.session import Status

_OFF_DAY = 1.0
_CHANGE = 2.5
"""What it costs to suppose that a session was off the usual day, or that the usual day has changed."""

_WEEKDAY = "|".join(sorted((name for name in WEEKDAYS if len(name) > 2), key=len, reverse=True))
_MEETS = re.compile(
    rf"\b(?:meet|meets|meeting|held|takes? place|every|each|weekly|fortnightly|biweekly|usually|normally|run|"
    rf"happens?|gather)\b"
    rf"[^.\n]{{0,80}}?\b({_WEEKDAY})\b|\b({_WEEKDAY})s\b|\b({_WEEKDAY})\b[^.\n]{{0,20}}\b\d{{1,2}}(?::\d\d|"
    rf"\s?[ap]m|\s?[-–]\s?\d)",
    re.IGNORECASE,
)
_IN_ROOM = re.compile(
    r"\b(?:in|at)\s+(?:the\s+)?((?:Room|Rm\.?|Lecture Hall|Seminar Room|Meeting Room|Hall|Auditorium|"
    r"Building)\s+[\w.-]+"
    r"(?:,?\s+[A-Z][\w.-]*)*|[A-Z][\w.-]+(?:\s+[A-Z\d][\w.-]*){0,3}\s+(?:Room|Hall|Building|Library|Lounge|"
    r"Auditorium))"
)


class Said(Struct, frozen=True):
    """What a sentence says of the usual meeting."""

    place: SourcePlace
    weekday: int
    time: ClockTime | None
    room: str | None


class _Rhythm(Struct, frozen=True):
    weekday: int
    interval: int


def said_in(text: str, place: SourcePlace) -> Said | None:
    """Return what a piece of prose says of the usual meeting, if it does.

    >>> found = said_in("We meet every Thursday at 11-12 in Room 5.", SourcePlace("README.md", 3))
    >>> found.weekday, found.time.start, found.room
    (3, datetime.time(11, 0), 'Room 5')
    """
    match = _MEETS.search(text)
    if match is None:
        return None
    name = next(group for group in match.groups() if group)
    sentence = re.split(r"(?<=[a-z)])\.\s", text[match.start() :])[0]
    after = sentence[sentence.lower().find(name.lower()) + len(name) :]
    found = find_time(after)
    if found is None:
        hours = re.search(r"\b(\d{1,2}\s*(?:-|–|to)\s*\d{1,2})\b(?!\s*[/.]\d)", after[:40])
        found = find_time(hours[1], alone=True) if hours else None
    room = _IN_ROOM.search(sentence)
    return Said(place, WEEKDAYS[name.lower()], found, room[1].rstrip(".,") if room else None)


def weekdays_said(documents: Sequence[Document]) -> dict[str, int]:
    """Return the weekday on which each document says the group meets."""
    found: dict[str, int] = {}
    for document in documents:
        for section in document.root.walk():
            for block in document.open_blocks(section):
                if isinstance(block, Paragraph):
                    said = said_in(block.text.text, document.place(block.line))
                    if said:
                        found.setdefault(document.path, said.weekday)
    return found


def usual_meetings(drafts: Sequence[Draft], said: Sequence[Said], journal: Journal) -> tuple[Meeting, ...]:
    """Return the usual meetings, each from the first session that follows it.

    A change of weekday or interval is only supposed where it explains
    several sessions.  A time is one that is written: in the prose for
    that weekday, or beside the sessions; a room is the one most of the
    sessions are in.
    """
    held = sorted(
        (draft for draft in drafts if draft.status in (Status.CONFIRMED, Status.TENTATIVE)), key=lambda draft: draft.day
    )
    days = sorted({draft.day for draft in drafts})
    if len(held) < 2:
        return ()
    path = _rhythms(days)
    meetings: list[Meeting] = []
    for position, rhythm in enumerate(path):
        if position and path[position - 1] == rhythm:
            continue
        end = next((later for later in range(position, len(path)) if path[later] != rhythm), len(path))
        first = next((day for day in days[position:end] if day.weekday() == rhythm.weekday), None)
        mine = [
            draft
            for draft in held
            if first and first <= draft.day <= days[end - 1] and draft.day.weekday() == rhythm.weekday
        ]
        if first is None or len({draft.day for draft in mine}) < 2:
            continue
        last = end == len(path)
        meetings.append(_meeting(first, rhythm, mine, said, last=last, journal=journal))
    return tuple(meetings)


def without_wrong_times(meetings: Sequence[Meeting], drafts: Sequence[Draft], journal: Journal) -> tuple[Meeting, ...]:
    """Return the usual meetings, without their time where an exact session would get it that has none."""
    for draft in drafts:
        usual = usual_meeting(meetings, draft.day)
        if draft.exact and draft.start is None and draft.status is not Status.BREAK and usual and usual.start:
            journal.notice(
                draft.place,
                f"'{draft.title}' lasts the whole day, so no usual time is worked out: each session has its own",
            )
            return tuple(replace(meeting, start=None, end=None) for meeting in meetings)
    return tuple(meetings)


def _meeting(
    first: date, rhythm: _Rhythm, mine: Sequence[Draft], said: Sequence[Said], *, last: bool, journal: Journal
) -> Meeting:
    written = next((one for one in said if one.weekday == rhythm.weekday), None) if last else None
    start = end = None
    times = Counter((draft.start, draft.end) for draft in mine)
    usual, count = times.most_common(1)[0]
    if usual[0] is not None and count * 2 > len(mine) and times[None, None] == 0:
        start, end = usual
    elif written and written.time:
        start, end = written.time.start, written.time.end
        journal.notice(
            written.place, f"the usual time, {start:%H:%M}, is taken from this sentence for sessions from {first}"
        )
    rooms = Counter(draft.room for draft in mine)
    room, count = rooms.most_common(1)[0]
    if count * 2 <= len(mine):
        room = None
    if room is None and set(rooms) == {None} and written and written.room:
        room = written.room
        journal.notice(
            written.place, f"the usual room, '{room}', is taken from this sentence for sessions from {first}"
        )
    return Meeting(first, rhythm.weekday, rhythm.interval, False, start, end, room)


def _rhythms(days: Sequence[date]) -> list[_Rhythm]:
    """Return the rhythm each day most probably belongs to: the cheapest way to explain them all (Viterbi)."""
    states = [_Rhythm(weekday, interval) for weekday in range(7) for interval in (1, 2, 4)]
    cost = dict.fromkeys(states, 0.0)
    came: list[dict[_Rhythm, _Rhythm]] = []
    for position, day in enumerate(days):
        cheapest = min(states, key=lambda state: (cost[state], state.weekday, state.interval))
        fresh = {}
        origin = {}
        for state in states:
            stay, change = cost[state], cost[cheapest] + _CHANGE
            origin[state] = state if stay <= change or position == 0 else cheapest
            fresh[state] = (stay if origin[state] is state else change) + _misfit(days, position, day, state)
        cost = fresh
        came.append(origin)
    state = min(states, key=lambda state: (cost[state], state.interval, state.weekday))
    path = [state]
    for origin in reversed(came[1:]):
        path.append(origin[path[-1]])
    return path[::-1]


def _misfit(days: Sequence[date], position: int, day: date, state: _Rhythm) -> float:
    """Return how badly a day fits a rhythm: off its weekday, or not its interval after the day before."""
    if day.weekday() != state.weekday:
        return _OFF_DAY
    before = next((earlier for earlier in reversed(days[:position]) if earlier.weekday() == state.weekday), None)
    if before is None:
        return 0.0
    weeks = (day - before).days // 7
    if weeks == state.interval:
        return 0.0
    if weeks < state.interval:
        return 0.7
    return 0.5 if weeks % state.interval or state.interval == 1 else 0.2


def is_usual(draft: Draft, meetings: Sequence[Meeting]) -> tuple[bool, bool]:
    """Tell whether the usual meeting already says a session's time, and its room."""
    meeting = usual_meeting(meetings, draft.day)
    if meeting is None:
        return draft.start is None, draft.room is None
    times: tuple[time | None, time | None] = (meeting.start, meeting.end)
    return draft.start is None or (draft.start, draft.end) == times, draft.room == meeting.room
