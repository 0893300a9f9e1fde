"""Where in a file the values of a mapping are written, by the keys that lead to them."""

from __future__ import annotations

from rig_site.content.findings import Meant
from rig_site.content.sources.mending import value_instead
from rig_site.content.sources.nodes import Node
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Advice, Position

Keys = tuple[str | int, ...]
"""The keys and indices that lead from a value to one inside it."""


def position(source: Source, node: Node, path: Keys) -> Position:
    """Return where the value at a path is written; parts that lead nowhere are passed over.

    `[key]` at the end means the key instead of the value, as in pydantic's
    own paths.
    """
    start, end = node.start, node.end
    for part in path:
        if part in node.children:
            key = node.keys.get(str(part))
            node = node.children[part]
            start, end = node.start, node.end
            if path[-1] == "[key]" and path[-2] == part and key:
                start, end = key
    return source.position(start, end)


def node_at(node: Node, path: Keys) -> Node:
    """Return the node at a path; parts that lead nowhere are passed over."""
    for part in path:
        node = node.children.get(part, node)
    return node


def value_at(source: Source, root: Node, path: Keys, meant: Meant) -> Advice:
    """Return the advice to write what was meant in the place of the value at a path."""
    around: Node | None = None
    key: str | int | None = None
    node = root
    missing = False
    for part in path:
        missing = part not in node.children and part != ""
        if part in node.children:
            around, key, node = node, part, node.children[part]
    if missing and node.children:
        return Advice(meant.in_words())
    return value_instead(source, around, key, node, meant)
