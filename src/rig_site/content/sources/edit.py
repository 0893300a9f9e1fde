"""Changes to an organiser's file that touch only the lines concerned; comments, order and quoting stay."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from rig_site.content.findings import Findings
from rig_site.content.sources.nodes import Node, parse
from rig_site.content.sources.places import Change, changed
from rig_site.content.sources.source import Source
from rig_site.yaml_writer import inline, scalar

_ANCHOR = re.compile(r"&\S+\s+")


class Edit(Struct, frozen=True):
    """What becomes of a session's fields.

    `values` are set, `missing` are set where the session says nothing of
    them, `items` are added at the end of a list field (each a
    mapping of texts), of the list fields in `first` as many items stay as
    it says, `removed` fields go.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    first: Mapping[str, int] = field(default_factory=dict)
    removed: tuple[str, ...] = ()


def edited(path: str, text: str, session_id: str, edit: Edit) -> str:
    """Return a session file's text with one session changed.

    `text` is a file that can be read; in a list of sessions the one with
    that id is changed, else the one that the file holds.  New fields stand
    below `date`.  A session that is not there is a LookupError.
    """
    source = Source(path, text)
    root = parse(source, Findings())
    session = session_node(root, session_id)
    emptied = [key for key, count in edit.first.items() if count == 0]
    changes = [removal(source, session, key) for key in (*edit.removed, *emptied) if key in session.children]
    changes += [_cut(source, session.children[key], count) for key, count in edit.first.items() if count]
    added = []
    missing = {key: value for key, value in edit.missing.items() if key not in session.children}
    for key, value in {**missing, **edit.values}.items():
        if key in session.children:
            child = session.children[key]
            changes.append(replacement(text, child, scalar(value, within=child.within)))
        else:
            added.append(f"{key}: {scalar(value, within=opening(source, session) == '{')}")
    for key, item in edit.items.items():
        if key in session.children:
            changes.append(item_added(source, session.children[key], inline(item)))
        else:
            added.append(f"{key}: [{inline(item)}]")
    changes += [_insertion(source, session, added)] if added else []
    return changed(text, changes)


def without_item(path: str, text: str, number: int) -> str:
    """Return the text of a file that is a list without one of its items, which goes with the comments in it.

    What stands above the item and below it stays as it is.
    """
    source = Source(path, text)
    root = parse(source, Findings())
    if root is None or number not in root.children:
        raise LookupError(number)
    item, following = root.children[number], root.children.get(number + 1)
    end = item.start + len(text[item.start : item.end].rstrip())
    if text[root.start] == "[":
        if following:
            return text[: item.start] + text[following.start :]
        before = root.children[number - 1].end if number else item.start
        return text[:before] + text[end:]
    dash = text.rindex("-", 0, item.start)
    starts = [*source.line_starts, len(text)]
    line = source.line_number(dash) - 1
    begin = starts[line] if not text[starts[line] : dash].strip() else dash
    return text[:begin] + text[starts[source.line_number(end)] :]


def appended(content: bytes, lines: str) -> bytes:
    r"""Return a file with lines at its end, which end as its own do.

    >>> appended(b"lead-a: Lead A", "lead-b: Lead B\n")
    b'lead-a: Lead A\nlead-b: Lead B\n'
    """
    end = b"\r\n" if b"\r\n" in content else b"\n"
    between = b"" if not content or content.endswith(b"\n") else end
    return content + between + lines.encode().replace(b"\n", end)


def session_node(root: Node | None, session_id: str) -> Node:
    """Return the session of an id in a list, or the one that a file holds; without it that is a LookupError."""
    if root and isinstance(root.value, dict):
        return root
    for node in root.children.values() if root else ():
        if isinstance(node.value, dict) and node.value.get("id") == session_id:
            return node
    raise LookupError(session_id)


def replacement(text: str, node: Node, value: str) -> Change:
    """Return the change of a value; what stands on further lines goes with it."""
    old = text[node.start : node.end]
    blank = "" if text[node.start - 1 : node.start].isspace() else " "
    return node.start, node.start + len(old.rstrip()), blank + value


def _insertion(source: Source, session: Node, added: list[str]) -> Change:
    """Return the change that puts fields behind `date`, each on a line of its own unless the mapping is in braces."""
    date = session.children["date"]
    if source.text[session.start] == "{":
        return date.end, date.end, "".join(f", {line}" for line in added)
    key = session.keys["date"][0]
    margin = " " * column(source, key)
    return below(source, date, [margin + line for line in added])


def item_added(source: Source, items: Node, item: str, lines: Sequence[str] = ()) -> Change:
    """Return the change that adds an item to a list; `lines` are how it stands in a list that is not in brackets."""
    if not items.children:
        return replacement(source.text, items, f"[{item}]")
    last = items.children[len(items.children) - 1]
    if opening(source, items) == "[":
        return last.end, last.end, f", {item}"
    # A block list begins at its first dash, in the column of all others; an item may begin further down.
    margin = " " * column(source, items.start)
    first, *others = lines or [item]
    return below(source, last, [f"{margin}- {first}", *(f"{margin}  {line}" for line in others)])


def opening(source: Source, node: Node) -> str:
    """Return the character that a value begins with, after an anchor that it may have: a bracket or a brace tells."""
    found = _ANCHOR.match(source.text, node.start)
    return source.text[found.end() if found else node.start]


def column(source: Source, offset: int) -> int:
    """Return how many characters stand on a line before an offset."""
    return offset - source.line_starts[source.line_number(offset) - 1]


def _cut(source: Source, items: Node, count: int) -> Change:
    """Return the change that leaves the first items of a list only, in lines of their own with their comments."""
    last, kept = items.children[len(items.children) - 1], items.children[count - 1]
    start, end = (node.start + len(source.text[node.start : node.end].rstrip()) for node in (kept, last))
    if source.text[items.start] == "[":
        return start, end, ""
    starts = [*source.line_starts, len(source.text)]
    return starts[source.line_number(start)], starts[source.line_number(end)], ""


def below(source: Source, node: Node, lines: Sequence[str]) -> Change:
    """Return the change that puts lines below the one a value ends on."""
    end = node.start + len(source.text[node.start : node.end].rstrip())
    number = source.line_number(end)
    line_end = "\r\n" if "\r\n" in source.text else "\n"
    if number == len(source.line_starts):
        return len(source.text), len(source.text), "".join(line_end + line for line in lines)
    place = source.line_starts[number]
    return place, place, "".join(line + line_end for line in lines)


def removal(source: Source, session: Node, key: str) -> Change:
    """Return the change that takes a field out, with its line where it has one of its own."""
    start = session.keys[key][0]
    node = session.children[key]
    end = node.start + len(source.text[node.start : node.end].rstrip())
    following = min((at for at, _ in session.keys.values() if at > start), default=None)
    line_start = source.line_starts[source.line_number(start) - 1]
    if source.text[session.start] != "{" and not source.text[line_start:start].strip():
        number = source.line_number(end)
        return line_start, source.line_starts[number] if number < len(source.line_starts) else len(source.text), ""
    if following is not None:
        return start, following, ""
    before = max(child.end for child in session.children.values() if child.end <= start)
    return before, end, ""
