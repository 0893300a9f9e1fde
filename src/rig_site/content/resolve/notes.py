"""The notes of notes/: what each is called and about, and where everything in it leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rig_site.content.findings import Findings, cite, did_you_mean
from rig_site.content.resolve.names import Names
from rig_site.content.resolve.people import PersonIndex
from rig_site.content.resolve.pictures import Pictures
from rig_site.content.resolve.readings import PaperIndex, at_address
from rig_site.content.resolve.targets import Targets
from rig_site.content.schema import shapes
from rig_site.content.schema.decode import Decoded, decode
from rig_site.content.sources.files import default_id, leading_date
from rig_site.content.sources.front_matter import split
from rig_site.content.sources.mojibake import report_mojibake
from rig_site.content.sources.nodes import parse as parse_yaml
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Position
from rig_site.markup.document import Document, TextLink
from rig_site.markup.parse import parse
from rig_site.markup.render import render
from rig_site.markup.rules.link import is_elsewhere
from rig_site.markup.surroundings import Picture, Surroundings
from rig_site.model.note import TAKEN, Figure, Mention, Note, Part
from rig_site.model.paper import Paper, identities, identity
from rig_site.model.permalink import note_path, slug, topic_path

FOLDER = "notes"


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note that has been read, while nothing is known yet of what it refers to."""

    key: str
    title: str
    source: Source
    text: str
    document: Document
    entry: Decoded[shapes.Note] | None

    @property
    def fields(self) -> shapes.Note:
        """Its front matter."""
        return self.entry.value if self.entry else shapes.Note.model_validate({})

    @property
    def stem(self) -> str:
        """The name of its file."""
        return self.source.path.rpartition("/")[2].removesuffix(".md")

    def at(self, line: int, words: str) -> Position:
        """Return the place of words on one of its lines, or the whole line where they are not on it as they are."""
        text = self.source.line(line)
        column = text.find(words)
        start = self.source.line_starts[line - 1] + max(column, 0)
        return self.source.position(start, start + (len(words) if column >= 0 else len(text)))

    def paper_links(self) -> Iterator[tuple[TextLink, str]]:
        """Yield the links to a paper that say what it is called by the list item around them, with that."""
        for link in self.document.links:
            known = identity(arxiv=None, doi=None, url=link.url) if is_elsewhere(link.url) else None
            if link.about and known and not known.startswith(("http", "mailto")):
                yield link, link.about


@dataclass(frozen=True, slots=True)
class NoteResolver:
    """What every note is made with; `papers` are keys of papers by all that each is known by."""

    names: Names
    targets: Targets
    pictures: Pictures
    library: PaperIndex
    people: PersonIndex
    papers: Mapping[str, str]
    paths: Mapping[str, str]
    """The keys of papers and of notes by the addresses of their pages."""
    anchors: Mapping[str, frozenset[str]]
    sessions: Mapping[str, tuple[str, ...]]
    """The sessions that name a note, by its key."""
    topics: frozenset[str]
    macros: tuple[tuple[str, str], ...]
    findings: Findings

    def note(self, draft: NoteDraft) -> Note:
        """Return the note itself; what leads nowhere in it, and what cannot be shown, is added to the findings."""
        document, fields = draft.document, draft.fields
        pages = tuple(self._pages(draft))
        links = tuple(self._links(document))
        figures = tuple(self._figures(draft))
        topics = dict.fromkeys((*fields.topics, *fields.tags))
        known = self.topics | set(map(slug, topics))
        tags = tuple((tag, topic_path(tag)) for tag in document.tags if slug(tag) in known)
        note = Note(
            key=draft.key,
            title=draft.title,
            text=draft.text,
            source=draft.source.path,
            date=fields.date or leading_date(draft.source.path),
            topics=tuple(topics),
            authors=tuple(dict.fromkeys(filter(None, map(self.people.known, fields.authors)))),
            sessions=tuple(dict.fromkeys((*fields.sessions, *self.sessions.get(draft.key, ())))),
            papers=tuple(self._papers(draft, (*pages, *links))),
            notes=self._linked((*pages, *links), but=draft.key),
            parts=tuple(Part(each.level, each.text, each.anchor) for each in document.headings),
            pages=pages,
            links=links,
            figures=figures,
            tags=tags,
        )
        rendered = render(document, _surroundings(note, self.macros))
        self.findings.problems.extend((*document.problems, *rendered.problems))
        return note

    def _pages(self, draft: NoteDraft) -> Iterator[tuple[str, str]]:
        for link in {each.key: each for each in draft.document.wikilinks if each.target}.values():
            address = self.names.find(link.target) or self.targets.of(link.target, FOLDER)
            if address is None:
                continue
            anchor = self._anchor(address, link.heading)
            if link.heading and not anchor:
                at = draft.at(link.line, link.key)
                self.findings.warning(at, f"'{link.target}' has no heading {cite(link.heading)}")
            yield link.key, address + (f"#{anchor}" if anchor else "")

    def _anchor(self, address: str, heading: str) -> str:
        wanted = heading if heading.startswith("^") else slug(heading)
        return next((each for each in sorted(self.anchors.get(address, ())) if wanted in (each, slug(each))), "")

    def _links(self, document: Document) -> Iterator[tuple[str, str]]:
        for written in dict.fromkeys(link.url for link in document.links):
            if written and not is_elsewhere(written):
                address = self.targets.of(written, FOLDER)
                figure = None if address else self.pictures.known_as(written)
                if address or figure:
                    yield written, address or figure or ""

    def _figures(self, draft: NoteDraft) -> Iterator[Figure]:
        for image in {each.source: each for each in draft.document.images}.values():
            at = draft.at(image.line, image.source)
            if not is_elsewhere(image.source) and (found := self.pictures.figure(image.source, at)):
                yield found

    def _papers(self, draft: NoteDraft, links: Sequence[tuple[str, str]]) -> Iterator[Mention]:
        """Yield each paper once for every heading that opens it, or once for the note as a whole."""
        leads_to = dict(links)
        opened: dict[Mention, None] = {}
        for heading in draft.document.papers:
            key = self._key(at_address(leads_to.get(heading.url, heading.url))) if heading.url else None
            if key:
                opened[Mention(key, heading.anchor)] = None
        yield from opened
        others = [self._key(paper) for paper in _front(draft, self.library)]
        others += [self._key(at_address(leads_to.get(link.url, link.url))) for link in draft.document.links if link.url]
        others += [self.paths.get(f"paper:{address.partition('#')[0]}") for _, address in links]
        under = {mention.paper for mention in opened}
        yield from (Mention(key) for key in dict.fromkeys(others) if key and key not in under)

    def _key(self, paper: Paper) -> str | None:
        return next((self.papers[name] for name in identities(paper) if name in self.papers), None)

    def _linked(self, links: Iterable[tuple[str, str]], *, but: str) -> tuple[str, ...]:
        keys = (self.paths.get(f"note:{address.partition('#')[0]}") for _, address in links)
        return tuple(key for key in dict.fromkeys(keys) if key and key != but)


def read_notes(sources: Iterable[Source], findings: Findings) -> Mapping[str, NoteDraft]:
    """Return the notes by their keys, those left out whose key is taken."""
    drafts: dict[str, NoteDraft] = {}
    for source in sources:
        draft = _draft(source, findings)
        first = drafts.setdefault(draft.key, draft)
        if not draft.key:
            what = "the file's name has no letter and no digit beside a date, and the note's address is made of them"
            findings.error(Position(source.path), what)
        elif first is not draft:
            findings.error(
                Position(source.path),
                f"this note and {first.source.path} would share the address {note_path(draft.key)}",
                suggestion="rename one of the two",
            )
    drafts.pop("", None)
    return drafts


def mentioned(drafts: Iterable[NoteDraft], library: PaperIndex) -> Iterator[tuple[Paper, Position]]:
    """Yield the papers that notes are on, each with its place.

    They stand in the front matter, in headings that are links, and in
    reading lists.
    """
    for draft in drafts:
        yield from ((paper, Position(draft.source.path)) for paper in _front(draft, library))
        for heading in draft.document.papers:
            if is_elsewhere(heading.url) and not heading.url.startswith("mailto:"):
                yield at_address(heading.url, heading.title), draft.at(heading.line, heading.title)
        for link, title in draft.paper_links():
            yield at_address(link.url, title), draft.at(link.line, link.text)


def check_references(
    drafts: Iterable[NoteDraft],
    library: PaperIndex,
    sessions: Iterable[str],
    broken: frozenset[str] | None,
    findings: Findings,
) -> None:
    """Add an error for each session and paper that a note names and nobody has; `broken` ones are known to exist."""
    known = set(sessions)
    for draft in drafts:
        if draft.entry is None:
            continue
        for number, session_id in enumerate(draft.fields.sessions):
            if session_id not in known and broken is not None and session_id not in broken:
                findings.error(
                    draft.entry.at("sessions", number),
                    f"there is no session {cite(session_id)}",
                    suggestion=did_you_mean(session_id, sorted(known)),
                )
        for number, text in enumerate(draft.fields.papers):
            if library.paper(text) is None and library.keys is not None:
                findings.error(
                    draft.entry.at("papers", number),
                    f"no paper is known as {cite(text)}",
                    allowed="an arXiv identifier, a DOI, an address, a key of papers.yaml or references.bib",
                    suggestion=did_you_mean(text, sorted(library.papers)),
                )


def anchors(document: Document) -> frozenset[str]:
    """Return the fragments that links can lead to in a text."""
    blocks = {str(token.meta["id"]) for token in document.tokens if "id" in token.meta}
    return frozenset(blocks | {heading.anchor for heading in document.headings})


def _draft(source: Source, findings: Findings) -> NoteDraft:
    report_mojibake(source, findings)
    parts = split(source)
    entry = None
    if parts.front_matter and (node := parse_yaml(parts.front_matter, findings)) and node.value is not None:
        if isinstance(node.value, dict):
            known = shapes.Note.written_fields()
            node = replace(node, value={name: value for name, value in node.value.items() if name in known})
        entry = decode(shapes.Note, node, parts.front_matter, findings)
    document = parse(parts.text, path=source.path, first_line=parts.first_line, taken=TAKEN)
    title = (entry.value.title if entry else None) or _title(document) or _words(source.path)
    return NoteDraft(default_id(source.path), title, source, parts.text, document, entry)


def _title(document: Document) -> str:
    """Return what a text's first heading calls it; the heading of one paper among several does not."""
    first = document.headings[0].anchor if document.headings else ""
    one_of_several = len(document.papers) > 1 and document.papers[0].anchor == first
    return "" if one_of_several else document.title


def _words(path: str) -> str:
    words = default_id(path).replace("-", " ")
    return words[:1].upper() + words[1:]


def _front(draft: NoteDraft, library: PaperIndex) -> Iterator[Paper]:
    yield from filter(None, map(library.paper, draft.fields.papers))


def _surroundings(note: Note, macros: tuple[tuple[str, str], ...]) -> Surroundings:
    return Surroundings(
        pages=dict(note.pages),
        links=dict(note.links),
        images={each.source: Picture(each.address, each.width, each.height) for each in note.figures},
        tags=dict(note.tags),
        macros=macros,
        title=note.title,
    )
