"""What the group publishes beside its sessions: texts of its own, and files as they are."""

from __future__ import annotations

from msgspec import Struct

from rig_site.model.text import Text


class Prose(Struct, frozen=True):
    """A text of the group's own.

    `path` is the address of its page, relative to the site's own and ending
    in a slash; empty for the text that stands on the front page.
    """

    path: str
    title: str
    text: Text


class StaticFile(Struct, frozen=True):
    """A file that is published as it is.

    `path` is its address, relative to the site's own, `location` where it
    is kept on disk, `source` the same relative to the content folder, and
    `digest` the SHA-256 of what is in it.  Of an image that a text shows,
    `width` and `height` are known in pixels, if they can be made out.
    """

    path: str
    location: str
    digest: str
    source: str
    width: int | None = None
    height: int | None = None
