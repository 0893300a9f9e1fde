"""The sessions as a table for spreadsheets: `rig-site export --format csv`."""

from __future__ import annotations

import csv
import io

from rig_site.model.permalink import session_path
from rig_site.model.session import Session
from rig_site.outputs.details import absolute
from rig_site.outputs.edition import Edition
from rig_site.outputs.text import one_line

COLUMNS = (
    "id",
    "date",
    "start",
    "end",
    "title",
    "kind",
    "status",
    "room",
    "online",
    "leads",
    "links",
    "readings",
    "url",
    "timezone",
)
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def export(edition: Edition) -> bytes:
    """Return one row a session with CRLF line ends (RFC 4180); several leads, links or readings are separated by `; `.

    It begins with a byte order mark, without which Excel takes UTF-8 for
    the encoding of the machine's language.
    """
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for session in edition.site.sessions:
        table.writerow([_safe(one_line(cell)) for cell in _cells(session, edition)])
    return written.getvalue().encode("utf-8-sig")


def _cells(session: Session, edition: Edition) -> tuple[str, ...]:
    readings = [reading for section in session.readings for reading in section.readings]
    return (
        session.id,
        session.date.isoformat(),
        session.start.isoformat() if session.start else "",
        session.end.isoformat() if session.end else "",
        session.heading,
        session.kind or "",
        str(session.status),
        session.room or "",
        _online(session, edition),
        "; ".join(lead.name for lead in session.leads),
        "; ".join(f"{link.label} {absolute(link.url, edition)}" for link in session.links if link.url is not None),
        "; ".join(
            f"{reading.title} {absolute(reading.url, edition)}" if reading.url else reading.title
            for reading in readings
        ),
        absolute(session_path(session.id), edition) if session.is_event else "",
        session.timezone,
    )


def _online(session: Session, edition: Edition) -> str:
    """Return the address of the call, or only that there is one where it is not public."""
    if session.online and session.online.public:
        return absolute(session.online.url, edition)
    return "online" if session.online else ""


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: one that looks like it begins with an apostrophe.

    Source: OWASP, "CSV Injection"; some programs read the wide forms alike.
    """
    return "'" + cell if cell.startswith(_FORMULA) else cell
