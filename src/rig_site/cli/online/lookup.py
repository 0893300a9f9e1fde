"""From a link, or from a file of another program, to what is known of the work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from rig_site.network.client import HttpClient, RequestFailedError, host, is_web
from rig_site.network.services import CSL, Inquiry, doi_in, inquiry, is_closed

if TYPE_CHECKING:
    from rig_site.content.citations.citation import Citation

LARGEST_FILE = 50_000_000
_PDF = "application/pdf"
_HOST = re.compile(r"(?:[a-z\d-]+\.)+[a-z]{2,}/", re.IGNORECASE)


class NotFoundError(Exception):
    """Why nothing is known of a work, in words; `unreachable` is the host that gave no answer at all."""

    def __init__(self, what: str, *, unreachable: str | None = None) -> None:
        super().__init__(what)
        self.unreachable = unreachable


class LookedUp(Struct, frozen=True):
    """A work, and the field of a reading that it is found by: `arxiv`, `doi` or `url`, none for a title alone."""

    citation: Citation
    source: Mapping[str, str]


def source_of(link: str) -> dict[str, str]:
    """Return the field that a reading of a link has; nothing for text that is none.

    >>> source_of("https://arxiv.org/abs/1706.03762v7"), source_of("doi:10.1000/182"), source_of("attention")
    ({'arxiv': '1706.03762'}, {'doi': '10.1000/182'}, {})
    """
    from rig_site.model.catalogue import arxiv_id, arxiv_of_doi, doi_of, named_arxiv, named_doi

    doi = named_doi(link) or doi_of(link)
    if arxiv := named_arxiv(link) or arxiv_id(link) or (arxiv_of_doi(doi) if doi else None):
        return {"arxiv": arxiv}
    return {"doi": doi} if doi else {"url": link} if is_web(link) else {}


def with_scheme(link: str) -> str:
    """Return an address that lacks only its scheme with it; anything else, and the name of a file, as it is.

    >>> with_scheme("arxiv.org/abs/1706.03762"), with_scheme("10.1000/182"), with_scheme("no/such.bib")
    ('https://arxiv.org/abs/1706.03762', '10.1000/182', 'no/such.bib')
    """
    return f"https://{link}" if _HOST.match(link) and not Path(link).exists() else link


def in_file(path: Path, client: HttpClient, services: Mapping[str, str]) -> list[LookedUp]:
    """Return the works that a file describes: BibTeX, CSL-JSON as Zotero exports it, or the one that a PDF is."""
    from rig_site.content.citations import bibtex, csl, pdf
    from rig_site.content.sources.source import Source

    if path.stat().st_size > LARGEST_FILE:
        raise NotFoundError(f"{path}: it is larger than {LARGEST_FILE // 1_000_000} MB")
    content = path.read_bytes()
    if content.startswith(b"%PDF-"):
        doi = pdf.doi(content)
        if doi is None:
            raise NotFoundError(f"{path}: it names no DOI of its own; add its link, or its BibTeX, instead")
        return [LookedUp(look_up(doi, client, services), source_of(doi))]
    text = content.decode("utf-8-sig", "replace")
    if path.suffix == ".json":
        found = csl.citations(text)
        if found is None:
            raise NotFoundError(f"{path}: it is not CSL-JSON, as which Zotero exports 'CSL JSON'")
    else:
        works, problems = bibtex.citations(Source(path.name, text.replace("\0", "")))
        if problems and not works:
            raise NotFoundError(f"{path}:{problems[0].position.line}: {problems[0].what}")
        found = list(works.values())
    if not found:
        raise NotFoundError(f"{path}: it describes no work that has a title")
    return [LookedUp(each, _source(each)) for each in found]


def look_up(link: str, client: HttpClient, services: Mapping[str, str]) -> Citation:
    """Return what is known of the work that a link leads to; else a NotFoundError says why nothing is."""
    if is_closed(link):
        raise NotFoundError(
            f"{link}: {host(link)} lets no program read it; save the paper's BibTeX from its page as a file, paper.bib"
            " say, and add that instead of the link"
        )
    asked = inquiry(link, services)
    try:
        if asked:
            return _described(link, asked, client)
        return _at_page(link, client, services)
    except RequestFailedError as failed:
        if failed.status in (404, 410):
            raise NotFoundError(f"{link}: {host(failed.address)} knows no such work; is the link right?") from failed
        unreachable = None if failed.status else host(asked.address if asked else link)
        raise NotFoundError(f"{link}: {failed}", unreachable=unreachable) from failed


def asked_host(link: str, services: Mapping[str, str]) -> str:
    """Return the host that is asked for the work that a link leads to."""
    asked = inquiry(link, services)
    return host(asked.address if asked else link)


def _described(link: str, asked: Inquiry, client: HttpClient) -> Citation:
    from rig_site.content.citations import bibtex, csl
    from rig_site.content.sources.source import Source

    answer = client.get(asked.address, accept=asked.kind)
    text = answer.text
    found: list[Citation] | None
    if asked.kind == CSL:
        found = csl.citations(text) if "html" not in answer.kind else None
    else:
        found = list(bibtex.citations(Source("answer.bib", text.replace("\0", "")))[0].values())
    if not found:
        raise NotFoundError(
            f"{link}: {host(answer.address)} answers with something that does not describe a work ({answer.kind});"
            " add the paper's BibTeX instead"
        )
    return found[0]


def _at_page(link: str, client: HttpClient, services: Mapping[str, str]) -> Citation:
    from rig_site.content.citations import page, pdf

    answer = client.get(link, accept="text/html, application/xhtml+xml, application/pdf;q=0.9, */*;q=0.1")
    if answer.kind == _PDF or answer.content.startswith(b"%PDF-"):
        doi = pdf.doi(answer.content)
        if doi is None:
            raise NotFoundError(f"{link}: the PDF names no DOI of its own; add the link of its page, or its BibTeX")
        return look_up(doi, client, services)
    found = page.citation(answer.text) if "html" in answer.kind else None
    if found is None:
        raise NotFoundError(f"{link}: nothing there says what it is called ({answer.kind}); write its title by hand")
    return found


def _source(citation: Citation) -> dict[str, str]:
    if citation.arxiv:
        return {"arxiv": citation.arxiv}
    if citation.url and not (citation.doi and doi_in(citation.url)):
        return {"url": citation.url}
    return {"doi": citation.doi} if citation.doi else {}


def identified(found: LookedUp) -> Citation:
    """Return a work with the identifier that it is found by among its own."""
    citation, source = found.citation, found.source
    return replace(
        citation,
        arxiv=citation.arxiv or source.get("arxiv"),
        doi=citation.doi or source.get("doi"),
        url=citation.url or source.get("url"),
    )
