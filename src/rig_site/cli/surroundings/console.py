"""What a console shows that has not every character: a plain sign for each one it lacks, and no command ends there."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

_PLAIN = "rig-site-plain"
_ASCII = "rig-site-ascii"

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„″«»", '"'),
        **dict.fromkeys("•·∙", "*"),
        **dict.fromkeys("→⇒↦", ">"),
        **dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " "),
        "…": ".",
        "×": "x",
    }
)
"""What stands for signs between words; letters of other alphabets have no other that would be right."""


def show_what_can_be_shown() -> None:
    """Let both streams that people read write `?`, or a sign like it, for characters that they have not.

    What programs read is written as bytes, and not touched.  The columns
    stay where they are, so that a caret stands under what it means.
    """
    codecs.register_error(_PLAIN, _replaced)
    codecs.register(_ascii)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            known = codecs.lookup(stream.encoding).name
            stream.reconfigure(encoding=_ASCII if known == "ascii" else None, errors=_PLAIN)


def plain(text: str) -> str:
    """Return signs that every console has, as many columns wide as those of a text.

    >>> plain("–’…é日")
    "-'.???"
    """
    return "".join(map(_plain_sign, text.translate(_SIGNS)))


def _plain_sign(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.combining(character):
        return ""
    return "??" if unicodedata.east_asian_width(character) in "WF" else "?"


def _replaced(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end


def _ascii(name: str) -> codecs.CodecInfo | None:
    """Return ASCII under a name of its own: by its own one, click takes it for a mistake and writes UTF-8."""
    if name.replace("_", "-") != _ASCII:
        return None
    known = codecs.lookup("ascii")
    return codecs.CodecInfo(
        known.encode,
        known.decode,
        known.streamreader,
        known.streamwriter,
        known.incrementalencoder,
        known.incrementaldecoder,
        name=_ASCII,
    )
