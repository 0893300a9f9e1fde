"""The RSS 2.0 feed: `rss.xml`."""

from __future__ import annotations

from collections.abc import Iterator

from rig_site.artifact import Artifact
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds.feed import Feed, feed, generator
from rig_site.outputs.text import one_line


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the feed of all sessions."""
    site = edition.site
    yield Artifact("rss.xml", feed(edition, site.sessions, path="rss.xml", title=site.title), encode_rss)


def encode_rss(view: Feed) -> bytes:
    """Return a feed as RSS.

    A guid is the calendar's UID.  RSS wants an author's e-mail address,
    which is nobody's business; the names are said in Dublin Core.
    """
    made = generator(view)
    for item, entry in zip(made.entry(), view.entries, strict=True):
        item.guid(entry.details.uid, permalink=False)
        item.dc.dc_creator([one_line(lead.label) for lead in entry.details.leads])
    encoded: bytes = made.rss_str(pretty=True)
    return encoded
