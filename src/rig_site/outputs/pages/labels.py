"""What the pages of kinds and those of topics share: a list of them all, and a page for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import ClassVar

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.link import Link
from rig_site.model.locations import FOLLOW
from rig_site.model.relations import with_something_to_cite
from rig_site.model.session import Session
from rig_site.outputs.calendars.subscription import subscription
from rig_site.outputs.edition import Edition
from rig_site.outputs.exports.bibtex import NAME
from rig_site.outputs.exports.coins import coins
from rig_site.outputs.exports.works import read_in, works, works_key
from rig_site.outputs.feeds.feed_format import FeedLink
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.selection import Selection, selection, sessions_by_year


class Label(Struct, frozen=True):
    """A kind or a topic in the list of all: the path of its page, and how many sessions and notes are of it."""

    name: str
    path: str
    count: int
    notes: int


class LabelsPage(Struct, frozen=True):
    """The list of all kinds, or of all topics."""

    template: ClassVar[str] = "labels.html"

    frame: Frame
    labels: tuple[Label, ...]


class LabelPage(Struct, frozen=True):
    """The sessions of one kind or topic, and the notes; `index` leads to the list it stands in.

    `feeds` are those of just these sessions.  `bibliography` is the name of
    the file with what was read in them beside the page, and `coins` are
    those that reference managers find on it.
    """

    template: ClassVar[str] = "label.html"

    frame: Frame
    name: str
    index: Link
    sessions: Selection
    notes: tuple[Link, ...]
    feeds: tuple[FeedLink, ...]
    bibliography: str | None
    coins: tuple[str, ...]


def labels_page(
    edition: Edition,
    path: str,
    *,
    title: str,
    description: str,
    held: Mapping[str, Iterable[Session]],
    path_of: Callable[[str], str],
    notes: Mapping[str, int] = MappingProxyType({}),
) -> Artifact:
    """Return the list at a path of kinds or topics, each with the sessions held or to be held and how many notes."""
    page = LabelsPage(
        frame=frame(edition, path, title=title, description=description),
        labels=tuple(
            Label(name, path_of(name), sum(session.is_event for session in sessions), notes.get(name, 0))
            for name, sessions in held.items()
        ),
    )
    return Artifact.of(f"{path}index.html", page, edition.encode_page)


def label_pages(
    edition: Edition,
    path: str,
    *,
    name: str,
    sessions: Iterable[Session],
    index: Link,
    calendar: str | None = None,
    feeds: tuple[FeedLink, ...] = (),
    notes: tuple[Link, ...] = (),
    cites: bool = False,
) -> Iterator[Artifact]:
    """Yield the page at a path of a kind or a topic, with its calendar's path and its feeds where it has them.

    After it come the pages of the years that left it.  One that `cites`
    offers what was read to reference managers.
    """
    held = tuple(sessions)
    cited = with_something_to_cite(held) if cites else ()
    read = tuple(works_key(session, edition) for session in cited)
    keys = tuple(edition.session_key(session) for session in held)
    yield Artifact(
        f"{path}index.html",
        digest(name, keys, edition.site_map.years_apart(path), index, calendar, notes, read),
        partial(_label_page, edition, path, name, held, index, calendar, feeds, notes, cited),
        edition.encode_page,
    )
    about = _about(name, edition)
    yield from sessions_by_year(edition, Link(name, path), held, description=about, cites=cites)


def _label_page(
    edition: Edition,
    path: str,
    name: str,
    sessions: tuple[Session, ...],
    index: Link,
    calendar: str | None,
    feeds: tuple[FeedLink, ...],
    notes: tuple[Link, ...],
    cited: tuple[Session, ...],
) -> LabelPage:
    title = f"{edition.site.title}: {name}"
    follow = subscription(edition, calendar, name=title, page=f"{path}#{FOLLOW}") if calendar else None
    return LabelPage(
        frame=frame(edition, path, title=name, description=_about(name, edition)),
        name=name,
        index=index,
        sessions=selection(edition, sessions, path=path, subscription=follow),
        notes=notes,
        feeds=feeds,
        bibliography=NAME if cited else None,
        coins=coins(works(read_in(cited), edition)),
    )


def _about(name: str, edition: Edition) -> str:
    return edition.language.gettext("%(name)s: sessions of %(group)s.", name=name, group=edition.site.title)
