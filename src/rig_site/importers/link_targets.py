"""The second half of a Markdown link: where its brackets close, and which address stands in them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache

ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
TITLED = re.compile(r"\s*(\S+)\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\))\s*", re.DOTALL)
ADDRESS_LIKE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|www\.|\.{0,2}/|#)\S|[\w./%-]*\.\w{2,5}\b", re.IGNORECASE)


def read_target(
    complain: Callable[[str], None], source: str, position: int, *, must_look_like_one: bool
) -> tuple[str, int] | None:
    """Return the address in the parentheses that open at `position`, and where they end."""
    angled = re.compile(r"\(\s*<([^<>\n]*)>[^)]*\)").match(source, position)
    if angled:
        return angled[1].strip(), angled.end()
    close = closing(source, position, "(", ")")
    if close is None:
        unclosed = re.compile(r"\(\s*(\S+)").match(source, position)
        if unclosed is None or not ADDRESS_LIKE.match(unclosed[1]):
            return None
        complain(f"the parenthesis after '{short(unclosed[1])}' is never closed")
        return unclosed[1], unclosed.end()
    inside = source[position + 1 : close]
    titled = TITLED.fullmatch(inside)
    target = titled[1] if titled else inside.strip()
    if must_look_like_one and not ADDRESS_LIKE.match(target):
        return None
    if re.search(r"\s", target):
        if not ADDRESS_LIKE.match(target):
            return None
        target = re.sub(r"\s*\n\s*", "", target)
        if re.search(r"\s", target):
            complain(f"there is a blank in the address '{short(target)}'")
            target = re.sub(r"\s", "%20", target)
    return html.unescape(ESCAPE.sub(r"\1", target)), close + 1


def closing(source: str, position: int, opening: str, closer: str) -> int | None:
    """Return where the bracket that opens at `position` is closed, over escapes and code."""
    return _pairs(source, opening, closer).get(position)


@lru_cache(maxsize=32)
def _pairs(source: str, opening: str, closer: str) -> dict[int, int]:
    """Return for each bracket of a text where it is closed, all found in one pass."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    position = 0
    while position < len(source):
        character = source[position]
        if character == "\\":
            position += 1
        elif character == "`" and opening == "[":
            code = CODE.match(source, position)
            position = code.end() - 1 if code else position
        elif character == opening:
            opened.append(position)
        elif character == closer and opened:
            pairs[opened.pop()] = position
        position += 1
    return pairs


def short(text: str) -> str:
    """Return the beginning of a text, to be quoted in a message."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
