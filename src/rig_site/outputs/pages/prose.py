"""`/<slug>/`: the group's own pages, such as a code of conduct."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from rig_site.artifact import Artifact
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.text import shortened


@dataclass(frozen=True, slots=True)
class ProsePage:
    """A text on a page of its own."""

    template: ClassVar[str] = "prose.html"

    frame: Frame
    prose: Markup | None


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield a page for each text except the one on the front page."""
    for text in edition.site.pages:
        opening = shortened(text.text.beginning)
        page_frame = frame(edition, text.path, title=text.title, description=opening, source=text.text.path)
        page = ProsePage(page_frame, edition.html(text.text, page_frame.root, title=text.title))
        yield Artifact(f"{text.path}index.html", page, edition.encode_page)
