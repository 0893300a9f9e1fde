"""Task lists: an item that begins with `[ ]` or `[x]` gets a box, with the item's words as its label."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_BOXES = {"[ ] ": "", "[x] ": " checked", "[X] ": " checked"}


def enable(parser: MarkdownIt) -> None:
    """Recognise tasks."""
    parser.core.ruler.push("tasks", _tasks)


def _tasks(state: StateCore) -> None:
    for item, paragraph, words in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type != "list_item_open" or paragraph.type != "paragraph_open" or not words.children:
            continue
        first = words.children[0]
        checked = _BOXES.get(first.content[:4]) if first.type == "text" else None
        if checked is None:
            continue
        first.content = first.content[4:]
        item.attrSet("class", "task")
        box = Token("html", "", 0, content=f'<label><input type="checkbox" disabled{checked}> ')
        words.children = [box, *words.children, Token("html", "", 0, content="</label>")]
