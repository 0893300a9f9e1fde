"""What a session comes to with all it takes from site.yaml: two that are equal look the same to everybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from rig_site.content.findings import Findings
from rig_site.content.resolve.settings import usual_meetings
from rig_site.content.resolve.times import start_and_end
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.meeting import Place
from rig_site.content.schema.session import Session
from rig_site.content.schema.site import Site
from rig_site.content.sources.nodes import Node
from rig_site.content.sources.source import Source
from rig_site.model.permalink import slug
from rig_site.model.series import Meeting, usual_meeting
from rig_site.model.session import Status

Value = tuple[object, ...]

_COMPARED = tuple(
    name
    for name in Session.model_fields
    if name not in {"id", "time", "timezone", "room", "readings", "announced", "updated", "revision"}
)
"""The fields that count as they are written; the first five count as what they come to, the others not at all."""

_NAMES = (*_COMPARED, "readings", "timezone", "time", "room", "place")
"""What each part of a value is, in their order."""

_NOWHERE = Source("", "")


class Usual(Struct, frozen=True):
    """What sessions take from site.yaml: the group's time zone, when and where it meets, and what is said of rooms."""

    timezone: str
    meetings: tuple[Meeting, ...]
    places: tuple[tuple[str, Place], ...] = ()

    @classmethod
    def of(cls, site: Site) -> Usual:
        """Return what a site.yaml gives sessions."""
        places = tuple((slug(name), place) for name, place in site.places.items())
        return cls(site.timezone, usual_meetings(site), places)

    def zone(self, session: Session) -> str:
        """Return the time zone a session is held in."""
        return session.timezone or self.timezone

    def hours(self, session: Session) -> tuple[datetime, datetime] | None:
        """Return when a session begins and ends; None for one that lasts the whole day."""
        entry = Decoded(session, Node(0, 0, {}), _NOWHERE)
        return start_and_end(entry, meetings=self.meetings, timezone=self.zone(session), findings=Findings())

    def value(self, session: Session) -> Value:
        """Return what a session comes to.

        The order of sections counts, as they are shown in it; that of
        other fields, and whether a time or room is written or usual, does
        not.
        """
        written = (getattr(session, name) for name in _COMPARED)
        room = room_of(session, self.meetings)
        readings = tuple(session.readings.items())
        return (*written, readings, self.zone(session), self.hours(session), room, self.place(room))

    def place(self, room: str | None) -> Place | None:
        """Return what is said of a room."""
        return dict(self.places).get(slug(room)) if room and self.places else None


def changed_fields(before: Value, now: Value) -> frozenset[str]:
    """Return the names of what two values do not have in common."""
    return frozenset(name for name, one, other in zip(_NAMES, before, now, strict=True) if one != other)


def room_of(session: Session, meetings: Iterable[Meeting]) -> str | None:
    """Return the room: as written, even if that is empty, else the usual meeting's."""
    if session.room is not None or session.status is Status.BREAK:
        return session.room or None
    usual = usual_meeting(meetings, session.date)
    return usual.room if usual else None
