"""BibTeX of what was read: of a session, a person, a topic and all papers, and `rig-site export --format bib`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.paper import stands_for_others
from rig_site.model.permalink import slug
from rig_site.model.relations import reading_lists
from rig_site.outputs.edition import Edition
from rig_site.outputs.exports.works import Work, read_in, work_of, works, works_key
from rig_site.outputs.text import one_line

NAME = "readings.bib"
ALL_PAPERS = "papers/papers.bib"

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


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield a file for each session, person and topic with something to cite, and one with all papers."""
    site = edition.site
    for page, sessions in reading_lists(site).items():
        key = digest(tuple(works_key(session, edition) for session in sessions))
        yield Artifact(page + NAME, key, partial(works, read_in(sessions), edition), encode_bibliography)
    if site.papers:
        papers = tuple(work_of(paper, edition) for paper in site.papers)
        yield Artifact.of(ALL_PAPERS, papers, encode_bibliography)


def export(edition: Edition) -> bytes:
    """Return everything the group has read and will read, each work once."""
    return encode_bibliography(
        works((section for session in edition.site.sessions for section in session.readings), edition)
    )


def encode_bibliography(view: tuple[Work, ...]) -> bytes:
    """Return the works as BibTeX in UTF-8.

    A key is made of the first author's last name, the year and the title's
    first words; a second of a name ends in `-2`.
    """
    keys: set[str] = set()
    numbers: Counter[str] = Counter()
    return "\n".join(_entry(work, _key(work, keys, numbers)) for work in view).encode()


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
