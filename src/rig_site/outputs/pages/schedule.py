"""`/`: the next session, the upcoming schedule, and how to take part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from markupsafe import Markup
from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.model.link import Link
from rig_site.model.permalink import date_anchors
from rig_site.model.series import Meeting, Room, in_force
from rig_site.model.session import Session
from rig_site.model.timetable import local_day
from rig_site.outputs.calendars.add_links import add_links
from rig_site.outputs.edition import Edition
from rig_site.outputs.forge import issue_address
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.pages import to_read
from rig_site.outputs.readings import ShownReading, shown
from rig_site.outputs.summary import Summary, summary
from rig_site.render.address import root_of

IN_WAITING = 4
"""How many next sessions the page carries; it shows the first that is not over, even if nobody builds for weeks."""

RECENT = 3
"""How many past sessions the page shows, for those who look for last week's slides."""


class Next(Struct, frozen=True):
    """A next session with what to read before it; `more` says that its page lists further readings.

    `add` puts it into a calendar on the web.
    """

    session: Summary
    heading: str | None
    readings: tuple[ShownReading, ...]
    more: bool
    add: tuple[Link, ...]


class Contact(Struct, frozen=True):
    """Somebody to ask."""

    key: str
    name: str
    email: str | None


class SchedulePage(Struct, frozen=True):
    """The front page.

    `usual` are the meetings in force, or the first to come, and `places`
    what there is to say of their rooms.  `calendar` is the absolute address
    of the calendar.  `to_read` is the page with what to read, where there
    is one.  `suggest` is where sessions are suggested.  `home` is the
    group's own text.  `changes` tells whether there is a page of them.
    """

    template: ClassVar[str] = "schedule.html"

    frame: Frame
    about: str
    usual: tuple[Meeting, ...]
    places: tuple[Room, ...]
    in_waiting: tuple[Next, ...]
    upcoming: tuple[Summary, ...]
    recent: tuple[Summary, ...]
    contacts: tuple[Contact, ...]
    links: tuple[Link, ...]
    to_read: str | None
    suggest: str | None
    calendar: str
    home: Markup | None
    changes: bool


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the front page."""
    site, gettext = edition.site, edition.language.gettext
    anchors = date_anchors(site.sessions, date_format=site.date_format)
    usual = _usual(edition)
    page = SchedulePage(
        frame=frame(edition, "", title=site.title, description=site.description, source="site.yaml"),
        about=site.description,
        usual=usual,
        places=tuple(dict.fromkeys(place for each in usual if (place := edition.place(each.room)))),
        in_waiting=tuple(
            _next(session, edition)
            for session in islice((session for session in edition.upcoming if session.meets), IN_WAITING)
        ),
        upcoming=tuple(summary(session, edition, anchors=anchors.get(session.id, ())) for session in edition.upcoming),
        recent=tuple(summary(session, edition) for session in edition.past[:RECENT]),
        contacts=tuple(Contact(person.key, person.name, person.email) for person in site.contacts),
        links=site.links,
        to_read=to_read.PATH if to_read.PATH in edition.site_map.at else None,
        suggest=issue_address(site.repository, gettext("Suggest a session: ")) if site.repository else None,
        calendar=edition.address("calendar.ics"),
        home=edition.html(site.home.text, root_of("")) if site.home else None,
        changes=bool(site.changes),
    )
    yield Artifact.of("index.html", page, edition.encode_page)


def _usual(edition: Edition) -> tuple[Meeting, ...]:
    site = edition.site
    today = local_day(edition.as_of, site.timezone)
    to_come = min((meeting.from_date for meeting in site.meetings if meeting.from_date > today), default=today)
    return in_force(site.meetings, today) or in_force(site.meetings, to_come)


def _next(session: Session, edition: Edition) -> Next:
    """Return a session with the readings marked as required, or else those of the first section."""
    everything = tuple(reading for section in session.readings for reading in section.readings)
    required = tuple(reading for reading in everything if reading.required)
    first = session.readings[0] if session.readings else None
    readings = required or (first.readings if first else ())
    return Next(
        summary(session, edition),
        heading=first.heading if first and not required else None,
        readings=tuple(shown(reading, edition, root_of("")) for reading in readings),
        more=len(readings) < len(everything),
        add=add_links(session, edition),
    )
