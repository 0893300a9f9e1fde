"""`/<slug>/`: the group's own pages, such as a code of conduct."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from markupsafe import Markup
from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.prose import Prose
from rig_site.outputs.backlinks import Backlink, backlinks, linking_sessions
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.references import References, shown_references
from rig_site.outputs.text import shortened


class ProsePage(Struct, frozen=True):
    """A text on a page of its own, with the works that it cites."""

    template: ClassVar[str] = "prose.html"

    frame: Frame
    prose: Markup | None
    references: References | None
    backlinks: tuple[Backlink, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield a page for each text except the one on the front page."""
    for prose in edition.site.pages:
        edited = edition.edited is not None and prose.text.path in edition.edited.texts
        if edited or edition.differs(linking_sessions(prose.path, edition)):
            key = digest(prose, edition.fillings(prose.text), backlinks(prose.path, edition))
            yield Artifact(f"{prose.path}index.html", key, partial(_page, prose, edition), edition.encode_page)


def _page(prose: Prose, edition: Edition) -> ProsePage:
    opening = shortened(prose.text.beginning)
    page_frame = frame(edition, prose.path, title=prose.title, description=opening, source=prose.text.path)
    return ProsePage(
        frame=page_frame,
        prose=edition.html(prose.text, page_frame.root, title=prose.title, listed=True),
        references=shown_references(prose.text, edition),
        backlinks=backlinks(prose.path, edition),
    )
