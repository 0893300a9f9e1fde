"""When a session begins and ends: as written, else as the group usually meets."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from rig_site.content.findings import Findings
from rig_site.content.schema.clock_times import Hours
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.session import Session
from rig_site.model.series import Meeting, usual_length, usual_meeting
from rig_site.model.session import Status
from rig_site.model.timetable import moment


def start_and_end(
    entry: Decoded[Session], *, meetings: tuple[Meeting, ...], timezone: str, findings: Findings
) -> tuple[datetime, datetime] | None:
    """Return when a session begins and ends, aware and in its zone; None for one that lasts the whole day.

    An end that is not after the start by the clock is the next day's.  A
    clock time that daylight saving skips is an error; one it repeats is
    the first.
    """
    written = entry.value
    usual = usual_meeting(meetings, written.date)
    if written.status is Status.BREAK:
        return None
    if written.time:
        hours, at = written.time, entry.at("time")
    elif usual and usual.start:
        hours, at = Hours(usual.start, usual.end), entry.at("date")
    else:
        return None
    start = moment(written.date, hours.start, timezone)
    if hours.end is None:
        length = usual_length(meetings, written.date)
        end = (start.astimezone(UTC) + length).astimezone(start.tzinfo) if start else None
    else:
        next_day = timedelta(days=0 if hours.end > hours.start else 1)
        end = moment(written.date + next_day, hours.end, timezone)
    if start and end:
        return start, end
    skipped: time = hours.start if start is None else hours.end or hours.start
    findings.error(
        at,
        f"there is no {skipped:%H:%M} on that day in {timezone}: the clocks go forward over it",
        suggestion="" if written.time else "add a 'time'",
    )
    return None
