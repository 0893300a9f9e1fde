"""rig-site list: the sessions to come and what they lack, and who has not led for longest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rig_site.cli.change import sound
from rig_site.cli.options import OneOf, as_of_option, content_option

if TYPE_CHECKING:
    from rig_site.model.session import Session
    from rig_site.model.site import Site

_UNDECIDED = re.compile(r"((.*\bto be (announced|confirmed|decided|determined)|tb[acd])\W*)?", re.IGNORECASE)
"""Titles that say themselves that there is none yet."""


@click.command(
    "list",
    epilog="""\b
Examples:
  rig-site list                    what is to come, and what it lacks
  rig-site list --all              what has been, too
  rig-site list --people           who has not led for longest
  rig-site list --format json      for other programs
""",
)
@click.option("--people", is_flag=True, help="List people instead, whoever has not led for longest first.")
@click.option("--all", "everything", is_flag=True, help="List sessions that are over, too.")
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text", show_default=True)
@content_option
@as_of_option
@click.pass_context
def list_(
    context: click.Context, people: bool, everything: bool, form: str, content: Path, as_of: date | datetime
) -> None:
    """List the sessions to come: ids, dates, leads, titles, and what is missing.

    A session can lack its leads, its room, its readings and its title.
    """
    from rig_site.model.timetable import instant, upcoming

    site = sound(context, content, as_of, otherwise="Mend this first; it is not clear what there is to list.")
    now = instant(as_of, site.timezone)
    if people:
        rows = _people(site, now)
    else:
        rows = [_session(session) for session in (site.sessions if everything else upcoming(site.sessions, as_of=now))]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2).encode())
    elif not rows:
        click.echo("nobody is known" if people else "nothing is scheduled; 'rig-site new' writes the next session")
    elif people:
        click.echo(_table([("person", "led", "last", "next"), *map(_person_cells, rows)]))
    else:
        click.echo(_table([("date", "id", "leads", "title", "missing"), *map(_session_cells, rows)]))


def missing(session: Session) -> tuple[str, ...]:
    """Return what a session lacks that people come for; nothing where they do not come together."""
    if not session.meets:
        return ()
    lacking = {
        "leads": not session.leads,
        "room": not session.room and not session.online,
        "time": session.start is None,
        "readings": not session.readings,
        "title": is_undecided(session.title),
    }
    return tuple(name for name, lacks in lacking.items() if lacks)


def _session(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "date": session.date.isoformat(),
        "start": session.start.isoformat() if session.start else None,
        "end": session.end.isoformat() if session.end else None,
        "title": session.heading,
        "status": str(session.status),
        "leads": [lead.name for lead in session.leads],
        "room": session.room,
        "online": session.online is not None,
        "missing": list(missing(session)),
        "source": session.source,
    }


def _session_cells(row: dict[str, Any]) -> tuple[str, ...]:
    status = "" if row["status"] == "confirmed" else f" ({row['status']})"
    lacking = ", ".join(row["missing"])
    return row["date"], row["id"], ", ".join(row["leads"]), f"{row['title']}{status}", lacking


def _people(site: Site, now: datetime) -> list[dict[str, Any]]:
    """Return everybody: first who has never led, then whoever has not for longest; those to lead soon come last."""
    from rig_site.model.timetable import ends

    rows = []
    for person in site.people:
        turns = [one for one in site.sessions if one.meets and any(lead.key == person.key for lead in one.leads)]
        over = [one.date.isoformat() for one in turns if ends(one) <= now]
        to_come = [one.date.isoformat() for one in turns if ends(one) > now]
        last, following = over[-1] if over else None, to_come[0] if to_come else None
        rows.append({"key": person.key, "name": person.name, "led": len(over), "last": last, "next": following})
    return sorted(rows, key=lambda row: (row["next"] is not None, row["last"] or "", row["name"].casefold()))


def _person_cells(row: dict[str, Any]) -> tuple[str, ...]:
    return f"{row['name']} ({row['key']})", str(row["led"]), row["last"] or "never", row["next"] or ""


def _table(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of cells in columns, the first row being their heads."""
    filled = [tuple(cell or "–" for cell in row) for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*filled, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in filled)


def is_undecided(title: str) -> bool:
    """Tell whether a title says itself that it is still to be found."""
    return bool(_UNDECIDED.fullmatch(title))
