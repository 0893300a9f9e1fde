"""What is published beside the rest where it is asked for: each part needs a library that comes as an extra."""

from __future__ import annotations

from msgspec import Struct


class Extras(Struct, frozen=True):
    """The parts that are asked for; never is one there because its library happens to be installed.

    `qr`: codes that phones scan, on the pages where one subscribes.
    `images`: pictures of sessions for chats, and of the group for phones.
    `search`: an index of the site that visitors can search.
    """

    qr: bool = False
    images: bool = False
    search: bool = False


NONE = Extras()
