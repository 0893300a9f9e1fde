"""The Atom feed (RFC 4287): `feed.xml`."""

from __future__ import annotations

from rig_site.outputs.feeds.feed import Feed, generator
from rig_site.outputs.feeds.feed_format import FeedFormat


def encode_atom(view: Feed) -> bytes:
    """Return a feed as Atom."""
    encoded: bytes = generator(view).atom_str(pretty=True)
    return encoded


ATOM = FeedFormat("Atom", "feed.xml", "application/atom+xml", encode_atom)
