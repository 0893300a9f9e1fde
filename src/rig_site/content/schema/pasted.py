"""What is said by text that comes out of a word processor, a chat or a mail: without the marks that these put to it."""

from __future__ import annotations

import re
import unicodedata

QUOTES = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "‘": "’",
    "‚": "‘’",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    '"': '"',
    "'": "'",
}
"""Opening quotation marks, each with those that close it."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


def within_quotes(text: str) -> str:
    """Return what stands within quotation marks that are around the whole of a text; nothing where there are none.

    >>> within_quotes("“Lead A”"), within_quotes("“A” and “B”"), within_quotes("Lead A")
    ('Lead A', '', '')
    """
    inside = text[1:-1]
    if len(text) < 3 or text[-1] not in QUOTES.get(text[0], "") or {text[0], text[-1]} & set(inside) - {"'", "’"}:
        return ""
    return inside.strip()


def unpasted(text: str) -> str:
    r"""Return text without quotation marks around it, a comma behind it, and with plain blanks, digits and signs.

    >>> unpasted("“2026-12-07”,"), unpasted("7\u00a0Dec\u00a02026;"), unpasted("１１：００")
    ('2026-12-07', '7 Dec 2026', '11:00')
    """
    plain = " ".join(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).split()).rstrip(" ,;")
    plain = within_quotes(plain) or plain
    if plain.isascii():
        return plain.rstrip(" ,;")
    digits = (unicodedata.decimal(character, None) for character in plain)
    return "".join(
        character if digit is None else str(digit) for character, digit in zip(plain, digits, strict=True)
    ).rstrip(" ,;")
