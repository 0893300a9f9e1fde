"""The feed against the words of https://www.jsonfeed.org/version/1.1/."""

import json
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given

from rig_site.model.session import Session
from rig_site.outputs import feeds

from .strategies import edition, repeatable, schedules

FEED = {
    "version": str,
    "title": str,
    "description": str,
    "language": str,
    "home_page_url": str,
    "feed_url": str,
    "authors": list,
    "items": list,
}
ITEM = {
    "id": str,
    "url": str,
    "title": str,
    "content_html": str,
    "date_published": str,
    "date_modified": str,
}
OPTIONAL = {"tags": list, "authors": list}


def check_authors(authors: list[dict[str, Any]]) -> None:
    for author in authors:
        assert set(author) <= {"name", "url", "avatar"}
        assert author
        assert all(isinstance(value, str) for value in author.values())


@repeatable
@given(schedules)
def test_it_says_what_the_format_has_words_for(schedule: tuple[Session, ...]) -> None:
    artifact = next(artifact for artifact in feeds.plan(edition(*schedule)) if artifact.path == "feed.json")
    document = json.loads(artifact.render())
    assert {name: type(value) for name, value in document.items()} == FEED
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    check_authors(document["authors"])
    for item in document["items"]:
        assert {name: type(value) for name, value in item.items() if name not in OPTIONAL} == ITEM
        assert all(isinstance(item[name], kind) and item[name] for name, kind in OPTIONAL.items() if name in item)
        assert all(isinstance(tag, str) and tag for tag in item.get("tags", ()))
        check_authors(item.get("authors", []))
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).utcoffset() == timedelta(0)
    ids = [item["id"] for item in document["items"]]
    assert len(ids) == len(set(ids))
