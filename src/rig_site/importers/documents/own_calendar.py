"""What rig-site itself published as a calendar comes back event by event."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from rig_site.importers.documents.document import Document
from rig_site.importers.documents.own_description import Description, Wording, spoken
from rig_site.importers.documents.own_export import read_own
from rig_site.importers.draft import Settings
from rig_site.model.permalink import session_path
from rig_site.model.session import SEQUENCE_BEGINS

OWN_PRODUCT = "-//rig-site//"
"""What the PRODID of our own calendars begins with."""

_LEFT_OUT = (
    "a calendar has no free slots and no breaks, and abstracts and remarks as plain text;"
    " an export as JSON has all of it"
)


def read_own_calendar(document: Document, calendar: Any, settings: Settings) -> bool:
    """Add the sessions of one of our own calendars to a document, and tell whether it is one and could be read."""
    if not str(calendar.get("PRODID", "")).startswith(OWN_PRODUCT):
        return False
    return read_own(document, lambda: _export(document, calendar), settings, _LEFT_OUT)


def _export(document: Document, calendar: Any) -> dict[str, Any]:
    """Return the events as the export in JSON has them."""
    events = calendar.walk("VEVENT")
    wording = spoken([str(event.get("DESCRIPTION", "")) for event in events])
    lines = [number for number, line in enumerate(document.lines, start=1) if line.strip() == "BEGIN:VEVENT"]
    read = [(line, *_record(event, wording)) for event, line in zip(events, lines, strict=True)]
    uid, url = (str(events[0]["UID"]), str(events[0].get("URL", ""))) if events else ("", "")
    identity, _, domain = uid.rpartition("@")
    source = str(calendar.get("SOURCE", ""))
    base = url.removesuffix(session_path(identity)) if identity else source.removesuffix("calendar.ics")
    return {
        "site": {
            "title": str(calendar.get("NAME", "")),
            "timezone": str(calendar.get("X-WR-TIMEZONE", "")),
            "base_url": base,
            "uid_domain": domain,
            "description": str(calendar.get("DESCRIPTION", "")),
            "language": wording.language.tag,
            "theme_color": str(calendar.get("X-APPLE-CALENDAR-COLOR", "")),
            "places": {name: about for _, _, said in read for name, about in said.places.items()},
        },
        "sessions": [{**one, "line": line} for line, one, _ in read],
        "said": [*(phrase for _, _, said in read for phrase in said.phrases), f"{base}calendar.ics", source],
    }


def _record(event: Any, wording: Wording) -> tuple[dict[str, Any], Description]:
    """Return an event as the export in JSON has it, and what its description says."""
    status = str(event["STATUS"]).lower()
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    categories = [str(name) for name in event["CATEGORIES"].cats] if event.get("CATEGORIES") else []
    day = start.date() if isinstance(start, datetime) else start
    said = Description.read(event, day, categories, wording)
    call = str(event.get("CONFERENCE", "")) or None
    room, online = wording.place(str(event.get("LOCATION", "")), said)
    record: dict[str, Any] = {
        "id": str(event["UID"]).rpartition("@")[0],
        "date": day.isoformat(),
        "title": wording.title(str(event["SUMMARY"]), status),
        "status": status,
        "kind": said.kind,
        "topics": [name for name in categories if name != said.kind],
        "room": None if room == call else room,
        "online": {"url": call} if call or online else None,
        "leads": [{"name": name} for name in said.leads],
        "abstract": said.abstract,
        "readings": said.readings,
        "links": said.links,
        "reason": said.reason,
        "moved_from": said.moved_from,
        "roles": said.roles,
        "revision": _revision(event),
        "announced": _instant(event["CREATED"].dt),
        "updated": _instant(event["LAST-MODIFIED"].dt),
    }
    if isinstance(start, datetime):
        record |= {"start": start.isoformat(), "end": end.isoformat()}
    return record, said


def _revision(event: Any) -> str | None:
    """Return what the sequence of an event counts beside the changes of its session."""
    counted = (event["LAST-MODIFIED"].dt - SEQUENCE_BEGINS) // timedelta(seconds=1)
    revision = int(event.get("SEQUENCE", 0)) - max(0, counted)
    return str(revision) if revision > 0 else None


def _instant(moment: date) -> str:
    return moment.astimezone(UTC).isoformat() if isinstance(moment, datetime) else moment.isoformat()
