"""`/404.html`: shown by web servers for any address that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from rig_site.artifact import Artifact
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame


class NotFoundPage(Struct, frozen=True):
    """A page that turns up at any depth, so its addresses begin at the host."""

    template: ClassVar[str] = "not_found.html"

    frame: Frame


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the page for what is not there."""
    about = edition.language.gettext("There is no page of %(group)s at this address.", group=edition.site.title)
    anywhere = replace(
        frame(edition, "404.html", title=edition.language.gettext("Page not found"), description=about),
        root=urlsplit(edition.base_url).path,
        path=None,
        address=None,
    )
    yield Artifact.of("404.html", NotFoundPage(anywhere), edition.encode_page)
