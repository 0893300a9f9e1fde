"""What the group publishes beside its sessions: texts of its own, and files as they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prose:
    """A text in Markdown.

    `path` is the address of its page, relative to the site's own and ending
    in a slash; empty for the text that stands on the front page.  `targets`
    are pairs of a link or an image as written and the address it leads to,
    absolute or relative to the site's own; what is not among them leads to
    nothing here.  `source` is its file, relative to the content folder.
    """

    path: str
    title: str
    text: str
    source: str
    targets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file that is published as it is.

    `path` is its address, relative to the site's own, `location` where it
    is kept on disk, and `digest` the SHA-256 of what is in it.
    """

    path: str
    location: str
    digest: str
