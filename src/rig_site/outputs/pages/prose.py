"""`/<slug>/`: the group's own pages, such as a code of conduct."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rig_site.artifact import Artifact
from rig_site.model.prose import Prose
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame
from rig_site.render.html import encode_page


@dataclass(frozen=True, slots=True)
class ProsePage:
    """A text on a page of its own; `macros` are the group's TeX commands."""

    template: ClassVar[str] = "prose.html"

    frame: Frame
    prose: Prose
    macros: tuple[tuple[str, str], ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield a page for each text except the one on the front page."""
    for text in edition.site.pages:
        page = ProsePage(
            frame=frame(edition, text.path, title=text.title, description="", source=text.source),
            prose=text,
            macros=edition.site.macros,
        )
        yield Artifact(f"{text.path}index.html", page, partial(encode_page, theme=edition.theme))
