"""A session as schema.org describes events, for search engines and calendars that read pages."""

from __future__ import annotations

import json
from typing import Any

from rig_site.model.permalink import session_path
from rig_site.model.series import Room
from rig_site.model.session import Session, Status
from rig_site.outputs.edition import Edition
from rig_site.outputs.summary import in_sentences, summary
from rig_site.outputs.text import uri


def event(session: Session, edition: Edition) -> str:
    """Return the session's JSON-LD.

    A moved session is `EventRescheduled` with the dates it was moved from
    as `previousStartDate`; a cancelled one keeps its date and says
    `EventCancelled` (schema.org/eventStatus).  schema.org has no word for
    a tentative event; it counts as scheduled.
    """
    site = edition.site
    facts = summary(session, edition)
    address = uri(edition.address(session_path(session.id)))
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": session.heading,
        "description": in_sentences(facts, edition.language),
        "url": address,
        "startDate": (session.start or session.date).isoformat(),
        "endDate": (session.end or session.date).isoformat(),
        "eventStatus": f"https://schema.org/{_status(session)}",
        "organizer": {"@type": "Organization", "name": site.title, "url": edition.base_url},
    }
    if session.moved_from:
        described["previousStartDate"] = [move.date.isoformat() for move in session.moved_from]
    places: list[dict[str, str]] = []
    if session.room:
        places.append({"@type": "Place", "name": session.room} | _located(edition.place(session.room), edition))
    if session.online:
        places.append({"@type": "VirtualLocation"})
        if session.online.public:
            places[-1]["url"] = edition.address(session.online.url)
    if places:
        described["location"] = places if len(places) > 1 else places[0]
        described["eventAttendanceMode"] = f"https://schema.org/{_attendance(places)}EventAttendanceMode"
    if session.leads:
        described["performer"] = [
            {"@type": "Person", "name": lead.name, **({"url": edition.address(lead.url)} if lead.url else {})}
            for lead in session.leads
        ]
    return json.dumps(described, ensure_ascii=False, separators=(",", ":"))


def _located(place: Room | None, edition: Edition) -> dict[str, str]:
    """Return what schema.org's Place can say of a room."""
    if place is None:
        return {}
    said = {
        "address": place.address,
        "hasMap": edition.address(place.map) if place.map else None,
        "description": place.directions,
    }
    return {name: value for name, value in said.items() if value}


def _status(session: Session) -> str:
    if session.status is Status.CANCELLED:
        return "EventCancelled"
    return "EventRescheduled" if session.moved_from else "EventScheduled"


def _attendance(places: list[dict[str, str]]) -> str:
    if len(places) > 1:
        return "Mixed"
    return "Offline" if places[0]["@type"] == "Place" else "Online"
