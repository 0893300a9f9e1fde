"""What a format of feeds is: its name, its file, its media type, and the way to bytes."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from rig_site.outputs.feeds.feed import Feed


class FeedLink(Struct, frozen=True):
    """A feed as a page lists it; `file` is its name in the folder of the page it belongs to."""

    name: str
    file: str
    media_type: str


class FeedFormat(Struct, frozen=True):
    """A format that every feed is published in; `media_type` is the one registered or, failing that, in use."""

    name: str
    file: str
    media_type: str
    encode: Callable[[Feed], bytes]

    @property
    def link(self) -> FeedLink:
        """What pages show of it."""
        return FeedLink(self.name, self.file, self.media_type)
