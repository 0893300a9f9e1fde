"""Notes on papers, and what they lead to."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

TAKEN = ("main",)
"""Fragments of a note's page that none of its headings can have."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An image of a note by its `source` as written; `address` is relative to the site's own, the size in pixels."""

    source: str
    address: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A paper that a note is on, by its key; `anchor` is the heading it stands under, empty for the whole note."""

    paper: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of a note; `level` is 1 to 6 as written."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note, with everything that its HTML is made of.

    `text` is its Markdown, `source` its file relative to the content
    folder.  `authors` are keys of people, `sessions` ids, and `notes` the
    keys of the notes it links to.  `pages` and `links` are pairs of what
    is written, a link by name or an address, and the address it leads to,
    absolute or relative to the site's own; what is not among them leads to
    nothing here, and neither do images that are not among `figures`.
    """

    key: str
    title: str
    text: str
    source: str
    date: datetime.date | None = None
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    papers: tuple[Mention, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    figures: tuple[Figure, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
