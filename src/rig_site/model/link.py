"""Links and other labelled ways to something."""

from __future__ import annotations

import re

from msgspec import Struct

SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
"""What an address begins with that names its scheme."""


class Link(Struct, frozen=True):
    """A label with an address (`url`) or with a plain text to follow (`text`), such as a chat channel.

    `url` is absolute, or relative to the site's own address (a file of
    `content/static/`).
    """

    label: str
    url: str | None = None
    text: str | None = None


def is_elsewhere(address: str) -> bool:
    """Tell whether an address names its own host, or a mailbox.

    >>> is_elsewhere("https://example.org/"), is_elsewhere("//example.org/"), is_elsewhere("slides/a.pdf")
    (True, True, False)
    """
    return bool(SCHEME.match(address)) or address.startswith("//")
