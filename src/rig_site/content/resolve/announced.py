"""When a session was first announced and when it last changed: as written, and as version control knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from rig_site.content.findings import Findings
from rig_site.content.resolve.past import Dates, Past
from rig_site.content.resolve.values import Usual
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.session import Session
from rig_site.diagnostics import Position
from rig_site.model.session import SEQUENCE_BEGINS
from rig_site.model.timetable import instant, midnight


class Announcements(Struct, frozen=True):
    """What tells when sessions were announced and changed; no date lies after `as_of`, a UTC instant."""

    past: Past
    usual: Usual
    as_of: datetime

    def dates(self, session_id: str, session: Session) -> tuple[datetime, datetime]:
        """Return when a session was announced and when it last changed, in UTC, the former not after the latter.

        It changed last at the latest of what is written and known.  Without
        a word about it anywhere, it was announced when the group first met
        or, where that is earlier, on its own day.
        """
        known = self._known(session_id, session)
        written = self._past(session.announced)
        updated = self._past(session.updated)
        announced = written or (known.first if known else self._guessed(session.date, updated))
        return announced, max(announced, updated or announced, known.last if known else announced)

    def instant(self, written: date | datetime) -> datetime:
        """Return the UTC instant of a written date or instant; a date begins in the group's zone."""
        return instant(written, self.usual.timezone)

    def is_known(self, session_id: str, session: Session) -> bool:
        """Tell whether a session says when it was announced, or its history does."""
        return self._past(session.announced) is not None or self._known(session_id, session) is not None

    def _known(self, session_id: str, session: Session) -> Dates | None:
        return self.past.dates(session_id, session, self.usual)

    def _past(self, written: date | datetime | None) -> datetime | None:
        """Return a written instant; None for one to come, which would follow the clock."""
        at = self.instant(written) if written else None
        return at if at and at <= self.as_of else None

    def _guessed(self, day: date, updated: datetime | None) -> datetime:
        begun = [meeting.from_date for meeting in self.usual.meetings]
        guessed = midnight(min([day, *begun]), self.usual.timezone)
        if updated:
            return min(guessed, updated)
        return guessed if guessed <= self.as_of else SEQUENCE_BEGINS


def report_dates(announcements: Announcements, entries: Mapping[str, Decoded[Session]], findings: Findings) -> None:
    """Add what is not known of when sessions were announced and changed, and what cannot be right about it."""
    as_of, past = announcements.as_of, announcements.past
    for entry in entries.values():
        for name in ("announced", "updated"):
            written = getattr(entry.value, name)
            if written and announcements.instant(written) > as_of:
                findings.warning(
                    entry.at(name),
                    "this is after the present, and is not used before it has come",
                    suggestion=f"write when it was {name}",
                )
    if past.future:
        findings.warning(
            Position("site.yaml"),
            f"a commit is dated {past.future:%Y-%m-%dT%H:%M:%SZ}, after the present, {as_of:%Y-%m-%dT%H:%M:%SZ}:"
            " what it changed counts as changed at the time of the commit before it",
            suggestion="set the clock of the machine it was made on, if the present is right",
        )
    if past.shallow:
        findings.notice(
            Position("site.yaml"),
            "git has only a part of the history here (a shallow clone): calendars and feeds go by what is written",
            suggestion="run 'git fetch --unshallow' before you publish",
        )
    unknown = next((one for name, one in entries.items() if not announcements.is_known(name, one.value)), None)
    if unknown:
        findings.notice(
            unknown.at("date"),
            "nothing tells when this session was announced, and perhaps others: feeds go by the dates of meetings",
            suggestion="commit the content, fetch the whole history, or add 'announced: DATE'",
        )
