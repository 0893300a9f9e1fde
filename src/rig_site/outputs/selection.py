"""Some of the sessions, as the page of a person, a kind or a topic lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rig_site.model.session import Session
from rig_site.model.timetable import past, upcoming
from rig_site.outputs.calendars.subscription import WaysToSubscribe
from rig_site.outputs.edition import Edition
from rig_site.outputs.summary import Summary, summary
from rig_site.outputs.years import YearLink, year_links


@dataclass(frozen=True, slots=True)
class Selection:
    """The sessions to come, soonest first, and those held or cancelled, latest first.

    `years` are those whose sessions have a page of their own beside this
    one.  `subscription` is how to subscribe to a calendar of just these,
    None where there is none.
    """

    upcoming: tuple[Summary, ...]
    past: tuple[Summary, ...]
    years: tuple[YearLink, ...] = ()
    subscription: WaysToSubscribe | None = None


def selection(
    edition: Edition, sessions: Iterable[Session], *, path: str = "", subscription: WaysToSubscribe | None = None
) -> Selection:
    """Return some sessions as of the edition's instant, for the page at a path, with the way to subscribe to them."""
    chosen = tuple(sessions)
    years = year_links(edition, path, ())
    apart = {year.number for year in years}
    to_come = upcoming(chosen, as_of=edition.as_of)
    over = (session for session in past(chosen, as_of=edition.as_of) if session.date.year not in apart)
    return Selection(
        upcoming=tuple(summary(session, edition) for session in to_come),
        past=tuple(summary(session, edition) for session in over),
        years=years,
        subscription=subscription,
    )
