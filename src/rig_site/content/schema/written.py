"""A content folder becomes values with their places, file by file; nothing is looked up in another file yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from pydantic import BaseModel, ValidationError

from rig_site.content.findings import Findings
from rig_site.content.schema import shapes
from rig_site.content.schema.decode import Decoded, decode
from rig_site.content.schema.session_files import misplaced
from rig_site.content.sources.files import Files, default_id, find
from rig_site.content.sources.mending import begun
from rig_site.content.sources.mojibake import report_mojibake
from rig_site.content.sources.nodes import Node, Plain
from rig_site.content.sources.readable import Readable, readable
from rig_site.content.sources.source import Source
from rig_site.content.sources.strays import BIBLIOGRAPHIES

S = TypeVar("S", bound=BaseModel)

_STAND_IN = {"title": "-", "base_url": "https://example.org/", "timezone": "UTC"}
"""What takes the place of fields that site.yaml lacks while the rest is looked at."""


class WrittenSession(Struct, frozen=True):
    """A session as written; `listed` tells that its file holds a list."""

    entry: Decoded[shapes.Session]
    listed: bool


class WrittenContent(Struct, frozen=True):
    """What a content folder says, as written.

    What is wrong in `site.yaml` is left out of `site`.  The keys are all
    that can be made out, those of entries with errors too, and None where
    a file cannot be read: what refers to them is not called wrong as well.
    In the same way `broken_ids` are the ids of sessions with errors, and
    `broken` what can be understood of them and refers to other files.
    """

    folder: Path
    site: Decoded[shapes.Site]
    people: Decoded[shapes.People] | None
    people_keys: frozenset[str] | None
    papers: Decoded[shapes.Papers] | None
    paper_keys: frozenset[str] | None
    resources: Decoded[shapes.Resources] | None
    proposals: Decoded[shapes.Proposals] | None
    sessions: tuple[WrittenSession, ...]
    pages: tuple[Source, ...]
    notes: tuple[Source, ...]
    references: tuple[Source, ...]
    broken_ids: frozenset[str] | None
    broken: tuple[Decoded[shapes.Session], ...]


def read(folder: Path, findings: Findings, texts: Mapping[str, bytes]) -> WrittenContent:
    """Return what the files of a content folder say, and add what is wrong in each of them to the findings.

    The files in `texts` are read as if they held these bytes.
    """
    reader = _Reader(find(folder, findings, texts), findings)
    people, people_keys = reader.file("people.yaml", shapes.People)
    papers, paper_keys = reader.file("papers.yaml", shapes.Papers)
    references = tuple(reader.files.sources[path] for path in BIBLIOGRAPHIES if path in reader.files.sources)
    if reader.files.unread.intersection(BIBLIOGRAPHIES):
        paper_keys = None
    resources, _ = reader.file("resources.yaml", shapes.Resources)
    proposals, _ = reader.file("proposals.yaml", shapes.Proposals)
    sessions = tuple(reader.sessions(paper_keys or frozenset()))
    return WrittenContent(
        folder=folder,
        site=reader.site(),
        people=people,
        people_keys=people_keys,
        papers=papers,
        paper_keys=paper_keys,
        resources=resources,
        proposals=proposals,
        sessions=sessions,
        pages=tuple(reader.files.pages()),
        notes=tuple(reader.files.notes()),
        references=references,
        broken_ids=None if reader.broken_ids is None else frozenset(reader.broken_ids),
        broken=tuple(reader.broken),
    )


class _Reader:
    """Reads the files one by one, and keeps the ids of the sessions that have to be left out."""

    def __init__(self, files: Files, findings: Findings) -> None:
        self.findings = findings
        self.files = files
        unread = any(path.startswith("sessions") for path in self.files.unread)
        self.broken_ids: set[str] | None = None if unread else set()
        self.broken: list[Decoded[shapes.Session]] = []

    def site(self) -> Decoded[shapes.Site]:
        """Return site.yaml, or as much of it as can be understood."""
        source = self.files.sources.get("site.yaml")
        if source is None:
            return Decoded(_understood({}), Node(0, 0, {}), Source("site.yaml", ""))
        known = len(self.findings.problems)
        found = self._parse(source)
        if found.node is None and len(self.findings.problems) > known:
            return Decoded(_understood({}), Node(0, 0, {}), source)
        node = found.node or Node(0, 0, {})
        entry = decode(shapes.Site, node, source, self.findings, whole=not found.gaps)
        return entry or Decoded(_understood(node.value), node, source)

    def file(self, path: str, shape: type[S]) -> tuple[Decoded[S] | None, frozenset[str] | None]:
        """Return what a file says and its keys: nothing where there is no such file or it has errors."""
        if path in self.files.unread:
            return None, None
        source = self.files.sources.get(path)
        if source is None:
            return None, frozenset()
        known = len(self.findings.problems)
        found = self._parse(source)
        node = found.node
        if node is None or node.value is None:
            return None, None if len(self.findings.problems) > known else frozenset()
        entry = decode(shape, node, source, self.findings, whole=not found.gaps)
        return entry or _right_entries(shape, node, source), None if found.gaps else frozenset(node.keys)

    def sessions(self, papers: frozenset[str]) -> Iterator[WrittenSession]:
        """Yield the sessions that have no errors, by file and in the order they are written."""
        for source in self.files.sessions():
            known = len(self.findings.problems)
            found = self._parse(source)
            node = found.node
            if node is None or found.gaps:
                self.broken_ids = None
            if node is None or (node.value is None and found.gaps):
                if len(self.findings.problems) == known:
                    self.findings.error(
                        source.position(0, 1), "there is no session in this file", suggestion=begun(source)
                    )
                continue
            if wrong := misplaced(source, node):
                self.findings.error(wrong.position, wrong.what, suggestion=wrong.advice)
                self.broken_ids = None
                continue
            listed = isinstance(node.value, list)
            items = list(node.children.values()) if listed else [node]
            for item, following in zip_longest(items, items[1:]):
                whole = not (found.has_gap(item, following) if listed else found.gaps)
                entry = decode(shapes.Session, item, source, self.findings, papers=papers, whole=whole)
                if entry:
                    yield WrittenSession(entry, listed)
                    continue
                self.broken.append(Decoded(_references(item.value), item, source))
                if self.broken_ids is not None:
                    self.broken_ids.add(_id_of(item, source))

    def _parse(self, source: Source) -> Readable:
        report_mojibake(source, self.findings)
        return readable(source, self.findings)


def _right_entries(shape: type[S], node: Node, source: Source) -> Decoded[S] | None:
    """Return those entries of a file that have no mistakes, as others may refer to them."""
    if not isinstance(node.value, dict):
        return None
    right = dict(node.value)
    try:
        return Decoded(shape.model_validate(right), node, source)
    except ValidationError as error:
        wrong = {line["loc"][0] for line in error.errors(include_url=False) if line["loc"]}
    try:
        return Decoded(
            shape.model_validate({key: value for key, value in right.items() if key not in wrong}), node, source
        )
    except ValidationError:
        return None


def _understood(written: Plain) -> shapes.Site:
    """Return the fields of site.yaml that are right each by itself."""
    right: dict[str, Plain] = {}
    for name, value in written.items() if isinstance(written, dict) else ():
        try:
            shapes.Site.model_validate(_STAND_IN | {name: value})
            right[name] = value
        except ValidationError:
            continue
    return shapes.Site.model_validate(_STAND_IN | right)


def _references(written: Plain) -> shapes.Session:
    """Return the fields of a session that refer to other files and are right each by itself."""
    stand_in: dict[str, Plain] = {"date": "2000-01-01", "title": "-"}
    right: dict[str, Plain] = {}
    fields = written if isinstance(written, dict) else {}
    for name in fields.keys() & {"kind", "leads", "readings", "links"}:
        try:
            shapes.Session.model_validate(stand_in | {name: fields[name]})
            right[name] = fields[name]
        except ValidationError:
            continue
    return shapes.Session.model_validate(stand_in | right)


def _id_of(item: Node, source: Source) -> str:
    """Return the id a session with errors probably has."""
    written = item.value.get("id") if isinstance(item.value, dict) else None
    return written if isinstance(written, str) else default_id(source.path)
