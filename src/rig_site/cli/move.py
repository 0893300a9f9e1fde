"""rig-site move: a session is held on another day, or at another time of its day."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from rig_site.cli.change import apply, find, one_line, say, written_instant
from rig_site.cli.options import Day, as_of_option, content_option
from rig_site.cli.organise.ids import SessionId

if TYPE_CHECKING:
    from rig_site.model.session import Session
    from rig_site.model.site import Site


@click.command(
    epilog="""\b
Examples:
  rig-site move attention 2024-03-25
  rig-site move attention 2024-03-26 --time 14:00-15:00 --room "Room B" --reason "bank holiday"
  rig-site move attention --undo     it is held on the day before that move
"""
)
@click.argument("session_id", metavar="ID", type=SessionId())
@click.argument("day", metavar="[DATE]", type=Day(), required=False)
@click.option(
    "--time", metavar="HH:MM[-HH:MM]", help="When it begins and ends there; the usual time is kept without it."
)
@click.option("--room", help="Where it is held there; the room is kept without it.")
@click.option("--reason", help="Why it was moved; the page says so.")
@click.option("--undo", is_flag=True, help="Take the last move back, instead of a DATE.")
@content_option
@as_of_option
@click.pass_context
def move(
    context: click.Context,
    session_id: str,
    day: date | None,
    time: str | None,
    room: str | None,
    reason: str | None,
    undo: bool,
    content: Path,
    as_of: date | datetime,
) -> None:
    """Move the session ID to DATE; with the date it has, only its time or room.

    The session's lines are changed in the file it is written in, and say
    what date it was moved from, so that calendars and feeds follow.  Back
    on a date that it was moved from, it no longer says so.
    """
    from rig_site.cli.organise.new_session import remarks
    from rig_site.content.checks.years import days_ago, nearest_year
    from rig_site.content.sources.edit import Edit
    from rig_site.model.session import Status
    from rig_site.model.timetable import ends, instant, local_day

    if (day is None) != undo:
        raise click.UsageError("say the DATE to move to, or --undo" if day is None else "--undo needs no DATE", context)
    site, session = find(context, content, session_id, as_of)
    session_id = session.id
    if undo and not session.moved_from:
        raise click.BadParameter(f"'{session_id}' was not moved", context, param_hint="--undo")
    new_day = NewDay(site, session, day or session.moved_from[-1].date)
    if new_day.day == session.date and time is None and room is None:
        raise click.BadParameter(f"'{session_id}' is held on {session.date} already", context, param_hint="DATE")
    values = {"updated": written_instant(as_of, site.timezone)}
    values |= {"date": new_day.day.isoformat()} if new_day.is_another_day else {}
    values |= {"time": time} if time else {}
    values |= {"room": one_line(room)} if room else {}
    origin = {"date": session.date.isoformat()} | ({"reason": one_line(reason)} if reason else {})
    marks = {"moved_from": origin} if new_day.is_another_day and new_day.back is None else {}
    first = {"moved_from": new_day.back} if new_day.back is not None else {}
    apply(context, content, session, Edit(values, new_day.kept, marks, first), as_of)
    sentences = [new_day.said]
    if new_day.back is not None and new_day.kept and not (time or room):
        sentences.append(f"it keeps what is not usual on that day: {', '.join(new_day.kept.values())}")
    if session.status is Status.CANCELLED:
        sentences.append(f"'{session_id}' stays cancelled; 'rig-site cancel {session_id} --undo' lets it take place")
    if ends(session) <= instant(as_of, site.timezone):
        sentences.append(f"it was over: it had been held on {session.date}")
    today = local_day(instant(as_of, site.timezone), site.timezone)
    meant = nearest_year(new_day.day, today)
    if new_day.is_another_day and new_day.day < today and meant != new_day.day:
        ago = days_ago(new_day.day, today)
        sentences.append(
            f"{new_day.day} was {ago}; did you mean {meant}? 'rig-site move {session_id} --undo' goes back"
        )
    elif new_day.is_another_day:
        sentences += remarks(site, new_day.day, today, but=session_id)
    say(content, session, *sentences)


class NewDay(Struct, frozen=True):
    """The day a session is moved to."""

    site: Site
    session: Session
    day: date

    @property
    def is_another_day(self) -> bool:
        """Whether it is not the day the session is held on."""
        return self.day != self.session.date

    @property
    def back(self) -> int | None:
        """How many marks of moves stay on a day that the session was moved from; None on any other day."""
        days = [move.date for move in self.session.moved_from]
        return days.index(self.day) if self.day in days else None

    @property
    def kept(self) -> dict[str, str]:
        """The time and room that the usual meeting of that day would not give."""
        from rig_site.model.series import usual_meeting

        session, usual = self.session, usual_meeting(self.site.meetings, self.day)
        kept = {}
        if (
            session.start
            and session.end
            and not (usual and (usual.start, usual.end) == (session.start.time(), session.end.time()))
        ):
            kept["time"] = f"{session.start:%H:%M}-{session.end:%H:%M}"
        if session.room and not (usual and usual.room == session.room):
            kept["room"] = session.room
        return kept

    @property
    def said(self) -> str:
        """What becomes of the session, in words."""
        if not self.is_another_day:
            return f"'{self.session.id}' is held on {self.day} as before, at another time or place"
        how = "moved back" if self.back is not None else "moved"
        return f"'{self.session.id}' {how} from {self.session.date} to {self.day}"
