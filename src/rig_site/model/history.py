"""What version control hands a build: commits, a state to compare with, and what these made of sessions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from rig_site.model.series import Room
from rig_site.model.session import Status
from rig_site.model.timetable import midnight


class Commit(Struct, frozen=True):
    """A commit on the first-parent line of what is built.

    `time` is when it was made, an aware UTC datetime.  `files` are
    site.yaml and the session files that it leaves otherwise than its first
    parent has them: what they hold, by path relative to the content folder,
    or None for one that it removes.
    """

    time: datetime.datetime
    files: Mapping[str, bytes | None]


class Snapshot(Struct, frozen=True):
    """site.yaml and the session files as they stood at some revision, which messages call `name`."""

    name: str
    files: Mapping[str, bytes]


class History(Struct, frozen=True):
    """What version control knows; empty where it knows nothing.

    `commits` come oldest first, and can be gone through several times.
    Those of a `shallow` clone begin somewhere in the middle: they tell what
    the newest one holds, and no dates.  `since` is the state to compare the
    content with, None for that of the newest commit.
    """

    commits: Iterable[Commit] = ()
    shallow: bool = False
    since: Snapshot | None = None


class FormerSession(Struct, frozen=True):
    """A session in another state of the content, as far as people who mean to come were told of it.

    `leads` and `roles` have names; `place` is what there was to say of the
    room.  `changed` are the fields that come to something else now, by
    their names in session files; `place` and `time` are among them where
    site.yaml says something else.
    """

    id: str
    title: str
    date: datetime.date
    start: datetime.datetime | None
    end: datetime.datetime | None
    timezone: str
    room: str | None
    online: bool
    status: Status
    until: datetime.date | None = None
    leads: tuple[str, ...] = ()
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    place: Room | None = None
    changed: frozenset[str] = frozenset()


class Alteration(StrEnum):
    """One way in which a session is no longer what it was."""

    ADDED = "added"
    GONE = "gone"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    MOVED = "moved"
    TIME = "time"
    ROOM = "room"


class Occasion(Struct, frozen=True):
    """When and where a session was to be held at some time, and what it was called then.

    `start` and `end` are aware datetimes in `timezone`, both None for a
    whole day; `reason` is that of a cancellation, else that of the last
    move.
    """

    title: str
    date: datetime.date
    start: datetime.datetime | None
    end: datetime.datetime | None
    timezone: str
    status: Status
    room: str | None = None
    online: bool = False
    reason: str | None = None

    @property
    def is_event(self) -> bool:
        """Whether calendars carry it."""
        return self.status.is_event

    @property
    def meets(self) -> bool:
        """Whether people come together."""
        return self.status.meets

    @property
    def ends(self) -> datetime.datetime:
        """The UTC instant at which it is over."""
        if self.end:
            return self.end.astimezone(datetime.UTC)
        return midnight(self.date + datetime.timedelta(days=1), self.timezone)


class TimetableChange(Struct, frozen=True):
    """What a commit made of a session that was not over then.

    `at` is when, a UTC instant.  There is nothing `before` a session that is
    new, and nothing `now` of one that is gone.  `number` tells a change from
    those before it that made the same of the session.
    """

    session: str
    at: datetime.datetime
    before: Occasion | None
    now: Occasion | None
    number: int = 0

    @property
    def alterations(self) -> tuple[Alteration, ...]:
        """In which ways the session is another, what matters most first."""
        return alterations(self.before, self.now)

    @property
    def held(self) -> Occasion:
        """What is told of it: what it is now, or was, where it takes place no more than a free slot does."""
        held = self.now if self.now and self.now.is_event else self.before
        assert held is not None
        return held

    @property
    def transition(self) -> tuple[str, str, str]:
        """What tells it from all other changes but those that make the same of the same session, for ever."""
        return self.session, _written(self.before), _written(self.now)


def alterations(before: Occasion | None, now: Occasion | None) -> tuple[Alteration, ...]:
    """Return in which ways a session is another for those who mean to come; none where they need not know.

    A free slot that somebody takes is a new session, and what becomes of
    one that does not take place is no news.
    """
    if before is None or not before.is_event:
        return (Alteration.ADDED,) if now and now.meets else ()
    if now is None or not now.is_event:
        return (Alteration.GONE,) if before.meets else ()
    if not now.meets:
        return (Alteration.CANCELLED,) if before.meets else ()
    found = []
    if not before.meets:
        found.append(Alteration.REINSTATED)
    if before.date != now.date:
        found.append(Alteration.MOVED)
    elif (before.start, before.end) != (now.start, now.end):
        found.append(Alteration.TIME)
    if (before.room, before.online) != (now.room, now.online):
        found.append(Alteration.ROOM)
    if before.meets and before.status is not now.status:
        found.append(Alteration.TENTATIVE if now.status is Status.TENTATIVE else Alteration.CONFIRMED)
    return tuple(found)


def _written(occasion: Occasion | None) -> str:
    if occasion is None:
        return ""
    hours = [moment.isoformat() if moment else "" for moment in (occasion.start, occasion.end)]
    place = f"{occasion.room or ''}{'+' if occasion.online else ''}"
    return "\n".join((occasion.date.isoformat(), *hours, occasion.status, place))
