"""Addresses that stand in a text as they are, without any markup."""

from __future__ import annotations

import html
import re

from rig_site.model.catalogue import ARXIV_ID

_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\^{}]+|www\.[^\s<>\"'`|\\^{}]+\.[^\s<>\"'`|\\^{}]+", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_ARXIV = re.compile(rf"arxiv:\s?({ARXIV_ID})(v\d+)?", re.IGNORECASE | re.ASCII)
_DOI = re.compile(r"doi:\s?(10\.\d{4,9}/[^\s<>|\])]+)", re.IGNORECASE | re.ASCII)


def bare_address(text: str, position: int) -> tuple[str, str] | None:
    """Return what stands at a place as an address, and where it leads: a web address, arXiv id, DOI or e-mail address.

    >>> bare_address("see arXiv:2301.00100v2.", 4)
    ('arXiv:2301.00100v2', 'https://arxiv.org/abs/2301.00100v2')
    """
    if position and text[position - 1].isalnum():
        return None
    match = _ADDRESS.match(text, position)
    if match:
        address = _trimmed(match[0])
        target = address if "://" in address else f"https://{address}"
        return (address, html.unescape(target)) if len(address) > len("https://") else None
    match = _ARXIV.match(text, position)
    if match:
        return match[0], f"https://arxiv.org/abs/{match[1]}{match[2] or ''}"
    match = _DOI.match(text, position)
    if match:
        name = match[1].rstrip(".,;:")
        return match[0][: len(match[0]) - len(match[1]) + len(name)], f"https://doi.org/{name}"
    match = _MAIL.match(text, position)
    return (match[0], f"mailto:{match[0]}") if match else None


def _trimmed(address: str) -> str:
    """Return an address without the punctuation of the sentence it stands in.

    >>> _trimmed("https://example.org/a_(b)."), _trimmed("https://example.org/a),")
    ('https://example.org/a_(b)', 'https://example.org/a')
    """
    address = address.partition("](")[0]
    while address and (address[-1] in ".,;:!?*_~\"'" or (address[-1] in ")]" and _excess(address))):
        address = address[:-1]
    return address


def _excess(address: str) -> bool:
    pair = "()" if address[-1] == ")" else "[]"
    return address.count(pair[1]) > address.count(pair[0])
