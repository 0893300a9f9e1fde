"""Addresses as a page writes them: relative to itself, and never able to run anything."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

MOST_KEPT = 100_000
"""How many addresses are kept: most stand on many pages."""

_ELSEWHERE = re.compile(r"https?://[^/?#\s]+|mailto:", re.IGNORECASE)
_ALLOWED = "/%?#:@!$&'()*+,;=~"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@lru_cache(MOST_KEPT)
def href(address: str, root: str) -> str:
    """Return what a link to an address says on a page that reaches the site's own address by `root`.

    Only web and mail addresses lead elsewhere.  Everything else is a path
    of the site, whatever it looks like, so that no address can be a script.
    Characters that an address may not hold (RFC 3986, 2) are escaped.

    >>> href("slides/part 1.pdf", "../../")
    '../../slides/part%201.pdf'
    >>> href("https://example.org/[1]", "../../"), href("javascript:alert(1)", "./")
    ('https://example.org/%5B1%5D', './javascript:alert(1)')
    """
    elsewhere = _ELSEWHERE.match(address)
    start, rest = (elsewhere[0], address[elsewhere.end() :]) if elsewhere else (root, address.lstrip("/"))
    return start + quote(_STRAY_PERCENT.sub("%25", rest), safe=_ALLOWED)


def root_of(path: str) -> str:
    """Return how the page at a path of the site reaches the site's own address.

    >>> root_of(""), root_of("archive/"), root_of("sessions/attention/")
    ('./', '../', '../../')
    """
    return "../" * path.count("/") or "./"
