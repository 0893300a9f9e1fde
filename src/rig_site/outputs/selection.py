"""Some of the sessions, as the page of a person, a kind or a topic lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rig_site.model.session import Session
from rig_site.model.timetable import past, upcoming
from rig_site.outputs.calendars.subscription import WaysToSubscribe
from rig_site.outputs.edition import Edition
from rig_site.outputs.summary import Summary, summary


@dataclass(frozen=True, slots=True)
class Selection:
    """The sessions to come, soonest first, and those held or cancelled, latest first.

    `subscription` is how to subscribe to a calendar of just these, None
    where there is none.
    """

    upcoming: tuple[Summary, ...]
    past: tuple[Summary, ...]
    subscription: WaysToSubscribe | None = None


def selection(
    edition: Edition, sessions: Iterable[Session], *, subscription: WaysToSubscribe | None = None
) -> Selection:
    """Return some sessions as of the edition's instant, with the way to subscribe to them."""
    chosen = tuple(sessions)
    to_come = upcoming(chosen, as_of=edition.as_of)
    over = past(chosen, as_of=edition.as_of)
    return Selection(
        upcoming=tuple(summary(session, edition) for session in to_come),
        past=tuple(summary(session, edition) for session in over),
        subscription=subscription,
    )
