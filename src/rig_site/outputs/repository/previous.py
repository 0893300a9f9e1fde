"""PREVIOUS.md: the archive as a document that reads well on a forge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from rig_site.diagnostics import Position, Problem, Severity
from rig_site.model.site import Site
from rig_site.model.timetable import past
from rig_site.outputs.repository.generated import difference, written_instant
from rig_site.outputs.repository.listing import listing

PATH = "../PREVIOUS.md"
_MARK = re.compile(r"\A<!-- rig-site: generated, as of (\S+) -->$", re.MULTILINE)


def refreshed(existing: str | None, site: Site, *, as_of: datetime) -> str | None:
    """Return the text PREVIOUS.md should have, or None for a file somebody else wrote, which is never overwritten.

    A file that is right at the instant written in it, and would be the
    same now, stays as it is, instant and all.
    """
    if existing is None:
        return document(site, as_of=as_of)
    mark = _MARK.search(existing)
    if mark is None:
        return None
    fresh = document(site, as_of=as_of)
    return existing if _MARK.sub("", fresh) == _MARK.sub("", existing) else fresh


def foreign(existing: str) -> Iterator[Problem]:
    """Yield a warning for a PREVIOUS.md that rig-site did not write."""
    if not _MARK.search(existing):
        yield Problem(
            Position(PATH),
            "this PREVIOUS.md was not written by rig-site, so it is left as it is",
            suggestion="bring its sessions in with 'rig-site import PREVIOUS.md', then delete or rename it",
            severity=Severity.WARNING,
        )


def stale(existing: str, site: Site) -> Iterator[Problem]:
    """Yield a warning where PREVIOUS.md is not what the content gives at the instant written in it."""
    mark = _MARK.search(existing)
    if mark:
        yield from difference(PATH, existing, document(site, as_of=written_instant(mark[1])), first_line=1)


def document(site: Site, *, as_of: datetime) -> str:
    """Return PREVIOUS.md as of an instant: a table of the past sessions, then the readings of each, oldest first.

    Addresses are those of `site.base_url`, so the file does not depend on
    where a build is published.
    """
    sessions = tuple(reversed(past(site.sessions, as_of=as_of)))
    mark = f"<!-- rig-site: generated, as of {as_of.isoformat()} -->"
    return "\n".join([mark, "", *listing({"Previous sessions": sessions}, site, base_url=site.base_url)])
