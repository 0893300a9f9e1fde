"""Markdown wherever an organiser may write it is read here, once, with the group's TeX macros and in its language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from rig_site.content.findings import Findings
from rig_site.content.schema.decode import Decoded
from rig_site.content.sources.front_matter import Split
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Position
from rig_site.language.language import Language
from rig_site.model.text import Text


class TextReader:
    """Reads the texts of one content folder; what is wrong in them goes to the findings."""

    def __init__(self, macros: Mapping[str, str], language: Language, findings: Findings) -> None:
        self.macros = macros
        self.language = language
        self.findings = findings

    def field(self, markdown: str | None, entry: Decoded[Any], *path: str | int) -> Text | None:
        """Return the text that stands at a path of an entry; None for none."""
        if not markdown:
            return None
        from rig_site.markup.text import read_text

        place = _FieldPlace(entry, path)
        return self._told(
            read_text(
                markdown,
                path=entry.source.path,
                locate=place.locate,
                is_part=True,
                macros=self.macros,
                language=self.language,
            )
        )

    def file(self, path: str, split: Split, *, taken: Collection[str]) -> Text:
        """Return the text of a Markdown file; `taken` are the ids that the page around it uses."""
        from rig_site.markup.lines import in_file
        from rig_site.markup.text import read_text

        locate = in_file(path, split.first_line)
        read = read_text(split.text, path=path, locate=locate, taken=taken, macros=self.macros, language=self.language)
        return self._told(read)

    def _told(self, text: Text) -> Text:
        self.findings.problems.extend(text.problems)
        return text


class _FieldPlace:
    """Finds places of a text in the YAML that holds it, in whatever style it is written."""

    def __init__(self, entry: Decoded[Any], path: tuple[str | int, ...]) -> None:
        self.source: Source = entry.source
        self.field = entry.at(*path)
        self.start, self.end = entry.span(*path)

    def locate(self, row: int, column: int, length: int, line: str) -> Position:
        """Return the place of words on a line of the text; where they are not found as they are, that of the field."""
        words, raw = line[column - 1 : column - 1 + length], self.source.text
        start = self._line(row, line)
        at = raw.find(words, start, self.end) if words.strip() else -1
        if at < 0:
            return self.field
        return self.source.position(at, at + length)

    def _line(self, row: int, line: str) -> int:
        """Return where a line begins: in a block the rows follow the first line, else it is looked for."""
        words, text, starts = line.strip(), self.source.text, self.source.line_starts
        first = self.source.line_number(self.start)
        for number in (first + row + 1, first + row):
            if words and number <= len(starts):
                begin = max(self.start, starts[number - 1])
                end = min(self.end, starts[number] if number < len(starts) else self.end)
                if text.find(words, begin, end) >= 0:
                    return begin
        return max(text.find(words, self.start, self.end), self.start)
