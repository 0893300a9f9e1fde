"""Text fit for calendars and feeds: nothing that their formats forbid, and addresses that are URIs."""

from __future__ import annotations

import re
from urllib.parse import quote

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"\s{2,}|[\t\n]")


def legible(text: str) -> str:
    r"""Return the text without the characters XML (1.0, 2.2) and iCalendar (RFC 5545, 3.1) forbid; lines end in \n.

    Every line break Unicode knows becomes a plain one, as some readers
    split lines at U+0085 or U+2028 and would lose what follows.

    >>> legible("A\x07 b\r\nc\u2028d\ud800")
    'A b\nc\nd'
    """
    return _FORBIDDEN.sub("", "\n".join(text.splitlines()))


def one_line(text: str) -> str:
    r"""Return the legible text on one line, blanks run together as in HTML.

    >>> one_line(" A\n  title ")
    'A title'
    """
    return _BLANKS.sub(" ", legible(text)).strip()


def uri(address: str) -> str:
    """Return an address with percent-encoding where RFC 3986 wants it; one that has it already stays as it is.

    >>> uri("https://example.org/café/?x=%20")
    'https://example.org/caf%C3%A9/?x=%20'
    """
    return quote(legible(address), safe="!#$%&'()*+,/:;=?@[]~")
