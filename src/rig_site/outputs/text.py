"""Text fit for calendars and feeds: nothing that their formats forbid, and addresses that are URIs."""

from __future__ import annotations

import re
from urllib.parse import quote

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
MOST_SHOWN = 160
"""How many characters of a text stand for it in a list or a preview."""

_BLANKS = re.compile(r"\s{2,}|[\t\n]")


def legible(text: str) -> str:
    r"""Return the text without the characters XML (1.0, 2.2) and iCalendar (RFC 5545, 3.1) forbid; lines end in \n.

    Every line break Unicode knows becomes a plain one, as some readers
    split lines at U+0085 or U+2028 and would lose what follows.

    >>> legible("A\x07 b\r\nc\u2028d\ud800")
    'A b\nc\nd'
    """
    if text.isascii() and text.isprintable():
        return text
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


def shortened(text: str) -> str:
    """Return the beginning of a text, cut at the end of a word where it has words.

    >>> shortened("word " * 100)[-10:], len(shortened("字" * 300))
    ('word word…', 161)
    """
    if len(text) <= MOST_SHOWN:
        return text
    cut = text[:MOST_SHOWN]
    return (cut.rpartition(" ")[0] or cut) + "…"
