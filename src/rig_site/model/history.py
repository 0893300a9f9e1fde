"""What version control hands a build: the commits of the published line, a state to compare with, and its sessions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rig_site.model.series import Room
from rig_site.model.session import Status


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit on the first-parent line of what is built.

    `time` is when it was made, an aware UTC datetime.  `files` are
    site.yaml and the session files that it leaves otherwise than its first
    parent has them: what they hold, by path relative to the content folder,
    or None for one that it removes.
    """

    time: datetime.datetime
    files: Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """site.yaml and the session files as they stood at some revision, which messages call `name`."""

    name: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class History:
    """What version control knows; empty where it knows nothing.

    `commits` come oldest first, and can be gone through several times.
    Those of a `shallow` clone begin somewhere in the middle: they tell what
    the newest one holds, and no dates.  `since` is the state to compare the
    content with, None for that of the newest commit.
    """

    commits: Iterable[Commit] = ()
    shallow: bool = False
    since: Snapshot | None = None


@dataclass(frozen=True, slots=True)
class FormerSession:
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
