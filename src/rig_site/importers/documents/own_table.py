"""What rig-site itself exported as CSV comes back cell by cell."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rig_site.importers.documents.document import Document
from rig_site.importers.documents.own_export import read_own
from rig_site.importers.draft import Settings
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
    except csv.Error:
        return False
    return read_own(document, lambda: _export(reader), settings, _LEFT_OUT)


def _export(reader: csv.DictReader[str]) -> dict[str, Any]:
    """Return the rows as the export in JSON has them."""
    rows = [(reader.line_num, _cells(row)) for row in reader]
    zones = Counter(cells["timezone"] for _, cells in rows if cells.get("timezone"))
    base = next((base for _, cells in rows if (base := _base_of(cells))), None)
    site = {"timezone": next((zone for zone, _ in zones.most_common(1)), None), "base_url": base}
    return {"site": site, "sessions": [{**_record(cells), "line": line} for line, cells in rows]}


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
        "readings": [{"title": title, "url": url} for title, url in map(_split, _parts(cells["readings"]))],
    }


def _parts(cell: str) -> Iterator[str]:
    return (part for part in cell.split("; ") if part)


def _split(part: str) -> tuple[str, str | None]:
    match = _ADDRESS_LAST.match(part)
    return (match["label"] or match["url"], match["url"]) if match else (part, None)
