"""COinS: works as reference managers such as Zotero take them off a page, all of a list at one click.

A work is an OpenURL (ANSI/NISO Z39.88-2004) in the title of a `span` of the
class Z3988.  It is written for Zotero's way of reading one
(`Zotero.OpenURL.parseContextObject`): pairs are parted at `&` and `=`, a
plus is a blank even where it is percent-encoded, the author's name is
parted at its comma, and an address under `rft_id` is the work's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from rig_site.model.paper import parted, stands_for_others
from rig_site.outputs.exports.works import Work

MOST_OFFERED = 1_000
"""How many works a page offers: a list to choose from is of no use beyond that, but its BibTeX is."""


def coins(works: Sequence[Work]) -> tuple[str, ...]:
    """Return the works that are published, each as the title of its span; none where there are too many."""
    return tuple(context_object(work) for work in works if work.published) if len(works) <= MOST_OFFERED else ()


def context_object(work: Work) -> str:
    """Return a work as an OpenURL, percent-encoded throughout.

    What has a DOI or a venue is an article, what only arXiv has a preprint.
    A name that ends in a comma is a whole one.

    >>> context_object(Work("Scaling = all?", ("Lead A",), 2020, arxiv="2001.08361")).split("&")[2:6]
    ['rft.type=preprint', 'rft.title=Scaling%20%3D%20all%3F', 'rft.au=A%2C%20Lead', 'rft.date=2020']
    """
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in _pairs(work) if value)


def _pairs(work: Work) -> Iterator[tuple[str, str]]:
    yield "ctx_ver", "Z39.88-2004"
    if work.doi or work.venue:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"
        yield "rft.genre", "article"
        yield "rft.atitle", work.title
        yield "rft.jtitle", work.venue or ""
    else:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
        yield "rft.type", "preprint" if work.arxiv else "webpage" if work.url else "document"
        yield "rft.title", work.title
    yield from (("rft.au", name) for name in _names(work.authors))
    yield "rft.date", str(work.year or "")
    if work.doi and "+" not in work.doi:
        yield "rft_id", f"info:doi/{work.doi}"
    yield "rft_id", _address(work).replace("+", "%2B")


def _names(authors: Iterable[str]) -> Iterator[str]:
    for author in authors:
        if not stands_for_others(author):
            family, given = parted(author)
            yield f"{family}, {given}" if given else f"{family},"


def _address(work: Work) -> str:
    if work.arxiv:
        return f"https://arxiv.org/abs/{work.arxiv}"
    return f"https://doi.org/{quote(work.doi, safe='/:;()')}" if work.doi else work.url or ""
