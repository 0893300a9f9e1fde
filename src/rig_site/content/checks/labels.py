"""Kinds and topics: each has a page, so no two may be told apart by nothing but their spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rig_site.content.findings import Findings, Meant, cite
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.places import Keys
from rig_site.content.schema.session import Session
from rig_site.diagnostics import Advice, Position
from rig_site.model.permalink import kind_path, topic_path

if TYPE_CHECKING:
    from rig_site.content.schema.written import WrittenSession


def check_labels(sessions: Iterable[WrittenSession], listed_kinds: Iterable[str], findings: Findings) -> None:
    """Add an error for each kind or topic whose page would be that of another spelling, met before.

    Where site.yaml lists the kinds, every other spelling is an error
    already.
    """
    kinds: dict[str, tuple[str, Position]] = {}
    topics: dict[str, tuple[str, Position]] = {}
    any_kind = not tuple(listed_kinds)
    for session in sessions:
        written = session.entry.value
        if written.kind and any_kind:
            _check("kinds", written.kind, session.entry, ("kind",), kind_path, kinds, findings)
        for number, topic in enumerate(written.topics):
            _check("topics", topic, session.entry, ("topics", number), topic_path, topics, findings)


def _check(
    what: str,
    name: str,
    entry: Decoded[Session],
    path: Keys,
    path_of: Callable[[str], str],
    met: dict[str, tuple[str, Position]],
    findings: Findings,
) -> None:
    at = entry.at(*path)
    first, place = met.setdefault(path_of(name), (name, at))
    if first != name:
        fix = entry.advise(Meant(first, sure=False), *path).fix
        findings.error(
            at,
            f"the {what} {cite(first)} and {cite(name)} would share the address {path_of(name)}",
            suggestion=Advice(f"write '{first}', as in {place.path}:{place.line}", fix),
        )
