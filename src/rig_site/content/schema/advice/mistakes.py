"""Every error of pydantic's in words, at the key or value that it is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from rig_site.content.findings import FieldError, Findings, Meant, cite, guess
from rig_site.content.known_words import KnownWords
from rig_site.content.schema.advice.layout import LayoutAdviser
from rig_site.content.schema.advice.meant import is_nobody
from rig_site.content.schema.advice.meant_shapes import hours_of, reactions_of
from rig_site.content.schema.fields import NotTextError
from rig_site.content.schema.meeting import Meeting, in_an_entry
from rig_site.content.schema.parts import Lead, Link, Reading, Shape
from rig_site.content.schema.places import Keys, node_at, position
from rig_site.content.sources.mending import begun_with_a_dash
from rig_site.content.sources.nodes import Node, Plain
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Advice
from rig_site.yaml_writer import inline


class Mistakes:
    """Puts the errors of one node in words."""

    def __init__(self, shape: Any, node: Node, source: Source, papers: Collection[str], findings: Findings) -> None:
        self.shape = shape
        self.node = node
        self.source = source
        self.findings = findings
        self.adviser = LayoutAdviser(shape, node, source, papers)
        self.meant: set[Keys] = set()

    def report(self, errors: list[dict[str, Any]]) -> None:
        """Add the errors; a missing field that a misspelt one was meant for is not mentioned again.

        Nor are the fields of a reading each, where it stands in the place of a list.
        """
        alone = dict.fromkeys(error["loc"][:-1] for error in errors if self.adviser.is_of_one_reading(error))
        for path in alone:
            self._not_listed(path)
        errors = [error for error in errors if not any(error["loc"][: len(path)] == path for path in alone)]
        self._report_each(errors)

    def _report_each(self, errors: Sequence[Mapping[str, Any]]) -> None:
        for error in errors:
            if error["type"] == "extra_forbidden":
                self._unknown(error["loc"])
        for error in errors:
            if error["type"] == "missing":
                self._missing(error["loc"])
            elif error["type"] != "extra_forbidden":
                self._wrong(error)

    def report_contradictions(self, found: Iterable[FieldError]) -> None:
        """Add what a session's fields say against each other."""
        for wrong in found:
            key = (wrong.key,) if wrong.key else ()
            if key in self.meant:
                continue
            if wrong.key in self.node.keys:
                self._add((*key, "[key]"), wrong.what, wrong.allowed, wrong.suggestion)
            else:
                self._add((), wrong.what, wrong.allowed, self.adviser.example((), self.shape, wrong.key))

    def _unknown(self, path: Keys) -> None:
        shape = self.adviser.shape_at(path[:-1])
        name = str(path[-1])
        known = list(shape.written_fields())
        what = f"{shape.noun} has no field '{name}'"
        if glued := self.adviser.glued(path, shape):
            self._add((*path, "[key]"), what, ", ".join(known), glued)
            return
        if self.adviser.comes_after_a_comma(path):
            words = "in braces a comma ends a value: put text with a comma in quotes, and a list in [ ]"
            self._add((*path, "[key]"), what, ", ".join(known), self.adviser.before_the_comma(path, words))
            return
        if pair := self.adviser.pair(path, shape):
            self.meant.update((*path[:-1], field) for field in known)
            self._add((*path, "[key]"), what, ", ".join(known), self.adviser.instead(path[:-1], pair))
            return
        elsewhere = shape.elsewhere.get(name.casefold())
        if advice := self.adviser.hours(path, shape) or self.adviser.indented(path, shape) or elsewhere:
            self._add((*path, "[key]"), what, ", ".join(known), advice)
            return
        word = shape.meant.get(name.casefold())
        close = KnownWords(known)
        meant = Meant(word, sure=False) if word else guess(close.closest(name))
        if meant:
            self.meant.add((*path[:-1], str(meant.value)))
        self._add(
            (*path, "[key]"), what, ", ".join(known), self.adviser.renamed(path, meant, sure=close.is_clear(name))
        )

    def _missing(self, path: Keys) -> None:
        if path in self.meant:
            return
        shape = self.adviser.shape_at(path[:-1])
        name = str(path[-1])
        what = f"{shape.noun} needs the field '{name}'"
        self._add(path[:-1], what, "", self.adviser.example(path[:-1], shape, name))

    def _wrong(self, error: Mapping[str, Any]) -> None:
        path: Keys = error["loc"]
        written: Plain = error["input"]
        wrong = error.get("ctx", {}).get("error")
        if isinstance(wrong, FieldError) and not isinstance(wrong, NotTextError):
            path = (*path, wrong.key, "[key]") if wrong.key else path
            self._add(path, wrong.what, wrong.allowed, self.adviser.instead_of(path, wrong))
        elif isinstance(wrong, NotTextError):
            self._not_text(path, written)
        elif error["type"] == "bool_type":
            answer = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
            meant = answer.get(written.casefold()) if isinstance(written, str) else None
            advice = self.adviser.instead(path, Meant(meant == "true")) if meant else Advice("")
            self._add(path, self._must(path, "true or false", written), "", advice)
        elif error["type"] == "list_type":
            self._not_a_list(path, written)
        elif error["type"] == "model_type":
            self._not_a_mapping(path, written)
        elif error["type"] == "dict_type":
            self._not_a_dictionary(path, written)
        else:
            raise AssertionError(f"no words for pydantic's {error['type']} at {path}: {error['msg']}")

    def _not_text(self, path: Keys, written: Plain) -> None:
        node = node_at(self.node, path)
        source = self.source.text[node.start : node.end].strip()
        advice = Advice("")
        if path[-1:] == ("[key]",) or node.start == node.end:
            pass
        elif isinstance(written, bool):
            advice = self.adviser.instead(path, Meant(source))
            advice = Advice(f"if it is text, put it in quotes: '{inline(source)}'", advice.fix)
        elif isinstance(written, list) and len(written) == 1 and isinstance(written[0], str):
            advice = self.adviser.instead(path, Meant(written[0], sure=False))
            advice = Advice(f"write {cite(written[0])}, without brackets", advice.fix)
        elif path[-1] == "time" and (hours := hours_of(written)):
            advice = self.adviser.instead(path, hours)
        elif path[-1] == "date" and isinstance(written, list):
            advice = Advice("write a session for each day")
        elif source[:1] in ("[", "{") and not (isinstance(written, dict) and any(written.values())):
            fix = self.adviser.instead(path, Meant(source, sure=False)).fix
            advice = Advice("put text that begins with '[' or '{' in quotes", fix) if fix else advice
        self._add(path, self._must(path, "text", written), "", advice)

    def _not_a_list(self, path: Keys, written: Plain) -> None:
        model = self.adviser.model_at(path)
        node = node_at(self.node, path)
        in_lines = isinstance(written, dict) and self.source.text[node.start : node.start + 1] != "{"
        allowed = ""
        advice = Advice("")
        if isinstance(written, dict) and not in_lines and set(map(type, written.values())) == {type(None)}:
            advice = self.adviser.instead(path, Meant(list(written)))
        elif (
            isinstance(written, dict)
            and written
            and model in (Link, Lead)
            and not written.keys() & model.written_fields().keys()
        ):
            advice = self.adviser.labelled(path, written, in_lines=in_lines)
        elif isinstance(written, dict) and in_lines:
            advice = begun_with_a_dash(
                self.source, node, "put '- ' before its first line, and indent the others as far"
            )
            if not self.adviser.is_one(path, written):
                advice = Advice(advice.words)
            elif not self.adviser.holds(path, [written]):
                self._report_each(list(self.adviser.errors_of_one(path, written)))
        elif isinstance(written, dict) and written and self.adviser.holds(path, [written]):
            advice = self.adviser.instead(path, Meant([written]))
        elif isinstance(written, str) and (meant := self.adviser.items_of(path, written)):
            advice = self.adviser.instead(path, meant)
            if not advice.fix:
                advice = Advice("")
        elif isinstance(written, str) and model is Lead and is_nobody(written):
            advice = Advice("leave it out until somebody leads", self.adviser.instead(path, Meant([])).fix)
        elif isinstance(written, str) and "," in written and self.adviser.is_list_of_texts(path):
            one, more = inline([written]), inline([part.strip() for part in written.split(",")])
            advice = Advice(f"write '{path[-1]}: {one}' for one, or '{path[-1]}: {more}' for several")
        elif isinstance(written, str) and model is Meeting:
            advice = Advice(in_an_entry(written, item=True))
        if issubclass(model, Shape) and not self.adviser.is_list_of_texts(path) and not advice.words:
            allowed = f"items in lines of their own that begin with '- ', each {model.form}"
        self._add(path, self._must(path, "a list", written), allowed, advice)

    def _not_listed(self, path: Keys) -> None:
        """Add that a reading stands where a list of them is expected."""
        node = node_at(self.node, path)
        words = "put '- ' before its first line, and indent the others as far"
        if self.source.text[node.start : node.start + 1] == "{":
            advice = self.adviser.instead(path, Meant([node.value]))
        elif self.adviser.holds(path, [node.value]):
            advice = begun_with_a_dash(self.source, node, words)
        else:
            advice = Advice(words)
        self._add(path, f"{self._subject(path)} must be a list of readings, not one reading", "", advice)

    def _not_a_mapping(self, path: Keys, written: Plain) -> None:
        """Put in words that a mapping with known fields is expected."""
        model = self.adviser.model_at(path)
        if written is None:
            self._add(path, self._must(path, "a mapping", written), "", self.adviser.indented_below(path, model) or "")
            return
        if path and issubclass(model, Shape) and isinstance(written, str) and path[-1] in model.written_fields():
            words = f"indent it by two blanks, below the key of {model.noun}"
            self._add((*path, "[key]"), f"'{path[-1]}' is a field of {model.noun}, and no key of one", "", words)
            return
        meant = self.adviser.item_of(model, written) if isinstance(written, str) else None
        if not path and isinstance(written, str) and (field := re.fullmatch(r"(\w+)[\s=]+(.+)", written)):
            known = issubclass(model, Shape) and field[1] in model.written_fields()
            meant = Meant({field[1]: field[2]}) if known else None
        if isinstance(written, list) and len(written) == 1:
            meant = Meant(written[0]) if path and self.adviser.holds(path, written[0]) else None
        advice = self.adviser.instead(path, meant) if meant else self.adviser.undashed(path)
        if not path and isinstance(written, str):
            advice = self.adviser.without_colons() or advice
        if isinstance(written, str) and model is Meeting:
            advice = Advice(in_an_entry(written))
        self._add(path, f"{model.noun} cannot be {_kind(written)}", model.form, advice)

    def _not_a_dictionary(self, path: Keys, written: Plain) -> None:
        """Put in words that a mapping with keys of one's own is expected."""
        if not path:
            self._not_a_mapping(path, written)
        elif self.adviser.model_at(path) is Reading:
            allowed = "sections such as 'Main:', each with a list of readings, or one list of readings"
            meant = self.adviser.item_of(Reading, written) if isinstance(written, str) else None
            advice = self.adviser.instead(path, Meant([meant.value], meant.sure)) if meant else Advice("")
            self._add(path, f"{self._subject(path)} cannot be {_kind(written)}", allowed, advice)
        else:
            counts = reactions_of(written) if path[-1] == "reactions" else None
            advice = self.adviser.instead(path, counts) if counts else self.adviser.undashed(path)
            self._add(path, self._must(path, "a mapping", written), "'key: value' lines", advice)

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

    def _add(self, path: Keys, what: str, allowed: str, suggestion: str | Advice) -> None:
        self.findings.error(position(self.source, self.node, path), what, allowed=allowed, suggestion=suggestion)


def _kind(written: Plain) -> str:
    if isinstance(written, bool):
        return "true or false"
    if isinstance(written, dict):
        return "a mapping"
    return "a list" if isinstance(written, list) else "text"
