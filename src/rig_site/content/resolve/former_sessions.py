"""The sessions of another state of the content, as people were told of them."""

from __future__ import annotations

from rig_site.content.resolve.past import state_of
from rig_site.content.resolve.values import room_of
from rig_site.model.history import Snapshot
from rig_site.model.session import FormerSession


def former_sessions(snapshot: Snapshot) -> dict[str, FormerSession]:
    """Return the sessions of a snapshot by their ids; what cannot be read is left out."""
    state = state_of(snapshot)
    found = {}
    for name, session in state.sessions.items():
        hours = state.usual.hours(session)
        found[name] = FormerSession(
            name,
            session.title or "",
            session.date,
            hours[0] if hours else None,
            hours[1] if hours else None,
            state.usual.zone(session),
            room_of(session, state.usual.meetings),
            session.online is not None,
            session.status,
            session.until,
        )
    return found
