"""The sessions of another state of the content, as people were told of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rig_site.content.findings import Findings
from rig_site.content.resolve.ids import identify
from rig_site.content.resolve.past import state_of
from rig_site.content.resolve.values import Usual, Value, changed_fields, room_of
from rig_site.content.schema.meeting import Place
from rig_site.content.schema.parts import Lead
from rig_site.content.schema.written import read
from rig_site.model.history import FormerSession, Snapshot
from rig_site.model.permalink import slug
from rig_site.model.person import Person
from rig_site.model.series import Room


def former_sessions(snapshot: Snapshot, folder: Path, people: Iterable[Person]) -> dict[str, FormerSession]:
    """Return the sessions of a snapshot by their ids; what cannot be read is left out.

    They are compared with those of the content folder.  People are called
    what they are called now, for a snapshot has no people.yaml.
    """
    state, now = state_of(snapshot), _values(folder)
    names = {slug(spelling): person.name for person in people for spelling in (person.name, *person.aliases)}
    names |= {person.key: person.name for person in people}
    found = {}
    for name, session in state.sessions.items():
        hours, room = state.usual.hours(session), room_of(session, state.usual.meetings)
        found[name] = FormerSession(
            name,
            session.title or "",
            session.date,
            hours[0] if hours else None,
            hours[1] if hours else None,
            state.usual.zone(session),
            room,
            session.online is not None,
            session.status,
            session.until,
            leads=_named(session.leads, names),
            roles=tuple((role, _named(who, names)) for role, who in session.roles.items() if who),
            place=_room(room, state.usual.place(room)),
            changed=changed_fields(state.usual.value(session), now[name]) if name in now else frozenset(),
        )
    return found


def _values(folder: Path) -> dict[str, Value]:
    """Return what each session of a content folder comes to."""
    written = read(folder, Findings(), {})
    usual = Usual.of(written.site.value)
    return {name: usual.value(each.entry.value) for name, each in identify(written.sessions, Findings())}


def _named(leads: Iterable[Lead], names: dict[str, str]) -> tuple[str, ...]:
    found = (names.get(lead.name) or names.get(slug(lead.name)) or lead.name for lead in leads)
    return tuple(dict.fromkeys(found))


def _room(name: str | None, place: Place | None) -> Room | None:
    return Room(name, place.address, place.map, place.directions) if name and place else None
