"""Obsidian's names for blocks: `^name` at the end of a block, or on a line of its own under it, is its id."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_ID = re.compile(r"(?:^|(?<=\s))\^([A-Za-z0-9-]+)\s*\Z")
_ALONE = ("fence", "code_block", "math")


def enable(parser: MarkdownIt) -> None:
    """Give blocks the names they ask for; the second of a name is not given."""
    parser.core.ruler.push("block_id", _block_ids)


def _block_ids(state: StateCore) -> None:
    given: set[str] = set()
    opened: dict[int, Token | None] = {}
    kept: list[Token] = []
    for token in state.tokens:
        kept.append(token)
        follows = len(kept) > 1 and kept[-2].nesting == 1
        if follows and token.type == "inline" and token.children and token.children[-1].type == "text":
            words = token.children[-1]
            if (found := _ID.search(words.content)) is None:
                continue
            alone = len(token.children) == 1 and found.start() == 0
            named = _block_before(kept, opened) if alone else kept[-2]
            if named is None:
                continue
            words.content = words.content[: found.start()].rstrip()
            if not words.content and len(token.children) > 1 and token.children[-2].type == "softbreak":
                del token.children[-2:]
            if named.type == "paragraph_open" and named.hidden and len(kept) > 2:
                named = kept[-3]
            if found[1] not in given and named.type != "heading_open":
                given.add(found[1])
                named.meta["id"] = f"^{found[1]}"
        elif token.type == "paragraph_close" and kept[-2].type == "inline" and _is_empty(kept[-2]):
            del kept[-3:]
    state.tokens = kept


def _is_empty(token: Token) -> bool:
    return all(child.type == "text" and not child.content.strip() for child in token.children or ())


def _block_before(tokens: Sequence[Token], opened: dict[int, Token | None]) -> Token | None:
    """Return the token that opens the block that was closed before the last two tokens.

    What a block was `opened` by is kept by the place of its end, so that
    several names for it do not look through the whole of it again.
    """
    if len(tokens) < 3:
        return None
    last = tokens[-3]
    if last.type in _ALONE:
        return last
    if last.nesting != -1 or not last.type.endswith("_close") or last.type == "heading_close":
        return None
    end = len(tokens) - 3
    if end not in opened:
        before = (tokens[place] for place in range(end - 1, -1, -1))
        opened[end] = next((token for token in before if token.nesting == 1 and token.level == last.level), None)
    return opened[end]
