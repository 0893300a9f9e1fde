"""Files of sessions that are laid out as nothing else is: a session in pieces, a list under a key."""

from __future__ import annotations

from msgspec import Struct

from rig_site.content.schema.session import Session
from rig_site.content.sources.mending import undashed
from rig_site.content.sources.nodes import Node
from rig_site.content.sources.places import fix_of
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Advice, Position


class Misplaced(Struct, frozen=True):
    """What is wrong with the layout of a file, where, and what to do about it."""

    position: Position
    what: str
    advice: Advice


def misplaced(source: Source, node: Node) -> Misplaced | None:
    """Return what is wrong with the layout of a file of sessions as a whole; None where nothing is."""
    return _in_pieces(source, node) or _under_a_key(source, node)


def _in_pieces(source: Source, node: Node) -> Misplaced | None:
    """Return that each field of one session stands as a session of its own."""
    items = node.value if isinstance(node.value, list) else []
    keys = [next(iter(item)) for item in items if isinstance(item, dict) and len(item) == 1]
    if len(keys) < 2 or len(keys) < len(items) or len({*keys} & Session.written_fields().keys()) < len(items):
        return None
    fix = undashed(source, node, [None] * len(items))
    at = source.position(node.children[0].start, node.children[0].end)
    return Misplaced(at, "the fields of one session stand as a list", Advice("delete the '- ' before each", fix))


def _under_a_key(source: Source, node: Node) -> Misplaced | None:
    """Return that the list of sessions stands under a key."""
    if not isinstance(node.value, dict) or list(node.value) != ["sessions"]:
        return None
    child = node.children["sessions"]
    if not isinstance(child.value, list) or not child.value:
        return None
    start, end = node.keys["sessions"]
    first, last = source.line_number(start), source.line_number(child.start)
    change = (start, source.line_starts[first], "") if last > first else (start, child.start, "")
    what = "a file of several sessions is a list, and has no key above it"
    return Misplaced(source.position(start, end), what, Advice("delete 'sessions:'", fix_of(source, [change])))
