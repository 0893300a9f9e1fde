"""What only all sessions together show, and the present: it is looked at anew however little was edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from rig_site.content.checks.advice import advise
from rig_site.content.checks.changes import announce_changes, on_new_days
from rig_site.content.checks.years import check_years
from rig_site.content.findings import Findings
from rig_site.content.resolve.past import State
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.session import Session
from rig_site.content.schema.site import Site
from rig_site.model import site as model
from rig_site.model.timetable import local_day


def check_whole(
    site: model.Site,
    settings: Decoded[Site],
    entries: Mapping[str, Decoded[Session]],
    *,
    state: State,
    name: str,
    as_of: datetime,
    findings: Findings,
) -> None:
    """Add the notices about what subscribers are not told, about dates, and about what is due.

    `state` is what the content is compared with, called `name`.  Of the
    `entries` few are asked for: of the sessions to come, of lists, and of
    those that there is something to say of.
    """
    sessions = {session.id: session for session in site.sessions}
    announce_changes(state, name, sessions, entries, settings, as_of=as_of, findings=findings)
    new, today = on_new_days(state, site.sessions), local_day(as_of, site.timezone)
    check_years(site.sessions, entries, new, name=name, today=today, findings=findings)
    advise(site, settings, entries, as_of=as_of, findings=findings)
