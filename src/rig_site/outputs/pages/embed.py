"""`/embed/`: the next sessions as a small page, for a frame on the site of an institute."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import islice
from typing import ClassVar

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.outputs.details import absolute
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.summary import Summary, summary

PATH = "embed/"
SHOWN = 5
"""How many sessions it shows."""

_HEIGHT = 480
"""How high, in CSS pixels, its frame is: some of five sessions, and the rest scrolls."""


class EmbedPage(Struct, frozen=True):
    """The next sessions, without what stands around other pages."""

    template: ClassVar[str] = "embed.html"

    frame: Frame
    sessions: tuple[Summary, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the page."""
    events = (session for session in edition.upcoming if session.is_event)
    page = EmbedPage(
        frame=frame(edition, PATH, title=_title(edition), description=""),
        sessions=tuple(summary(session, edition) for session in islice(events, SHOWN)),
    )
    yield Artifact.of(f"{PATH}index.html", page, edition.encode_page)


def line_of_html(edition: Edition) -> str:
    """Return what is pasted into a page of another site to show this one there."""
    title = edition.language.gettext("%(label)s: %(text)s", label=edition.site.title, text=_title(edition))
    address = escape(absolute(PATH, edition))
    return (
        f'<iframe src="{address}" title="{escape(title)}" width="100%" height="{_HEIGHT}" style="border: 0"'
        ' loading="lazy"></iframe>'
    )


def _title(edition: Edition) -> str:
    return edition.language.gettext("Upcoming sessions")
