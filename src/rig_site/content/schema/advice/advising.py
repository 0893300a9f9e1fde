"""What was probably meant by a value against the contract, tried out before it is offered as a fix."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, get_args

from msgspec.structs import replace
from pydantic import BaseModel, RootModel, ValidationError

from rig_site.content.findings import FieldError, Meant
from rig_site.content.known_words import closest
from rig_site.content.schema.advice.meant import is_nobody, reading_of, several
from rig_site.content.schema.advice.meant_shapes import of_another_key, of_pair, of_text
from rig_site.content.schema.parts import Lead, Reading, Shape
from rig_site.content.schema.places import Keys, node_at, value_at
from rig_site.content.sources.edit import replacement
from rig_site.content.sources.files import leading_date
from rig_site.content.sources.mending import field_on_top, key_instead, links_in_lines
from rig_site.content.sources.nodes import Node, Plain
from rig_site.content.sources.places import fix_of
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Advice, Fix
from rig_site.yaml_writer import Value, inline

MOST_TRIED = 100
"""How many values are tried for the mistakes of one mapping, before these are only said in words."""


class Adviser:
    """Makes advice of what stands in one node, and knows which of it would be right."""

    def __init__(self, shape: Any, node: Node, source: Source, papers: Collection[str]) -> None:
        self.shape = shape
        self.node = node
        self.source = source
        self.papers = papers
        self.tried = 0

    def renamed(self, path: Keys, meant: Meant | None, *, sure: bool) -> Advice:
        """Return the advice to write another key, as a fix if its value can stand there."""
        if meant is None:
            return Advice("")
        mapping, key = node_at(self.node, path[:-1]), str(path[-1])
        advice = key_instead(self.source, mapping, key, meant)
        safe = sure and key.casefold() not in self.shape_at(path[:-1]).meant
        field = (*path[:-1], str(meant.value))
        written = mapping.children[key].value if key in mapping.children else None
        if advice.fix is None or written is None:
            return Advice(advice.words)
        if self.holds(field, written):
            return Advice(advice.words, replace(advice.fix, safe=safe))
        for other in self._values_meant(field, key, written):
            value = value_at(self.source, self.node, path, other)
            if value.fix and not other.also and self.holds(field, other.value):
                said = Meant(other.value).in_words(key=str(meant.value), within=is_within(mapping))
                return Advice(said, Fix((*advice.fix.replacements, *value.fix.replacements), safe and other.sure))
        return Advice(advice.words)

    def _values_meant(self, field: Keys, key: str, written: Plain) -> Iterator[Meant]:
        """Yield what may have been meant by a value under a field, if another key stands there."""
        if meant := of_another_key(key, str(field[-1]), written):
            yield meant
        if isinstance(written, str) and (items := self.items_of(field, written)):
            yield items
        for error in self.errors(field, written):
            wrong = error.get("ctx", {}).get("error")
            if error["loc"] in (field, (*field, 0)) and isinstance(wrong, FieldError) and wrong.meant and not wrong.key:
                yield wrong.meant

    def pair(self, path: Keys, shape: type[Shape]) -> Meant | None:
        """Return what `- Slides: https://…` means, a mapping of a title and what belongs to it."""
        item = node_at(self.node, path[:-1])
        written = item.children[str(path[-1])].value if str(path[-1]) in item.children else None
        if len(item.children) != 1 or not isinstance(written, str):
            return None
        name = str(path[-1])
        if shape.meant.get(name.casefold()) or closest(name, shape.written_fields()):
            return None
        return of_pair(shape, name, written)

    def comes_after_a_comma(self, path: Keys) -> bool:
        """Tell whether a key is the rest of a value in braces: `{authors: Author A, Author B}`."""
        key = node_at(self.node, path)
        return key.start == key.end and self.source.text[node_at(self.node, path[:-1]).start] == "{"

    def before_the_comma(self, path: Keys, words: str) -> Advice:
        """Return the advice to write a value and all that its commas have cut off as one."""
        mapping = node_at(self.node, path[:-1])
        keys = sorted(mapping.keys, key=lambda key: mapping.keys[key][0])
        last = keys.index(str(path[-1]))
        first = last
        while first >= 0 and self._is_empty(mapping, keys[first]):
            first -= 1
        while last + 1 < len(keys) and self._is_empty(mapping, keys[last + 1]):
            last += 1
        owner = mapping.children[keys[first]] if first >= 0 else None
        if owner is None or not isinstance(owner.value, str):
            return Advice(words)
        whole = Node(owner.start, mapping.keys[keys[last]][1], None, within=True)
        parts: list[Value] = [owner.value, *keys[first + 1 : last + 1]]
        field = (*path[:-1], keys[first])
        for value in (", ".join(map(str, parts)), parts):
            if self.holds(field, value):
                change = replacement(self.source.text, whole, inline(value, within=True))
                return Advice(
                    f"{words}: write '{keys[first]}: {inline(value, within=True)}'", fix_of(self.source, [change])
                )
        return Advice(words)

    def _is_cut_off(self, path: Keys) -> bool:
        """Tell whether a value in braces has a comma in it, so that the rest of it is taken for a key."""
        mapping = node_at(self.node, path[:-1])
        keys = sorted(mapping.keys, key=lambda key: mapping.keys[key][0])
        if not path or path[-1] not in keys or not mapping.children[str(path[-1])].within:
            return False
        following = keys[keys.index(str(path[-1])) + 1 :][:1]
        known = self.fields_at(path[:-1]) if following else ()
        return bool(following) and following[0] not in known and self._is_empty(mapping, following[0])

    def _is_empty(self, mapping: Node, key: str) -> bool:
        child = mapping.children[key]
        return child.start == child.end

    def instead_of(self, path: Keys, wrong: FieldError) -> str | Advice:
        """Return what was meant in a place, as a fix."""
        if wrong.meant is None:
            return wrong.suggestion
        if path[-1:] != ("[key]",):
            return self.instead(path, wrong.meant)
        mapping, key = node_at(self.node, path[:-2]), str(path[-2])
        if wrong.key:
            return self.instead(path[:-1], wrong.meant)
        return key_instead(self.source, mapping, key, wrong.meant)

    def instead(self, path: Keys, meant: Meant) -> Advice:
        """Return the advice to write a value, as a fix if it can stand there."""
        if meant.also:
            also = {name: value for name, value in meant.also.items() if self.goes_with(path, meant.value, name, value)}
            if meant.also.keys() - also.keys() == {"until"}:
                return Advice("write a session for each day; only a break goes on until another")
            meant = Meant(meant.value, meant.sure and also == meant.also, also, meant.gloss)
        advice = value_at(self.source, self.node, path, meant)
        if self._is_cut_off(path):
            return Advice("")
        return advice if advice.fix and self.holds(path, meant.value) else Advice(advice.words)

    def holds(self, path: Keys, value: Value) -> bool:
        """Tell whether a value can stand at a path, with no mistake in it."""
        if self.tried >= MOST_TRIED:
            return False
        self.tried += 1
        return not any(line["loc"][: len(path)] == path for line in self.errors(path, value))

    def errors(self, path: Keys, value: Value) -> Sequence[Mapping[str, Any]]:
        """Return the errors there would be with another value at a path."""
        inside = [part for number, part in enumerate(path) if self._leads_on(path, number)]
        whole: Any = _with_value(self.node.value, inside, value)
        if issubclass(self.shape, RootModel) and isinstance(whole, dict) and inside:
            whole = {inside[0]: whole[inside[0]]}
        try:
            self.shape.model_validate(whole)
        except ValidationError as error:
            return [dict(line) for line in error.errors(include_url=False)]
        return ()

    def goes_with(self, path: Keys, value: Value, name: str, also: str) -> bool:
        """Tell whether another field can be added beside a date, and does not contradict what is there."""
        shape = self.shape_at(path[:-1])
        written = node_at(self.node, path[:-1]).value
        if path[-1:] != ("date",) or name not in self.fields_at(path[:-1]) or not isinstance(written, dict):
            return False
        return not any(wrong.key == name for wrong in shape.contradictions({**written, "date": value, name: also}))

    def errors_of_one(self, path: Keys, written: Mapping[str, Plain]) -> Iterator[Mapping[str, Any]]:
        """Yield what is wrong in a mapping that stands where a list of such is expected, as if it stood there alone."""
        depth = len(path)
        for error in self.errors(path, [dict(written)]):
            if error["loc"][: depth + 1] == (*path, 0):
                yield {**error, "loc": (*path, *error["loc"][depth + 1 :])}

    def is_one(self, path: Keys, written: Mapping[str, Plain]) -> bool:
        """Tell whether a mapping is one of the things that a list at a path holds, whatever else is wrong with it."""
        model = self.model_at(path)
        known = {*model.written_fields(), *model.meant} if issubclass(model, Shape) else set()
        return self.holds(path, [written]) or len(known & written.keys()) * 2 > len(written)

    def _leads_on(self, path: Keys, number: int) -> bool:
        """Tell whether a part of a path is written, and not only in the long form of what is."""
        node = node_at(self.node, path[:number])
        return path[number] in node.children or (number == len(path) - 1 and isinstance(node.value, dict))

    def is_of_one_reading(self, error: Mapping[str, Any]) -> bool:
        """Tell whether an error is about a field of a reading that stands where sections of readings do."""
        path: Keys = error["loc"]
        of_an_item = len(path) > 1 and isinstance(path[-2], int)
        if error["type"] != "list_type" or len(path) < 2 or of_an_item or self.model_at(path) is not Reading:
            return False
        around = node_at(self.node, path[:-1])
        return path[-1] in around.children and set(around.keys) <= Reading.written_fields().keys()

    def is_list_of_texts(self, path: Keys) -> bool:
        """Tell whether the items of a list at a path are texts, names of people among them."""
        model = self.model_at(path)
        return model is Lead or (issubclass(model, Shape) and bool(path) and path[-1] in model.written_fields())

    def items_of(self, path: Keys, written: str) -> Meant | None:
        """Return the list that a text means."""
        model = self.model_at(path)
        if self.is_list_of_texts(path):
            meant = several(written, people=model is Lead or path[-1] in ("authors", "contacts"))
            return meant if meant and not (model is Lead and any(map(is_nobody, written.split(",")))) else None
        one = self.item_of(model, written)
        return Meant([one.value], one.sure) if one else None

    def item_of(self, model: Any, written: str) -> Meant | None:
        """Return the mapping that a text means."""
        return reading_of(written, self.papers) if model is Reading else of_text(model, written)

    def labelled(self, path: Keys, written: Mapping[str, Plain], *, in_lines: bool) -> Advice:
        """Return the advice to write `Slides: https://…` in a list of links, or of people."""
        shape = self.shape_at(path)
        pairs = ((label, of_pair(shape, label, value)) for label, value in written.items() if isinstance(value, str))
        found = {label: meant.value for label, meant in pairs if meant}
        if len(found) < len(written) or not self.holds(path, list(found.values())):
            return Advice("")
        if in_lines:
            return links_in_lines(self.source, node_at(self.node, path), found)
        return self.instead(path, Meant(list(found.values())))

    def example(self, path: Keys, shape: type[Shape], name: str | None) -> Advice:
        """Return the advice to add a field; only a date that the file's name has is more than an example."""
        day = leading_date(self.source.path)
        if name == "date" and shape.noun == self.shape.noun and day and self.node.start == self._first_key():
            return field_on_top(self.source, self.node, "date", str(day), sure=True)
        field = next((field for key, field in shape.model_fields.items() if name in (key, field.alias)), None)
        return Advice(f"add '{name}: {field.examples[0]}'" if field and field.examples else "")

    def _first_key(self) -> int:
        return min((start for start, _ in self.node.keys.values()), default=-1)

    def shape_at(self, path: Keys) -> type[Shape]:
        """Return the innermost mapping with known fields that a path leads through."""
        model: type[Shape] = self.model_at(path)
        return model

    def fields_at(self, path: Keys) -> Collection[str]:
        """Return the fields of the innermost mapping that a path leads through; none where its keys are one's own."""
        model = self.model_at(path)
        return model.written_fields() if issubclass(model, Shape) else ()

    def model_at(self, path: Keys) -> Any:
        """Return the innermost shape that a path leads through."""
        model: Any = self.shape
        for part in path:
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            field = fields.get("root" if issubclass(model, RootModel) else str(part))
            if field:
                model = next(_models(field.annotation), model)
        return model


def is_within(mapping: Node) -> bool:
    """Tell whether a mapping is written in braces."""
    return any(child.within for child in mapping.children.values())


def _with_value(written: Any, path: Sequence[str | int], value: Value) -> Any:
    """Return what is written with another value at a path."""
    if not path:
        return value
    inside = _with_value(written[path[0]] if len(path) > 1 else None, path[1:], value)
    if isinstance(written, dict):
        return {**written, path[0]: inside}
    return [inside if number == path[0] else each for number, each in enumerate(written)]


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the shapes an annotation speaks of, outermost first."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
