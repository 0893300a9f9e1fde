"""The works that a text cites: what each is called in it, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from string import ascii_lowercase

from msgspec import Struct
from msgspec.structs import replace

from rig_site.language.language import Language
from rig_site.model.paper import Paper, identities, name_of, parted, places, stands_for_others
from rig_site.model.site_map import SiteMap
from rig_site.model.text import CitationLink, Text
from rig_site.render.words import in_a_row

LONGEST_NAME = 40
"""How many characters of its title stand for a work without authors."""


class Reference(Struct, frozen=True):
    """A work that a text cites; `anchor` is its id in the list, `authors` what it is called by, and so is `year`.

    Of works by the same authors from one year, each year has a letter.
    """

    anchor: str
    paper: Paper
    authors: str
    year: str

    def words(self, citation: CitationLink, language: Language) -> str:
        """Return what a citation says."""
        if citation.by_year and self.year:
            return self.year
        return in_a_row((self.authors, self.year), language) if self.year else self.authors


def references(text: Text, site_map: SiteMap) -> Mapping[str, Reference]:
    """Return the works that a text cites by the keys it cites them by, in the order of a list."""
    anchors: dict[tuple[str, ...], str] = {}
    papers: dict[str, Paper] = {}
    for citation in text.citations:
        if paper := site_map.cited(citation.key):
            papers[citation.key] = paper
            anchors.setdefault(identities(paper), f"ref:{citation.key}")
    found = {key: _reference(anchors[identities(paper)], paper) for key, paper in papers.items()}
    return dict(sorted(_told_apart(found).items(), key=lambda pair: (_order(pair[1]), pair[0])))


def address_of(paper: Paper, site_map: SiteMap) -> str | None:
    """Return where to read of a work: its page here, else where it is published; None for one that is only named."""
    known = places(arxiv=paper.arxiv, doi=paper.doi, url=paper.url)
    return site_map.paper(paper.key) or next((place.url for place in known), paper.url)


def _reference(anchor: str, paper: Paper) -> Reference:
    families = [parted(author)[0] for author in paper.authors if not stands_for_others(author)]
    if not families:
        title = name_of(paper)
        short = title if len(title) <= LONGEST_NAME else title[:LONGEST_NAME].rpartition(" ")[0] + "…"
        authors = short
    elif len(families) > 2 or len(families) < len(paper.authors):
        authors = f"{families[0]} et al."
    else:
        authors = " & ".join(families)
    return Reference(anchor, paper, authors, str(paper.year or ""))


def _told_apart(found: Mapping[str, Reference]) -> dict[str, Reference]:
    """Return the references with letters behind the years of those that would be called the same."""
    years: dict[str, str] = {}
    for _, alike in groupby(sorted(_distinct(found.values()), key=_order), key=lambda each: (each.authors, each.year)):
        several = list(alike)
        for reference, letter in zip(several, ascii_lowercase, strict=False):
            years[reference.anchor] = reference.year + (letter if len(several) > 1 and reference.year else "")
    return {key: replace(each, year=years.get(each.anchor, each.year)) for key, each in found.items()}


def _distinct(found: Iterable[Reference]) -> Iterable[Reference]:
    return {reference.anchor: reference for reference in found}.values()


def _order(reference: Reference) -> tuple[str, str, str]:
    return reference.authors.casefold(), reference.year, name_of(reference.paper).casefold()
