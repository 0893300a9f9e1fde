"""The Atom feed (RFC 4287): `feed.xml`."""

from __future__ import annotations

from collections.abc import Iterator

from rig_site.artifact import Artifact
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds.feed import Feed, feed, generator


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the feed of all sessions."""
    site = edition.site
    yield Artifact("feed.xml", feed(edition, site.sessions, path="feed.xml", title=site.title), encode_atom)


def encode_atom(view: Feed) -> bytes:
    """Return a feed as Atom."""
    encoded: bytes = generator(view).atom_str(pretty=True)
    return encoded
