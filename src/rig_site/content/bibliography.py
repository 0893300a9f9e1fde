"""Bibliographies of other programs become works of papers.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from rig_site.content.citations import bibtex, csl
from rig_site.content.citations.citation import Citation
from rig_site.content.findings import Findings
from rig_site.content.resolve.references import paper_keys
from rig_site.content.schema import shapes
from rig_site.content.schema.decode import decode
from rig_site.content.sources.additions import with_paper
from rig_site.content.sources.nodes import parse
from rig_site.content.sources.source import Source
from rig_site.content.works import PAPERS, entry_names, names_of, paper_fields
from rig_site.diagnostics import Problem
from rig_site.model.paper import Paper, key_made_of
from rig_site.model.permalink import slug


class Described(Struct, frozen=True):
    """The works of bibliographies: `text` is that of papers.yaml with those that are `added`; others are `known`."""

    text: str
    added: int
    known: int
    problems: tuple[Problem, ...]


def is_bibliography(path: str, text: str) -> bool:
    """Tell whether a document is BibTeX by its name, or CSL-JSON by what it holds."""
    return path.endswith(".bib") or (path.endswith(".json") and csl.citations(text) is not None)


def described(papers: str, bibliographies: Iterable[tuple[str, str]]) -> Described:
    """Return papers.yaml, given as its text, with the works of bibliographies, given as their paths and texts.

    A work that is there already, or that a bibliography before it has,
    stays as it is.
    """
    source = Source(PAPERS, papers)
    node = parse(source, Findings())
    entry = decode(shapes.Papers, node, source, Findings()) if node and node.value else None
    listed = entry.value.root if entry else {}
    known = {name for key, each in listed.items() for name in _named(entry_names(key, each), each.title)}
    taken = {key.casefold() for key in listed}
    problems: list[Problem] = []
    text, added, again = papers, 0, 0
    for path, written in bibliographies:
        works, found = _works(path, written)
        problems += found
        for key, citation in works.items():
            names = _named(names_of(citation), citation.title)
            if known.intersection(names):
                again += 1
                continue
            known.update(names)
            text = with_paper(text, _free(key, taken), paper_fields(citation, None))
            added += 1
    return Described(text, added, again, tuple(problems))


def _works(path: str, text: str) -> tuple[Mapping[str, Citation], tuple[Problem, ...]]:
    """Return the works of a bibliography by the keys they may have, and what is wrong with the others."""
    if path.endswith(".json"):
        return {_made_key(citation): citation for citation in csl.citations(text) or ()}, ()
    works, problems = bibtex.citations(Source(path, text))
    keys = paper_keys(works, ())
    return {keys[key]: citation for key, citation in works.items()}, problems


def _made_key(citation: Citation) -> str:
    made = key_made_of(Paper("", arxiv=citation.arxiv, doi=citation.doi, url=citation.url))
    return made or slug(citation.title)[:60].rstrip("-") or "paper"


def _named(names: Iterable[str], title: str | None) -> tuple[str, ...]:
    """Return what a work is known by; one that has nothing else is known by its title."""
    own = tuple(name for name in names if not name.startswith("key:"))
    return own or ((f"title:{slug(title)}",) if title else ())


def _free(key: str, taken: set[str]) -> str:
    """Return the key, or one with a number where it is taken, and take it."""
    free, number = key, 1
    while free.casefold() in taken:
        number += 1
        free = f"{key}-{number}"
    taken.add(free.casefold())
    return free
