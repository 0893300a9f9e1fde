"""Bare web addresses become links: `https://…` and `http://…` only, so that `notes.md` does not."""

from __future__ import annotations

import re
from collections import Counter

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_SCHEME = re.compile(r"(?<![\w.+-])https?\Z", re.IGNORECASE)
_REST = re.compile(r"://[^\s<>\"`|\\^{}“”«»。，）】」]+")
_PAIRS = {")": "(", "]": "["}


def enable(parser: MarkdownIt) -> None:
    """Make links of bare addresses."""
    parser.inline.ruler.push("bare_address", _bare_address)


def _bare_address(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":" or state.linkLevel or silent:
        return False
    scheme = _SCHEME.search(state.pending[-6:])
    rest = _REST.match(state.src, state.pos, state.posMax) if scheme else None
    if scheme is None or rest is None:
        return False
    address = scheme[0] + without_prose(rest[0].partition("](")[0])
    if not address.partition("://")[2][:1].isalnum() and not address.partition("://")[2].startswith("["):
        return False
    target = state.md.normalizeLink(address)
    if not state.md.validateLink(target):
        return False
    state.pending = state.pending[: -len(scheme[0])]
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": target}
    token.markup = token.info = "bare"
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos += len(address) - len(scheme[0])
    return True


def without_prose(address: str) -> str:
    """Return an address without the punctuation of the sentence it stands in.

    >>> without_prose("https://example.org/a_(b)), "), without_prose("https://example.org/a**.")
    ('https://example.org/a_(b)', 'https://example.org/a')
    """
    brackets = Counter(address)
    end = len(address)
    while end:
        last = address[end - 1]
        opening = _PAIRS.get(last)
        if opening and brackets[last] <= brackets[opening]:
            break
        if not opening and last not in " .,:;!?'*_~’…":
            break
        brackets[last] -= 1
        end -= 1
    return address[:end]
