"""Lists of records in YAML or JSON, in files of their own or in front matter (Jekyll's and Hugo's data)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rig_site.importers.documents.document import Document
from rig_site.importers.documents.own_export import read_own_json
from rig_site.importers.draft import FoundSession, Journal, Settings, SourceDocument
from rig_site.importers.reading.blocks import Headline, Section, Verbatim
from rig_site.importers.rich import Rich, TextMark, joined, squeezed
from rig_site.importers.values.columns import role_of
from rig_site.importers.values.dates import day_in_path, find_dates
from rig_site.importers.values.people import people_like

MOST_NODES = 100_000
"""How many values a file may hold, aliases counted as often as they are used."""

_MOST_IN_A_TITLE = 160
"""Characters that a title has at most."""

_TITLES = ("title", "name", "label", "text", "paper")
_TARGETS = ("url", "link", "href", "website", "homepage", "arxiv", "doi", "pdf")
_SESSION_ROLES = {"lead", "room", "time", "paper", "links"}


def _shown(name: str) -> str:
    """Return a key as a label.

    >>> _shown("slides_url"), _shown("speaker")
    ('Slides', 'Speaker')
    """
    words = re.sub(r"[_-]+", " ", name).strip()
    return re.sub(r"\s+(?:url|link)$", "", words).capitalize() or name


class _TooLargeError(Exception):
    """The file holds more values than `MOST_NODES`."""


def records_document(
    source: SourceDocument, settings: Settings, journal: Journal
) -> tuple[Document, list[FoundSession]]:
    """Return an entry for each record with a date; what is no such list is kept as text."""
    lines = source.text.split("\n")
    document = Document(source.path, lines, Section(None), {}, {}, journal)
    if read_own_json(document, source.text, settings):
        return document, []
    entries = _entries(document, source.text, 1, whole=False)
    if not entries:
        journal.warn(document.place(1), "no list of sessions is found in this file; it is kept as it stands")
        document.root.blocks.append(Verbatim("code", f"```\n{source.text.strip()}\n```", 1, len(lines)))
    return document, entries


def front_matter_entries(document: Document, settings: Settings) -> list[FoundSession]:
    """Return the entries of a document's front matter: a list of sessions, or the one session the document is about."""
    block = document.front_matter
    if block is None:
        return []
    entries = _entries(document, block.text, 2, whole=True)
    if len(entries) == 1 and entries[0].form == "page":
        entries[0].form = "record"
        for section in document.root.walk():
            if section.heading is not None:
                entries[0].body.append(Headline(section.heading.text, 7, section.heading.line, section.heading.end))
            entries[0].body += [one for one in section.blocks if one is not block]
        document.claim(document.root)
    elif entries:
        document.claim(block)
    return entries


def _entries(document: Document, text: str, first_line: int, *, whole: bool) -> list[FoundSession]:
    import yaml

    try:
        node = yaml.compose(text.replace("\t", "    "), Loader=yaml.BaseLoader)
        reader = _Nodes(document, first_line)
        found = reader.records(node, ())
        if not found and whole and isinstance(node, yaml.MappingNode):
            found = reader.page(node)
    except (yaml.YAMLError, RecursionError, ValueError, _TooLargeError):
        return []
    _entitle(found)
    return found


def _entitle(entries: list[FoundSession]) -> None:
    """Take descriptions for titles where no record has another title, and none says more than a title does."""
    described = [cell for entry in entries for _, cell in entry.take("abstract")]
    if any(entry.take(role) for entry in entries for role in ("title", "paper")) or len(entries) < 2:
        return
    if described and all(len(cell.text) < _MOST_IN_A_TITLE and "\n" not in cell.text for cell in described):
        for entry in entries:
            if entry.take("abstract"):
                entry.cells["title"] = entry.cells.pop("abstract")


class _Nodes:
    def __init__(self, document: Document, first_line: int) -> None:
        self.document = document
        self.first_line = first_line
        self.count = 0

    def line(self, node: Any) -> int:
        return int(node.start_mark.line) + self.first_line

    def records(self, node: Any, context: tuple[Headline, ...]) -> list[FoundSession]:
        """Return the entries of all lists of mappings with dates below a node."""
        self._counted()
        found: list[FoundSession] = []
        kind = getattr(node, "id", None)
        if kind == "sequence":
            for item in node.value:
                entry = self._record(item, node, context) if getattr(item, "id", None) == "mapping" else None
                found += [entry] if entry else self._below(item, context)
        elif kind == "mapping":
            for key, value in node.value:
                heading = Headline(Rich(str(key.value)), 7, self.line(key), self.line(key))
                dated = find_dates(str(key.value)) and getattr(value, "id", None) == "mapping"
                entry = self._record(value, node, context, str(key.value)) if dated else None
                found += [entry] if entry else self.records(value, (*context, heading))
        return found

    def _below(self, node: Any, context: tuple[Headline, ...]) -> list[FoundSession]:
        """Return the entries below an item; of one with a title of its own those called like people are by them."""
        found = self.records(node, context)
        if getattr(node, "id", None) != "mapping":
            return found
        titles = [
            value
            for key, value in node.value
            if getattr(value, "id", "") == "scalar" and role_of(str(key.value)) == "title"
        ]
        for entry in found if len(titles) == 1 else ():
            inner = entry.take("title")
            if not inner or ("lead" not in entry.cells and all(people_like(cell, strict=True) for _, cell in inner)):
                entry.cells["lead"] = [*entry.take("lead"), *inner]
                entry.cells["title"] = [("Title", self._rich(titles[0]))]
        return found

    def page(self, node: Any) -> list[FoundSession]:
        """Return the session a document's front matter describes, if it names a date and who leads or what is read."""
        entry = self._record(node, node, (), undated=True)
        if entry is not None and not any(find_dates(cell.text) for _, cell in entry.take("date")):
            day = day_in_path(self.document.path)
            if day is None:
                return []
            entry.cells["date"] = [("date", Rich(day))]
        if entry is None or not _SESSION_ROLES & set(entry.cells):
            return []
        entry.form = "page"
        return [entry]

    def _record(
        self, node: Any, group: object, context: tuple[Headline, ...], day: str = "", *, undated: bool = False
    ) -> FoundSession | None:
        entry = FoundSession("record", self.document.place(self.line(node)), group, context=context)
        if day:
            entry.add("date", "date", Rich(day))
        for key, value in node.value:
            name = str(key.value)
            self._counted()
            if (
                name.lower() in ("layout", "permalink", "draft", "published", "type", "slug", "id")
                and getattr(value, "id", "") == "scalar"
            ):
                continue
            role = role_of(name.replace("_", " ").replace("-", " ")) or "other"
            for section, cell in self._cells(value):
                entry.add("extra" if section and role == "paper" else role, section or _shown(name), cell)
        dated = [cell for _, cell in entry.take("date") if find_dates(cell.text)]
        return entry if (dated or undated) and len(entry.cells) > 1 else None

    def _cells(self, node: Any) -> Iterator[tuple[str, Rich]]:
        """Yield a value as cells; a mapping of lists gives one for each of its sections."""
        kind = getattr(node, "id", None)
        if kind == "mapping" and any(getattr(value, "id", None) == "sequence" for _, value in node.value):
            for key, value in node.value:
                yield str(key.value), self._rich(value)
        else:
            yield "", self._rich(node)

    def _rich(self, node: Any) -> Rich:
        self._counted()
        kind = getattr(node, "id", None)
        if kind == "sequence":
            return joined([self._rich(item) for item in node.value], "\n")
        if kind == "mapping":
            return self._record_as_text(node)
        text = str(node.value)
        if node.style is None and text in ("null", "~"):
            return Rich("")
        return self.document.rich(re.sub(r"(?<!\n)\n(?!\n)", " ", text.strip()), self.line(node))

    def _record_as_text(self, node: Any) -> Rich:
        """Return a record such as {name: …, url: …} as a link, its other values beside it."""
        values = {str(key.value).lower(): value for key, value in node.value if getattr(value, "id", None) == "scalar"}
        title = next((str(values[name].value) for name in _TITLES if name in values), "")
        name, target = next(((name, str(values[name].value)) for name in _TARGETS if name in values), ("", ""))
        if name == "arxiv" and "/" not in target.removeprefix("arXiv:"):
            target = f"https://arxiv.org/abs/{target}"
        elif name == "doi" and "://" not in target:
            target = f"https://doi.org/{target}"
        shown = self.document.rich(title, self.line(node)) if title else Rich(squeezed(target))
        linked = Rich(shown.text, (TextMark("link", 0, len(shown.text), target), *shown.marks)) if target else shown
        used = {name, next((one for one in _TITLES if one in values), "")}
        rest = [self._rich(value) for key, value in node.value if str(key.value).lower() not in used]
        return joined([linked, *(one for one in rest if one.text.strip())], ", ")

    def _counted(self) -> None:
        self.count += 1
        if self.count > MOST_NODES:
            raise _TooLargeError
