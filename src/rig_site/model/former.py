"""A session as it stood in another state of the content, as far as people who mean to come have to know."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from rig_site.model.session import Status


@dataclass(frozen=True, slots=True)
class FormerSession:
    """What was said of when and where a session is held; its fields mean what those of a session do."""

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
