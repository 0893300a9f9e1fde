"""The marked block of a README: the upcoming schedule, for people who read the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from rig_site.diagnostics import Position, Problem, Severity
from rig_site.language.language import ENGLISH
from rig_site.model.permalink import session_path
from rig_site.model.session import Session
from rig_site.model.site import Site
from rig_site.model.timetable import upcoming
from rig_site.outputs.repository.generated import difference, written_instant
from rig_site.outputs.repository.markdown import as_link, as_markdown, as_row, people, topic
from rig_site.render.words import place

PATH = "../README.md"
OPENING = "<!-- rig-site:schedule -->"
CLOSING = "<!-- /rig-site:schedule -->"
_MARK = re.compile(r"\A<!-- as of (\S+) -->$", re.MULTILINE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


class _Block(Struct, frozen=True):
    """Where a block stands: the numbers of the lines with its markers, from 0; `closing` is None when it is missing."""

    opening: int
    closing: int | None


def refreshed(existing: str | None, site: Site, *, as_of: datetime) -> str | None:
    """Return the README with the schedule between its markers brought up to date; None without a complete block.

    Nothing outside the markers is touched, and the README's own line ends
    are kept.  A block that would be the same now keeps its instant.
    """
    if existing is None:
        return None
    lines = existing.splitlines(keepends=True)
    found = _find(lines)
    if found is None or found.closing is None:
        return None
    line_end = "\r\n" if lines[found.opening].endswith("\r\n") else "\n"
    current = _inside(lines, found)
    fresh = block(site, as_of=as_of)
    if _MARK.sub("", fresh) == _MARK.sub("", current):
        return existing
    return "".join([*lines[: found.opening + 1], fresh.replace("\n", line_end), *lines[found.closing :]])


def foreign(existing: str) -> Iterator[Problem]:
    """Yield a warning for a marker without its counterpart."""
    lines = existing.splitlines(keepends=True)
    found = _find(lines)
    if found and found.closing is None:
        text = lines[found.opening].rstrip("\r\n")
        yield Problem(
            Position(PATH, found.opening + 1, 1, len(text), text),
            "the schedule's block is not closed, so it is left as it is",
            suggestion=f"put a line '{CLOSING}' where the block ends",
            severity=Severity.WARNING,
        )


def stale(existing: str, site: Site) -> Iterator[Problem]:
    """Yield a warning where the block is not what the content gives at the instant written in it."""
    lines = existing.splitlines(keepends=True)
    found = _find(lines)
    if found and found.closing is not None:
        current = _inside(lines, found)
        mark = _MARK.search(current)
        if mark:
            expected = block(site, as_of=written_instant(mark[1]))
            yield from difference(PATH, current, expected, first_line=found.opening + 2)


def block(site: Site, *, as_of: datetime) -> str:
    """Return what stands between the markers: the upcoming sessions as a table, soonest first."""
    sessions = upcoming(site.sessions, as_of=as_of)
    lines = [f"<!-- as of {as_of.isoformat()} -->", ""]
    if not sessions:
        return "\n".join([*lines, "Nothing is scheduled at the moment.", "", ""])
    lines += [as_row(("Date", "Topic", "Room", "Lead")), as_row(["---"] * 4)]
    return "\n".join([*lines, *(_row(session, site) for session in sessions), "", ""])


def _find(lines: list[str]) -> _Block | None:
    """Return the first block whose markers stand on lines of their own, outside of fenced code."""
    opening = None
    fence = ""
    for number, line in enumerate(lines):
        fenced = _FENCE.match(line)
        if fence:
            if fenced and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif fenced:
            fence = fenced[1]
        elif opening is None and line.strip() == OPENING:
            opening = number
        elif opening is not None and line.strip() == CLOSING:
            return _Block(opening, number)
    return None if opening is None else _Block(opening, None)


def _inside(lines: list[str], found: _Block) -> str:
    return "".join(lines[found.opening + 1 : found.closing]).replace("\r\n", "\n")


def _row(session: Session, site: Site) -> str:
    day = session.date.strftime(site.date_format)
    if session.until:
        day = f"{day} – {session.until.strftime(site.date_format)}"
    return as_row(
        (
            as_link(day, site.base_url + session_path(session.id) if session.is_event else None),
            topic(session, site.base_url),
            as_markdown(place(session.room, ENGLISH, online=session.online is not None)) if session.meets else "",
            people(session.leads),
        )
    )
