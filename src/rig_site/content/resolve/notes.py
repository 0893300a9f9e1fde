"""The notes of notes/: what each is called and about, and which papers it is on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from rig_site.content.findings import Findings, Meant, cite
from rig_site.content.known_words import KnownWords
from rig_site.content.resolve.people import PersonIndex
from rig_site.content.resolve.readings import PaperIndex, at_address
from rig_site.content.resolve.sessions import SessionDraft
from rig_site.content.resolve.texts import FileText, TextReader
from rig_site.content.schema import front_matter
from rig_site.content.schema.decode import Decoded, decode
from rig_site.content.schema.parts import Lead
from rig_site.content.sources.files import leading_date
from rig_site.content.sources.front_matter import split
from rig_site.content.sources.mending import key_instead
from rig_site.content.sources.mojibake import report_mojibake
from rig_site.content.sources.nodes import Node, Plain
from rig_site.content.sources.readable import readable
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Advice, Position
from rig_site.model.file_names import better_name, fault_of_name, fault_of_path
from rig_site.model.link import is_elsewhere
from rig_site.model.locations import NOTE_IDS
from rig_site.model.names import Names, names_of
from rig_site.model.note import Mention, Note, key_of, title_of
from rig_site.model.paper import Paper, identities, identity
from rig_site.model.permalink import note_path, paper_path
from rig_site.model.site import Site, texts
from rig_site.model.site_map import addresses_meant
from rig_site.model.text import Text, TextLink

_REMARK = "what readers should know belongs into 'abstract'; a note is named by the name of its file in notes/"

_KEPT_BACK = {"draft": ("true", "yes"), "published": ("false", "no"), "publish": ("false", "no")}
"""What Hugo, Jekyll and Obsidian Publish write into the front matter of what is not to be published."""
_TO_BE_FILLED = re.compile(r"^[\w -]+:[ \t]*(?P<blank>\{\{[^{}\n]+\}\}|<%[^\n]+%>)", re.MULTILINE)
"""What stands for a value in the templates of Obsidian and of its plugin Templater."""
_BY_THEMSELVES = frozenset(("title", "date", "topics", "tags", "aliases"))
"""The fields of a note that name nothing in another file, so that a key can be corrected without a look at it."""
_NEARLY = 0.8
"""How alike a key must be to one of ours (difflib's ratio) to be taken for a slip: 'author' is, 'updated' is not."""


class NoteDraft(Struct, frozen=True):
    """A note that has been read, while nothing is known yet of what it refers to."""

    key: str
    title: str
    text: Text
    entry: Decoded[front_matter.Note] | None

    @property
    def fields(self) -> front_matter.Note:
        """Its front matter."""
        return self.entry.value if self.entry else front_matter.Note.model_validate({})

    @property
    def day(self) -> date | None:
        """The day in its file's name."""
        return leading_date(self.text.path)

    def paper_links(self) -> Iterator[tuple[TextLink, str]]:
        """Yield the links to a paper that say what it is called by the list item around them, with that."""
        for link in self.text.links:
            known = identity(arxiv=None, doi=None, url=link.url) if is_elsewhere(link.url) else None
            if link.about and known and not known.startswith(("http", "mailto")):
                yield link, link.about

    def authors(self, people: PersonIndex) -> tuple[str, ...]:
        """Return the keys of those who wrote it; somebody not met before is a person all the same."""
        if self.entry is None:
            return ()
        return people.meet_all(
            [Lead.model_validate({"name": name}) for name in self.fields.authors], self.entry, "authors"
        )

    def note(self, authors: Iterable[str], sessions: Iterable[str]) -> Note:
        """Return the note itself, but for its papers; `sessions` are those whose own file names it."""
        fields = self.fields
        return Note(
            key=self.key,
            title=self.title,
            text=self.text,
            date=fields.date or self.day,
            topics=tuple(dict.fromkeys((*fields.topics, *fields.tags))),
            authors=tuple(dict.fromkeys(authors)),
            sessions=tuple(dict.fromkeys((*fields.sessions, *sessions))),
            names=tuple(fields.aliases),
        )


def read_notes(sources: Iterable[Source], texts: TextReader, findings: Findings) -> Mapping[str, NoteDraft]:
    """Return the notes by their keys in order, those left out whose key is taken.

    Of two that only their dates tell apart, the later has its date in its
    key.
    """
    drafts: dict[str, NoteDraft] = {}
    sources = tuple(sources)
    texts.read_ahead(FileText(source.path, split(source, Findings()), NOTE_IDS) for source in sources)
    for source in sources:
        draft = _draft(source, texts, findings)
        if draft is None:
            continue
        if draft.key in drafts and draft.day:
            draft = replace(draft, key=f"{draft.key}-{draft.day}")
        first = drafts.setdefault(draft.key, draft)
        if not draft.key:
            what = "the file's name has no letter and no digit beside a date, and the note's address is made of them"
            findings.error(Position(source.path), what)
        elif fault := fault_of_path(draft.key):
            _refuse_name(draft, fault, findings)
        elif first is not draft:
            findings.error(
                Position(source.path),
                f"this note and {first.text.path} would share the address {note_path(draft.key)}",
                suggestion="rename one of the two",
            )
    drafts.pop("", None)
    return dict(sorted(drafts.items()))


def _refuse_name(draft: NoteDraft, fault: str, findings: Findings) -> None:
    """Add that a note has no address, and what to rename: its file, or a folder that it is in."""
    *folders, name = draft.key.split("/")
    wrong = next((folder for folder in folders if fault_of_name(folder)), None)
    what = f"the note's address cannot be made of the {'folder' if wrong else 'file'}'s name: {fault}"
    better = better_name(wrong or name)
    suggestion = f"rename {'the folder' if wrong else 'it'} to '{better}{'' if wrong else '.md'}'" if better else ""
    findings.error(Position(draft.text.path), what, suggestion=suggestion or "put it into fewer folders")


def mentioned(drafts: Iterable[NoteDraft], index: PaperIndex) -> Iterator[tuple[Paper, Position]]:
    """Yield the papers that notes are on, each with its place.

    They stand in the front matter, in headings that are links, and in
    reading lists.
    """
    for draft in drafts:
        for paper in filter(None, map(index.paper, draft.fields.papers)):
            yield paper, Position(draft.text.path)
        for heading in draft.text.papers:
            if is_elsewhere(heading.url) and not heading.url.startswith("mailto:"):
                yield at_address(heading.url, heading.title), heading.position
        for link, title in draft.paper_links():
            yield at_address(link.url, title), link.position


def with_papers(site: Site, drafts: Mapping[str, NoteDraft], index: PaperIndex) -> Site:
    """Return the group with the papers that each of its notes is on."""
    known = {name: paper.key for paper in site.papers for name in identities(paper)}
    mentions = _Mentions(
        known,
        {paper_path(paper.key): paper.key for paper in site.papers},
        frozenset(file.path for file in site.files),
        names_of(site),
    )
    notes = (replace(note, papers=tuple(mentions.of(drafts[note.key], index))) for note in site.notes)
    return replace(site, notes=tuple(notes))


def with_cited(site: Site, index: PaperIndex, findings: Findings) -> Site:
    """Return the group with the works that its texts cite, after adding a warning for each that nobody knows.

    A work that has a place among the group's papers is the one there.
    """
    known = {name: paper for paper in reversed(site.papers) for name in identities(paper)}
    found: dict[str, Paper] = {}
    for text in texts(site):
        for citation in text.citations:
            paper = index.paper(citation.key) or known.get(f"key:{citation.key}")
            if paper:
                found[citation.key] = next((known[name] for name in identities(paper) if name in known), paper)
            elif index.keys is not None:
                findings.warning(
                    citation.position,
                    f"no paper is known as {cite(citation.key)}, and it is shown as it is typed",
                    allowed="a key of papers.yaml or of a bibliography, an arXiv identifier, a DOI",
                    suggestion=index.known.did_you_mean(citation.key),
                )
    return replace(site, cited=tuple(sorted(found.items())))


class _Mentions(Struct, frozen=True):
    """Finds the papers that texts lead to: by all that each is known by, by its page's address, by files and names."""

    known: Mapping[str, str]
    by_path: Mapping[str, str]
    files: frozenset[str]
    names: Names

    def of(self, draft: NoteDraft, index: PaperIndex) -> Iterator[Mention]:
        """Yield each paper once for every heading that opens it, or once for the note as a whole."""
        opened: dict[Mention, None] = {}
        for heading in draft.text.papers:
            if key := self._at(heading.url):
                opened[Mention(key, heading.anchor)] = None
        yield from opened
        others = [self._key(paper) for paper in filter(None, map(index.paper, draft.fields.papers))]
        others += [self._at(link.url) for link in draft.text.links]
        others += [self._named(link.target, draft.text.path) for link in draft.text.wikilinks]
        under = {mention.paper for mention in opened}
        yield from (Mention(key) for key in dict.fromkeys(others) if key and key not in under)

    def _named(self, name: str, source: str) -> str | None:
        return self.by_path.get(self.names.find(name, source) or "") or self._at(name)

    def _at(self, url: str) -> str | None:
        if is_elsewhere(url):
            return self._key(at_address(url))
        for address in addresses_meant(unquote(url.partition("#")[0])):
            if address in self.by_path:
                return self.by_path[address]
            if address in self.files:
                return self._key(at_address(quote(address)))
        return None

    def _key(self, paper: Paper) -> str | None:
        return next((self.known[name] for name in identities(paper) if name in self.known), None)


def notes_named(
    sessions: Iterable[SessionDraft], notes: Mapping[str, NoteDraft], findings: Findings
) -> Mapping[str, Sequence[str]]:
    """Return the sessions whose own file names a note, by the note's key."""
    names = Names()
    for key, draft in notes.items():
        names.add_file(key, draft.text.path)
        names.add(key, key, draft.title, *draft.fields.aliases)
    known = KnownWords(notes)
    found: dict[str, list[str]] = {}
    for session in sessions:
        for number, name in enumerate(session.entry.value.notes):
            if note := names.find(name):
                found.setdefault(note, []).append(session.id)
            else:
                at, near = session.entry.at("notes", number), known.meant(name)
                findings.error(
                    at,
                    f"there is no note {cite(name)}",
                    suggestion=session.entry.advise_one_of(near, "notes", number)
                    if near or " " not in name
                    else _REMARK,
                )
    return found


def check_references(
    drafts: Iterable[NoteDraft],
    index: PaperIndex,
    sessions: Iterable[str],
    broken: frozenset[str] | None,
    findings: Findings,
) -> None:
    """Add an error for each session and paper that a note names and nobody has; `broken` ones are known to exist."""
    known = set(sessions)
    ids, keys = KnownWords(known), KnownWords(index.papers)
    for draft in drafts:
        if draft.entry is None:
            continue
        for number, session_id in enumerate(draft.fields.sessions):
            if session_id not in known and broken is not None and session_id not in broken:
                findings.error(
                    draft.entry.at("sessions", number),
                    f"there is no session {cite(session_id)}",
                    suggestion=draft.entry.advise_one_of(ids.meant(session_id), "sessions", number),
                )
        for number, text in enumerate(draft.fields.papers):
            if index.paper(text) is None and index.keys is not None:
                findings.error(
                    draft.entry.at("papers", number),
                    f"no paper is known as {cite(text)}",
                    allowed="an arXiv identifier, a DOI, an address, a key of papers.yaml or of a bibliography",
                    suggestion=draft.entry.advise_one_of(keys.meant(text), "papers", number),
                )


def _draft(source: Source, texts: TextReader, findings: Findings) -> NoteDraft | None:
    """Return a note as far as it can be told by itself; None for one that is kept back."""
    report_mojibake(source, findings)
    parts = split(source, findings)
    entry = None
    if parts.front_matter and (blank := _TO_BE_FILLED.search(parts.front_matter.text)):
        at = parts.front_matter.position(*blank.span("blank"))
        findings.notice(at, "this note is a template to be filled in: it is not published")
        return None
    found = readable(parts.front_matter, findings) if parts.front_matter else None
    if found and parts.front_matter and (node := found.node) and node.value is not None:
        if isinstance(node.value, dict):
            kept_back = next(
                (key for key, value in _KEPT_BACK.items() if str(node.value.get(key)).casefold() in value), None
            )
            if kept_back:
                at = parts.front_matter.position(*node.keys[kept_back])
                findings.notice(at, "this note is kept back: it is not published")
                return None
            known = front_matter.Note.written_fields()
            _report_near_misses(node, known, parts.front_matter, findings)
            node = replace(node, value={name: value for name, value in node.value.items() if name in known})
        entry = decode(front_matter.Note, node, parts.front_matter, findings, whole=not found.gaps)
    text = texts.file(source.path, parts, taken=NOTE_IDS)
    title = (entry.value.title if entry else None) or _title(text) or title_of(source.path)
    return NoteDraft(key_of(source.path), title, text, entry)


def _report_near_misses(node: Node, known: Collection[str], source: Source, findings: Findings) -> None:
    """Add the keys that are nearly ours; all others may be meant for another program."""
    ours = KnownWords(known)
    for key in node.children.keys() - known:
        meant = ours.closest(str(key), least_alike=_NEARLY)
        if meant and meant not in node.children:
            at = source.position(*node.keys[str(key)])
            advice = key_instead(source, node, str(key), Meant(meant))
            if meant not in _BY_THEMSELVES or not _is_right({meant: node.children[key].value}):
                advice = Advice(advice.words)
            findings.warning(at, f"a note has no field '{key}', and it is not used", suggestion=advice)


def _is_right(fields: Mapping[str, Plain]) -> bool:
    try:
        front_matter.Note.model_validate(fields)
    except ValueError:
        return False
    return True


def _title(text: Text) -> str:
    """Return what a text's first heading calls it; empty where that is one part of it, or one paper, among several.

    A heading below the first level is a title only where it begins the text
    and stands above the others; in a daily note it is a part.
    """
    if not text.headings:
        return ""
    first, *others = text.headings
    opens_paper = bool(text.papers) and text.papers[0].anchor == first.anchor
    if opens_paper:
        return text.title if len(text.papers) == 1 else ""
    above = text.opening == first and all(other.level > first.level for other in others)
    is_daily = leading_date(title_of(text.path)) is not None
    return text.title if first.level == 1 or (above and not is_daily) else ""
