"""What goes wrong in brackets and braces, and with text that YAML takes for them or for another sign of its own."""

from __future__ import annotations

import re

from rig_site.content.sources.field_names import FIELDS, LISTS
from rig_site.content.sources.places import Change
from rig_site.content.sources.plain_text import (
    end_in_flow,
    instead_of_text,
    quoted,
    text_of_lines,
    value_in_flow,
)
from rig_site.content.sources.surroundings import Surroundings
from rig_site.diagnostics import Problem


class Brackets(Surroundings):
    """One error, with what brackets around it explain."""

    def _flow(self, bracket: int) -> Problem:
        opening = self.source.text[bracket]
        closing = {"[": "]", "{": "}"}.get(opening, opening)
        character = self.source.text[self.at : self.at + 1]
        same_line = self.source.line_number(bracket) == self.source.line_number(self.at)
        if same_line and character == ",":
            comma = [(self.at, self.at + 1, "")]
            return self._problem(self.at, "nothing stands between two commas", "delete one of them", changes=comma)
        if self.problem.startswith("mapping values") or (character == ":" and same_line):
            return self._in_flow("text with a colon and a blank in it must be put in quotes")
        if same_line and (start := self._begun_with_braces()) is not None:
            return self._in_flow("text with brackets in it must be put in quotes", start)
        if question := re.compile(r"[\[{,]\s*(\?)").search(self.source.text, bracket, self.at + 1):
            return self._in_flow("text that begins with '?' must be put in quotes", question.start(1))
        hidden = self._hidden(bracket)
        if same_line and character and character not in "\r\n" and not hidden:
            what = f"a comma, or the closing '{closing}' of the bracket, is missing before this"
            before = self.at - (len(self.source.text[: self.at]) - len(self.source.text[: self.at].rstrip(" \t")))
            text = closing if character in "]}" and character != closing else ", "
            change = (self.at, self.at, text) if text == closing else (before, self.at, text)
            return self._problem(self.at, what, f"add '{text.strip()}'", changes=[change])
        what = f"the bracket '{opening}' that opens here is never closed"
        begin = self._line_start(bracket)
        key = self._line(bracket)[: bracket - begin].strip(" -:")
        if opening == "[" and key in FIELDS - LISTS and self._line(bracket)[bracket - begin + 1 :].strip():
            self.bracket = None
            return self._to_quote(bracket, f"text that begins with '{opening}' must be put in quotes")
        if hidden:
            words = f"what stands after ' #' is a comment: write {', '.join(text for _, _, text in hidden)}"
            return self._problem(bracket, what, words, changes=hidden)
        if not self.source.text[bracket + 1 : begin + len(self._line(bracket))].strip():
            if key in FIELDS - LISTS:
                line_end = begin + len(self._line(bracket)) + len(self._line_end())
                words = "write what was meant, or delete the line"
                return self._problem(
                    bracket, what, words, changes=[(begin, min(line_end, len(self.source.text)), "")], safe=False
                )
            alone = self._problem(bracket, what, "delete it", changes=[(bracket, bracket + 1, "")], safe=False)
            if alone.fix:
                return alone
        return self._problem(bracket, what, f"add '{closing}'", changes=[self._at_line_end(bracket, closing)])

    def _begun_with_braces(self) -> int | None:
        """Return where a value in brackets begins that is text with other brackets in it; None where none is."""
        before, character = self.source.text[self.at - 1 : self.at], self.source.text[self.at : self.at + 1]
        if character in ("{", "[") and before.strip() and before not in "[{,:":
            return self.last[0]
        if before in ("}", "]") and re.match(r"[^\s,:\]}]", character):
            depth = 0
            for at in range(self.at - 1, self._line_start(self.at) - 1, -1):
                depth += (self.source.text[at] in "]}") - (self.source.text[at] in "[{")
                if depth == 0:
                    return at
        return None

    def _hidden(self, bracket: int) -> list[Change]:
        """Return the changes that put values in quotes that YAML takes for comments from their `#` on."""
        end = self._line_start(bracket) + len(self._line(bracket))
        found: list[Change] = []
        at = bracket
        while sign := re.compile(r"(?<=[\[{,\s])#").search(self.source.text, at, end):
            start, at = value_in_flow(self.source.text, sign.end())
            if not start <= sign.start() < at or re.fullmatch(r"[^\]}]*", self.source.text[at:end]):
                return []
            found.append((start, at, quoted(self.source.text[start:at])))
        return found

    def _in_flow(self, what: str, begins: int | None = None) -> Problem:
        """Explain a value in brackets that needs quotation marks."""
        start, end = value_in_flow(self.source.text, self.at)
        if begins is not None:
            in_list = self.source.text[:begins].rstrip()[-1:] in "[,"
            start, end = begins, end_in_flow(self.source.text, begins, in_list=in_list)
        comma = re.search(r"[ \t;]+([a-z_]+)$", self.source.text[start : self.at]) if begins is None else None
        around = self.source.text[self._line_start(start) : start]
        if comma and comma[1] in FIELDS and f"{comma[1]}:" not in around:
            change = (start + comma.start(), start + comma.start(1), ", ")
            what = f"a comma is missing before '{comma[1]}'"
            return self._problem(start + comma.start(1), what, "add ','", changes=[change], safe=False)
        key = re.search(r"([\w-]+):[ \t]*\[?[^\]{}]*$", self.source.text[self._line_start(start) : start])
        text = instead_of_text(self.source.text[start:end], key[1] if key else "", self._owners(start))
        return self._problem(start, what, f"write {text}", length=end - start, changes=[(start, end, text)])

    def _to_quote(self, start: int, what: str, *, safe: bool = True) -> Problem:
        """Explain a value that needs quotation marks; the suggestion is its line with them."""
        if self.bracket is not None and self.bracket < start:
            return self._in_flow(what)
        if self._opening(start) is not None:
            return self._in_flow(what, start)
        line = self._line(start)
        column = start - self._line_start(start)
        written = text_of_lines(self.source, start)
        value = instead_of_text(written.text, line[:column], self._owners(start))
        changes = [(start, written.end, value)]
        return self._problem(
            start, what, f"write `{line[:column].strip()} {value}`", to_end=True, changes=changes, safe=safe
        )
