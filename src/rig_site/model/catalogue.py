"""Addresses that lead to one work: what the catalogues of papers, code and videos call it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote

ARXIV_ID = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"

_SITE = r"https?://(?:www\.|export\.|m\.)?"
_ARXIV_ADDRESS = re.compile(
    rf"{_SITE}(?:arxiv\.org/(?:abs|pdf|html|format|src|e-print)|ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html|pdf)"
    rf"|alphaxiv\.org/(?:abs|pdf|html|overview)|(?:huggingface\.co|hf\.co)/papers)"
    rf"/({ARXIV_ID})(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?",
    re.ASCII,
)
_ARXIV = re.compile(rf"(?i:arxiv:)?\s*({ARXIV_ID})(?:v\d+)?", re.ASCII)
_NEW_ARXIV = re.compile(r"(\d\d)(0[1-9]|1[0-2])\.(\d{4,5})", re.ASCII)
_DOI = re.compile(r"(?i:doi:)?\s*(10\.\d{4,9}/\S+)", re.ASCII)
_DOI_ADDRESS = re.compile(
    r"https?://(?:(?:dx\.)?doi\.org|(?:www\.)?dl\.acm\.org/doi(?:/(?:abs|full|pdf|epdf))?)/(10\.\d{4,9}/[^?#\s]+)"
)
_ACL_DOI = re.compile(r"10\.18653/v1/(.+)", re.IGNORECASE)
_ARXIV_DOI = re.compile(rf"10\.48550/arxiv\.({ARXIV_ID})", re.IGNORECASE)
_PATTERNS = {
    "acl": rf"{_SITE}(?:aclanthology\.org|aclweb\.org/anthology)/([a-z]\d{{2}}-\d{{4}}|\d{{4}}\.[\w-]+\.\d+)"
    r"(?:v\d+)?(?:\.pdf|\.bib)?/?",
    "openreview": rf"{_SITE}openreview\.net/(?:forum|pdf|attachment)",
    "jmlr": rf"{_SITE}jmlr\.org/papers/v(?:olume)?(\d+/[\w-]+)(?:\.html|/[\w-]+\.pdf)?",
    "pmlr": rf"{_SITE}proceedings\.mlr\.press/v(\d+/[\w-]+)(?:\.html|/[\w-]+\.pdf)?",
    "neurips": rf"{_SITE}(?:papers|proceedings)\.(?:nips|neurips)\.cc/(?:paper_files/)?paper/(\d{{4}})/"
    r"(?:hash|file)/([0-9a-f]+)-[\w.-]+",
    "nips": rf"{_SITE}papers\.nips\.cc/paper/(\d+)-[\w.-]+",
    "github": rf"{_SITE}github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?",
    "youtube": rf"{_SITE}(?:youtube(?:-nocookie)?\.com/(?:embed|live|shorts|v)|youtu\.be)/([\w-]+)/?",
}
_CATALOGUES = {name: re.compile(pattern, re.IGNORECASE | re.ASCII) for name, pattern in _PATTERNS.items()}
_YOUTUBE = re.compile(rf"{_SITE}youtube\.com/watch/?", re.IGNORECASE)
_CASE_MATTERS = ("openreview", "youtube")


def named_arxiv(text: str) -> str | None:
    """Return the arXiv identifier that a text is, without a version; None for other text and for one that cannot be.

    Source: arXiv, "Understanding the arXiv identifier": four digits of year
    and month, five after the point since January 2015, four before.

    >>> named_arxiv("arXiv:2310.11986v2"), named_arxiv("cs/0301012"), named_arxiv("1713.03762")
    ('2310.11986', 'cs/0301012', None)
    """
    match = _ARXIV.fullmatch(text)
    if not match:
        return None
    new = _NEW_ARXIV.fullmatch(match[1])
    exists = len(new[3]) == (5 if int(new[1]) >= 15 else 4) if new else "/" in match[1]
    return match[1] if exists else None


def arxiv_year(identifier: str) -> int:
    """Return the year in which a paper came to arXiv, by its identifier.

    >>> arxiv_year("2310.11986"), arxiv_year("cs/0301012"), arxiv_year("hep-th/9711200")
    (2023, 2003, 1997)
    """
    year = int(identifier.rpartition("/")[2][:2])
    return 1900 + year if year > 90 else 2000 + year


def named_doi(text: str) -> str | None:
    """Return the DOI that a text is.

    >>> named_doi("doi:10.1000/182"), named_doi("10.1000/182"), named_doi("182")
    ('10.1000/182', '10.1000/182', None)
    """
    match = _DOI.fullmatch(text)
    return match[1] if match else None


def kind_of_identifier(text: str) -> str | None:
    """Return whether a text is written as an `arxiv` identifier or as a `doi` is, be it a right one or not.

    >>> kind_of_identifier("1713.03762"), kind_of_identifier("doi:182"), kind_of_identifier("RetNet 2")
    ('arxiv', 'doi', None)
    """
    prefix = text.partition(":")[0].lower()
    if _ARXIV.fullmatch(text) or prefix == "arxiv":
        return "arxiv"
    return "doi" if _DOI.fullmatch(text) or prefix == "doi" else None


def arxiv_id(address: str) -> str | None:
    """Return the arXiv identifier in an address of arXiv's own or of a site that shows its papers, without a version.

    >>> arxiv_id("https://arxiv.org/pdf/2310.11986v2.pdf"), arxiv_id("https://huggingface.co/papers/2310.11986")
    ('2310.11986', '2310.11986')
    >>> arxiv_id("https://example.org/2310.11986") is None
    True
    """
    match = _ARXIV_ADDRESS.fullmatch(address)
    return match[1] if match else None


def doi_of(address: str) -> str | None:
    """Return the DOI in an address of `doi.org` or of the ACM's library.

    >>> doi_of("https://doi.org/10.1002/%3C1::AID%3E3.0")
    '10.1002/<1::AID>3.0'
    """
    match = _DOI_ADDRESS.fullmatch(address)
    return unquote(match[1]) if match else None


def arxiv_of_doi(doi: str) -> str | None:
    """Return the identifier in a DOI that arXiv itself gave (https://info.arxiv.org/help/doi.html)."""
    match = _ARXIV_DOI.fullmatch(doi)
    return match[1] if match else None


def acl_of_doi(doi: str) -> str | None:
    """Return the identifier in a DOI that the ACL Anthology gave.

    >>> acl_of_doi("10.18653/v1/P17-1001")
    'p17-1001'
    """
    match = _ACL_DOI.fullmatch(doi)
    return match[1].lower() if match else None


def entry(address: str) -> str | None:
    """Return the catalogue's name and its own for the work at an address; None for addresses of no catalogue.

    Abstract, PDF and BibTeX of a paper are one entry, and so is a video
    wherever one starts to watch it.

    >>> entry("https://aclanthology.org/P17-1001.pdf"), entry("https://youtu.be/aBc?t=90")
    ('acl:p17-1001', 'youtube:aBc')
    """
    path, _, query = address.partition("#")[0].partition("?")
    if _YOUTUBE.fullmatch(path):
        video = parse_qs(query).get("v")
        return f"youtube:{video[0]}" if video else None
    for name, pattern in _CATALOGUES.items():
        match = pattern.fullmatch(path)
        if match and name == "openreview":
            forum = parse_qs(query).get("id")
            return f"openreview:{forum[0]}" if forum else None
        if match:
            key = "/".join(match.groups())
            return f"{name}:{key if name in _CASE_MATTERS else key.lower()}"
    return None


def is_part(address: str) -> bool:
    """Tell whether an address leads into a work: to a section of a page, or to a moment of a video.

    >>> is_part("https://youtu.be/aBc?t=90"), is_part("https://example.org/post#two"), is_part("https://youtu.be/aBc")
    (True, True, False)
    """
    whole, _, fragment = address.partition("#")
    video = (entry(address) or "").startswith("youtube:")
    return bool(fragment) or (video and bool({"t", "start"} & set(parse_qs(whole.partition("?")[2]))))
