"""What was probably meant by things that stand in the wrong place: too far left, under a dash, in two fields."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from rig_site.content.schema.advice.advising import Adviser, is_within
from rig_site.content.schema.advice.meant_shapes import BEGINNINGS, ENDS, hours_of
from rig_site.content.schema.parts import Shape
from rig_site.content.schema.places import Keys, node_at
from rig_site.content.sources.edit import removal, replacement
from rig_site.content.sources.mending import indented, undashed
from rig_site.content.sources.nodes import Plain
from rig_site.content.sources.places import fix_of
from rig_site.diagnostics import Advice
from rig_site.model.permalink import slug
from rig_site.yaml_writer import inline


class LayoutAdviser(Adviser):
    """Makes advice of how what stands in one node is laid out."""

    def undashed(self, path: Keys) -> Advice:
        """Return the advice to write a list of mappings as one, by their keys or under names made of them."""
        node = node_at(self.node, path)
        items = node.value if isinstance(node.value, list) else []
        found: dict[str, Plain] = {}
        names: list[str | None] = []
        for item in items:
            if not isinstance(item, dict):
                return Advice("")
            single = len(item) == 1 and not {"name", "title"} & item.keys()
            named = item.get("name") or item.get("title")
            name = next(iter(item)) if single else slug(named)[:40].strip("-") if isinstance(named, str) else ""
            if not name or name in found:
                return Advice("")
            found[name] = item[name] if single else item
            names.append(None if single else name)
        if not found or not self._holds_all(path, found):
            return Advice("")
        fix = undashed(self.source, node, names)
        if all(names):
            return Advice(
                f"write each under a key of its own, as '{names[0]}:'", replace(fix, safe=False) if fix else None
            )
        return Advice("delete the '- ' before each", fix)

    def _holds_all(self, path: Keys, value: dict[str, Plain]) -> bool:
        return not any(line["loc"][: len(path)] == path for line in self.errors(path, dict(value)))

    def glued(self, path: Keys, shape: type[Shape]) -> Advice | None:
        """Return the advice to put a blank behind the colon of `{label:Slides}`; None where none is missing."""
        mapping = node_at(self.node, path[:-1])
        key = str(path[-1])
        match = re.fullmatch(r"(\w+)[:=]\s*(\S.*)", key, re.DOTALL)
        if not match or match[1] not in shape.written_fields() or mapping.children[key].value is not None:
            return None
        written = f"{match[1]}: {inline(match[2], within=is_within(mapping))}"
        return Advice(f"write '{written}'", fix_of(self.source, [(*mapping.keys[key], written)]))

    def without_colons(self) -> Advice | None:
        """Return the advice to write a colon and a blank behind the key of every line; None where that is not all."""
        changes = []
        for number in range(1, len(self.source.line_starts) + 1):
            line = self.source.line(number)
            match = re.match(r"([\w-]+)(\s*[:=]\s*)(?=\S)", line)
            if match:
                start = self.source.line_starts[number - 1]
                changes.append((start + match.start(2), start + match.end(2), ": "))
            elif line.strip() and not line.startswith("#"):
                return None
        if not changes:
            return None
        return Advice("write a colon and a blank behind each key", fix_of(self.source, changes))

    def hours(self, path: Keys, shape: type[Shape]) -> Advice | None:
        """Return the advice to write when something begins and ends in one field; None where that is not said."""
        mapping = node_at(self.node, path[:-1])
        fields = shape.written_fields()
        said = {key: value for key, value in mapping.children.items() if key not in fields}
        first = next((key for key in said if str(key).casefold() in BEGINNINGS), None)
        last = next((key for key in said if str(key).casefold() in ENDS), None)
        if first is None or last is None or path[-1] not in (first, last) or "time" in mapping.children:
            return None
        meant = hours_of({str(first): said[first].value, str(last): said[last].value}) if "time" in fields else None
        if meant is None:
            return None
        change = removal(self.source, mapping, str(last))
        key = mapping.keys[str(first)]
        value = replacement(self.source.text, said[first], inline(meant.value, within=is_within(mapping)))
        fix = fix_of(self.source, [(*key, "time"), value, change], safe=meant.sure)
        return Advice(f"write both as 'time: {meant.value}'", fix)

    def indented(self, path: Keys, shape: type[Shape]) -> Advice | None:
        """Return the advice to indent a field that belongs to the empty one above it; None where none does."""
        mapping = node_at(self.node, path[:-1])
        keys = sorted(mapping.keys, key=lambda key: mapping.keys[key][0])
        for owner in keys[: keys.index(str(path[-1]))][::-1]:
            if mapping.children[owner].value is None:
                model = self.model_at((*path[:-1], owner))
                advice = self.indented_below((*path[:-1], owner), model)
                known = issubclass(model, Shape) and str(path[-1]) in model.written_fields()
                return advice if model is not shape and known else None
            if owner in shape.written_fields():
                return None
        return None

    def indented_below(self, path: Keys, model: Any) -> Advice | None:
        """Return the advice to indent the fields that follow an empty key and belong to it; None where none do."""
        mapping, owner = node_at(self.node, path[:-1]), str(path[-1] if path else "")
        if not issubclass(model, Shape) or owner not in mapping.keys or is_within(mapping):
            return None
        keys = sorted(mapping.keys, key=lambda key: mapping.keys[key][0])
        below = []
        for key in keys[keys.index(owner) + 1 :]:
            if key not in model.written_fields():
                break
            below.append(key)
        if not below:
            return None
        words = f"indent what belongs to '{owner}' by two blanks"
        return Advice(words, indented(self.source, mapping, below))
