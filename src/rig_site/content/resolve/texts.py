"""Markdown wherever an organiser may write it is read here, once, with the group's TeX macros and in its language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from rig_site.cache.digest import digest
from rig_site.cache.store import Store
from rig_site.content.findings import Findings
from rig_site.content.schema.decode import Decoded
from rig_site.content.sources.front_matter import Split
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Position
from rig_site.language.language import Language
from rig_site.model.text import Text


class TextReader:
    """Reads the texts of one content folder; what is wrong in them goes to the findings.

    A text that the store knows is not read again.
    """

    def __init__(
        self, macros: Mapping[str, str], language: Language, findings: Findings, store: Store | None = None
    ) -> None:
        self.macros = macros
        self.language = language
        self.findings = findings
        self.store = store
        self._settings = digest(tuple(macros.items()), language)

    def field(self, markdown: str | None, entry: Decoded[Any], *path: str | int) -> Text | None:
        """Return the text that stands at a path of an entry; None for none."""
        if not markdown:
            return None
        place = _FieldPlace(entry, path)
        key = digest(markdown, entry.source.digest, place.start, place.end, self._settings)
        return self._told(key, partial(self._read, markdown, path=entry.source.path, locate=place.locate, is_part=True))

    def file(self, path: str, split: Split, *, taken: Collection[str]) -> Text:
        """Return the text of a Markdown file; `taken` are the ids that the page around it uses."""
        key = digest(path, split.text, split.first_line, tuple(sorted(taken)), self._settings)
        return self._told(key, partial(self._read_file, path, split, taken))

    def _read_file(self, path: str, split: Split, taken: Collection[str]) -> Text:
        from rig_site.markup.lines import in_file

        return self._read(split.text, path=path, locate=in_file(path, split.first_line), taken=taken)

    def _read(self, markdown: str, **where: Any) -> Text:
        from rig_site.markup.text import read_text

        return read_text(markdown, macros=self.macros, language=self.language, **where)

    def _told(self, key: bytes, read: Callable[[], Text]) -> Text:
        text: Text | None = self.store.get(key) if self.store else None
        if text is None:
            text = read()
            if self.store:
                self.store.put(key, text)
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
