"""What is added to organisers' files: fields to a mapping, readings to a session, papers to papers.yaml."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from rig_site.content.findings import Findings
from rig_site.content.sources.edit import below, column, item_added, opening, replacement, session_node
from rig_site.content.sources.nodes import Node, parse
from rig_site.content.sources.places import Change, changed
from rig_site.content.sources.source import Source
from rig_site.yaml_writer import inline, scalar

Fields: TypeAlias = Mapping[str, str | Sequence[str]]
"""Fields to write: a text, or several."""

WIDEST = 118
"""How long a line may become before a reading is written with each field on a line of its own."""

_EXAMPLE = re.compile(r"[ \t]*# such as \{[^\r\n]*")


def in_braces(fields: Fields) -> str:
    """Return fields as a mapping on one line.

    >>> print(in_braces({"arxiv": "1706.03762", "title": "Attention: all?", "authors": ["Lead A", "Lead B"]}))
    {arxiv: 1706.03762, title: "Attention: all?", authors: [Lead A, Lead B]}
    """
    return inline(fields)


def in_lines(fields: Fields) -> list[str]:
    """Return fields on lines of their own, texts of several paragraphs on several."""
    return [line for key, value in fields.items() for line in _lines(key, value)]


def with_fields(text: str, additions: Sequence[tuple[Node, Fields]], path: str = "") -> str:
    """Return a file's text with fields added to mappings in it, which are nodes of that text.

    A field that is there and says something stays as it is.
    """
    source = Source(path, text)
    return changed(text, [change for node, fields in additions for change in filling(source, node, fields)])


def with_reading(
    text: str, session_id: str, heading: str | None, reading: Fields, path: str = "", *, first: str = "Main"
) -> str:
    """Return a session file's text with a reading added under a heading, without one in the section that is first.

    What a plain list holds stands under `first` once there are headings.
    A list in brackets that would become longer than a line is written with
    each reading on lines of its own.  A session that is not there is a LookupError, and one whose readings
    stand elsewhere (an alias) a ValueError.
    """
    source = Source(path, text)
    session = session_node(parse(source, Findings()), session_id)
    readings = session.children.get("readings")
    if readings and readings.start < session.keys["readings"][0]:
        raise ValueError(f"'{session_id}' takes its readings from another session by an alias; write them out first")
    item = in_braces(reading)
    lines = _item_lines(reading)
    if readings is None:
        fields = ["readings:", *_section(heading, lines)]
        return changed(text, [_end(source, session, fields, f"readings: {_in_brackets(heading, item)}")])
    if not readings.children:
        short, long = _in_brackets(heading, item), _section(heading, lines)
        return changed(text, _filled(source, session, "readings", short, long))
    if isinstance(readings.value, list):
        if not heading:
            return changed(text, _with_item(source, session, "readings", item, lines))
        return changed(text, _divided(source, session, readings, heading, item, lines, first))
    name = section_named(readings, heading)
    if name is None:
        added = _section(heading, lines)[0 if heading else 1 :]
        fields = [line.removeprefix("  ") for line in added]
        return changed(text, [_end(source, readings, fields, f"{_key(heading or '')}: [{item}]")])
    section = readings.children[name]
    if section.value:
        return changed(text, _with_item(source, readings, name, item, lines))
    return changed(text, _filled(source, readings, name, f"[{item}]", _section(None, lines)))


def section_named(readings: Node, heading: str | None) -> str | None:
    """Return the key of the section of a heading, of the first one without a heading; None where there is none."""
    if heading is None:
        return next(iter(readings.keys), None)
    wanted = heading.casefold().split()
    return next((key for key in readings.keys if key.casefold().split() == wanted), None)


def with_paper(text: str, key: str, paper: Fields) -> str:
    """Return the text of papers.yaml with one more paper at its end."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    before = text if not text or text.endswith("\n") else text + line_end
    return before + line_end.join([f"{_key(key)}:", *(f"  {line}".rstrip() for line in in_lines(paper)), ""])


def filling(source: Source, node: Node, fields: Fields) -> list[Change]:
    """Return the changes that give a mapping the fields that it has not, or has without a value."""
    changes = [
        replacement(source.text, node.children[key], inline(value, within=node.children[key].within))
        for key, value in fields.items()
        if key in node.children and not node.children[key].value
    ]
    new = {key: value for key, value in fields.items() if key not in node.children}
    if new:
        changes.append(_end(source, node, in_lines(new), in_braces(new)[1:-1]))
    return changes


def _end(source: Source, node: Node, lines: Sequence[str], braced: str) -> Change:
    """Return the change that puts fields at the end of a mapping, by lines or where it is in braces in these."""
    key = max(node.keys, key=lambda each: node.keys[each])
    first, last = min(node.keys.values())[0], node.children[key]
    if last.start < node.keys[key][0]:  # an alias: what it stands for is written elsewhere
        end = source.text.find("\n", node.keys[key][1])
        last = Node(node.keys[key][0], len(source.text) if end < 0 else end, None)
    if opening(source, node) == "{":
        return last.end, last.end, f", {braced}"
    margin = " " * column(source, first)
    return below(source, last, [f"{margin}{line}".rstrip() for line in lines])


def _item_lines(reading: Fields) -> list[str]:
    item = in_braces(reading)
    return [item] if len(item) < WIDEST - 6 else in_lines(reading)


def _filled(source: Source, owner: Node, key: str, short: str, long: Sequence[str]) -> list[Change]:
    """Return the changes that give an empty field a value, on its line if that is not too long, else below it.

    A comment that shows what could stand there goes.
    """
    text, node = source.text, owner.children[key]
    start, end, value = replacement(text, node, short)
    comment = _EXAMPLE.match(text, end)
    end = comment.end() if comment else end
    if opening(source, owner) == "{" or column(source, start) + len(value) <= WIDEST:
        return [(start, end, value)]
    return [_below_key(source, owner, key, end, long)]


def _with_item(source: Source, owner: Node, key: str, item: str, lines: Sequence[str]) -> list[Change]:
    """Return the changes that add a reading to a field that is a list of some."""
    items = owner.children[key]
    held = _on_one_line(source, owner, items)
    if held is None or column(source, items.end) + len(item) + 2 <= WIDEST:
        return [item_added(source, items, item, lines)]
    return [_below_key(source, owner, key, items.end, [*(f"  - {each}" for each in held), *_section(None, lines)])]


def _on_one_line(source: Source, owner: Node, items: Node) -> list[str] | None:
    """Return what a list in brackets holds that can be written in lines; None for any other."""
    written_list = source.text[items.start : items.end].rstrip()
    if not written_list.startswith("[") or "\n" in written_list or opening(source, owner) == "{":
        return None
    return [source.text[each.start : each.end].strip() for each in items.children.values()]


def _below_key(source: Source, owner: Node, key: str, end: int, lines: Sequence[str]) -> Change:
    """Return the change that puts lines below a key, in place of what stands behind it up to an offset."""
    margin = " " * column(source, owner.keys[key][0])
    line_end = "\r\n" if "\r\n" in source.text else "\n"
    start = len(source.text[: owner.children[key].start].rstrip())
    end = len(source.text[:end].rstrip())
    return start, max(start, end), "".join(f"{line_end}{margin}{line}".rstrip(" ") for line in lines)


def _divided(
    source: Source, session: Node, readings: Node, heading: str, item: str, lines: Sequence[str], name: str
) -> list[Change]:
    """Return the changes that make sections of a plain list: what it holds stands under one name, the reading another.

    If both are the same, the reading comes behind what it holds.
    """
    text = source.text
    same = heading.casefold().split() == name.casefold().split()
    if opening(source, readings) == "[":
        held = _on_one_line(source, session, readings)
        length = column(source, readings.end) + len(name) + len(item) + (8 if same else len(heading) + 10)
        if held is not None and length > WIDEST:
            block = [f"  {_key(name)}:", *(f"    - {each}" for each in held)]
            block += _section(heading, lines)[1 if same else 0 :]
            return [_below_key(source, session, "readings", readings.end, block)]
        begin, behind = f"{{{_key(name)}: ", "}" if same else f", {_key(heading)}: [{item}]}}"
        changes = [(readings.start, readings.start, begin), (readings.end, readings.end, behind)]
        return [*changes, item_added(source, readings, item, lines)] if same else changes
    end = readings.start + len(text[readings.start : readings.end].rstrip())
    first, last = source.line_number(readings.start), source.line_number(end)
    own = column(source, session.keys["readings"][0])
    shift = "  " if column(source, readings.start) <= own else ""
    margin = " " * column(source, readings.start) + shift
    line_end = "\r\n" if "\r\n" in text else "\n"
    _, *others = range(first, last + 1)
    changes = [
        (start, start, shift)
        for line in others
        if source.line(line)
        for start in (source.line_starts[line - 1],)
        if shift
    ]
    start = source.line_starts[first - 1]
    changes.append((start, start, f"{margin}{_key(name)}:{line_end}{shift}"))
    new_lines = [line[2:] for line in (_section(None, lines) if same else _section(heading, lines))]
    added = [f"{margin}{line}".rstrip() for line in new_lines]
    return [*changes, below(source, Node(readings.start, end, None), added)]


def _section(heading: str | None, lines: Sequence[str]) -> list[str]:
    """Return the lines of a list with one reading, under its heading where it has one."""
    first, *others = lines
    listed = [f"- {first}", *(f"  {line}" for line in others)]
    return [f"  {_key(heading)}:", *(f"    {line}" for line in listed)] if heading else [f"  {line}" for line in listed]


def _in_brackets(heading: str | None, item: str) -> str:
    return f"{{{_key(heading)}: [{item}]}}" if heading else f"[{item}]"


def _key(key: str) -> str:
    return scalar(key, within=True)


def _lines(key: str, value: str | Sequence[str]) -> list[str]:
    """Return a field on a line, or a long text folded over several (YAML 1.2.2, 8.1.3)."""
    if not isinstance(value, str) or ("\n" not in value and len(value) < WIDEST - len(key)):
        return [f"{_key(key)}: {inline(value)}"]
    paragraphs = value.split("\n\n")
    folded = [
        textwrap.wrap(each, WIDEST - 8, break_long_words=False, break_on_hyphens=False) or [""] for each in paragraphs
    ]
    lines = [line for number, paragraph in enumerate(folded) for line in (*(["", ""] if number else []), *paragraph)]
    return [f"{key}: >-", *(f"  {line}" if line else "" for line in lines)]
