"""Where works are written in a content folder, and what a citation adds to what is written there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from rig_site.content.citations.citation import Citation
from rig_site.content.findings import Findings
from rig_site.content.resolve.readings import fallback_title
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.parts import Reading as WrittenReading
from rig_site.content.schema.small_files import Paper as WrittenPaper
from rig_site.content.schema.written import WrittenContent, read
from rig_site.content.sources.additions import Fields, with_fields, with_paper, with_reading
from rig_site.content.sources.files import default_id
from rig_site.content.sources.nodes import Node
from rig_site.content.sources.source import MARK
from rig_site.diagnostics import Position
from rig_site.model.paper import Paper, identities, key_made_of
from rig_site.model.permalink import folded
from rig_site.model.session import Reading, ReadingSection
from rig_site.model.site import Site

PAPERS = "papers.yaml"


class WrittenWork(Struct, frozen=True):
    """A reading as it is written and as it is shown, in a session unless `session` is None."""

    session: str | None
    heading: str
    position: Position
    node: Node
    written: WrittenReading
    shown: Reading

    @property
    def link(self) -> str | None:
        """Where what is read can be found, by whatever way it is written; None for what is only named, or a file."""
        url = self.shown.url if self.shown.url and "://" in self.shown.url else None
        return self.written.arxiv or self.written.doi or self.written.url or self.shown.arxiv or self.shown.doi or url

    @property
    def has_title(self) -> bool:
        """Whether somebody gave it a title, here or elsewhere."""
        return self.shown.title != fallback_title(self.shown)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing that a reading can have."""
        return self.has_title and bool(self.shown.authors) and self.shown.year is not None


class Library:
    """The works of a content folder, and the changes to its files that are planned."""

    def __init__(self, folder: Path, site: Site) -> None:
        written = read(folder, Findings(), {})
        self.works = tuple(_works(written, site))
        self._shared = {
            each.entry.value.id or default_id(each.entry.source.path): each.entry.value.same_readings_as
            for each in written.sessions
        }
        self._papers = written.papers
        self._known = {name: paper for paper in site.papers for name in identities(paper)}
        headings = Counter(
            next(iter(each.entry.value.readings))
            for each in written.sessions
            if len(each.entry.value.readings) > 1 and next(iter(each.entry.value.readings)).strip()
        )
        self._first_heading = max(headings, key=lambda name: headings[name], default="Main")
        self._filled: dict[str, list[tuple[Node, Fields]]] = {}
        self._new_readings: list[_NewReading] = []
        self._new_papers: dict[str, Fields] = {}

    def read_in(self, session: str, names: Iterable[str], title: str = "") -> WrittenWork | None:
        """Return the reading of a session that is a work known by one of these names, else by its title."""
        wanted = set(names)
        wanted |= {other for name in wanted if name in self._known for other in identities(self._known[name])}
        mine = [work for work in self.works if work.session == session]
        known = next((work for work in mine if wanted & set(self._names(work))), None)
        called = (work for work in mine if title and work.has_title and in_common(work.shown.title) == in_common(title))
        return known or next(called, None)

    def shared_with(self, session: str) -> str | None:
        """Return the session whose readings a session has instead of its own."""
        return self._shared.get(session)

    def complete(self, work: WrittenWork, citation: Citation) -> tuple[str, ...]:
        """Plan that a reading says what it does not yet, and return the names of its new fields."""
        fields = _of_reading(citation)
        here = {
            "title": work.has_title,
            "authors": bool(work.shown.authors),
            "year": work.shown.year is not None,
        }
        new = {name: value for name, value in fields.items() if not here[name]}
        if new:
            self._filled.setdefault(work.position.path, []).append((work.node, new))
        return tuple(new)

    def add(self, path: str, session: str, heading: str | None, source: Mapping[str, str], citation: Citation) -> None:
        """Plan that a session reads a work under a heading, or where its first readings are."""
        known = self._known_as(citation)
        fields = _of_reading(citation)
        if known:
            said = {"authors": bool(known.authors), "year": known.year is not None}
            fields = {name: value for name, value in fields.items() if not said.get(name)}
            fields["title"] = known.title or citation.title
        self._new_readings.append(_NewReading(path, session, heading, {**source, **fields}))

    def describe(self, citation: Citation, *, key: str | None = None) -> tuple[str, tuple[str, ...]]:
        """Plan that papers.yaml has a work with its abstract; return its key there, and its new fields."""
        known = self._known_as(citation)
        names = {*names_of(citation), *(identities(known) if known else ()), *((f"key:{key}",) if key else ())}
        fields = paper_fields(citation, known)
        for listed, entry in self._listed():
            if names & {f"key:{listed}", *entry_names(listed, entry)}:
                assert self._papers is not None
                new = {name: value for name, value in fields.items() if not getattr(entry, name)}
                if entry.arxiv or entry.doi or entry.url:
                    new = {name: value for name, value in new.items() if name not in ("arxiv", "doi", "url")}
                if new:
                    self._filled.setdefault(PAPERS, []).append((self._papers.node.children[listed], new))
                return listed, tuple(new)
        made = key or key_made_of(_paper(citation)) or "paper"
        taken = {listed.casefold() for listed, _ in self._listed()} | {each.casefold() for each in self._new_papers}
        name, number = made, 1
        while name.casefold() in taken:
            number += 1
            name = f"{made}-{number}"
        self._new_papers[name] = fields
        return name, tuple(fields)

    def texts(self, folder: Path) -> dict[str, str]:
        """Return the files that change, by their paths, with what they hold then."""
        paths = dict.fromkeys((*self._filled, *(new.path for new in self._new_readings)))
        found = {path: _text(folder / path) for path in paths}
        for path, fields in self._filled.items():
            found[path] = with_fields(found[path], fields, path)
        for new in self._new_readings:
            found[new.path] = with_reading(
                found[new.path], new.session, new.heading, new.fields, new.path, first=self._first_heading
            )
        if self._new_papers:
            text = found[PAPERS] if PAPERS in found else _text(folder / PAPERS)
            for key, paper in self._new_papers.items():
                text = with_paper(text, key, paper)
            found[PAPERS] = text
        return found

    def _names(self, work: WrittenWork) -> tuple[str, ...]:
        """Return all that the work of a reading is known by."""
        shown = work.shown
        own = identities(Paper(shown.paper or "", arxiv=shown.arxiv, doi=shown.doi, url=shown.url))
        known = next((self._known[name] for name in own if name in self._known), None)
        return (*own, *(identities(known) if known else ()))

    def _known_as(self, citation: Citation) -> Paper | None:
        return next((self._known[name] for name in names_of(citation) if name in self._known), None)

    def _listed(self) -> Iterator[tuple[str, WrittenPaper]]:
        yield from self._papers.value.root.items() if self._papers else ()


class _NewReading(Struct, frozen=True):
    path: str
    session: str
    heading: str | None
    fields: Mapping[str, Any] = field(default_factory=dict)


def _works(written: WrittenContent, site: Site) -> Iterator[WrittenWork]:
    """Yield every reading of sessions, resources and proposals, in the order of the files."""
    sessions = {session.id: session for session in site.sessions}
    for each in written.sessions:
        name = each.entry.value.id or default_id(each.entry.source.path)
        if not each.entry.value.same_readings_as:
            yield from _in(each.entry, each.entry.value.readings, ("readings",), sessions[name].readings, name)
    if written.resources:
        for resource, (title, sections) in zip(site.resources, written.resources.value.root.items(), strict=True):
            yield from _in(written.resources, sections, (title,), resource.readings, None)
    if written.proposals:
        for number, (proposal, said) in enumerate(zip(site.proposals, written.proposals.value.root, strict=True)):
            path = (number, "readings")
            yield from _in(written.proposals, said.readings, path, proposal.readings, None)


def _in(
    entry: Decoded[Any],
    sections: Mapping[str, list[WrittenReading]],
    path: tuple[str | int, ...],
    shown: Iterable[ReadingSection],
    session: str | None,
) -> Iterator[WrittenWork]:
    filled = {heading: readings for heading, readings in sections.items() if readings}
    for (heading, readings), section in zip(filled.items(), shown, strict=True):
        for number, (reading, resolved) in enumerate(zip(readings, section.readings, strict=True)):
            node = entry.node
            for part in (*path, heading, number):
                node = node.children.get(part, node)
            yield WrittenWork(session, heading, entry.at(*path, heading, number), node, reading, resolved)


def _of_reading(citation: Citation) -> dict[str, Any]:
    fields = {"title": citation.title, "authors": citation.authors, "year": str(citation.year or "")}
    return {name: value for name, value in fields.items() if value}


def paper_fields(citation: Citation, known: Paper | None) -> dict[str, Any]:
    """Return the fields of a work for papers.yaml; a title that the group gave it already is kept."""
    fields = {
        "title": (known.title if known else None) or citation.title,
        "authors": citation.authors,
        "year": str(citation.year or ""),
        "venue": citation.venue,
        "arxiv": citation.arxiv,
        "doi": citation.doi,
        "url": citation.url,
        "abstract": citation.abstract,
    }
    return {name: value for name, value in fields.items() if value}


def _paper(citation: Citation) -> Paper:
    return Paper("", citation.title, arxiv=citation.arxiv, doi=citation.doi, url=citation.url)


def names_of(citation: Citation) -> tuple[str, ...]:
    """Return all that a work is known by."""
    return identities(_paper(citation))


def entry_names(key: str, entry: WrittenPaper) -> tuple[str, ...]:
    """Return all that a work of papers.yaml is known by."""
    return identities(Paper(key, arxiv=entry.arxiv, doi=entry.doi, url=entry.url, aliases=tuple(entry.aliases)))


def in_common(title: str) -> str:
    r"""Return what the spellings of a title have in common: case, accents' coding and blanks do not count.

    >>> in_common("Attention  Is\nAll") == in_common("attention is all")
    True
    """
    return " ".join(folded(title).split())


def _text(file: Path) -> str:
    return file.read_bytes().removeprefix(MARK).decode() if file.exists() else ""
