"""Markdown wherever an organiser may write it is read here, once, with the group's TeX macros and in its language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from rig_site.cache.digest import digest
from rig_site.cache.store import Store, encoded
from rig_site.content.findings import Findings
from rig_site.content.sources.front_matter import Split
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Position
from rig_site.language.language import Language
from rig_site.model.text import Text
from rig_site.workers import Tell, silent, spread, told

if TYPE_CHECKING:
    from rig_site.content.schema.decode import Decoded


class FieldText(Struct, frozen=True):
    """A text in a field of an entry."""

    markdown: str
    entry: Decoded[Any]
    path: tuple[str | int, ...]


class FileText(Struct, frozen=True):
    """The text of a Markdown file, and what it was `before`; `taken` are the ids that the page around it uses."""

    path: str
    split: Split
    taken: Collection[str]
    before: Text | None = None


class TextReader:
    """Reads the texts of one content folder; what is wrong in them goes to the findings.

    A text that the `store` knows is not read again, and many are read by
    several processes, as many as there are `jobs`.
    """

    def __init__(
        self,
        macros: Mapping[str, str],
        language: Language,
        findings: Findings,
        store: Store,
        jobs: int = 1,
        tell: Tell = silent,
    ) -> None:
        self.macros = macros
        self.language = language
        self.findings = findings
        self.store = store
        self.jobs = jobs
        self.tell = tell
        self._settings = digest(tuple(macros.items()), language)

    def field(self, markdown: str | None, entry: Decoded[Any], *path: str | int) -> Text | None:
        """Return the text that stands at a path of an entry; None for none."""
        return self._text(FieldText(markdown, entry, path)) if markdown else None

    def file(self, path: str, split: Split, *, taken: Collection[str], before: Text | None = None) -> Text:
        """Return the text of a Markdown file, and of what it was `before`; `taken` are the ids its page uses."""
        return self._text(FileText(path, split, taken, before))

    def read_ahead(self, wanted: Iterable[FieldText | FileText]) -> None:
        """Read what the store does not have of many texts that will be asked for."""
        missing = {key: each for each in wanted if (key := self._key(each)) not in self.store}
        texts = spread(self._encoded, [*missing.values()], jobs=self.jobs)
        for key, content in zip(missing, told(texts, self.tell, "texts", len(missing)), strict=True):
            self.store.put_encoded(key, content)

    def _text(self, wanted: FieldText | FileText) -> Text:
        key = self._key(wanted)
        text = self.store.get(key, Text)
        if text is None:
            text = self._read(wanted, key)
            self.store.put(key, text)
        self.findings.problems.extend(text.problems)
        return text

    def _key(self, wanted: FieldText | FileText) -> bytes:
        """Return a digest of all that reading a text depends on, its place in the file included."""
        if isinstance(wanted, FileText):
            taken = tuple(sorted(wanted.taken))
            return digest(wanted.path, wanted.split.text, wanted.split.first_line, taken, self._settings)
        start, end = wanted.entry.span(*wanted.path)
        return digest(wanted.markdown, wanted.entry.source.digest, start, end, self._settings)

    def _encoded(self, wanted: FieldText | FileText) -> bytes:
        return encoded(self._read(wanted, self._key(wanted)))

    def _read(self, wanted: FieldText | FileText, key: bytes) -> Text:
        from rig_site.markup.lines import in_file
        from rig_site.markup.text import read_text

        read = partial(read_text, macros=self.macros, language=self.language, key=key)
        if isinstance(wanted, FileText):
            locate = in_file(wanted.path, wanted.split.first_line)
            return read(wanted.split.text, path=wanted.path, locate=locate, taken=wanted.taken, before=wanted.before)
        place = _FieldPlace(wanted.entry, wanted.path)
        return read(wanted.markdown, path=wanted.entry.source.path, locate=place.locate, is_part=True)


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
