"""What was read, as bibliographies and reference managers are told of it: each work once."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from rig_site.cache.digest import digest
from rig_site.model.catalogue import arxiv_id, doi_of
from rig_site.model.paper import Paper, identity, name_of
from rig_site.model.session import Reading, ReadingSection, Session
from rig_site.outputs.details import absolute
from rig_site.outputs.edition import Edition
from rig_site.outputs.text import one_line


class Work(Struct, frozen=True):
    """Something read, as a bibliography cites it; `url` is absolute.

    It is `published` unless it is merely a page or a video.
    """

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    published: bool = True


def works(sections: Iterable[ReadingSection], edition: Edition) -> tuple[Work, ...]:
    """Return the works read, in the order they were first read.

    A work is told from another by its paper, its arXiv identifier, DOI or
    address, else by its title; what the first reading of it leaves out, a later one
    may say.
    """
    found: dict[str, Work] = {}
    for section in sections:
        for reading in section.readings:
            known, work = edition.once(_work, reading)
            found[known] = _together(found[known], work) if known in found else work
    return tuple(found.values())


def read_in(sessions: Iterable[Session]) -> tuple[ReadingSection, ...]:
    """Return everything that is read in some sessions."""
    return tuple(section for session in sessions for section in session.readings)


def works_key(session: Session, edition: Edition) -> bytes:
    """Return a digest of all that the works read in a session depend on."""
    return edition.once(_works_key, session)


def work_of(paper: Paper, edition: Edition) -> Work:
    """Return a paper as a work; one that nobody gave an author is only published if a catalogue knows it."""
    arxiv, doi = paper.arxiv or arxiv_id(paper.url or ""), paper.doi or doi_of(paper.url or "")
    return Work(
        title=one_line(name_of(paper)),
        authors=paper.authors,
        year=paper.year,
        venue=paper.venue,
        arxiv=arxiv,
        doi=doi,
        url=absolute(paper.url, edition) if paper.url else None,
        published=bool(arxiv or doi or paper.authors),
    )


def _works_key(session: Session, edition: Edition) -> bytes:
    papers = (_paper(reading, edition) for section in session.readings for reading in section.readings)
    return digest(session.readings, tuple(papers))


def _paper(reading: Reading, edition: Edition) -> tuple[str | None, str | None]:
    """Return the key and the venue of the paper that a reading is of."""
    paper = edition.related.paper(reading)
    return (paper.key, paper.venue) if paper else (None, None)


def _work(reading: Reading, edition: Edition) -> tuple[str, Work]:
    """Return a reading as a work, and what it is told from others by."""
    key, venue = _paper(reading, edition)
    work = Work(
        title=one_line(reading.title),
        authors=tuple(filter(None, map(one_line, reading.authors))),
        year=reading.year,
        venue=venue,
        arxiv=reading.arxiv or (arxiv_id(reading.url) if reading.url else None),
        doi=reading.doi or (doi_of(reading.url) if reading.url else None),
        url=absolute(reading.url, edition) if reading.url else None,
        published=reading.is_citable,
    )
    return key or identity(arxiv=work.arxiv, doi=work.doi, url=reading.url) or work.title, work


def _together(first: Work, later: Work) -> Work:
    return replace(
        first,
        authors=first.authors or later.authors,
        year=first.year or later.year,
        venue=first.venue or later.venue,
        arxiv=first.arxiv or later.arxiv,
        doi=first.doi or later.doi,
        url=first.url or later.url,
        published=first.published or later.published,
    )
