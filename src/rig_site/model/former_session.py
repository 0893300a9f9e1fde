"""A session as it was in another state of the content."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from rig_site.model.series import Room
from rig_site.model.session import Status


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
