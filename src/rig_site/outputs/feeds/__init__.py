"""Feeds: what they carry, and one module for each format; FEEDS is the table of the formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.session import Session
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds.atom import ATOM
from rig_site.outputs.feeds.feed import carried, feed
from rig_site.outputs.feeds.feed_format import FeedFormat, FeedLink
from rig_site.outputs.feeds.json_feed import JSON_FEED
from rig_site.outputs.feeds.rss import RSS

FEEDS: tuple[FeedFormat, ...] = (
    ATOM,
    RSS,
    JSON_FEED,
)
"""Every format, in the order in which pages list them."""

FEED_FILES = tuple(each.file for each in FEEDS)
"""The names of the feeds' files, beside the pages of all sessions and of some."""

FEED_LINKS: tuple[FeedLink, ...] = tuple(each.link for each in FEEDS)
"""What a page lists of the feeds that lie beside it."""


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the feeds of all sessions."""
    yield from feeds_of(edition.site.sessions, edition, title=edition.site.title)


def feeds_of(sessions: Iterable[Session], edition: Edition, *, title: str, folder: str = "") -> Iterator[Artifact]:
    """Yield the feeds of some sessions, one of each format, in the folder of the page they belong to."""
    held = carried(sessions, as_of=edition.as_of)
    if not edition.differs(held):
        return
    key = digest(title, tuple(edition.session_key(session) for session in held))
    for each in FEEDS:
        path = folder + each.file
        yield Artifact(path, key, partial(feed, held, edition, path=path, title=title, home=folder), each.encode)
