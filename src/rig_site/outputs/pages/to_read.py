"""`/to-read/`: what to read for the sessions of the next weeks, on one page to print and take along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.model.timetable import local_day
from rig_site.outputs.edition import Edition
from rig_site.outputs.exports.coins import coins
from rig_site.outputs.exports.works import read_in, works
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.readings import ShownSection, sections
from rig_site.outputs.summary import Summary, summary

PATH = "to-read/"

AHEAD = timedelta(weeks=4)
"""How far ahead the page looks."""

IN_WAITING = 2 * AHEAD
"""How far ahead it carries sessions: they show as their time comes, even if nobody builds for weeks."""


class ToRead(Struct, frozen=True):
    """A session with its readings; one that is `later` does not show before the day `since`."""

    session: Summary
    readings: tuple[ShownSection, ...]
    since: date
    later: bool


class ToReadPage(Struct, frozen=True):
    """What there is to read for sessions that take place, soonest first.

    `coins` are those that reference managers find on the page.
    """

    template: ClassVar[str] = "to_read.html"

    frame: Frame
    sessions: tuple[ToRead, ...]
    coins: tuple[str, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the page, where any session has something to read."""
    if PATH not in edition.site_map.at:
        return
    gettext, today = edition.language.gettext, local_day(edition.as_of, edition.site.timezone)
    page_frame = frame(
        edition,
        PATH,
        title=gettext("To read"),
        description=gettext("What %(group)s reads in the next four weeks.", group=edition.site.title),
    )
    to_come = [session for session in edition.upcoming if session.meets and session.readings]
    soon = [session for session in to_come if session.date <= today + AHEAD]
    page = ToReadPage(
        frame=page_frame,
        sessions=tuple(
            ToRead(
                summary(session, edition),
                sections(session.readings, edition, page_frame.root, with_pages=True),
                since=session.date - AHEAD,
                later=session.date > today + AHEAD,
            )
            for session in to_come
            if session.date <= today + IN_WAITING
        ),
        coins=coins(works(read_in(soon), edition)),
    )
    yield Artifact.of(f"{PATH}index.html", page, edition.encode_page)
