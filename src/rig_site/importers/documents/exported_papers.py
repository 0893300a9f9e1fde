"""Works of our own exports: what papers.yaml says of each, and what is left for the readings to say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from rig_site.importers.draft import ReadingDraft
from rig_site.model.catalogue import arxiv_id, doi_of
from rig_site.model.paper import Paper, identities, key_made_of, places
from rig_site.yaml_writer import Value


class ExportedLibrary:
    """The works of an export and its readings, both as its JSON has them.

    `entries` are those of papers.yaml by their keys: only works of which
    the readings do not say everything.
    """

    def __init__(self, papers: Collection[Mapping[str, Any]], readings: Iterable[Mapping[str, Any]]) -> None:
        self._papers = [_paper(one) for one in papers]
        self._by_name = {name: paper for paper in reversed(self._papers) for name in identities(paper)}
        self._read: dict[str, list[Mapping[str, Any]]] = {paper.key: [] for paper in self._papers}
        for reading in readings:
            paper = self._paper_of(reading)
            if paper:
                self._read[paper.key].append(reading)
        self.entries = {
            paper.key: self._entry(paper, one)
            for paper, one in zip(self._papers, papers, strict=True)
            if self._says_more(paper, one)
        }

    @property
    def keys(self) -> list[str]:
        """The keys of all works; those that are in no file are made again of their addresses."""
        return [paper.key for paper in self._papers]

    def reading(self, one: Mapping[str, Any]) -> ReadingDraft:
        """Return a reading as it is to be written: found by what it was found by, and without what its work says."""
        url, arxiv, doi = one.get("url"), one.get("arxiv"), one.get("doi")
        paper = self._paper_of(one)
        entry = self.entries.get(paper.key, {}) if paper else {}
        source: Mapping[str, Value] = {"paper": paper.key} if paper and entry and not url else found_at(url, arxiv, doi)
        authors, year = list(map(str, one.get("authors") or ())), str(one["year"]) if one.get("year") else None
        fields: dict[str, Value] = {
            **source,
            "title": one.get("title"),
            "authors": authors if authors and authors != entry.get("authors") else None,
            "year": year if year != entry.get("year") else None,
            "required": one.get("required"),
            "note": one.get("note"),
        }
        written = {name: value for name, value in fields.items() if value is not None}
        return ReadingDraft(str(one.get("title") or url or ""), url, one.get("note"), written)

    def _paper_of(self, reading: Mapping[str, Any]) -> Paper | None:
        """Return the work that a reading is of: the one with its identifier, or the one that has its title alone."""
        named = self._by_name.get(f"key:{reading.get('paper')}")
        names = _names(reading)
        if named or names:
            return named or next((self._by_name[name] for name in names if name in self._by_name), None)
        authors = tuple(reading.get("authors") or ())
        return next(
            (
                paper
                for paper in self._papers
                if not (paper.arxiv or paper.doi or paper.url)
                and (paper.title, paper.authors, paper.year) == (reading.get("title"), authors, reading.get("year"))
            ),
            None,
        )

    def _says_more(self, paper: Paper, one: Mapping[str, Any]) -> bool:
        """Tell whether there is more to say of a work than its readings say; those name it where its group lists it."""
        readings = self._read[paper.key]
        if readings and all("paper" in reading for reading in readings):
            return any(reading["paper"] for reading in readings)
        titles = {reading.get("title") for reading in self._read[paper.key]}
        known_by = [name for name in identities(paper) if not name.startswith("key:")]
        more = (
            paper.venue,
            paper.code,
            one.get("abstract"),
            self._shared(paper, "authors"),
            self._shared(paper, "year"),
            len(known_by) > 1,
            self._aliases(paper),
        )
        own_key = not re.fullmatch(rf"{re.escape(key_made_of(paper))}(?:-\d+)?", paper.key)
        return any(more) or own_key or paper.title not in titles

    def _shared(self, paper: Paper, field: str) -> Any:
        """Return what a work says in a field, unless some reading of it does not have that: then only others say it."""
        said = getattr(paper, field)
        return said if all(reading.get(field) for reading in self._read[paper.key]) else None

    def _aliases(self, paper: Paper) -> list[Value]:
        """Return the addresses of its readings that do not tell by themselves which work they lead to."""
        known = set(identities(paper))
        urls = (reading["url"] for reading in self._read[paper.key] if reading.get("url"))
        return list(dict.fromkeys(url for url in urls if not known & set(_names({"url": url}))))

    def _entry(self, paper: Paper, one: Mapping[str, Any]) -> Mapping[str, Value]:
        """Return the entry of a work in papers.yaml."""
        year = self._shared(paper, "year")
        derived = (_place(arxiv=paper.arxiv), _place(doi=paper.doi))
        fields: dict[str, Value] = {
            "title": paper.title,
            "authors": list(self._shared(paper, "authors") or ()) or None,
            "year": str(year) if year else None,
            "venue": paper.venue,
            "arxiv": paper.arxiv,
            "doi": paper.doi,
            "url": None if paper.url in derived and self._read[paper.key] else paper.url,
            "code": paper.code,
            "abstract": one.get("abstract"),
            "aliases": self._aliases(paper) or None,
        }
        return {name: value for name, value in fields.items() if value is not None}


def _names(reading: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a reading is known by beside its title."""
    return identities(Paper("", arxiv=reading.get("arxiv"), doi=reading.get("doi"), url=reading.get("url")))


def found_at(url: str | None, arxiv: str | None = None, doi: str | None = None) -> Mapping[str, Value]:
    """Return by what a reading is found that leads to an address, so that it leads to just that address again."""
    arxiv, doi = arxiv or arxiv_id(url or ""), doi or doi_of(url or "")
    if url and url == _place(arxiv=arxiv):
        return {"arxiv": arxiv}
    if url and url == _place(doi=doi):
        return {"doi": doi}
    return {"url": url} if url else {}


def _place(*, arxiv: str | None = None, doi: str | None = None) -> str | None:
    """Return the address at which a work with an identifier is found."""
    return next((link.url for link in places(arxiv=arxiv, doi=doi, url=None)), None)


def _paper(one: Mapping[str, Any]) -> Paper:
    return Paper(
        str(one["key"]),
        one.get("title"),
        tuple(map(str, one.get("authors") or ())),
        one.get("year"),
        one.get("venue"),
        one.get("arxiv"),
        one.get("doi"),
        one.get("url"),
        one.get("code"),
    )
