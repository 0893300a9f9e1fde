"""What is read: papers.yaml, and readings with everything known of their papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, unquote

from rig_site.content.findings import Findings, cite, did_you_mean
from rig_site.content.resolve.addresses import Addresses
from rig_site.content.resolve.references import references
from rig_site.content.schema.decode import Decoded, Keys
from rig_site.content.schema.parts import Reading as WrittenReading
from rig_site.content.schema.shapes import Paper as WrittenPaper
from rig_site.content.schema.texts import one_line
from rig_site.content.schema.written import WrittenContent
from rig_site.diagnostics import Position
from rig_site.model.catalogue import ARXIV_ID, arxiv_id, doi_of, is_part
from rig_site.model.catalogue import entry as catalogued
from rig_site.model.paper import Paper, identities, identity
from rig_site.model.permalink import slug
from rig_site.model.session import Reading, ReadingSection

_ARXIV = re.compile(rf"(?i:arxiv:)?\s*({ARXIV_ID})(?:v\d+)?", re.ASCII)
_NEW_ARXIV = re.compile(r"(\d\d)(0[1-9]|1[0-2])\.(\d{4,5})", re.ASCII)
_DOI = re.compile(r"(?i:doi:)?\s*(10\.\d{4,9}/\S+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Title:
    text: str
    at: Position


class PaperIndex:
    """The papers of papers.yaml and references.bib, and the titles that readings give to works."""

    def __init__(self, written: WrittenContent, addresses: Addresses, findings: Findings) -> None:
        self.addresses = addresses
        self.findings = findings
        self.keys = written.paper_keys
        self.listed: list[Paper] = []
        self.references: list[Paper] = []
        self.papers: dict[str, Paper] = {}
        self.by_identity: dict[str, Paper] = {}
        self.titles: dict[str, _Title] = {}
        if written.papers:
            for key, paper in written.papers.value.root.items():
                self._add(key, paper, written.papers)
        for key, (work, at) in references(written.references, findings).items():
            self.references.append(work)
            self.papers.setdefault(work.key, work)
            self._register(self.papers.setdefault(key, work), at)

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
        if (match := _ARXIV.fullmatch(text)) and _exists(match[1]):
            return Paper("", arxiv=match[1])
        if match := _DOI.fullmatch(text):
            return Paper("", doi=match[1])
        address = text if text.startswith(("https://", "http://")) else f"https://{text}"
        if address == text or arxiv_id(address) or doi_of(address) or catalogued(address):
            return at_address(address)
        names = {slug(name): paper for paper in self.papers.values() for name in (paper.title, *paper.aliases) if name}
        return names.get(slug(text))

    def _add(self, key: str, written: WrittenPaper, entry: Decoded[Any]) -> None:
        paper = Paper(
            key=key,
            title=written.title,
            authors=tuple(written.authors),
            year=written.year,
            venue=written.venue,
            arxiv=self._arxiv(written.arxiv, entry, key, "arxiv"),
            doi=self._doi(written.doi, entry, key, "doi"),
            url=self._address(written.url, entry, key, "url"),
            code=self._address(written.code, entry, key, "code"),
            aliases=tuple(written.aliases),
        )
        self.papers[key] = paper
        self.listed.append(paper)
        self._register(paper, entry.at(key, "title"))

    def _register(self, paper: Paper, at: Position) -> None:
        for known in identities(paper):
            self.by_identity.setdefault(known, paper)
            self._note_title(known, paper.title, at)

    def _reading(self, written: WrittenReading, entry: Decoded[Any], path: Keys) -> Reading:
        arxiv = self._arxiv(written.arxiv, entry, *path, "arxiv")
        doi = self._doi(written.doi, entry, *path, "doi")
        url = self._address(written.url, entry, *path, "url")
        if written.file is not None:
            url = self.addresses.file(written.file, entry, *path, "file")
        known = identity(arxiv=arxiv, doi=doi, url=url)
        paper = self._paper(written.paper, entry, *path, "paper") if written.paper else None
        paper = paper or (self.by_identity.get(known) if known else None)
        if known and not (url and is_part(url)):  # a part of the work has a title of its own
            self._note_title(known, written.title, entry.at(*path, "title"))
        elif paper:
            self._note_title(f"key:{paper.key}", written.title, entry.at(*path, "title"))
        unreadable = written.arxiv or written.doi if not known else None
        return _with_paper(
            Reading(
                title=written.title or unreadable or "",
                url=url or _place(arxiv, doi),
                arxiv=arxiv or (arxiv_id(url) if url else None),
                doi=doi or (doi_of(url) if url else None),
                authors=tuple(written.authors),
                year=written.year,
                note=written.note,
                required=written.required,
            ),
            paper,
        )

    def _titled(self, reading: Reading) -> Reading:
        known = identity(arxiv=reading.arxiv, doi=reading.doi, url=reading.url)
        title = self.titles.get(known or "")
        return replace(reading, title=reading.title or (title.text if title else _name(reading)))

    def _note_title(self, known: str, title: str | None, at: Position) -> None:
        """Remember the first title of a work, and add where a later one differs in more than spelling."""
        if title is None:
            return
        first = self.titles.setdefault(known, _Title(title, at))
        if first.text != title and slug(first.text) != slug(title):
            self.findings.warning(
                at,
                f"this paper has another title in {first.at.path}:{first.at.line}: {cite(first.text)}",
                suggestion="use one of the two",
            )

    def _paper(self, key: str, entry: Decoded[Any], *path: str | int) -> Paper | None:
        if key not in self.papers and self.keys is not None and key not in self.keys:
            meant = did_you_mean(key, sorted({*self.keys, *self.papers}))
            self.findings.error(entry.at(*path), f"papers.yaml has no paper '{key}'", suggestion=meant)
        return self.papers.get(key)

    def _address(self, text: str | None, entry: Decoded[Any], *path: str | int) -> str | None:
        return self.addresses.read(text, entry, *path) if text is not None else None

    def _arxiv(self, text: str | None, entry: Decoded[Any], *path: str | int) -> str | None:
        """Return an arXiv identifier without its version; any way of writing it that arXiv itself uses will do.

        Source: arXiv, "Understanding the arXiv identifier": five digits
        after the point since January 2015, four before.
        """
        match = _ARXIV.fullmatch(text or "")
        identifier = match[1] if match else arxiv_id(text or "")
        if text is None or (identifier and _exists(identifier)):
            return identifier
        self.findings.warning(
            entry.at(*path),
            f"{cite(text)} is not an arXiv identifier",
            allowed="an identifier such as 2310.11986 or cs/0301012",
        )
        return None

    def _doi(self, text: str | None, entry: Decoded[Any], *path: str | int) -> str | None:
        match = _DOI.fullmatch(text or "")
        name = match[1] if match else doi_of(text or "")
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
            title=reading.title if reading.title != _name(reading) else None,
            authors=reading.authors,
            year=reading.year,
            arxiv=reading.arxiv,
            doi=reading.doi,
            url=(reading.url or "").partition("#")[0] or None,
            code=reading.code,
        )
        for reading in readings
    )


def _exists(identifier: str) -> bool:
    """Tell whether an arXiv identifier has the digits its month asks for."""
    match = _NEW_ARXIV.fullmatch(identifier)
    if not match:
        return "/" in identifier
    return len(match[3]) == (5 if int(match[1]) >= 15 else 4)


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


def _name(reading: Reading) -> str:
    """Return what to call a reading that nobody gave a title."""
    if reading.arxiv:
        return f"arXiv:{reading.arxiv}"
    if reading.doi:
        return f"doi:{reading.doi}"
    return unquote((reading.url or "").partition("://")[2] or reading.url or "").rstrip("/")
