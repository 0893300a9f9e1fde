"""Which service knows a work, and how it is asked: doi.org for DOIs and arXiv, the ACL Anthology for its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from rig_site.model.catalogue import arxiv_id, doi_of, entry, named_arxiv, named_doi

DOI, ACL = "https://doi.org/", "https://aclanthology.org/"
"""The services, by the addresses that they have unless the environment says otherwise."""

CSL = "application/vnd.citationstyles.csl+json"
BIBTEX = "application/x-bibtex"
CLOSED = ("openreview.net",)
"""Sites that answer programs with a riddle."""

_OLD_ACL = re.compile(r"[a-z]\d{2}-\d{4}")
_WITHIN = re.compile(r"[/=](10\.\d{4,9}/[^\s?#&\"<>]+)")
_NATURE = re.compile(r"https?://(?:www\.)?nature\.com/articles/(s?\d[\w.-]+?)(?:\.pdf|_reference\.pdf)?/?(?:[?#].*)?")
_PART = re.compile(r"(?:/(?:full|pdf|epdf|abstract|meta|html|summary|fulltext))?(?:\.(?:full|abstract))*(?:\.pdf)?/?\Z")
_PREPRINT = re.compile(r"(10\.(?:1101|64898)/[\d.]+)v\d+", re.ASCII)


class Inquiry(Struct, frozen=True):
    """What is asked for a work: an address, and the media type of the answer."""

    address: str
    kind: str


def inquiry(link: str, services: Mapping[str, str]) -> Inquiry | None:
    """Return what to ask for the work that a link, an identifier or a DOI names; None where no service knows it.

    `services` are the addresses to ask instead of the services' own.

    >>> inquiry("https://arxiv.org/pdf/1706.03762v7", {}).address
    'https://doi.org/10.48550/arXiv.1706.03762'
    >>> inquiry("https://aclanthology.org/P17-1001.pdf", {}).address
    'https://aclanthology.org/P17-1001.bib'
    """
    arxiv = named_arxiv(link) or arxiv_id(link)
    if arxiv:
        return Inquiry(f"{services.get(DOI, DOI)}10.48550/arXiv.{arxiv}", CSL)
    name, _, known = (entry(link) or "").partition(":")
    if name == "acl":
        identifier = known.upper() if _OLD_ACL.fullmatch(known) else known
        return Inquiry(f"{services.get(ACL, ACL)}{identifier}.bib", BIBTEX)
    doi = named_doi(link) or doi_in(link)
    return Inquiry(f"{services.get(DOI, DOI)}{quote(doi, safe='/:;()')}", CSL) if doi else None


def doi_in(address: str) -> str | None:
    """Return the DOI in an address of doi.org or of a publisher, be it a page's or a PDF's.

    >>> doi_in("https://link.springer.com/content/pdf/10.1007/s11263-015-0816-y.pdf")
    '10.1007/s11263-015-0816-y'
    >>> doi_in("https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0000308&type=printable")
    '10.1371/journal.pone.0000308'
    >>> doi_in("https://www.biorxiv.org/content/10.1101/2021.10.04.463034v2.full.pdf")
    '10.1101/2021.10.04.463034'
    >>> doi_in("https://www.nature.com/articles/s41586-021-03819-2.pdf")
    '10.1038/s41586-021-03819-2'
    """
    if doi := doi_of(address):
        return _PART.sub("", doi)
    if nature := _NATURE.fullmatch(address):
        return f"10.1038/{nature[1]}"
    if not address.startswith(("https://", "http://")):
        return None
    parts = urlsplit(address)
    found = _WITHIN.search(unquote(f"{parts.path}?{parts.query}"))
    if not found:
        return None
    doi = _PART.sub("", found[1])
    preprint = _PREPRINT.match(doi)
    return preprint[1] if preprint else doi


def is_closed(address: str) -> bool:
    """Tell whether an address is on a site that lets no program read it."""
    host = urlsplit(address).hostname or ""
    return host.removeprefix("www.").removeprefix("api2.").removeprefix("api.") in CLOSED
