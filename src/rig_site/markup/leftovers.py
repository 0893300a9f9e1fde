"""Words that look like Markdown and became none: a reader would see the brackets, a comment would be published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from markdown_it.token import Token
from msgspec import Struct

from rig_site.markup.rules.link import SCHEMES

_LINK = re.compile(r"\]\(\s*<?(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?P<rest>[^\s)>]*)")
_FOOTNOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\]")
_REFERENCE = re.compile(r"(?<![\w\]])\[(?P<words>[^\[\]]+)\]\[(?P<name>[^\[\]]+)\]")
_WIKILINK = re.compile(r"\[\[(?=[^\W\d])[^\[\]\n\0]*(?:\](?!\]))?")
_LINK_APART = re.compile(r"(?<![\w\]])\[[^\[\]\n]+\][ \t]+\((?=\0)|\([^()\n]+\)\[(?=\0)")
_LINK_OPEN = re.compile(r"(?<![\w\]])\[[^\[\]\n]+\]\(\0(?![^\n]*\))")
_FORMULA = re.compile(r"\$\$")
_COMMENT = re.compile(r"<!--|(?<!\S)%%(?=\s|\w)")


class Leftover(Struct, frozen=True):
    """Words shown as they are typed, what was probably meant, and how that is written."""

    words: str
    what: str
    allowed: str = ""
    suggestion: str = ""


def leftovers(children: Sequence[Token]) -> Iterator[Leftover]:
    """Yield what is left of Markdown in the text of a paragraph, heading or cell; code and formulas are no text."""
    text = "".join(
        child.content if child.type == "text" else "\n" if child.type in ("softbreak", "hardbreak") else "\0"
        for child in children
    )
    for found in _LINK.finditer(text):
        address = f"{found['scheme']}:{found['rest']}"
        meant = get_close_matches(found["scheme"].casefold(), SCHEMES, n=1)
        yield Leftover(
            address,
            f"no link is made of '{address}', and its brackets are shown",
            ", ".join(f"{scheme}:" for scheme in SCHEMES),
            f"write '{meant[0]}:{found['rest']}'" if meant else "",
        )
    for found in _FOOTNOTE.finditer(text):
        yield Leftover(found[0], f"there is no footnote '{found['name']}'", f"a line that begins with '{found[0]}: '")
    for found in _REFERENCE.finditer(text):
        if not found["name"].startswith("^"):
            name = found["name"]
            yield Leftover(found[0], f"there is no address called '{name}'", f"a line '[{name}]: https://…'")
    for found in _WIKILINK.finditer(text):
        yield Leftover(found[0], "this link does not end, and its brackets are shown", "']]' at its end")
    for found in _LINK_APART.finditer(text):
        words = (
            "no link is made of this: brackets with what is read come first, and parentheses with the address follow"
        )
        yield Leftover(found[0].strip("\0"), words, "[what is read](https://…), without a blank between")
    for found in _LINK_OPEN.finditer(text):
        yield Leftover(found[0].rstrip("\0"), "this link does not end, and its brackets are shown", "')' at its end")
    for found in _FORMULA.finditer(text):
        yield Leftover(found[0], "this formula does not end, and its dollars are shown", "'$$' at its end")
    for found in _COMMENT.finditer(text):
        end = "-->" if found[0] == "<!--" else "%%"
        yield Leftover(
            found[0], "what follows is published: this comment does not end in its paragraph", f"'{end}' at its end"
        )
