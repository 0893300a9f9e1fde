"""What the feeds share: which sessions they carry, what an entry says, and how feedgen is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from rig_site.model.identity import feed_uuid, session_uuid
from rig_site.model.link import Link
from rig_site.model.session import Session, Status
from rig_site.model.timetable import ends
from rig_site.outputs.description import as_html
from rig_site.outputs.details import Details, absolute, details
from rig_site.outputs.edition import Edition
from rig_site.outputs.text import one_line
from rig_site.render import words

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

LATEST = 50
"""How many sessions a feed keeps beside those to come."""

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of a feed that has nothing in it yet; it may not change from one build to the next."""


class Entry(Struct, frozen=True):
    """What a feed shows of something, which it knows by an id for ever.

    `id` is the one of Atom and JSON Feed, `guid` that of RSS; `address` is
    the absolute one of the page it is about.  `content` is all that is said
    of it, as HTML.  `published` and `updated` are UTC instants.
    """

    id: str
    guid: str
    title: str
    address: str
    content: str
    published: datetime
    updated: datetime
    categories: tuple[str, ...] = ()
    authors: tuple[Link, ...] = ()


class Feed(Struct, frozen=True):
    """A feed: `home` is the page it belongs to and `address` its own, both absolute."""

    id: str
    title: str
    description: str
    language: str
    author: str
    home: str
    address: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        """The date of the entry that changed last."""
        return max((entry.updated for entry in self.entries), default=BEGINNING)


def feed(sessions: Iterable[Session], edition: Edition, *, path: str, title: str, home: str) -> Feed:
    """Return the feed of some sessions, published at one path of the site and belonging to the page at another."""
    entries = tuple(entry(session, edition) for session in sessions)
    return feed_of(entries, edition, path=path, title=title, home=home)


def feed_of(entries: tuple[Entry, ...], edition: Edition, *, path: str, title: str, home: str) -> Feed:
    """Return the feed of some entries, as `feed` does that of sessions."""
    site = edition.site
    return Feed(
        id=feed_uuid(site.uid_domain, path),
        title=one_line(title),
        description=one_line(site.description) or one_line(site.title),
        language=site.language,
        author=one_line(site.title),
        home=absolute(home, edition),
        address=absolute(path, edition),
        entries=entries,
    )


def carried(sessions: Iterable[Session], *, as_of: datetime) -> tuple[Session, ...]:
    """Return the sessions a feed carries: all that are not over and the latest announced, newest first.

    The order is that of announcement, so a session that changes keeps its
    place; those announced together are in order of their ids, which never
    change either.
    """
    events = sorted((session for session in sessions if session.is_event), key=lambda session: session.id)
    events.sort(key=lambda session: session.announced, reverse=True)
    return tuple(session for place, session in enumerate(events) if place < LATEST or ends(session) > as_of)


def entry(session: Session, edition: Edition) -> Entry:
    """Return a session's entry."""
    return edition.once(_entry, session)


def _entry(session: Session, edition: Edition) -> Entry:
    day = when = words.day(session.date, edition.language)
    if session.start and session.end:
        when = words.in_a_row((day, words.span(session.start, session.end, edition.language)), edition.language)
    said = details(session, edition)
    return Entry(
        id=session_uuid(edition.site.uid_domain, session.id),
        guid=said.uid,
        title=_title(said, day),
        address=said.page,
        content=as_html(said, when=when),
        published=said.announced,
        updated=said.updated,
        categories=said.categories,
        authors=said.leads,
    )


def _title(said: Details, day: str) -> str:
    """Return the event's date and title, with a move, a cancellation or a doubt said."""
    gettext = said.language.gettext
    if said.status is Status.CANCELLED:
        return gettext("%(date)s (cancelled): %(title)s", date=day, title=said.title)
    if said.moved_from:
        before, title = words.day(said.moved_from[-1].date, said.language), said.marked_title
        return gettext("%(date)s (moved from %(before)s): %(title)s", date=day, before=before, title=title)
    return gettext("%(label)s: %(text)s", label=day, text=said.marked_title)


def generator(feed: Feed) -> FeedGenerator:
    """Return what feedgen makes Atom and RSS of.

    Everything it would date or sign by itself is set.  The page's link
    comes last, for RSS takes the last one as the channel's.
    """
    from feedgen.feed import FeedGenerator

    made = FeedGenerator()
    made.load_extension("dc", atom=False)
    made.id(feed.id)
    made.title(feed.title)
    made.subtitle(feed.description)
    made.language(feed.language)
    made.author(name=feed.author, uri=feed.home)
    made.link(href=feed.address, rel="self")
    made.link(href=feed.home, rel="alternate", type="text/html")
    made.updated(feed.updated)
    made.generator("rig-site")
    for each in feed.entries:
        item = made.add_entry(order="append")
        item.id(each.id)
        item.title(each.title)
        item.link(href=each.address, rel="alternate", type="text/html")
        item.published(each.published)
        item.updated(each.updated)
        item.content(each.content, type="html")
        item.category([{"term": name} for name in each.categories])
        item.author([{"name": name, "uri": lead.url} for lead in each.authors if (name := one_line(lead.label))])
    return made
