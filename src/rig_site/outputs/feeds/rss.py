"""The RSS 2.0 feed: `rss.xml`."""

from __future__ import annotations

from rig_site.outputs.feeds.feed import Feed, generator
from rig_site.outputs.feeds.feed_format import FeedFormat
from rig_site.outputs.text import one_line


def encode_rss(view: Feed) -> bytes:
    """Return a feed as RSS.

    A session's guid is the calendar's UID.  RSS wants an author's e-mail address,
    which is nobody's business; the names are said in Dublin Core.
    """
    made = generator(view)
    for item, entry in zip(made.entry(), view.entries, strict=True):
        item.guid(entry.guid, permalink=False)
        item.dc.dc_creator([one_line(lead.label) for lead in entry.authors])
    encoded: bytes = made.rss_str(pretty=True)
    return encoded


RSS = FeedFormat("RSS", "rss.xml", "application/rss+xml", encode_rss)
