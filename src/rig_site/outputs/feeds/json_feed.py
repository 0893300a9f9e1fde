"""The JSON Feed (version 1.1): `feed.json`."""

from __future__ import annotations

import json
from typing import Any

from rig_site.outputs.feeds.feed import Entry, Feed
from rig_site.outputs.feeds.feed_format import FeedFormat
from rig_site.outputs.text import one_line


def encode_json_feed(view: Feed) -> bytes:
    """Return a feed as JSON."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "description": view.description,
        "language": view.language,
        "home_page_url": view.home,
        "feed_url": view.address,
        "authors": [{"name": view.author, "url": view.home}],
        "items": [_item(entry) for entry in view.entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.content,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
    }
    if entry.categories:
        item["tags"] = entry.categories
    if entry.authors:
        item["authors"] = [
            {"name": one_line(lead.label)} | ({"url": lead.url} if lead.url else {}) for lead in entry.authors
        ]
    return item


JSON_FEED = FeedFormat("JSON Feed", "feed.json", "application/feed+json", encode_json_feed)
