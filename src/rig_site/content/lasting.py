"""Until when a group's content means the same: the clock changes what is past, and which advice is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from rig_site.content.checks.advice import SOON
from rig_site.content.resolve.announced import Announcements
from rig_site.content.resolve.past import UNCOMMITTED, Past
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.session import Session as Fields
from rig_site.model.site import Site
from rig_site.model.timetable import begins, ends, local_day, midnight

_MOMENT = timedelta(seconds=1)


def written_instants(entries: Iterable[Decoded[Fields]], announcements: Announcements) -> tuple[datetime, ...]:
    """Return the instants to come at which sessions say that they are announced or change."""
    written = (each for entry in entries for each in (entry.value.announced, entry.value.updated) if each)
    return tuple(at for each in written if (at := announcements.instant(each)) > announcements.as_of)


def lasting_until(site: Site, written: Iterable[datetime], past: Past, *, as_of: datetime) -> datetime:
    """Return the first instant after `as_of` at which anything could be published, or said of it, otherwise.

    `written` are the instants to come that sessions say.
    """
    if past.future or (past.newest and as_of <= past.newest + UNCOMMITTED):
        return as_of + _MOMENT
    return min(at for at in (*_turning_points(site, as_of), *written) if at > as_of)


def _turning_points(site: Site, as_of: datetime) -> Iterator[datetime]:
    """Yield the instants at which something turns: a session, a day there or in UTC."""
    tomorrow = timedelta(days=1)
    yield midnight(local_day(as_of, site.timezone) + tomorrow, site.timezone)
    yield midnight(local_day(as_of, "UTC") + tomorrow, "UTC")
    for session in site.sessions:
        yield ends(session)
        yield begins(session) - SOON
