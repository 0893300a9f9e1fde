"""What rig-site itself exported comes back field by field, in the shape that its JSON has: nothing of it is guessed.

An export as CSV and a calendar are brought into that shape by `own_table`
and `own_calendar`; a session has its line there beside its fields.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from rig_site.importers.documents.document import Document
from rig_site.importers.documents.exported_papers import ExportedLibrary
from rig_site.importers.draft import Draft, Group, LinkDraft, Settings
from rig_site.importers.values.people import Lead
from rig_site.model.permalink import session_path
from rig_site.model.session import Move, Status
from rig_site.model.timetable import moment
from rig_site.yaml_writer import Value

_LEFT_OUT = (
    "an export has sessions, people and papers; notes, pages, resources, proposals, the files of static/ and the other"
    " settings of site.yaml are not in it, and are copied from the content folder that it was made of"
)
_SETTINGS = ("base_url", "uid_domain", "description", "theme_color", "places")
"""What an export says of the group that goes to site.yaml as it is."""


def read_own_json(document: Document, text: str, settings: Settings) -> bool:
    """Add the sessions of an export in JSON to a document, and all it says of the group; tell whether it is one."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    listed = found.get("sessions") if isinstance(found, dict) and isinstance(found.get("site"), dict) else None
    if not isinstance(listed, list) or not all(
        isinstance(one, dict) and {"id", "date"} <= one.keys() for one in listed
    ):
        return False
    sessions = [{**one, "line": _line(text, str(one["id"]))} for one in listed]
    return read_own(document, lambda: {**found, "sessions": sessions}, settings, _LEFT_OUT)


def read_own(document: Document, export: Callable[[], Mapping[str, Any]], settings: Settings, left_out: str) -> bool:
    """Add the sessions of an export to a document, and all it says of the group; tell whether it could be read.

    `left_out` says what exports of its form do not have.
    """
    try:
        _read(document, export(), settings)
    except (ValueError, TypeError, AttributeError, LookupError, csv.Error):
        document.drafts.clear()
        document.group = document.timezone = document.title = None
        return False
    document.journal.notice(document.place(1), left_out)
    return True


def _read(document: Document, export: Mapping[str, Any], settings: Settings) -> None:
    site, listed = export["site"], export["sessions"]
    document.title = str(site.get("title") or "") or None
    document.timezone = str(site.get("timezone") or "") or None
    people = tuple(_person(one) for one in export.get("people") or ())
    library = ExportedLibrary(
        export.get("papers") or (), [reading for one in listed for reading in one.get("readings") or ()]
    )
    document.group = Group(
        site={
            **{name: site.get(name) or None for name in _SETTINGS},
            "language": site["language"] if site.get("language") not in (None, "en") else None,
            "kinds": list(map(str, site["kinds"])) if "kinds" in site else None,
            "links": [_filled(link) for link in site.get("links") or ()] or None,
        },
        contacts=tuple(_person(one) for one in site.get("contacts") or ()),
        people=people,
        papers=library.entries,
    )
    zones = _Zones(document.timezone, settings.zone or document.timezone)
    by_name = {(person.name, person.url): person for person in people}
    for one in listed:
        draft = _draft(document, one, zones, library)
        draft.leads = [by_name.get((lead.name, lead.url), lead) for lead in draft.leads]
        draft.fields["roles"] = {
            str(role["role"]): [_named(person, by_name) for person in role["people"]] for role in one.get("roles") or ()
        } or None
        draft.fields["revision"] = one.get("revision")
        document.drafts.append(draft)
    _own_addresses(document, str(site.get("base_url") or ""), {str(one["id"]) for one in listed})
    document.journal.said += [*library.keys, *export.get("said", ())]


class _Zones(Struct, frozen=True):
    """The time zone of the group that was exported, and that of the group it becomes; None where it is not known."""

    exported: str | None
    group: str | None


def _draft(document: Document, one: Mapping[str, Any], zones: _Zones, library: ExportedLibrary) -> Draft:
    """Return a session.

    A session in a zone of its own stays in it; every other instant is told
    by the clock of the group.
    """
    draft = Draft(
        document.place(one["line"]),
        "record",
        date.fromisoformat(one["date"]),
        document,
        identity=str(one["id"]),
        exact=True,
    )
    draft.generated = True
    own = one.get("timezone")
    zone = own if own and own != zones.exported else zones.group or own or "UTC"
    if own and own != zones.exported and own != zones.group:
        draft.fields["timezone"] = own
    _set_times(document, draft, one, zone)
    draft.title, draft.kind, draft.room = str(one.get("title") or ""), one.get("kind"), one.get("room")
    draft.status = Status(one.get("status") or "confirmed")
    draft.reason = one.get("reason")
    draft.until = date.fromisoformat(one["until"]) if one.get("until") else None
    draft.moved_from = [
        Move(date.fromisoformat(move["date"]), move.get("reason")) for move in one.get("moved_from") or ()
    ]
    draft.topics = list(map(str, one.get("topics") or ()))
    draft.abstract = [str(one["abstract"])] if one.get("abstract") else []
    draft.leads = [Lead(str(lead["name"]), lead.get("url")) for lead in one.get("leads") or ()]
    draft.links = [LinkDraft(str(link["label"]), link.get("url"), link.get("text")) for link in one.get("links") or ()]
    for reading in one.get("readings") or ():
        draft.section(reading.get("section") or None).readings.append(library.reading(reading))
    online = one.get("online")
    if online and online.get("url"):
        draft.fields["online"] = {"url": str(online["url"]), "public": True}
    elif online:
        document.journal.warn(
            draft.place, "this session is held online, and the export does not say at which address",
            "write it into 'online' of the session",
        )  # fmt: skip
    for name in ("announced", "updated"):
        if one.get(name) and one[name] != one.get("announced" if name == "updated" else ""):
            draft.fields[name] = str(one[name])
    return draft


def _set_times(document: Document, draft: Draft, one: Mapping[str, Any], zone: str) -> None:
    if not one.get("start"):
        return
    start = datetime.fromisoformat(one["start"]).astimezone(ZoneInfo(zone))
    draft.day, draft.start = start.date(), start.time()
    if one.get("end"):
        draft.end = datetime.fromisoformat(one["end"]).astimezone(ZoneInfo(zone)).time()
    if moment(draft.day, start.time(), zone) != start:
        document.journal.warn(
            draft.place, f"the clocks go back over {start:%H:%M} on that day; the first {start:%H:%M} is taken for it"
        )


def _own_addresses(document: Document, base_url: str, sessions: Collection[str]) -> None:
    """Record which addresses of the exported site it has again by itself, and say which files are needed for others."""
    said, text = document.journal.said, "\n".join(document.lines)
    said += [base_url, *(base_url + session_path(identity) for identity in sessions)]
    wanted: dict[str, int] = {}
    for match in re.finditer(re.escape(base_url) + r"[^\s\"\\,;]+", text) if base_url else ():
        wanted.setdefault(match[0], text.count("\n", 0, match.start()) + 1)
    for address, line in wanted.items():
        path = address.removeprefix(base_url)
        if address not in said and re.search(r"\.\w{1,5}\Z", path.partition("#")[0]):
            document.journal.warn(
                document.place(line), f"{address} is a file of the exported site", f"copy it into static/, as {path}"
            )


def _line(text: str, identity: str) -> int:
    """Return the line at which a session's id is written."""
    position = text.find(f'"id": {json.dumps(identity, ensure_ascii=False)}')
    return text.count("\n", 0, max(position, 0)) + 1


def _named(person: Mapping[str, Any], known: Mapping[tuple[str, str | None], Lead]) -> str:
    found = known.get((str(person["name"]), person.get("url")))
    return found.key if found and found.key else str(person["name"])


def _person(one: Mapping[str, Any]) -> Lead:
    return Lead(
        str(one["name"]), one.get("url"), one.get("email"), one.get("affiliation"), one.get("orcid"), one.get("key")
    )


def _filled(fields: Mapping[str, Any]) -> Mapping[str, Value]:
    return {name: str(value) for name, value in fields.items() if value}
