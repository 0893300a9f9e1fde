"""What stands around an error of libyaml's: its lines, the keys they stand under, and whether a change would end it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from rig_site.content.sources.places import Change, changed, fix_of
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Problem

ITEM = "-"
"""What stands for the key of a text that is an item of a list."""


class Surroundings:
    """One error, with what is known of the text around it."""

    def __init__(self, error: yaml.MarkedYAMLError, source: Source, last: tuple[int, int], bracket: int | None) -> None:
        self.problem = error.problem or ""
        self.source = source
        self.last = last
        self.bracket = bracket
        self.at = error.problem_mark.index if error.problem_mark else 0
        self.began = error.context_mark.index if error.context_mark else self.at
        self.context = error.context or ""

    def _at_line_end(self, start: int, text: str) -> Change:
        end = self._line_start(start) + len(self._line(start).rstrip())
        return end, end, text

    def _line_below(self, offset: int) -> str:
        number = self.source.line_number(offset)
        return self.source.line(number + 1) if number < len(self.source.line_starts) else ""

    def _line_end(self) -> str:
        return "\r\n" if "\r\n" in self.source.text else "\n"

    def _problem(
        self,
        start: int,
        what: str,
        suggestion: str = "",
        *,
        length: int = 1,
        to_end: bool = False,
        changes: Sequence[Change] = (),
        safe: bool = True,
    ) -> Problem:
        """Return the problem, with changes as a fix if the file reads further with them."""
        end = self._line_start(start) + len(self._line(start).rstrip()) if to_end else start + length
        mends = changes and self._reads_further(changes)
        fix = fix_of(self.source, changes, safe=safe) if mends else None
        return Problem(self.source.position(start, max(end, start + 1)), what, suggestion=suggestion, fix=fix)

    def _reads_further(self, changes: Sequence[Change]) -> bool:
        text = changed(self.source.text, changes)
        try:
            for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
                pass
        except yaml.MarkedYAMLError as error:
            at = error.problem_mark.index if error.problem_mark else 0
            grown = max((end for _, end, _ in changes), default=0) + len(text) - len(self.source.text)
            return at > max(grown, self.at + len(text) - len(self.source.text)) and "\n" in text[grown:at]
        return True

    def _same_line(self, offset: int) -> bool:
        return self.source.line_number(offset) == self.source.line_number(self.at)

    def _line(self, offset: int) -> str:
        return self.source.line(self.source.line_number(offset))

    def _line_start(self, offset: int) -> int:
        return self.source.line_starts[self.source.line_number(offset) - 1]

    def _key_above(self, start: int) -> str:
        """Return the key that the text above a line belongs to; nothing where that is an item, or a line is empty."""
        for line in self.source.text[: self._line_start(start)].splitlines()[::-1]:
            if not line.strip():
                return ""
            if match := re.match(r"\s*(?:- )*([\w-]+):(?:\s|$)", line):
                return match[1]
            if line.lstrip().startswith("- "):
                return ITEM
        return ""

    def _opening(self, start: int) -> int | None:
        """Return where the bracket is that is still open on a line before an offset; None where none is."""
        begin = self._line_start(start)
        still_open: list[int] = []
        quote = ""
        for at in range(begin, start):
            character = self.source.text[at]
            if quote:
                quote = "" if character == quote else quote
            elif character in "'\"" and self.source.text[begin:at].rstrip()[-1:] in ":[{,-":
                quote = character
            elif character in "[{" and (still_open or self.source.text[begin:at].rstrip()[-1:] in ":-"):
                still_open.append(at)
            elif character in "]}" and still_open:
                still_open.pop()
        return still_open[-1] if still_open else None

    def _owners(self, start: int) -> list[str]:
        """Return the keys that a line stands under, the nearest first."""
        found = []
        indent = len(self._line(start)) - len(self._line(start).lstrip(" "))
        for line in self.source.text[: self._line_start(start)].splitlines()[::-1]:
            depth = len(line) - len(line.lstrip(" "))
            if line.strip() and (depth < indent or (depth == indent and not line.lstrip().startswith("-"))):
                found.append(line.strip(" -").partition(":")[0])
                indent = depth
            if depth == 0 and line.strip() and not line.startswith("-"):
                break
        return found
