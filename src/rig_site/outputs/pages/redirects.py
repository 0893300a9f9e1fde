"""Pages at old addresses (`aliases`), which lead to where a session is now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from rig_site.artifact import Artifact
from rig_site.model.locations import What
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.text import uri


class RedirectPage(Struct, frozen=True):
    """A page that leads on to `target`, an address relative to the site's own; the frame's address is the target's."""

    template: ClassVar[str] = "redirect.html"

    frame: Frame
    target: str


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield a page for each old address.

    A free slot and a break have no page; theirs lead to the schedule.
    """
    for alias in edition.site_map.of(What.ALIAS):
        page_frame = frame(edition, alias.path.removesuffix("index.html"), title=alias.title, description="")
        page_frame = replace(page_frame, path=None, address=uri(edition.address(alias.target)))
        yield Artifact.of(alias.path, RedirectPage(page_frame, alias.target), edition.encode_page)
