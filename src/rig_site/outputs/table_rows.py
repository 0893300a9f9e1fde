"""The rows of tables that have one for each past session: made by several processes, and kept for the next build."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from rig_site.cache.digest import digest
from rig_site.model.session import Session
from rig_site.outputs.edition import Edition
from rig_site.outputs.summary import Summary, summary
from rig_site.render.html import Once, environment
from rig_site.workers import spread

if TYPE_CHECKING:
    from markupsafe import Markup

_TEMPLATE = "parts.html"


class Row(Struct, frozen=True):
    """A session's row in a table with filters; `root` leads from the table's page to the site's own address."""

    key: bytes
    session: Summary
    root: str

    @classmethod
    def of(cls, session: Session, anchors: Sequence[str], root: str, edition: Edition) -> Row:
        """Return the row of a session that can be reached by some fragments."""
        key = digest("row", edition.session_key(session), tuple(anchors), root, edition.everywhere)
        return cls(key, summary(session, edition, anchors=anchors), root)


def make_ahead(rows: Sequence[Row], edition: Edition, *, jobs: int) -> None:
    """Let templates find the rows made: those that are kept, and the others made now, with up to `jobs` processes.

    Where the group has a template of its own for them, they are left to it.
    """
    if edition.theme.own and (edition.theme.own / _TEMPLATE).exists():
        return
    macro, once = _macro(edition)
    wanted = [row for row in rows if not once.knows(macro, row.session, row.root, True)]
    missing = [row for row in wanted if row.key not in edition.store]
    for row, made in zip(missing, spread(partial(_made, edition=edition), missing, jobs=jobs), strict=True):
        edition.store.put(row.key, made)
    for row in wanted:
        kept = edition.store.get(row.key, str)
        if kept is not None:
            once.know(_marked_up(kept), macro, row.session, row.root, True)


def _macro(edition: Edition) -> tuple[Callable[..., Markup], Once]:
    templates = environment(edition.theme, edition.language)
    once = templates.globals["once"]
    assert isinstance(once, Once)
    macro: Callable[..., Markup] = templates.get_template(_TEMPLATE).module.row  # type: ignore[attr-defined]
    return macro, once


def _made(row: Row, edition: Edition) -> str:
    macro, _ = _macro(edition)
    return str(macro(row.session, row.root, True))


def _marked_up(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text)
