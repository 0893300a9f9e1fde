"""Text that was saved as UTF-8 and read as Windows-1252 at some time in its life: `â€“` for `–`."""

from __future__ import annotations

import re

_BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
_AFTER = "[" + "".join(re.escape(character) for character, byte in _BYTES.items() if byte < 0xC0) + "]"
GARBLED = re.compile(
    rf"[ÂÃ]{_AFTER}"  # Latin letters and signs: Ã© for é
    rf"|(?:[Ä-ß]{_AFTER}){{2,}}"  # words in other alphabets, never a single letter: 'É»' is French
    rf"|â{_AFTER}{{2}}"  # punctuation: â€™ for ’
    rf"|(?:[à-ï]{_AFTER}{{2}}){{2,}}"  # East Asian words
    rf"|ð{_AFTER}{{3}}"  # emoji
)
"""Characters that are most likely the bytes of others."""

_PASSES = 3
"""How many times over a text may have been garbled."""


def repaired(text: str) -> str:
    """Return text with what looks garbled as it was probably meant.

    >>> repaired("Best practice â€“ what developers should do"), repaired("café Ålesund")
    ('Best practice – what developers should do', 'café Ålesund')
    """
    for _ in range(_PASSES):
        better = GARBLED.sub(_ungarbled, text)
        if better == text:
            break
        text = better
    return text


def _ungarbled(match: re.Match[str]) -> str:
    try:
        meant = bytes(_BYTES[character] for character in match[0]).decode()
    except UnicodeDecodeError:
        return match[0]
    return meant if meant.replace("\N{NO-BREAK SPACE}", "").isprintable() else match[0]
