"""Nodes and schema give values; every error of pydantic's is put in words at the key or value it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, RootModel, ValidationError

from rig_site.content.findings import FieldError, Findings, cite
from rig_site.content.known_words import closest
from rig_site.content.schema.fields import NotTextError
from rig_site.content.schema.parts import Lead, Reading, Shape
from rig_site.content.sources.nodes import Node, Plain
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Position

S = TypeVar("S", bound=BaseModel)
Keys = tuple[str | int, ...]
"""The keys and indices that lead from a value to one inside it."""


@dataclass(frozen=True, slots=True)
class Decoded(Generic[S]):
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

    def key(self, *path: str | int) -> Position:
        """Return where the key of the value at a path is written."""
        return position(self.source, self.node, (*path, "[key]"))


def decode(shape: type[S], node: Node, source: Source, findings: Findings) -> Decoded[S] | None:
    """Return what a node says, or None after adding everything wrong with it to the findings."""
    errors: list[dict[str, Any]] = []
    value = None
    try:
        value = shape.model_validate(node.value)
    except ValidationError as error:
        errors = [dict(line) for line in error.errors(include_url=False)]
    decoder = _Decoder(shape, node, source, findings)
    decoder.report(errors)
    wrong = decoder.contradictions()
    return Decoded(value, node, source) if value is not None and not wrong else None


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


class _Decoder:
    """Puts the errors of one node in words."""

    def __init__(self, shape: Any, node: Node, source: Source, findings: Findings) -> None:
        self.shape = shape
        self.node = node
        self.source = source
        self.findings = findings
        self.meant: set[Keys] = set()

    def report(self, errors: list[dict[str, Any]]) -> None:
        """Add the errors; a missing field that a misspelt one was meant for is not mentioned again."""
        for error in errors:
            if error["type"] == "extra_forbidden":
                self._unknown(error["loc"])
        for error in errors:
            if error["type"] == "missing":
                self._missing(error["loc"])
            elif error["type"] != "extra_forbidden":
                self._wrong(error)

    def contradictions(self) -> bool:
        """Add what a session's fields say against each other, and tell whether there was anything."""
        written = self.node.value
        if not isinstance(written, dict) or not issubclass(self.shape, Shape):
            return False
        found = list(self.shape.contradictions(written))
        for wrong in found:
            key = (wrong.key,) if wrong.key else ()
            if key in self.meant:
                continue
            if wrong.key in self.node.keys:
                self._add((*key, "[key]"), wrong.what, wrong.allowed, wrong.suggestion)
            else:
                self._add((), wrong.what, wrong.allowed, self._example(self.shape, wrong.key))
        return bool(found)

    def _unknown(self, path: Keys) -> None:
        shape = self._shape_at(path[:-1])
        name = str(path[-1])
        known = list(shape.written_fields())
        meant = shape.meant.get(name.casefold()) or closest(name, known)
        suggestion = f"did you mean '{meant}'?" if meant else ""
        if self._comes_after_a_comma(path):
            suggestion = "in braces a comma ends a value: put text with a comma in quotes, and a list in [ ]"
        elif meant:
            self.meant.add((*path[:-1], meant))
        self._add((*path, "[key]"), f"{shape.noun} has no field '{name}'", ", ".join(known), suggestion)

    def _comes_after_a_comma(self, path: Keys) -> bool:
        """Tell whether a key is the rest of a value in braces: `{authors: Author A, Author B}`."""
        key = self._node_at(path)
        return key.start == key.end and self.source.text[self._node_at(path[:-1]).start] == "{"

    def _node_at(self, path: Keys) -> Node:
        node = self.node
        for part in path:
            node = node.children.get(part, node)
        return node

    def _missing(self, path: Keys) -> None:
        if path in self.meant:
            return
        shape = self._shape_at(path[:-1])
        name = str(path[-1])
        self._add(path[:-1], f"{shape.noun} needs the field '{name}'", "", self._example(shape, name))

    def _wrong(self, error: dict[str, Any]) -> None:
        path: Keys = error["loc"]
        written: Plain = error["input"]
        wrong = error.get("ctx", {}).get("error")
        if isinstance(wrong, FieldError) and not isinstance(wrong, NotTextError):
            path = (*path, wrong.key, "[key]") if wrong.key else path
            self._add(path, wrong.what, wrong.allowed, wrong.suggestion)
        elif isinstance(wrong, NotTextError):
            self._not_text(path, written)
        elif error["type"] == "bool_type":
            answer = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
            meant = answer.get(written.casefold()) if isinstance(written, str) else None
            self._add(path, self._must(path, "true or false", written), "", f"write '{meant}'" if meant else "")
        elif error["type"] == "list_type":
            self._not_a_list(path, written)
        elif error["type"] == "model_type":
            self._not_a_mapping(path, written)
        elif error["type"] == "dict_type":
            self._not_a_dictionary(path, written)
        else:
            raise AssertionError(f"no words for pydantic's {error['type']} at {path}: {error['msg']}")

    def _not_text(self, path: Keys, written: Plain) -> None:
        suggestion = ""
        if isinstance(written, bool):
            suggestion = f"if it is text, put it in quotes: '\"{str(written).lower()}\"'"
        elif isinstance(written, list) and len(written) == 1 and isinstance(written[0], str):
            suggestion = f"write {cite(written[0])}, without brackets"
        elif isinstance(written, list | dict) and written:
            suggestion = "put text that begins with '[' or '{' in quotes"
        self._add(path, self._must(path, "text", written), "", suggestion)

    def _not_a_list(self, path: Keys, written: Plain) -> None:
        model = self._model_at(path)
        of_text = model is Lead or (issubclass(model, Shape) and bool(path) and path[-1] in model.written_fields())
        name = next((part for part in reversed(path) if isinstance(part, str) and part), None)
        allowed = suggestion = ""
        if isinstance(written, dict) and self.source.text[self._node_at(path).start] != "{":
            suggestion = "put '- ' before its first line, and indent the others as far"
        elif isinstance(written, str) and of_text and not set(written) & set("[]{}#:\"'\n"):
            suggestion = "write " + cite(f"{name}: [{written}]")
        elif issubclass(model, Shape) and not of_text:
            allowed = f"items in lines of their own that begin with '- ', each {model.form}"
        self._add(path, self._must(path, "a list", written), allowed, suggestion)

    def _not_a_mapping(self, path: Keys, written: Plain) -> None:
        """Put in words that a mapping with known fields is expected."""
        model = self._model_at(path)
        suggestion = ""
        if written is None:
            self._add(path, self._must(path, "a mapping", written), "", "")
            return
        if model is Reading and isinstance(written, str):
            field = "url" if "://" in written else "title"
            suggestion = "write " + cite(f"{{{field}: {written}}}")
        self._add(path, f"{model.noun} cannot be {_kind(written)}", model.form, suggestion)

    def _not_a_dictionary(self, path: Keys, written: Plain) -> None:
        """Put in words that a mapping with keys of one's own is expected."""
        if not path:
            self._not_a_mapping(path, written)
        elif self._model_at(path) is Reading:
            allowed = "sections such as 'Main:', each with a list of readings, or one list of readings"
            self._add(path, f"{self._subject(path)} cannot be {_kind(written)}", allowed, "")
        else:
            self._add(path, self._must(path, "a mapping", written), "'key: value' lines", "")

    def _must(self, path: Keys, expected: str, written: Plain) -> str:
        """Return the sentence that a value is not what is expected; text that is not text is blank."""
        subject = self._subject(path)
        empty = written is None or (expected == "text" and isinstance(written, str))
        return f"{subject} is empty" if empty else f"{subject} must be {expected}, not {_kind(written)}"

    def _subject(self, path: Keys) -> str:
        if path and path[-1] == "[key]":
            return "a key"
        names = [part for part in path if part != ""]
        if not names:
            return str(self.shape.noun)
        if isinstance(names[-1], int):
            return f"item {names[-1] + 1}" + (f" of '{names[-2]}'" if len(names) > 1 else "")
        return f"'{names[-1]}'"

    def _example(self, shape: type[Shape], name: str | None) -> str:
        field = next((field for key, field in shape.model_fields.items() if name in (key, field.alias)), None)
        return f"add '{name}: {field.examples[0]}'" if field and field.examples else ""

    def _shape_at(self, path: Keys) -> type[Shape]:
        model: type[Shape] = self._model_at(path)
        return model

    def _model_at(self, path: Keys) -> Any:
        """Return the innermost shape that a path leads through."""
        model: Any = self.shape
        for part in path:
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            field = fields.get("root" if issubclass(model, RootModel) else str(part))
            if field:
                model = next(_models(field.annotation), model)
        return model

    def _add(self, path: Keys, what: str, allowed: str, suggestion: str) -> None:
        self.findings.error(position(self.source, self.node, path), what, allowed=allowed, suggestion=suggestion)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the shapes an annotation speaks of, outermost first."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _kind(written: Plain) -> str:
    if isinstance(written, bool):
        return "true or false"
    if isinstance(written, dict):
        return "a mapping"
    return "a list" if isinstance(written, list) else "text"
