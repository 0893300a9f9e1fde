"""When a session was first announced and when it last changed: as written, else as version control knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from rig_site.content.findings import Findings
from rig_site.content.schema.written import WrittenSession
from rig_site.model.history import History
from rig_site.model.series import Meeting
from rig_site.model.timetable import instant, midnight


@dataclass(frozen=True, slots=True)
class Announcements:
    """What tells when sessions were announced; `as_of` is a UTC instant that no date may lie after."""

    history: History
    meetings: tuple[Meeting, ...]
    timezone: str
    as_of: datetime

    def dates(self, session: WrittenSession) -> tuple[datetime, datetime]:
        """Return when a session was announced and when it last changed, in UTC, the former not after the latter.

        Without a word about it anywhere, it was announced when the group
        first met or, where that is later, on its own day.
        """
        written = session.entry.value
        first, last = self._committed(session) or (None, None)
        announced = self.instant(written.announced) if written.announced else first
        updated = self.instant(written.updated) if written.updated else last
        if announced is None:
            announced = self._guessed(written.date)
            announced = min(announced, updated) if updated else announced
        updated = max(announced, updated) if updated else announced
        return min(announced, self.as_of), min(updated, self.as_of)

    def instant(self, written: date | datetime) -> datetime:
        """Return the UTC instant of a written date or instant; a date begins in the group's zone."""
        return instant(written, self.timezone)

    def is_known(self, session: WrittenSession) -> bool:
        """Tell whether a session says when it was announced, or its history does."""
        return session.entry.value.announced is not None or self._committed(session) is not None

    def _committed(self, session: WrittenSession) -> tuple[datetime, datetime] | None:
        """Return the first and last commit of a session's own lines."""
        source, node = session.entry.source, session.entry.node
        history = self.history.get(source.path)
        if history is None:
            return None
        lines = history.lines
        if session.listed and lines:
            first = source.line_number(node.start) - 1
            last = source.line_number(max(node.start, node.end - 1))
            lines = lines[first:last]
        if not session.listed or not lines:
            return history.first, history.last
        return min(lines), max(lines)

    def _guessed(self, day: date) -> datetime:
        begun = [meeting.from_date for meeting in self.meetings]
        return midnight(min([day, *begun]), self.timezone)


def report_unknown(announcements: Announcements, sessions: Iterable[WrittenSession], findings: Findings) -> None:
    """Add one notice where the announcement of a session, or of more than one, has to be guessed."""
    unknown = next((session for session in sessions if not announcements.is_known(session)), None)
    if unknown:
        findings.notice(
            unknown.entry.at("date"),
            "nothing tells when this session was announced, and perhaps others: feeds go by the dates of meetings",
            suggestion="commit the content, fetch the whole history, or add 'announced: DATE'",
        )
