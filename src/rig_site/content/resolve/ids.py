"""Identities and addresses: every session has its own, and no two pages share one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from rig_site.content.findings import FieldError, Findings, cite
from rig_site.content.schema.written import WrittenSession
from rig_site.content.sources.files import default_id
from rig_site.diagnostics import Position
from rig_site.model.file_names import better_name, fault_of_name, fault_of_path, visible
from rig_site.model.permalink import folded, made_of, session_path


def identify(sessions: Iterable[WrittenSession], findings: Findings) -> list[tuple[str, WrittenSession]]:
    """Return each session with its id, without those that have none or one that is taken.

    A written id comes before one that a file's name gives.
    """
    taken: dict[str, tuple[str, WrittenSession]] = {}
    for session in sorted(sessions, key=lambda session: session.entry.value.id is None):
        session_id = session.entry.value.id
        if session_id is None:
            session_id = "" if session.listed else default_id(session.entry.source.path)
        if not session_id:
            _report_missing(session, findings)
            continue
        if fault := fault_of_name(session_id):
            what = f"the id '{session_id}', which the file's name gives, cannot stand in an address: {fault}"
            findings.error(session.entry.at(), what, suggestion=f"add 'id: {better_name(session_id)}'")
            continue
        same = folded(session_path(session_id))
        if same in taken:
            _report_taken(taken[same], (session_id, session), findings)
        else:
            taken[same] = session_id, session
    return list(taken.values())


def old_addresses(
    sessions: Sequence[tuple[str, WrittenSession]], base_url: str, findings: Findings
) -> Mapping[str, Mapping[str, Position]]:
    """Return the old addresses that lead to each session, relative to the site's own, with their places.

    They end in a slash unless they name a file.
    """
    found: dict[str, Mapping[str, Position]] = {}
    for session_id, session in sessions:
        addresses: dict[str, tuple[str, Position]] = {}
        for number, written in enumerate(session.entry.value.aliases):
            at = session.entry.at("aliases", number)
            try:
                address = _old_address(written, base_url)
            except FieldError as wrong:
                findings.error(at, wrong.what, allowed=wrong.allowed, suggestion=wrong.suggestion)
                continue
            addresses.setdefault(folded(address), (address, at))
        found[session_id] = dict(addresses.values())
    return found


def _old_address(written: str, base_url: str) -> str:
    """Return an address of the site's as a path, ending in a slash unless it names a file."""
    allowed = "a path on this site, such as talks/2019/attention/ or old.html"
    path = written
    if "://" in written:
        if not written.startswith(base_url):
            raise FieldError(f"{cite(written)} is not on this site", allowed=allowed)
        path = written.removeprefix(base_url)
    path = unquote(path.strip("/"))
    segments = path.split("/")
    if re.search(r"[\\?#:*\"<>|]", path) or any(segment.strip() in ("", ".", "..") for segment in segments):
        raise FieldError(f"{cite(written)} is not a path of the site", allowed=allowed)
    if fault := fault_of_path(f"{path}/index.html"):
        raise FieldError(f"{cite(visible(written))} cannot be published everywhere: {fault}", allowed=allowed)
    return path if re.search(r"\.\w+$", segments[-1]) and not written.endswith("/") else path + "/"


def _report_missing(session: WrittenSession, findings: Findings) -> None:
    what = (
        "each session of a list needs the field 'id'"
        if session.listed
        else "the file's name is a date alone, so the session needs the field 'id'"
    )
    findings.error(session.entry.at(), what, suggestion=f"add 'id: {_made_up(session)}'")


def _report_taken(first: tuple[str, WrittenSession], second: tuple[str, WrittenSession], findings: Findings) -> None:
    """Add that two sessions share an id; where it comes from the files' names, with the lines that tell them apart."""
    at = _written_at(second[1])
    place = _written_at(first[1])
    what = f"the id '{second[0]}' is taken by the session in {place.path}:{place.line}"
    if first[0] != second[0]:
        what = f"the id '{second[0]}' differs only in case from '{first[0]}' in {place.path}:{place.line}"
    lines = [
        f"add 'id: {own}' to {session.entry.source.path}"
        for own, session in ((first[0], first[1]), (f"{second[0]}-{second[1].entry.value.date}", second[1]))
        if session.entry.value.id is None
    ]
    findings.error(at, what, suggestion="\n".join(lines) or "give one of the two another id")


def _written_at(session: WrittenSession) -> Position:
    return session.entry.at("id") if session.entry.value.id else session.entry.at()


def _made_up(session: WrittenSession) -> str:
    written = session.entry.value
    return made_of(written.title or "") or str(written.date)
