"""Markdown becomes tokens, as far as the limits of `lines` allow."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from rig_site.markup.lines import (
    MOST_BRACKETS,
    MOST_IN_A_BLOCK,
    MOST_NESTED,
    MOST_OPEN_BRACKETS,
    MOST_TOKENS,
    Lines,
)


def tokenize(lines: Lines, parser: MarkdownIt, taken: Collection[str]) -> list[Token]:
    """Return a text's tokens; one past a limit is a ContentError.

    `taken` are the ids that the page around it uses: a heading of that
    name gets another anchor.
    """
    state = StateCore(lines.text, parser, {"lines": lines, "taken": taken})
    for name, rule in zip(parser.core.ruler.get_active_rules(), parser.core.ruler.getRules(""), strict=True):
        rule(state)
        if name == "block":
            _check_blocks(lines, state.tokens)
    count = sum(1 + len(token.children or ()) for token in state.tokens)
    if count > MOST_TOKENS:
        lines.refuse(f"the text falls into more than {MOST_TOKENS:,} pieces")
    return state.tokens


def _check_blocks(lines: Lines, tokens: Sequence[Token]) -> None:
    """Refuse what would be left out for its depth, or take too long for its length, before it is looked into."""
    for token in tokens:
        row = token.map[0] if token.map else 0
        if token.level >= MOST_NESTED - 2:
            lines.refuse(f"lists and quotations are nested more than {MOST_NESTED} levels deep", row)
        if token.type == "inline" and len(token.content) > MOST_IN_A_BLOCK:
            lines.refuse(f"a paragraph has more than {MOST_IN_A_BLOCK:,} characters", row)
        if token.type == "inline" and token.content.count("[") > MOST_BRACKETS:
            lines.refuse(f"a paragraph has more than {MOST_BRACKETS:,} opening brackets", row)
        if token.type == "inline" and _open_brackets(token.content) > MOST_OPEN_BRACKETS:
            lines.refuse(f"a paragraph has more than {MOST_OPEN_BRACKETS} brackets open at once", row)


def _open_brackets(text: str) -> int:
    """Return how many square brackets are open at once where most are.

    >>> _open_brackets("[a] [b [c]] [")
    2
    """
    most = depth = 0
    for bracket in re.findall(r"[\[\]]", text):
        depth = depth + 1 if bracket == "[" else max(0, depth - 1)
        most = max(most, depth)
    return most
