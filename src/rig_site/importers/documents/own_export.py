"""What rig-site itself exported, as JSON or CSV, comes back field by field: nothing of it is guessed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Draft, LinkDraft, ReadingDraft, SourcePlace
from rig_site.importers.values.people import Lead
from rig_site.model.session import Status

_COLUMNS = ("id", "date", "start", "end", "title", "kind", "status", "room", "online", "leads", "links", "readings")
_ADDRESS_LAST = re.compile(r"(?:(?P<label>.*)\s)?(?P<url>https?://\S+)\Z", re.DOTALL)


def read_own_json(document: Document, text: str) -> bool:
    """Add the sessions of an export in JSON to a document, and tell whether it is one."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    listed = found.get("sessions") if isinstance(found, dict) and "site" in found else None
    if not isinstance(listed, list) or not all(
        isinstance(one, dict) and {"id", "date"} <= one.keys() for one in listed
    ):
        return False
    site = found["site"] if isinstance(found["site"], dict) else {}
    document.title = str(site.get("title") or "") or None
    document.timezone = str(site.get("timezone") or "") or None
    try:
        document.drafts += [_draft(document.place(_line(text, str(one["id"]))), one) for one in listed]
    except (ValueError, TypeError, AttributeError, KeyError):
        document.drafts.clear()
        return False
    return True


def read_own_csv(document: Document, text: str) -> bool:
    """Add the sessions of an export in CSV to a document, and tell whether it is one."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if tuple(reader.fieldnames or ())[: len(_COLUMNS)] != _COLUMNS:
            return False
        for row in reader:
            document.drafts.append(_draft(document.place(reader.line_num), _record(row)))
    except (csv.Error, ValueError, TypeError, KeyError):
        document.drafts.clear()
        return False
    return True


def _line(text: str, identity: str) -> int:
    position = text.find(json.dumps(identity, ensure_ascii=False))
    return text.count("\n", 0, max(position, 0)) + 1


def _record(row: Mapping[str, str | None]) -> dict[str, Any]:
    """Return a row of the CSV as the JSON has it; an apostrophe before a formula is the export's own."""
    cells = {name: re.sub(r"\A'(?=[=+@＝＋－＠-])", "", cell or "") for name, cell in row.items() if name}
    named = {name: cells[name] or None for name in ("id", "date", "start", "end", "title", "kind", "status", "room")}
    if named["status"] in ("free", "break") and named["title"] in ("Free slot", "No meeting"):
        named["title"] = None
    return {
        **named,
        "online": {"url": cells["online"]} if "://" in cells["online"] else None,
        "leads": [{"name": name} for name in _parts(cells["leads"])],
        "links": [{"label": label, "url": url} for label, url in map(_split, _parts(cells["links"]))],
        "readings": [{"title": title, "url": url} for title, url in map(_split, _parts(cells["readings"]))],
    }


def _parts(cell: str) -> Iterator[str]:
    return (part for part in cell.split("; ") if part)


def _split(part: str) -> tuple[str, str | None]:
    match = _ADDRESS_LAST.match(part)
    return (match["label"] or match["url"], match["url"]) if match else (part, None)


def _draft(place: SourcePlace, one: Mapping[str, Any]) -> Draft:
    draft = Draft(place, "record", date.fromisoformat(one["date"]), identity=str(one["id"]))
    draft.generated = True
    draft.start, draft.end = _clock(one.get("start")), _clock(one.get("end"))
    draft.title, draft.kind, draft.room = str(one.get("title") or ""), one.get("kind"), one.get("room")
    draft.status = Status(one.get("status") or "confirmed")
    draft.reason = one.get("reason")
    draft.until = date.fromisoformat(one["until"]) if one.get("until") else None
    draft.moved_from = [date.fromisoformat(_text(each, "date")) for each in one.get("moved_from") or ()]
    draft.topics = [_text(topic, "title") for topic in one.get("topics") or ()]
    draft.abstract = [one["abstract"]] if isinstance(one.get("abstract"), str) and one["abstract"] else []
    draft.online = _text(one["online"], "url") if one.get("online") else None
    draft.leads = [Lead(_text(lead, "name"), _named(lead, "url")) for lead in one.get("leads") or ()]
    draft.links = [
        LinkDraft(str(link["label"]), link.get("url"), link.get("text"))
        for link in _mappings(one.get("links"))
        if link.get("url") or link.get("text")
    ]
    for reading in _mappings(one.get("readings")):
        found = ReadingDraft(
            str(reading.get("title") or reading.get("url") or ""), reading.get("url"), reading.get("note")
        )
        draft.section(reading.get("section") or None).readings.append(found)
    return draft


def _clock(moment: str | None) -> time | None:
    """Return the clock time of an instant as it is written, in the session's own zone."""
    return datetime.fromisoformat(moment).time().replace(tzinfo=None) if moment else None


def _text(value: Any, key: str) -> str:
    return str(value[key] if isinstance(value, dict) else value)


def _named(value: Any, key: str) -> str | None:
    return value.get(key) if isinstance(value, dict) else None


def _mappings(values: Iterable[Any] | None) -> Iterator[Mapping[str, Any]]:
    return (value for value in values or () if isinstance(value, dict))
