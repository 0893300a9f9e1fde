"""What is read: papers.yaml, and readings with everything known of their papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from rig_site.content.findings import Findings, cite, listed
from rig_site.content.known_words import KnownWords
from rig_site.content.resolve.addresses import Addresses
from rig_site.content.resolve.references import references
from rig_site.content.resolve.texts import TextReader
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.parts import Reading as WrittenReading
from rig_site.content.schema.places import Keys
from rig_site.content.schema.texts import one_line
from rig_site.diagnostics import Position
from rig_site.model.catalogue import arxiv_id, doi_of, is_part, kind_of_identifier, named_arxiv, named_doi
from rig_site.model.catalogue import entry as catalogued
from rig_site.model.paper import Paper, alias_identity, identities, identity, merged
from rig_site.model.permalink import made_of, slug
from rig_site.model.session import Reading, ReadingSection

if TYPE_CHECKING:
    from rig_site.content.schema.shapes import Papers
    from rig_site.content.schema.written import WrittenContent


class _Title(Struct, frozen=True):
    text: str
    at: Position


class PaperIndex:
    """The papers of papers.yaml, papers.bib and references.bib, and the titles that readings give to works.

    `listed` and `references` are what each of the files says.  `papers`
    and `by_identity` hold what they say together, by the keys that
    references may use and by everything a work is known by.  `titles` and
    `places` tell what a work is called first and where it stands first,
    both by one name for all its identities.
    """

    def __init__(self, written: WrittenContent, addresses: Addresses, texts: TextReader, findings: Findings) -> None:
        self.addresses = addresses
        self.texts = texts
        self.findings = findings
        self.keys = written.paper_keys
        self.titles: dict[str, _Title] = {}
        self.places: dict[str, Position] = {}
        self.listed = self._listed(written.papers) if written.papers else []
        cited = references(written.references, self.keys or frozenset(), findings)
        self.references = [work for work, _ in cited.values()]
        self.by_identity = merged((*self.listed, *self.references))
        self.alike: dict[str, list[str]] = {}
        for key in dict.fromkeys((*(paper.key for paper in self.listed), *cited)):
            self.alike.setdefault(made_of(key), []).append(key)
        self.papers = {name: self.by_identity[f"key:{key}"] for name, key in self._names(cited)}
        self.known = KnownWords({*(self.keys or ()), *self.papers})
        for paper in self.listed:
            if written.papers:
                self._note(f"key:{paper.key}", paper.title, written.papers.at(paper.key, "title"))
        for work, at in cited.values():
            self._note(f"key:{work.key}", work.title, at)

    def sections(
        self, written: Mapping[str, list[WrittenReading]], entry: Decoded[Any], *path: str | int
    ) -> tuple[ReadingSection, ...]:
        """Return the readings a mapping of sections names, those without a title of their own still without one."""
        return tuple(
            ReadingSection(
                one_line(heading) or None,
                tuple(
                    self._reading(reading, entry, (*path, heading, number)) for number, reading in enumerate(readings)
                ),
            )
            for heading, readings in written.items()
            if readings
        )

    def titled(self, sections: Iterable[ReadingSection]) -> tuple[ReadingSection, ...]:
        """Return the sections with a title for every reading; to be asked when all readings are known."""
        return tuple(
            replace(section, readings=tuple(self._titled(reading) for reading in section.readings))
            for section in sections
        )

    def paper(self, text: str) -> Paper | None:
        """Return the work that a text refers to: by key, arXiv identifier, DOI, address, title or another name."""
        if text in self.papers:
            return self.papers[text]
        if arxiv := named_arxiv(text):
            return Paper("", arxiv=arxiv)
        if doi := named_doi(text):
            return Paper("", doi=doi)
        address = text if text.startswith(("https://", "http://")) else f"https://{text}"
        if address == text or arxiv_id(address) or doi_of(address) or catalogued(address):
            return at_address(address)
        return self._by_title.get(slug(text))

    @cached_property
    def _by_title(self) -> Mapping[str, Paper]:
        return {slug(name): paper for paper in self.papers.values() for name in (paper.title, *paper.aliases) if name}

    def _names(self, cited: Mapping[str, tuple[Paper, Position]]) -> Iterator[tuple[str, str]]:
        """Yield what references may call the papers, and their keys; a later pair comes before an earlier one.

        A key of a bibliography may be written as an address has it, unless
        it could be another's as well.
        """
        for key, (work, _) in cited.items():
            if work.key != made_of(key) or self.alike[made_of(key)] == [key]:
                yield work.key, work.key
        yield from ((alias, paper.key) for paper in reversed(self.listed) for alias in paper.aliases)
        yield from ((key, work.key) for key, (work, _) in cited.items())
        yield from ((paper.key, paper.key) for paper in self.listed)

    def _listed(self, entry: Decoded[Papers]) -> list[Paper]:
        """Return the works of papers.yaml; an address belongs to the first whose own it is, else to the first alias."""
        papers = [
            Paper(
                key=key,
                title=written.title,
                authors=tuple(written.authors),
                year=written.year,
                venue=written.venue,
                arxiv=self._arxiv(written.arxiv, entry, key, "arxiv"),
                doi=self._doi(written.doi, entry, key, "doi"),
                url=self._address(written.url, entry, key, "url"),
                code=self._address(written.code, entry, key, "code"),
                abstract=self.texts.field(written.abstract, entry, key, "abstract"),
            )
            for key, written in entry.value.root.items()
        ]
        owners = {known: paper.key for paper in reversed(papers) for known in identities(paper)}
        return [replace(paper, aliases=tuple(self._aliases(paper.key, entry, owners))) for paper in papers]

    def _aliases(self, key: str, entry: Decoded[Papers], owners: dict[str, str]) -> Iterator[str]:
        """Yield the other names of a work, and its other addresses unless they are another's."""
        for number, written in enumerate(entry.value.root[key].aliases):
            at = (key, "aliases", number)
            alias: str | None = written
            if "://" in written:
                alias = self.addresses.read(written, entry, *at, files=False)
            elif kind := kind_of_identifier(written):
                read = self._arxiv if kind == "arxiv" else self._doi
                alias = written if read(written, entry, *at) else None
            known = alias_identity(alias) if alias else None
            owner = owners.setdefault(known, key) if known else key
            if owner != key:
                place = entry.key(owner)
                self.findings.warning(
                    entry.at(*at),
                    f"{cite(written)} leads to '{owner}' in {place.path}:{place.line} already, and is left out here",
                    suggestion="leave it to one of the two; if they are one work, make one entry of them",
                )
            elif alias:
                yield alias

    def _reading(self, written: WrittenReading, entry: Decoded[Any], path: Keys) -> Reading:
        arxiv = self._arxiv(written.arxiv, entry, *path, "arxiv")
        doi = self._doi(written.doi, entry, *path, "doi")
        url = self._address(written.url, entry, *path, "url")
        if written.file is not None:
            url = self.addresses.file(written.file, entry, *path, "file")
        known = identity(arxiv=arxiv, doi=doi, url=url)
        paper = self._paper(written.paper, entry, *path, "paper") if written.paper else None
        paper = paper or (self.by_identity.get(known) if known else None)
        about = f"key:{paper.key}" if paper else known
        if about:
            whole = not (url and is_part(url))  # a part of the work has a title of its own
            self._note(about, written.title if whole else None, entry.at(*path, "title"))
        unreadable = written.arxiv or written.doi if not known else None
        return _with_paper(
            Reading(
                title=written.title or unreadable or "",
                url=url or _place(arxiv, doi),
                arxiv=arxiv or (arxiv_id(url) if url else None),
                doi=doi or (doi_of(url) if url else None),
                authors=tuple(written.authors),
                year=written.year,
                note=self.texts.field(written.note, entry, *path, "note"),
                required=written.required,
            ),
            paper,
        )

    def _titled(self, reading: Reading) -> Reading:
        known = identity(arxiv=reading.arxiv, doi=reading.doi, url=reading.url)
        title = self.titles.get(f"key:{reading.paper}" if reading.paper else known or "")
        return replace(reading, title=reading.title or (title.text if title else fallback_title(reading)))

    def _note(self, known: str, title: str | None, at: Position) -> None:
        """Remember where a work stands first and its first title, and add where a later one is not that title."""
        paper = self.by_identity.get(known)
        work = f"key:{paper.key}" if paper else known
        self.places.setdefault(work, at)
        if title is None:
            return
        first = self.titles.setdefault(work, _Title(title, at))
        if first.text != title and slug(first.text) != slug(title):
            self.findings.warning(
                at,
                f"this paper has another title in {first.at.path}:{first.at.line}: {cite(first.text)}",
                suggestion="use one of the two",
            )

    def _paper(self, key: str, entry: Decoded[Any], *path: str | int) -> Paper | None:
        alike = self.alike.get(key, []) if key not in self.papers else []
        if len(alike) > 1:
            self.findings.error(
                entry.at(*path),
                f"several papers may be meant by {cite(key)}",
                allowed=listed(alike),
                suggestion="write the key as the bibliography has it",
            )
        elif key not in self.papers and self.keys is not None and key not in self.keys:
            advice = entry.advise_one_of(self.known.meant(key), *path)
            self.findings.error(entry.at(*path), f"papers.yaml has no paper '{key}'", suggestion=advice)
        return self.papers.get(key)

    def _address(self, text: str | None, entry: Decoded[Any], *path: str | int) -> str | None:
        return self.addresses.read(text, entry, *path) if text is not None else None

    def _arxiv(self, text: str | None, entry: Decoded[Any], *path: str | int) -> str | None:
        """Return an arXiv identifier without its version; any way of writing it that arXiv itself uses will do."""
        identifier = named_arxiv(text or "") or named_arxiv(arxiv_id(text or "") or "")
        if text is None or identifier:
            return identifier
        self.findings.warning(
            entry.at(*path),
            f"{cite(text)} is not an arXiv identifier",
            allowed="an identifier such as 2310.11986 or cs/0301012",
        )
        return None

    def _doi(self, text: str | None, entry: Decoded[Any], *path: str | int) -> str | None:
        name = named_doi(text or "") or doi_of(text or "")
        if text is not None and name is None:
            self.findings.warning(entry.at(*path), f"{cite(text)} is not a DOI", allowed="a name such as 10.1000/182")
        return name


def at_address(url: str, title: str | None = None) -> Paper:
    """Return the work at an address; one that leads into a work stands for the whole of it."""
    return Paper("", title, arxiv=arxiv_id(url), doi=doi_of(url), url=url.partition("#")[0])


def works_read(sections: Iterable[ReadingSection]) -> tuple[Paper, ...]:
    """Return the works that readings are of, those first that a reading is of as a whole, as their titles count."""
    readings = [reading for section in sections for reading in section.readings]
    readings.sort(key=lambda reading: is_part(reading.url or ""))
    return tuple(
        Paper(
            key=reading.paper or "",
            title=reading.title if reading.title != fallback_title(reading) else None,
            authors=reading.authors,
            year=reading.year,
            arxiv=reading.arxiv,
            doi=reading.doi,
            url=(reading.url or "").partition("#")[0] or None,
            code=reading.code,
        )
        for reading in readings
    )


def _with_paper(reading: Reading, paper: Paper | None) -> Reading:
    """Return a reading with what it does not say itself taken from its paper."""
    if paper is None:
        return reading
    return replace(
        reading,
        paper=paper.key,
        title=reading.title or paper.title or "",
        url=reading.url or paper.url or _place(paper.arxiv, paper.doi),
        arxiv=reading.arxiv or paper.arxiv,
        doi=reading.doi or paper.doi,
        code=paper.code,
        authors=reading.authors or paper.authors,
        year=reading.year or paper.year,
    )


def _place(arxiv: str | None, doi: str | None) -> str | None:
    """Return the address of a work with an identifier."""
    if arxiv:
        return f"https://arxiv.org/abs/{arxiv}"
    return "https://doi.org/" + quote(doi, safe="/:;()") if doi else None


def fallback_title(reading: Reading) -> str:
    """Return what to call a reading that nobody gave a title."""
    if reading.arxiv:
        return f"arXiv:{reading.arxiv}"
    if reading.doi:
        return f"doi:{reading.doi}"
    return unquote((reading.url or "").partition("://")[2] or reading.url or "").rstrip("/")
