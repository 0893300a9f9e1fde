"""Some of the sessions, as the page of a person, a kind or a topic lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rig_site.model.session import Session
from rig_site.model.timetable import past, upcoming
from rig_site.outputs.calendars.clients import webcal
from rig_site.outputs.details import absolute
from rig_site.outputs.edition import Edition
from rig_site.outputs.summary import Summary, summary


@dataclass(frozen=True, slots=True)
class Selection:
    """The sessions to come, soonest first, and those held or cancelled, latest first.

    `calendar` is the path of a calendar of just these sessions, None where
    there is none, and `address` the same as an absolute address.
    """

    upcoming: tuple[Summary, ...]
    past: tuple[Summary, ...]
    calendar: str | None = None
    address: str | None = None

    @property
    def webcal(self) -> str | None:
        """The calendar's address for programs that subscribe to it."""
        return webcal(self.address) if self.address else None


def selection(edition: Edition, sessions: Iterable[Session], *, calendar: str | None = None) -> Selection:
    """Return some sessions as of the edition's instant; `calendar` is the path of their calendar."""
    chosen = tuple(sessions)
    to_come = upcoming(chosen, as_of=edition.as_of)
    over = past(chosen, as_of=edition.as_of)
    return Selection(
        upcoming=tuple(summary(session, edition) for session in to_come),
        past=tuple(summary(session, edition) for session in over),
        calendar=calendar,
        address=absolute(calendar, edition) if calendar else None,
    )
