"""rig-site move: a session is held on another day."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from rig_site.cli.change import apply, find, one_line, written_instant
from rig_site.cli.options import Day, as_of_option, content_option


@click.command(
    epilog="""\b
Examples:
  rig-site move attention 2024-03-25
  rig-site move attention 2024-03-26 --time 14:00-15:00 --room "Room B" --reason "bank holiday"
"""
)
@click.argument("session_id", metavar="ID")
@click.argument("day", metavar="DATE", type=Day())
@click.option(
    "--time", metavar="HH:MM[-HH:MM]", help="When it begins and ends there; the usual time is kept without it."
)
@click.option("--room", help="Where it is held there; the room is kept without it.")
@click.option("--reason", help="Why it was moved; the page says so.")
@content_option
@as_of_option
@click.pass_context
def move(
    context: click.Context,
    session_id: str,
    day: date,
    time: str | None,
    room: str | None,
    reason: str | None,
    content: Path,
    as_of: date | datetime,
) -> None:
    """Move the session ID to DATE.

    The session's lines are changed in the file it is written in, and say
    what date it was moved from, so that calendars and feeds follow.
    """
    from rig_site.content.sources.edit import Edit
    from rig_site.model.series import usual_meeting

    site, session = find(context, content, session_id, as_of)
    if day == session.date and time is None and room is None:
        raise click.BadParameter(f"'{session_id}' is held on {session.date} already", context, param_hint="DATE")
    values = {"date": day.isoformat(), "updated": written_instant(as_of, site.timezone)}
    values |= {"time": time} if time else {}
    values |= {"room": one_line(room)} if room else {}
    usual = usual_meeting(site.meetings, day)
    kept = {}
    if (
        session.start
        and session.end
        and not (usual and usual.start == session.start.time() and usual.end == session.end.time())
    ):
        kept["time"] = f"{session.start:%H:%M}-{session.end:%H:%M}"
    if session.room and not (usual and usual.room == session.room):
        kept["room"] = session.room
    origin = {"date": session.date.isoformat()} | ({"reason": one_line(reason)} if reason else {})
    moved = day != session.date
    apply(context, content, session, Edit(values, kept, {"moved_from": origin} if moved else {}), as_of)
    click.echo(f"{content / session.source}: '{session_id}' moved from {session.date} to {day}")
