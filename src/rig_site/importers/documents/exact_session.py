"""Sessions of our own exports: every field is known, and only the clock of another zone has to be worked out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Draft, LinkDraft
from rig_site.importers.values.people import Lead
from rig_site.model.permalink import session_path
from rig_site.model.session import Move, Status
from rig_site.model.timetable import moment


@dataclass(frozen=True, slots=True)
class Zones:
    """The time zone of the group that was exported, and that of the group it becomes; None where it is not known."""

    exported: str | None
    group: str | None


def exact_draft(document: Document, line: int, one: Mapping[str, Any], zones: Zones) -> Draft:
    """Return a session given as `rig-site export` has it in JSON; its readings are drafts already, by their sections.

    A session in a zone of its own stays in it; every other instant is told
    by the clock of the group.
    """
    draft = Draft(
        document.place(line), "record", date.fromisoformat(one["date"]), document, identity=str(one["id"]), exact=True
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
    for section, reading in one.get("readings") or ():
        draft.section(section or None).readings.append(reading)
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


def own_addresses(document: Document, base_url: str, text: str, sessions: Collection[str]) -> None:
    """Record which addresses of the exported site it has again by itself, and say which files are needed for others."""
    said = document.journal.said
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
