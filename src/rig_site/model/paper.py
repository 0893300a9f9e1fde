"""Papers, and the places a paper can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from rig_site.model.link import Link

ARXIV_ID = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
_ARXIV_ADDRESS = re.compile(
    rf"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/({ARXIV_ID})(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?", re.ASCII
)
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/[^?#\s]+)")
_VIDEO_ADDRESS = re.compile(r"https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com)/")
_CODE_ADDRESS = re.compile(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org)/")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref_src)=")


@dataclass(frozen=True, slots=True)
class Paper:
    """A published work, once, however many sessions read it."""

    key: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    code: str | None = None
    aliases: tuple[str, ...] = ()


def arxiv_id(address: str) -> str | None:
    """Return the arXiv identifier in an address, without its version.

    >>> arxiv_id("https://arxiv.org/pdf/2310.11986v2.pdf")
    '2310.11986'
    >>> arxiv_id("https://example.org/2310.11986") is None
    True
    """
    match = _ARXIV_ADDRESS.fullmatch(address)
    return match[1] if match else None


def doi_of(address: str) -> str | None:
    """Return the DOI in a `doi.org` address.

    >>> doi_of("https://doi.org/10.1000/182")
    '10.1000/182'
    """
    match = _DOI_ADDRESS.fullmatch(address)
    return match[1] if match else None


def places(*, arxiv: str | None, doi: str | None, url: str | None, code: str | None = None) -> tuple[Link, ...]:
    """Return where a work can be read, as short labelled links: arXiv, PDF, DOI, Video, Code.

    An arXiv address counts as its identifier, so every way of writing it
    gives the same two links.

    >>> [link.url for link in places(arxiv=None, doi=None, url="https://arxiv.org/pdf/2310.11986.pdf")]
    ['https://arxiv.org/abs/2310.11986', 'https://arxiv.org/pdf/2310.11986']
    """
    links: list[Link] = []
    identifier = arxiv or (arxiv_id(url) if url else None)
    if identifier:
        links += [
            Link("arXiv", f"https://arxiv.org/abs/{identifier}"),
            Link("PDF", f"https://arxiv.org/pdf/{identifier}"),
        ]
    elif url and url.partition("?")[0].lower().endswith(".pdf"):
        links.append(Link("PDF", url))
    name = doi or (doi_of(url) if url else None)
    if name:
        links.append(Link("DOI", f"https://doi.org/{name}"))
    if url and _VIDEO_ADDRESS.match(url):
        links.append(Link("Video", url))
    if code:
        links.append(Link("Code", code))
    elif url and _CODE_ADDRESS.match(url):
        links.append(Link("Code", url))
    return tuple(links)


def identity(*, arxiv: str | None, doi: str | None, url: str | None) -> str | None:
    """Return what all references to one work have in common, or None for a work that is only named.

    That is its arXiv identifier without a version, else its DOI, else its
    address without fragment and tracking parameters.

    >>> identity(arxiv=None, doi=None, url="https://arxiv.org/pdf/2310.11986v2.pdf")
    'arxiv:2310.11986'
    >>> identity(arxiv=None, doi=None, url="https://Example.org/post?utm_source=feed#part-2")
    'https://example.org/post'
    """
    name = doi or (doi_of(url) if url else None)
    identifier = arxiv or (arxiv_id(url) if url else None) or (_arxiv_of_doi(name) if name else None)
    if identifier:
        return f"arxiv:{identifier.lower()}"
    if name:
        return f"doi:{name.lower()}"
    if not url:
        return None
    parts = urlsplit(url)
    kept = [part for part in parts.query.split("&") if part and not _TRACKING.match(part)]
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, "&".join(kept), ""))


def _arxiv_of_doi(doi: str) -> str | None:
    """Return the identifier in a DOI that arXiv itself gave (https://info.arxiv.org/help/doi.html)."""
    match = re.fullmatch(rf"10\.48550/arxiv\.({ARXIV_ID})", doi, re.IGNORECASE)
    return match[1] if match else None
