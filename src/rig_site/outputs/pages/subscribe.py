"""`/subscribe/`: the calendar and the feeds, for each program the address it wants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.model.link import Link
from rig_site.model.permalink import calendar_path, kind_path
from rig_site.model.topic import kinds
from rig_site.model.years_apart import year_path
from rig_site.outputs.calendars.subscription import WaysToSubscribe, subscription
from rig_site.outputs.details import absolute
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds import FEED_LINKS
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.pages.embed import line_of_html


class Kind(Struct, frozen=True):
    """The calendar and the feeds of one kind of sessions; `path` is its page's, the rest as on the page itself."""

    name: str
    path: str
    subscription: WaysToSubscribe
    feeds: tuple[Link, ...]


class SubscribePage(Struct, frozen=True):
    """The calendar and the feeds of the whole group; the addresses of `feeds` are absolute.

    `years` are those that left the calendar for one of their own, with its
    path.  `people` tells whether there are calendars of persons,
    `changes` whether there is a page of what changed.  `embed` is what is
    pasted into another site.
    """

    template: ClassVar[str] = "subscribe.html"

    frame: Frame
    subscription: WaysToSubscribe
    feeds: tuple[Link, ...]
    kinds: tuple[Kind, ...]
    people: bool
    changes: bool
    embed: str
    years: tuple[Link, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the page."""
    site = edition.site
    page = SubscribePage(
        frame=frame(
            edition,
            "subscribe/",
            title=edition.language.gettext("Subscribe"),
            description=edition.language.gettext(
                "The calendar and the feeds of %(group)s, for every program.", group=site.title
            ),
        ),
        subscription=subscription(edition, "calendar.ics", name=site.title, page="subscribe/"),
        feeds=_feeds("", edition),
        kinds=tuple(_kind(name, edition) for name in kinds(site.sessions, listed=site.kinds)),
        people=bool(site.people),
        changes=bool(site.changes),
        embed=line_of_html(edition),
        years=tuple(Link(str(year), year_path(year)) for year in edition.site_map.calendar_years),
    )
    yield Artifact.of("subscribe/index.html", page, edition.encode_page)


def _kind(name: str, edition: Edition) -> Kind:
    path, title = kind_path(name), f"{edition.site.title}: {name}"
    its_calendar = subscription(edition, calendar_path(name), name=title)
    return Kind(name, path, its_calendar, _feeds(path, edition))


def _feeds(folder: str, edition: Edition) -> tuple[Link, ...]:
    return tuple(Link(each.name, absolute(folder + each.file, edition)) for each in FEED_LINKS)
