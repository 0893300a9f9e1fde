"""What rig-site itself exported as CSV comes back cell by cell."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rig_site.importers.documents.document import Document
from rig_site.importers.documents.exact_session import Zones, exact_draft, own_addresses
from rig_site.importers.documents.exported_papers import found_at
from rig_site.importers.draft import Group, ReadingDraft, Settings
from rig_site.model.permalink import session_path

_COLUMNS = ("id", "date", "start", "end", "title", "kind", "status", "room", "online", "leads", "links", "readings")
_ADDRESS_LAST = re.compile(r"(?:(?P<label>.*)\s)?(?P<url>https?://\S+)\Z", re.DOTALL)
_LEFT_OUT = (
    "this export is a table of the sessions; abstracts, topics, reasons, remarks and the headings of reading lists are"
    " only in an export as JSON"
)


def read_own_csv(document: Document, text: str, settings: Settings) -> bool:
    """Add the sessions of an export in CSV to a document, and tell whether it is one."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if tuple(reader.fieldnames or ())[: len(_COLUMNS)] != _COLUMNS:
            return False
        rows = [(reader.line_num, _cells(row)) for row in reader]
        named = Counter(cells["timezone"] for _, cells in rows if cells.get("timezone"))
        document.timezone = next((zone for zone, _ in named.most_common(1)), None)
        zones = Zones(document.timezone, settings.zone or document.timezone)
        for line, cells in rows:
            document.drafts.append(exact_draft(document, line, _record(cells), zones))
    except (csv.Error, ValueError, TypeError, KeyError):
        document.drafts.clear()
        document.timezone = None
        return False
    base = next((base for _, cells in rows if (base := _base_of(cells))), "")
    document.group = Group({"base_url": base} if base else {})
    own_addresses(document, base, text, {cells["id"] for _, cells in rows})
    document.journal.notice(document.place(1), _LEFT_OUT)
    return True


def _cells(row: Mapping[str, str | None]) -> dict[str, str]:
    """Return the cells of a row by their columns; an apostrophe before a formula is the export's own."""
    return {name: re.sub(r"\A'(?=[=+@＝＋－＠-])", "", cell or "") for name, cell in row.items() if name}


def _base_of(cells: Mapping[str, str]) -> str | None:
    """Return the address of the exported site, from that of a session's page."""
    page, path = cells.get("url", ""), session_path(cells["id"])
    return page.removesuffix(path) if page.endswith(path) else None


def _record(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return a row as the export in JSON has it."""
    names = ("id", "date", "start", "end", "timezone", "title", "kind", "status", "room")
    named: dict[str, Any] = {name: cells.get(name) or None for name in names}
    if named["status"] in ("free", "break") and named["title"] in ("Free slot", "No meeting"):
        named["title"] = None
    return {
        **named,
        "online": {"url": cells["online"] if "://" in cells["online"] else None} if cells["online"] else None,
        "leads": [{"name": name} for name in _parts(cells["leads"])],
        "links": [{"label": label, "url": url} for label, url in map(_split, _parts(cells["links"]))],
        "readings": [(None, _reading(part)) for part in _parts(cells["readings"])],
    }


def _reading(part: str) -> ReadingDraft:
    title, url = _split(part)
    return ReadingDraft(title, url, fields={**found_at(url), "title": title})


def _parts(cell: str) -> Iterator[str]:
    return (part for part in cell.split("; ") if part)


def _split(part: str) -> tuple[str, str | None]:
    match = _ADDRESS_LAST.match(part)
    return (match["label"] or match["url"], match["url"]) if match else (part, None)
