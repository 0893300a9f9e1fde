"""Pages at old addresses (`aliases`), which lead to where a session is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from rig_site.artifact import Artifact
from rig_site.model.permalink import session_path
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.text import uri
from rig_site.render.html import encode_page


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """A page that leads on to `target`, an address relative to the site's own; the frame's address is the target's."""

    template: ClassVar[str] = "redirect.html"

    frame: Frame
    target: str


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield a page for each old address.

    A free slot and a break have no page; theirs lead to the schedule.
    """
    for session in edition.site.sessions:
        target = session_path(session.id) if session.is_event else ""
        for alias in session.aliases:
            path = alias_file(alias)
            around = frame(edition, path.removesuffix("index.html"), title=session.heading, description="")
            page = RedirectPage(replace(around, path=None, address=uri(edition.address(target))), target)
            yield Artifact(path, page, partial(encode_page, theme=edition.theme))


def alias_file(alias: str) -> str:
    """Return the file that is published for an old address; only one that names an HTML file is that file.

    Of anything else, whatever it seems to end in, a web server makes a
    folder's page, since a redirection is HTML.

    >>> alias_file("talks/2019/attention/"), alias_file("old.html"), alias_file("v1.5")
    ('talks/2019/attention/index.html', 'old.html', 'v1.5/index.html')
    """
    return alias if alias.lower().endswith((".html", ".htm")) else f"{alias.rstrip('/')}/index.html"
