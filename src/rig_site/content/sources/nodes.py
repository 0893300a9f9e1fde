"""YAML text becomes nodes that know where they, and their keys, are written.

PyYAML's C parser gives the events.  Its `compose()` is left alone: it
recurses in C, so that a file of 100,000 brackets ends the interpreter,
whereas a loop over the events stops at a depth.  Only text, `true`,
`false` and null exist; what looks like a number or a date stays text until
the schema decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NoReturn, TypeAlias

import yaml
from msgspec import Struct, field

from rig_site.content.findings import Findings
from rig_site.content.sources.places import Change, fix_of
from rig_site.content.sources.plain_text import quoted, single_quoted, text_of_lines
from rig_site.content.sources.source import UNSEEN, Source
from rig_site.content.sources.yaml_errors import explain
from rig_site.diagnostics import Advice, ContentError, Fix, Problem

MAX_DEPTH = 20
"""How deep mappings and lists may stand in each other; the contract needs 7."""

MAX_NODES = 200_000
"""How many values a file may have, those repeated by aliases counted each time."""

Plain: TypeAlias = "str | bool | list[Plain] | dict[str, Plain] | None"

_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_UNSEEN = re.compile(f"[{UNSEEN}]")
_LOST_IN_COMMENT = re.compile(r"[ \t]+#(?=\S)")
_LOST_NUMBER = re.compile(r"[ \t]+#\d+\b")
_DASH_LINE = re.compile(r"\n[ \t]*-[ \t]")


class Node(Struct):
    """A value with its place: the offsets it begins and ends at.

    `value` is the value with everything in it as plain Python.  `children`
    are the nodes of a mapping by key or of a list by index, and `keys` the
    offsets of a mapping's keys.  `within` tells that it stands in brackets
    or braces.
    """

    start: int
    end: int
    value: Plain
    children: dict[str | int, Node] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    within: bool = False


class _Open(Struct):
    """A mapping or list that is being read; `height` is how deep it is inside."""

    node: Node
    flow: bool
    anchor: str | None
    first: int
    key: str | None = None
    key_at: tuple[int, int] = (0, 0)
    height: int = 1


class _Anchored(Struct, frozen=True):
    node: Node
    size: int
    height: int


def parse(source: Source, findings: Findings) -> Node | None:
    """Return the one document of a file; None for a file without one, or with one that cannot be read.

    Problems that leave the rest readable (a duplicate key, a tag, a
    control character) are added to the findings, as is the one that does
    not.
    """
    try:
        return read_nodes(source, findings)
    except ContentError as error:
        findings.problems.append(error.problem)
        return None


class TooMuchError(ContentError):
    """Why none of a file is read: more than one document, more values or deeper ones than a group has."""


def read_nodes(source: Source, findings: Findings) -> Node | None:
    """Return the one document of a file; a mistake after which it cannot be read on is a ContentError."""
    return _Reader(source, findings).read()


class _Reader:
    """Builds the nodes of one file from its events, without recursion."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self.source = source
        self.findings = findings
        self.open: list[_Open] = []
        self.anchors: dict[str, _Anchored] = {}
        self.count = 0
        self.root: Node | None = None

    def read(self) -> Node | None:
        for event in self._events():
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._begin(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._finish(event)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent) and self.root:
                words = "write several sessions as one list, each beginning with '- ', or each in its own file"
                raise TooMuchError(self._problem(event, "a second document begins here", words))
        return self.root

    def _events(self) -> Iterator[yaml.Event]:
        last: yaml.Event | None = None
        try:
            for last in yaml.parse(self.source.text, Loader=yaml.CSafeLoader):
                yield last
        except yaml.MarkedYAMLError as error:
            brackets = [frame.node.start for frame in self.open if frame.flow]
            span = _span(last) if last else (0, 0)
            raise ContentError(explain(error, self.source, span, brackets[-1] if brackets else None)) from error

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = _span(event)
        written = event.value or ""
        if self._expects_key():
            self._key(written, start, end)
            return
        plain = event.implicit[0] and not event.tag
        value = _CONSTANTS.get(written, written) if plain else written
        node = Node(start, end, value, within=self._is_within())
        self._refuse_tag(event)
        self._look_at(node, plain=plain)
        self._count(1, event)
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(node, 1, 0)
        self._add(node)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        if self._expects_key():
            text = text_of_lines(self.source, self.open[-1].node.start)
            self._stop(
                event,
                "a bracket stands where a key is expected",
                suggestion="put text that begins with '{' or '[' in quotes",
                changes=[(self.open[-1].node.start, text.end, quoted(text.text))],
            )
        self._refuse_tag(event)
        self._count(1, event)
        start, end = _span(event)
        node = Node(start, end, {} if isinstance(event, yaml.MappingStartEvent) else [], within=self._is_within())
        self.open.append(_Open(node, bool(event.flow_style), event.anchor, self.count))
        self._limit_depth(len(self.open), event)

    def _finish(self, event: yaml.CollectionEndEvent) -> None:
        frame = self.open.pop()
        node = frame.node
        if frame.flow:
            node.end = _span(event)[1]
        else:
            node.end = max([node.end, *(child.end for child in node.children.values())])
        if frame.anchor:
            self.anchors[frame.anchor] = _Anchored(node, self.count - frame.first + 1, frame.height)
        if self.open:
            self.open[-1].height = max(self.open[-1].height, frame.height + 1)
        self._add(node)

    def _alias(self, event: yaml.AliasEvent) -> None:
        anchored = self.anchors.get(event.anchor or "")
        if anchored is None or self._expects_key():
            written = self.source.text[slice(*_span(event))]
            self._stop(
                event,
                f"'{written}' is read as an alias, and no finished '&{event.anchor}' stands before it",
                suggestion="put text that begins with '*' in quotes",
                changes=[] if anchored else self._quoting(_span(event)),
            )
        self._count(anchored.size, event)
        self._limit_depth(len(self.open) + anchored.height, event)
        if self.open:
            self.open[-1].height = max(self.open[-1].height, anchored.height + 1)
        self._add(anchored.node)

    def _expects_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].node.value, dict) and self.open[-1].key is None

    def _is_within(self) -> bool:
        return bool(self.open) and self.open[-1].flow

    def _key(self, key: str, start: int, end: int) -> None:
        frame = self.open[-1]
        frame.key, frame.key_at = key, (start, end)
        if key not in frame.node.keys and (unseen := _UNSEEN.search(key)):
            self._report_unseen(unseen[0], start, end)

    def _report_twice(self, frame: _Open, again: Node) -> None:
        """Add that a key is written twice; of two that say the same, and of an empty one, nothing is lost."""
        key = frame.key or ""
        before, span = frame.node.children[key], frame.node.keys[key]
        first = self.source.line_number(span[0])
        what = f"the key '{key}' is written twice, first in line {first}"
        words, fix = "keep one of the two", None
        if again.value is None or again.value == before.value:
            words, fix = "delete this one", self._without(frame.key_at, again)
        elif before.value is None:
            words, fix = f"delete the one in line {first}, which is empty", self._without(span, before)
        self.findings.error(self.source.position(*frame.key_at), what, suggestion=Advice(words, fix))

    def _without(self, key: tuple[int, int], value: Node) -> Fix | None:
        """Return the fix that deletes a key and its value; None where they have no lines of their own."""
        starts, text = [*self.source.line_starts, len(self.source.text)], self.source.text
        end = max(key[1] + 1, value.start + len(text[value.start : value.end].rstrip()))
        first, last = self.source.line_number(key[0]) - 1, self.source.line_number(end)
        if text[starts[first] : key[0]].strip() or text[end : starts[last]].strip() or value.start < key[1]:
            return None
        return fix_of(self.source, [(starts[first], starts[last], "")])

    def _add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        frame = self.open[-1]
        container = frame.node
        if isinstance(container.value, list):
            container.children[len(container.value)] = node
            container.value.append(node.value)
        elif isinstance(container.value, dict) and frame.key is not None:
            if frame.key in container.children:
                self._report_twice(frame, node)
            container.children[frame.key] = node
            container.keys[frame.key] = frame.key_at
            container.value[frame.key] = node.value
            frame.key = None

    def _look_at(self, node: Node, *, plain: bool) -> None:
        """Add what is suspicious about a scalar: text that YAML drops or joins, characters that are no text."""
        text = self.source.text
        if not plain:
            if isinstance(node.value, str) and (unseen := _UNSEEN.search(node.value)):
                self._report_unseen(unseen[0], node.start, node.end)
            return
        lost = (_LOST_IN_COMMENT if node.value is None else _LOST_NUMBER).match(text, node.end)
        if lost:
            line_end = text.find("\n", lost.end())
            meant = text[node.start : line_end if line_end >= 0 else len(text)].rstrip()
            whole = quoted(meant.strip(" ,}]"))
            start = node.start + len(meant) - len(meant.lstrip())
            change = (start, start + len(meant.strip(" ,}]")), whole)
            fix = None if self._is_within() else fix_of(self.source, [change], safe=False)
            self.findings.warning(
                self.source.position(lost.end() - len(lost[0].lstrip()), node.start + len(meant)),
                "what stands after ' #' is a comment and is not read",
                suggestion=Advice(f"if it is text, put the whole of it in quotes: {whole}", fix),
            )
        if dash := _DASH_LINE.search(text, node.start, node.end):
            words = "begin all items of a list in one column; for text in several lines write '|' after the key"
            self.findings.error(
                self.source.position(dash.end() - 2, dash.end() - 1),
                "this line goes on with the text above, because it is indented further: it is no list item of its own",
                suggestion=Advice(words, self._in_one_column(node)),
            )

    def _in_one_column(self, node: Node) -> Fix | None:
        """Return the fix that puts items of a list where those before them begin; None where there is no list."""
        frame = self.open[-1] if self.open else None
        if frame is None or frame.flow or not isinstance(frame.node.value, list):
            return None
        text = self.source.text
        margin = text[self.source.line_starts[self.source.line_number(frame.node.start) - 1] : frame.node.start]
        if margin.strip():
            return None
        found = [match.start() + 1 for match in _DASH_LINE.finditer(text, node.start, node.end)]
        changes = [(at, at + len(text[at:]) - len(text[at:].lstrip(" \t")), margin) for at in found]
        return fix_of(self.source, changes)

    def _report_unseen(self, character: str, start: int, end: int) -> None:
        words = "in double quotes a backslash begins an escape: use single quotes, or write '\\\\'"
        changes = single_quoted(self.source.text, start)
        self.findings.error(
            self.source.position(start, end),
            f"the character U+{ord(character):04X} is not text",
            suggestion=Advice(words, fix_of(self.source, changes) if changes else None),
        )

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag:
            start, end = _span(event)
            self.findings.error(
                self.source.position(start, end),
                f"'{self.source.text[start:end].split()[0]}' is read as a YAML tag, and tags are not allowed",
                suggestion=Advice("put text that begins with '!' in quotes", self._whole_line(event)),
            )

    def _whole_line(self, event: yaml.Event) -> Fix | None:
        """Return the fix that puts a text in quotes, with a tag that it was taken to begin with."""
        start, end = _span(event)
        if not isinstance(event, yaml.ScalarEvent) or not event.value:
            return None
        return fix_of(self.source, [(start, end, quoted(self.source.text[start:end].rstrip()))])

    def _quoting(self, span: tuple[int, int]) -> list[Change]:
        start, end = span
        if not self._is_within():
            text = text_of_lines(self.source, start)
            return [(start, text.end, quoted(text.text))]
        return [(start, end, quoted(self.source.text[start:end]))]

    def _count(self, nodes: int, event: yaml.Event) -> None:
        self.count += nodes
        if self.count > MAX_NODES:
            what = f"the file has more than {MAX_NODES:,} values, those repeated by aliases counted"
            raise TooMuchError(self._problem(event, what, "split it into several files"))

    def _limit_depth(self, depth: int, event: yaml.Event) -> None:
        if depth > MAX_DEPTH:
            what = f"more than {MAX_DEPTH} mappings and lists stand inside each other"
            raise TooMuchError(self._problem(event, what))

    def _stop(self, event: yaml.Event, what: str, *, suggestion: str = "", changes: Sequence[Change] = ()) -> NoReturn:
        raise ContentError(self._problem(event, what, suggestion, fix_of(self.source, changes) if changes else None))

    def _problem(self, event: yaml.Event, what: str, suggestion: str = "", fix: Fix | None = None) -> Problem:
        return Problem(self.source.position(*_span(event)), what, suggestion=suggestion, fix=fix)


def _span(event: yaml.Event) -> tuple[int, int]:
    assert event.start_mark is not None
    assert event.end_mark is not None
    return event.start_mark.index, event.end_mark.index
