"""Files of former states become the sessions they held; what is wrong with them concerns nobody any more."""

from __future__ import annotations

from collections.abc import Iterable

from rig_site.content.findings import Findings
from rig_site.content.schema.decode import decode
from rig_site.content.schema.session import Session
from rig_site.content.schema.site import Site
from rig_site.content.sources.files import default_id
from rig_site.content.sources.items import pieces
from rig_site.content.sources.nodes import parse
from rig_site.content.sources.source import from_bytes
from rig_site.diagnostics import has_errors
from rig_site.model.file_names import is_litter

Found = dict[str | None, Session | None]
"""Sessions by their ids, None for the one that takes its file's name; None for a session with errors."""


class Reader:
    """Reads session files, and of a list that changed only the items that did."""

    def __init__(self) -> None:
        self._pieces: dict[bytes, Found | None] = {}

    def sessions(self, content: bytes) -> Found | None:
        """Return the sessions of a piece of a file; None where it could not be read."""
        if content not in self._pieces:
            self._pieces[content] = _sessions(content)
        return self._pieces[content]


class SessionFile:
    """A session file through its states: `sessions` are those it holds, by id."""

    def __init__(self, path: str, reader: Reader) -> None:
        self.sessions: dict[str, Session] = {}
        self._default_id = default_id(path)
        self._reader = reader
        self._pieces: frozenset[bytes] = frozenset()

    def change(self, content: bytes | None) -> set[str]:
        """Let the file hold these bytes (None: go), and return the ids of the sessions that this touches.

        A session with errors stays what it was, as do all of a file that
        cannot be read: nothing was published of them.
        """
        parts = frozenset(pieces(content)) if content is not None else frozenset[bytes]()
        come = self._read(parts - self._pieces)
        if come is None and content is not None:
            parts = frozenset((content,))
            come = self._read(parts - self._pieces)
        gone = self._read(self._pieces - parts)
        if come is None or gone is None:
            return set()
        self._pieces = parts
        former = {name: self.sessions.pop(name) for name in gone if name in self.sessions}
        for name, session in come.items():
            standing = session or former.get(name)
            if standing:
                self.sessions[name] = standing
        return {name for name in gone.keys() | come.keys() if self.sessions.get(name) is not former.get(name)}

    def _read(self, parts: Iterable[bytes]) -> dict[str, Session | None] | None:
        """Return the sessions of some pieces by id; None where one of them cannot be read."""
        joined: dict[str, Session | None] = {}
        for part in parts:
            found = self._reader.sessions(part)
            if found is None:
                return None
            joined |= {name or self._default_id: session for name, session in found.items()}
        joined.pop("", None)
        return joined


def is_session_file(path: str) -> bool:
    """Tell whether a path is one that sessions are read from."""
    folder, _, name = path.rpartition("/")
    return folder == "sessions" and name.endswith(".yaml") and not is_litter(name)


def site_of(content: bytes | None) -> Site | None:
    """Return what a site.yaml said; None where it could not be read."""
    findings = Findings()
    source = from_bytes("site.yaml", content, findings) if content is not None else None
    node = parse(source, findings) if source else None
    decoded = decode(Site, node, source, findings) if source and node else None
    return decoded.value if decoded else None


def _sessions(content: bytes) -> Found | None:
    findings = Findings()
    source = from_bytes("", content, findings)
    node = parse(source, findings) if source else None
    if source is None or has_errors(tuple(findings.problems)):
        return None
    if node is None or node.value is None:
        return {}
    listed = isinstance(node.value, list)
    found: Found = {}
    for item in node.children.values() if listed else [node]:
        entry = decode(Session, item, source, findings)
        written = item.value.get("id") if isinstance(item.value, dict) else None
        session_id = written if isinstance(written, str) else None
        if session_id or not listed:
            found[session_id] = entry.value if entry else None
    return found
