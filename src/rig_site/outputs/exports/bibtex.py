"""BibTeX of readings: `readings.bib` beside a session's page, and `rig-site export --format bib`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.catalogue import arxiv_id, doi_of
from rig_site.model.paper import identity, stands_for_others
from rig_site.model.permalink import session_path, slug
from rig_site.model.session import Reading, ReadingSection, is_citable
from rig_site.outputs.details import absolute
from rig_site.outputs.edition import Edition
from rig_site.outputs.text import one_line

NAME = "readings.bib"

_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\lbrace{}",
        "}": r"\rbrace{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
"""What LaTeX would take for markup.  BibTeX counts even an escaped brace, so braces get a name."""

_ENCODED = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_JUNIOR = re.compile(r",\s*(?:[JS]r\.?|I{2,3}|IV)$", re.IGNORECASE)
_SEVERAL = re.compile(rf"\band\b|,.*,|{_JUNIOR.pattern}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Work:
    """Something read, as a bibliography cites it; `url` is absolute."""

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield `readings.bib` for each session with something to cite."""
    for session in edition.site.sessions:
        if session.is_event and is_citable(session.readings):
            read = tuple(_paper(reading, edition) for section in session.readings for reading in section.readings)
            yield Artifact(
                session_path(session.id) + NAME,
                digest(session.readings, read),
                partial(works, session.readings, edition),
                encode_bibliography,
            )


def export(edition: Edition) -> bytes:
    """Return everything the group has read and will read, each work once."""
    return encode_bibliography(
        works((section for session in edition.site.sessions for section in session.readings), edition)
    )


def works(sections: Iterable[ReadingSection], edition: Edition) -> tuple[Work, ...]:
    """Return the works read, in the order they were first read.

    A work is told from another by its paper, its arXiv identifier, DOI or
    address, else by its title; what the first reading of it leaves out, a later one
    may say.
    """
    found: dict[str, Work] = {}
    for section in sections:
        for reading in section.readings:
            key, venue = _paper(reading, edition)
            work = _work(reading, venue, edition)
            known = key or identity(arxiv=work.arxiv, doi=work.doi, url=reading.url) or work.title
            found[known] = _together(found.get(known, work), work)
    return tuple(found.values())


def encode_bibliography(view: tuple[Work, ...]) -> bytes:
    """Return the works as BibTeX in UTF-8.

    A key is made of the first author's last name, the year and the title's
    first words; a second of a name ends in `-2`.
    """
    keys: set[str] = set()
    numbers: Counter[str] = Counter()
    return "\n".join(_entry(work, _key(work, keys, numbers)) for work in view).encode()


def _paper(reading: Reading, edition: Edition) -> tuple[str | None, str | None]:
    """Return the key and the venue of the paper that a reading is of."""
    paper = edition.related.paper(reading)
    return (paper.key, paper.venue) if paper else (None, None)


def _work(reading: Reading, venue: str | None, edition: Edition) -> Work:
    return Work(
        title=one_line(reading.title),
        authors=tuple(filter(None, map(one_line, reading.authors))),
        year=reading.year,
        venue=venue,
        arxiv=reading.arxiv or (arxiv_id(reading.url) if reading.url else None),
        doi=reading.doi or (doi_of(reading.url) if reading.url else None),
        url=absolute(reading.url, edition) if reading.url else None,
    )


def _together(first: Work, later: Work) -> Work:
    return replace(
        first,
        authors=first.authors or later.authors,
        year=first.year or later.year,
        venue=first.venue or later.venue,
        arxiv=first.arxiv or later.arxiv,
        doi=first.doi or later.doi,
        url=first.url or later.url,
    )


def _key(work: Work, taken: set[str], numbers: Counter[str]) -> str:
    words = slug(work.title).split("-")[:3]
    if work.authors:
        name = _JUNIOR.sub("", work.authors[0])
        words = [slug(name.partition(",")[0] if "," in name else name.split()[-1]), str(work.year or ""), *words]
    elif work.year:
        words = [str(work.year), *words]
    wanted = "-".join(filter(None, (word.encode("ascii", "ignore").decode() for word in words))) or "reading"
    key = wanted
    while key in taken:
        numbers[wanted] += 1
        key = f"{wanted}-{numbers[wanted] + 1}"
    taken.add(key)
    return key


def _entry(work: Work, key: str) -> str:
    """Return an entry; `@misc` is the kind that demands no field, as little is known for sure."""
    fields = {
        "title": "{" + work.title.translate(_ESCAPED) + "}",
        "author": " and ".join(map(_author, work.authors)),
        "year": str(work.year or ""),
        "howpublished": one_line(work.venue or "").translate(_ESCAPED),
        "eprint": work.arxiv or "",
        "archiveprefix": "arXiv" if work.arxiv else "",
        "doi": (work.doi or "").translate(_ENCODED),
        "url": (work.url or "").translate(_ENCODED),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _author(name: str) -> str:
    """Return a name as one author, in braces where BibTeX would read several people or parts in it."""
    if stands_for_others(name):
        return "others"
    escaped = name.translate(_ESCAPED)
    return f"{{{escaped}}}" if _SEVERAL.search(name) else escaped
