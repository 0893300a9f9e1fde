"""rig-site cancel: a session does not take place."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from rig_site.cli.change import apply, find, one_line, say, written_instant
from rig_site.cli.options import as_of_option, content_option
from rig_site.cli.organise.ids import SessionId


@click.command(
    epilog="""\b
Examples:
  rig-site cancel attention --reason "the speaker is ill"
  rig-site cancel attention --reason "a strike"     when it is cancelled: the reason is another one
  rig-site cancel attention --undo                  it takes place after all
"""
)
@click.argument("session_id", metavar="ID", type=SessionId())
@click.option("--reason", help="Why it does not take place; the page says so.")
@click.option("--undo", is_flag=True, help="Let a cancelled session take place after all.")
@content_option
@as_of_option
@click.pass_context
def cancel(
    context: click.Context, session_id: str, reason: str | None, undo: bool, content: Path, as_of: date | datetime
) -> None:
    """Cancel the session ID.

    It stays on the site and in calendars, struck through, so that nobody
    waits in front of a locked room.
    """
    from rig_site.content.sources.edit import Edit
    from rig_site.model.session import Status

    site, session = find(context, content, session_id, as_of)
    session_id = session.id
    cancelled = session.status is Status.CANCELLED
    if not session.is_event:
        raise click.BadParameter(f"'{session_id}' is no session but a {session.status} slot", context, param_hint="ID")
    if undo and not cancelled:
        raise click.BadParameter(f"'{session_id}' is not cancelled", context, param_hint="ID")
    if undo and reason:
        raise click.UsageError("--undo takes the reason away; it needs none", context)
    if cancelled and not undo and not reason:
        raise click.BadParameter(f"'{session_id}' is cancelled already; --reason changes why", context, param_hint="ID")
    values = {"updated": written_instant(as_of, site.timezone)}
    if undo:
        edit, said = Edit(values, removed=("status", "reason")), f"'{session_id}' takes place after all"
    else:
        values |= {"status": "cancelled"} | ({"reason": one_line(reason)} if reason else {})
        edit, said = Edit(values), f"'{session_id}' is cancelled"
    if cancelled and not undo:
        said = f"'{session_id}' stays cancelled, and the reason is another one"
    apply(context, content, session, edit, as_of)
    say(content, session, said)
