"""Identities and addresses: every session has its own, and no two pages share one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import count, islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from rig_site.content.findings import FieldError, Findings, Meant, cite
from rig_site.content.sources.files import default_id
from rig_site.content.sources.mending import field_on_top
from rig_site.diagnostics import Advice, Position
from rig_site.model.file_names import better_name, fault_of_name, fault_of_path, visible
from rig_site.model.permalink import folded, made_of, session_path

if TYPE_CHECKING:
    from rig_site.content.schema.written import WrittenSession


def identify(
    sessions: Sequence[WrittenSession], findings: Findings, home: Callable[[str], str | None] = lambda _: None
) -> list[tuple[str, WrittenSession]]:
    """Return each session with its id, without those that have none or one that is taken.

    Of two with one id the older keeps it, as its address and its event are
    known by it: the one whose file is the `home` of the id in the last
    commit, else the one that was announced or is held earlier.
    """
    taken: dict[str, tuple[str, WrittenSession]] = {}
    known = {session.entry.value.id or default_id(session.entry.source.path): session for session in sessions}
    for session in sorted(sessions, key=lambda session: _age(session, home)):
        session_id = session.entry.value.id
        if session_id is None:
            session_id = "" if session.listed else default_id(session.entry.source.path)
        if not session_id:
            _report_missing(session, known, findings)
            continue
        if fault := fault_of_name(session_id):
            what = f"the id '{session_id}', which the file's name gives, cannot stand in an address: {fault}"
            findings.error(session.entry.at(), what, suggestion=_with_id(session, better_name(session_id), sure=False))
            continue
        same = folded(session_path(session_id))
        if same in taken:
            sure = _age(taken[same][1], home)[:2] < _age(session, home)[:2]
            _report_taken(taken[same], (session_id, session), known, sure=sure, findings=findings)
        else:
            taken[same] = session_id, session
    return list(taken.values())


def _age(session: WrittenSession, home: Callable[[str], str | None]) -> tuple[bool, str, bool]:
    """Return what the older of two sessions has less of; a written id comes before one that a file's name gives."""
    written, path = session.entry.value, session.entry.source.path
    return (
        home(written.id or default_id(path)) != path,
        str(written.announced or written.date)[:10],
        written.id is None,
    )


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
                session.entry.refuse(wrong, findings, "aliases", number)
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


def _report_missing(session: WrittenSession, known: Collection[str], findings: Findings) -> None:
    what = (
        "each session of a list needs the field 'id'"
        if session.listed
        else "the file's name is a date alone, so the session needs the field 'id'"
    )
    findings.error(session.entry.at(), what, suggestion=_with_id(session, _free(_made_up(session), known), sure=True))


def _report_taken(
    first: tuple[str, WrittenSession],
    second: tuple[str, WrittenSession],
    known: Collection[str],
    *,
    sure: bool,
    findings: Findings,
) -> None:
    """Add that two sessions share an id, with another one for the newer of them."""
    session_id, session = second
    place = _written_at(first[1])
    what = f"the id '{session_id}' is taken by the session in {place.path}:{place.line}"
    if first[0] != session_id:
        what = f"the id '{session_id}' differs only in case from '{first[0]}' in {place.path}:{place.line}"
    new = _free(f"{session_id}-{session.entry.value.date}", known)
    if session.entry.value.id is None:
        advice = _with_id(session, new, sure=sure)
    else:
        fix = session.entry.advise(Meant(new, sure=False), "id").fix
        advice = Advice(f"if this is another session, write 'id: {new}'", fix)
    findings.error(_written_at(session), what, suggestion=advice)


def _with_id(session: WrittenSession, session_id: str, *, sure: bool) -> Advice:
    entry = session.entry
    return field_on_top(entry.source, entry.node, "id", session_id, sure=sure)


def _free(session_id: str, known: Collection[str]) -> str:
    """Return an id that no session has, by a number at its end where need be."""
    numbered = (f"{session_id}-{number}" for number in count(2))
    return next(each for each in (session_id, *islice(numbered, len(known) + 1)) if each not in known)


def _written_at(session: WrittenSession) -> Position:
    return session.entry.at("id") if session.entry.value.id else session.entry.at()


def _made_up(session: WrittenSession) -> str:
    written = session.entry.value
    return made_of(written.title or "") or str(written.date)
