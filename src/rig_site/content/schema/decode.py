"""Nodes and schema give values that know where they are written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct
from pydantic import BaseModel, ValidationError

from rig_site.content.findings import FieldError, Findings, Meant, guess
from rig_site.content.schema.parts import Shape
from rig_site.content.schema.places import node_at, position, value_at
from rig_site.content.sources.edit import replacement
from rig_site.content.sources.mending import fields_added, key_instead
from rig_site.content.sources.nodes import Node, Plain
from rig_site.content.sources.places import fix_of
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Advice, Fix, Position

S = TypeVar("S", bound=BaseModel)


class Decoded(Struct, Generic[S], frozen=True):
    """A value with the place it is written at; a path leads from it to a value inside."""

    value: S
    node: Node
    source: Source

    def at(self, *path: str | int) -> Position:
        """Return where the value at a path is written, or the innermost mapping around it that is."""
        return position(self.source, self.node, path)

    def span(self, *path: str | int) -> tuple[int, int]:
        """Return the offsets in the source between which that value is written."""
        node = self.node
        for part in path:
            node = node.children.get(part, node)
        return node.start, node.end

    def written(self, *path: str | int) -> Plain:
        """Return what is written at a path."""
        return node_at(self.node, path).value

    def key(self, *path: str | int) -> Position:
        """Return where the key of the value at a path is written."""
        return position(self.source, self.node, (*path, "[key]"))

    def advise(self, meant: Meant | None, *path: str | int) -> Advice:
        """Return the advice to write what was meant at a path; no advice where nothing was."""
        return value_at(self.source, self.node, path, meant) if meant else Advice("")

    def advise_one_of(self, words: Sequence[str], *path: str | int) -> Advice:
        """Return the advice to write the word that was probably meant at a path, or to choose one of several."""
        if len(words) < 2:
            return self.advise(guess(next(iter(words), None)), *path)
        cited = (f"'{word}'" for word in words)
        return Advice(f"did you mean {' or '.join(cited)}?")

    def without_item(self, *path: str | int) -> Fix | None:
        """Return the fix that empties a list of one item, which stands at a path; None where it has others."""
        items = node_at(self.node, path[:-1])
        item = items.children.get(path[-1]) if path else None
        if item is None or len(items.children) != 1 or not isinstance(items.value, list):
            return None
        return fix_of(self.source, [replacement(self.source.text, items, "[]")])

    def advise_key(self, meant: Meant | None, *path: str | int) -> Advice:
        """Return the advice to write another key for the value at a path."""
        if meant is None:
            return Advice("")
        return key_instead(self.source, node_at(self.node, path[:-1]), str(path[-1]), meant)

    def advise_fields(self, fields: Mapping[str, str], *, sure: bool = True, words: str = "") -> Advice:
        """Return the advice to add fields to the mapping."""
        return fields_added(self.source, self.node, fields, sure=sure, words=words)

    def refuse(self, wrong: FieldError, findings: Findings, *path: str | int) -> None:
        """Add what is wrong with the value at a path, and what was meant there."""
        advice = self.advise(wrong.meant, *path) if wrong.meant else wrong.suggestion
        findings.error(self.at(*path), wrong.what, allowed=wrong.allowed, suggestion=advice)


def decode(
    shape: type[S], node: Node, source: Source, findings: Findings, *, papers: Collection[str] = (), whole: bool = True
) -> Decoded[S] | None:
    """Return what a node says, or None after adding everything wrong with it to the findings.

    `papers` are the keys that readings may have been meant to name.  Of a
    node that is not the `whole` of what is written, nothing is missed, and
    it gives no value.
    """
    errors: list[dict[str, Any]] = []
    value = None
    try:
        value = shape.model_validate(node.value)
    except ValidationError as error:
        errors = [dict(line) for line in error.errors(include_url=False)]
    contradictions = _contradictions(shape, node.value) if whole else []
    if not whole:
        errors = [error for error in errors if not _is_for_want_of_more(error)]
    if errors or contradictions:
        from rig_site.content.schema.advice.mistakes import Mistakes

        mistakes = Mistakes(shape, node, source, papers, findings)
        mistakes.report(errors)
        mistakes.report_contradictions(contradictions)
    return Decoded(value, node, source) if whole and value is not None and not contradictions else None


def _contradictions(shape: type[BaseModel], written: Plain) -> list[FieldError]:
    """Return what the fields of a mapping say against each other."""
    return list(shape.contradictions(written)) if isinstance(written, dict) and issubclass(shape, Shape) else []


def _is_for_want_of_more(error: Mapping[str, Any]) -> bool:
    """Tell whether an error may come of lines that could not be read."""
    about_the_whole = error["type"] == "value_error" and isinstance(error["input"], dict)
    return error["type"] == "missing" or error["input"] is None or not error["loc"] or about_the_whole
