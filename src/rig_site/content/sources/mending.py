"""Suggestions that can be written by themselves: the words and the changes to a file, both of one value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rig_site.content.findings import Meant
from rig_site.content.sources.additions import filling
from rig_site.content.sources.edit import removal
from rig_site.content.sources.files import default_id, leading_date
from rig_site.content.sources.nodes import Node
from rig_site.content.sources.places import Change, fix_of
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Advice, Fix
from rig_site.yaml_writer import Value, inline, scalar


def value_instead(source: Source, around: Node | None, key: str | int | None, node: Node, meant: Meant) -> Advice:
    """Return the advice to write what was meant in the place of a node's value.

    `around` is the mapping or list that has it under a key.
    """
    named = key if isinstance(key, str) and isinstance(meant.value, list) else ""
    words = meant.in_words(key=named, within=node.within)
    if not _is_in_place(around, key, node):
        return Advice(words)
    if isinstance(meant.value, list) and around is not None and isinstance(around.value, list):
        changes = [_in_place(source, node, _as_items(source, node, meant.value))]
    else:
        changes = [_in_place(source, node, inline(meant.value, within=node.within))]
    if meant.also:
        written = (
            {name: around.children[name].value for name in meant.also if name in around.children} if around else {}
        )
        new = {name: value for name, value in meant.also.items() if written.get(name) != value}
        if around is None or new.keys() & written.keys():
            return Advice(words)
        changes += filling(source, around, new)
    return Advice(words, fix_of(source, changes, safe=meant.sure))


def value_removed(source: Source, mapping: Node, key: str, words: str, *, safe: bool) -> Advice:
    """Return the advice to take a field out of a mapping."""
    return Advice(words, fix_of(source, [removal(source, mapping, key)], safe=safe))


def begun_with_a_dash(source: Source, node: Node, words: str) -> Advice:
    """Return the advice to make a list of a mapping in lines, which becomes its only item."""
    first, last = source.line_number(node.start), source.line_number(node.start + len(_written(source, node)) - 1)
    starts = [source.line_starts[number - 1] for number in range(first + 1, last + 1) if source.line(number).strip()]
    return Advice(words, fix_of(source, [(node.start, node.start, "- "), *((at, at, "  ") for at in starts)]))


def undashed(source: Source, items: Node, keys: Sequence[str | None]) -> Fix | None:
    """Return the fix that makes a mapping of a list in lines: each item stands without its dash, or under a key."""
    if source.text[items.start : items.start + 1] == "[":
        return None
    line_end = "\r\n" if "\r\n" in source.text else "\n"
    changes = []
    for number, key in enumerate(keys):
        item = items.children[number]
        dash = source.text.rindex("-", 0, item.start)
        margin = " " * (dash - source.line_starts[source.line_number(dash) - 1])
        if source.text[dash + 1 : item.start].strip(" "):
            return None
        below = " " * (item.start - dash)
        changes.append((dash, item.start, f"{key}:{line_end}{margin}{below}" if key else ""))
    return fix_of(source, changes)


def indented(source: Source, mapping: Node, keys: Sequence[str]) -> Fix:
    """Return the fix that indents fields of a mapping, with all their lines, by two blanks."""
    changes: list[Change] = []
    for key in keys:
        child = mapping.children[key]
        first, last = (source.line_number(at) for at in (mapping.keys[key][0], max(child.start, child.end - 1)))
        last = max(first, last)
        starts = [source.line_starts[number - 1] for number in range(first, last + 1) if source.line(number).strip()]
        changes += [(at, at, "  ") for at in starts]
    return fix_of(source, changes, safe=False)


def links_in_lines(source: Source, node: Node, links: Mapping[str, Value]) -> Advice:
    """Return the advice to write a mapping in lines as a list, with what was meant by each of its fields."""
    changes = []
    for key, meant in links.items():
        child = node.children[key]
        end = child.start + len(_written(source, child))
        changes.append((node.keys[key][0], end, f"- {inline(meant)}"))
    return Advice(f"write '- {inline(next(iter(links.values())))}'", fix_of(source, changes))


def begun(source: Source) -> Advice:
    """Return the advice to begin a session in an empty file, with the day and the title that the file's name has."""
    day = leading_date(source.path)
    title = default_id(source.path).replace("-", " ")
    if day is None or not title or source.text.strip(" \t\r\n-"):
        return Advice("write at least 'date: …' and 'title: …', or delete the file")
    fields = {"date": str(day), "title": title[:1].upper() + title[1:]}
    lines = [f"{key}: {scalar(value)}" for key, value in fields.items()]
    fix = fix_of(source, [(0, len(source.text), "\n".join(lines) + "\n")], safe=False)
    return Advice("write " + " and ".join(f"'{line}'" for line in lines) + ", or delete the file", fix)


def _in_place(source: Source, node: Node, text: str) -> Change:
    """Return the change of a node's value, with the blank that it may lack behind its colon."""
    blank = " " if source.text[node.start - 1 : node.start] == ":" else ""
    return node.start, node.start + len(_written(source, node)), blank + text


def _written(source: Source, node: Node) -> str:
    return source.text[node.start : node.end].rstrip()


def _as_items(source: Source, node: Node, values: Sequence[Value]) -> str:
    """Return values as items in the place of one that stands in a list."""
    if node.within:
        return ", ".join(inline(value, within=True) for value in values)
    line = source.text[source.line_starts[source.line_number(node.start) - 1] : node.start]
    margin = line[: line.rfind("-")] if "-" in line else ""
    between = ("\r\n" if "\r\n" in source.text else "\n") + margin + "- "
    return between.join(inline(value) for value in values)


def key_instead(source: Source, mapping: Node, key: str, meant: Meant) -> Advice:
    """Return the advice to write another key, unless the mapping has that one already."""
    words = meant.in_words(within=_in_braces(source, mapping))
    if not isinstance(meant.value, str) or meant.value in mapping.keys or key not in mapping.keys:
        return Advice(words)
    start, end = mapping.keys[key]
    written = scalar(meant.value, within=_in_braces(source, mapping))
    return Advice(words, fix_of(source, [(start, end, written)], safe=meant.sure))


def fields_added(source: Source, mapping: Node, fields: Mapping[str, str], *, sure: bool, words: str = "") -> Advice:
    """Return the advice to add fields at the end of a mapping."""
    said = words or "add " + " and ".join(f"'{key}: {scalar(value)}'" for key, value in fields.items())
    if not mapping.keys:
        return Advice(said)
    return Advice(said, fix_of(source, filling(source, mapping, fields), safe=sure))


def field_on_top(source: Source, mapping: Node, key: str, value: str, *, sure: bool, words: str = "") -> Advice:
    """Return the advice to put a field before the others of a mapping, as an id stands."""
    within = _in_braces(source, mapping)
    said = words or f"add '{key}: {scalar(value, within=within)}'"
    if not mapping.keys:
        return Advice(said)
    first = min(mapping.keys.values())[0]
    margin = re.sub(r"[^\s]", " ", source.text[source.line_starts[source.line_number(first) - 1] : first])
    line_end = "\r\n" if "\r\n" in source.text else "\n"
    between = ", " if within else line_end + margin
    text = f"{key}: {scalar(value, within=within)}{between}"
    return Advice(said, fix_of(source, [(first, first, text)], safe=sure))


def _in_braces(source: Source, mapping: Node) -> bool:
    return source.text[mapping.start : mapping.start + 1] == "{"


def _is_in_place(around: Node | None, key: str | int | None, node: Node) -> bool:
    """Tell whether a node is written where it is used, and not elsewhere as an alias has it."""
    if around is None:
        return True
    begin = around.keys[key][1] if isinstance(key, str) and key in around.keys else around.start
    return begin <= node.start and node.end <= max(around.end, node.start)
