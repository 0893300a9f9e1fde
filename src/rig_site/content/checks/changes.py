"""What changed since the last commit in a way that people who subscribed would not be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rig_site.content.findings import Findings
from rig_site.content.resolve.ids import identify
from rig_site.content.schema import shapes
from rig_site.content.schema.decode import Decoded, decode
from rig_site.content.schema.written import WrittenContent, WrittenSession
from rig_site.content.sources.nodes import parse
from rig_site.content.sources.source import from_bytes
from rig_site.diagnostics import Position
from rig_site.model.session import Status


def compare(committed: Mapping[str, bytes], written: WrittenContent, findings: Findings) -> None:
    """Add a warning for each session whose event would change or vanish silently.

    `committed` are the session files that differ from the last commit, by
    path, as they stand in it.
    """
    current = dict(identify(written.sessions, Findings()))
    for session_id, former in identify(_sessions(committed), Findings()):
        if former.entry.value.status in (Status.FREE, Status.BREAK):
            continue
        if session_id in current:
            _compare(session_id, former.entry.value, current[session_id], findings)
        elif written.broken_ids is not None and session_id not in written.broken_ids:
            findings.warning(
                Position(former.entry.source.path),
                f"the session '{session_id}' of the last commit is gone, and its event would vanish from calendars",
                suggestion="keep it with 'status: cancelled', or give the session that takes its place this 'id'",
            )


def former_site(committed: Mapping[str, bytes]) -> Decoded[shapes.Site] | None:
    """Return what site.yaml said; None where it is the same, or could not be read."""
    source = from_bytes("site.yaml", committed.get("site.yaml", b""), Findings())
    node = parse(source, Findings()) if source else None
    return decode(shapes.Site, node, source, Findings()) if source and node else None


def _compare(session_id: str, former: shapes.Session, session: WrittenSession, findings: Findings) -> None:
    entry = session.entry
    now = entry.value
    if now.status in (Status.FREE, Status.BREAK):
        findings.warning(
            entry.at("status"),
            f"the session '{session_id}' took place in the last commit, and its event would vanish from calendars",
            suggestion="write 'status: cancelled', and give the free slot or the break an entry of its own",
        )
        return
    if former.date != now.date and former.date not in {move.date for move in now.moved_from}:
        findings.warning(
            entry.at("date"),
            f"the date was {former.date} in the last commit, and 'moved_from' does not say so",
            suggestion=f"add 'moved_from: [{{date: {former.date}}}]', or use 'rig-site move'",
        )
    before, after = _sequence(former), _sequence(now)
    if after < before:
        findings.warning(
            entry.at("status"),
            f"the event's SEQUENCE falls from {before} to {after}, so calendars would not follow",
            suggestion=f"write 'revision: {now.revision + before - after + 1}'",
        )


def _sequence(session: shapes.Session) -> int:
    return session.revision + len(session.moved_from) + (session.status is Status.CANCELLED)


def _sessions(committed: Mapping[str, bytes]) -> Iterator[WrittenSession]:
    quiet = Findings()
    for path, content in committed.items():
        if path == "site.yaml":
            continue
        source = from_bytes(path, content, quiet)
        node = parse(source, quiet) if source else None
        if source is None or node is None:
            continue
        listed = isinstance(node.value, list)
        items = list(node.children.values()) if listed else [node]
        for item in items:
            entry = decode(shapes.Session, item, source, quiet)
            if entry:
                yield WrittenSession(entry, listed)
