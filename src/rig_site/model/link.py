"""Links and other labelled ways to something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A label with an address (`url`) or with a plain text to follow (`text`), such as a chat channel.

    `url` is absolute, or relative to the site's own address (a file of
    `content/static/`).
    """

    label: str
    url: str | None = None
    text: str | None = None
