"""Lists of records in YAML or JSON, in files of their own or in front matter (Jekyll's and Hugo's data)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from rig_site.importers.documents.document import Document
from rig_site.importers.documents.own_export import read_own_json
from rig_site.importers.draft import Journal, Settings, SourceDocument
from rig_site.importers.reading.blocks import Headline, Listing, Section, Verbatim
from rig_site.importers.record import SourceRecord
from rig_site.importers.rich import Rich, TextMark, joined, squeezed
from rig_site.importers.values.columns import role_of
from rig_site.importers.values.dates import day_in_path, find_dates
from rig_site.importers.values.people import people_like
from rig_site.importers.values.roles import roles_of

MOST_NODES = 100_000
"""How many values a file may hold, aliases counted as often as they are used."""

_TITLES = ("title", "name", "label", "text", "paper")
_TARGETS = ("url", "link", "href", "website", "homepage", "arxiv", "doi", "pdf")
_OF_PAGES = frozenset(("layout", "permalink", "draft", "published", "type", "slug", "id"))
"""What site generators are told of a page, which says nothing of a session."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a key goes on with a capital: "eventStart"."""
_START, _SEVERAL = 4, 3
"""Before which character a date begins a text, and how many such texts are a schedule."""
_SESSION_ROLES = {"lead", "room", "time", "paper", "links"}


_VALUE_WITH_COLON = re.compile(
    r"(?P<key>(?:^[\s-]*|[{,]\s*)[\w -]+:\s+)"
    r"(?P<value>(?:(?<=[{,])|(?![\"'\[{|>&*]))(?:[^:,{}\[\]]|:(?=\S)|,(?!\s*[\w -]+:\s))*:\s"
    r"(?:[^,{}]|,(?!\s*[\w -]+:\s))*)(?=\s*(?:[},]|$))"
)
"""A plain value that another colon with a blank stands in, which YAML takes for a key."""


def _shown(name: str) -> str:
    """Return a key, as words, as a label.

    >>> _shown("slides url"), _shown("speaker")
    ('Slides', 'Speaker')
    """
    return re.sub(r"\s+(?:url|link)$", "", name).capitalize() or name


def _days(record: SourceRecord) -> bool:
    """Tell whether a record says on which day it is."""
    return any(find_dates(text.text) for _, text in record.take("date"))


class _TooLargeError(Exception):
    """The file holds more values than `MOST_NODES`."""


def records_document(
    source: SourceDocument, settings: Settings, journal: Journal
) -> tuple[Document, list[SourceRecord]]:
    """Return a record for each mapping with a date; what has no list of such is kept as text."""
    lines = source.text.split("\n")
    document = Document(source.path, lines, Section(None), {}, {}, journal)
    if read_own_json(document, source.text, settings):
        return document, []
    records = _records(document, source.text, 1, whole=False)
    if not records:
        journal.warn(document.place(1), "no list of sessions is found in this file; it is kept as it stands")
        document.root.blocks.append(Verbatim("code", f"```\n{source.text.strip()}\n```", 1, len(lines)))
    return document, records


def front_matter_records(document: Document, settings: Settings) -> list[SourceRecord]:
    """Return the records of a document's front matter: a list of sessions, or the one session the document is about."""
    block = document.front_matter
    if block is None:
        return []
    records = _records(document, block.text, 2, whole=not _holds_days(document))
    if len(records) == 1 and records[0].form == "page":
        records[0].form = "record"
        for section in document.root.walk():
            if section.heading is not None:
                records[0].body.append(Headline(section.heading.text, 7, section.heading.line, section.heading.end))
            records[0].body += [one for one in section.blocks if one is not block]
        document.claim(document.root)
    elif records:
        document.claim(block)
    return records


def _holds_days(document: Document) -> bool:
    """Tell whether a document has several headings or items that begin with a date: it is of more than one session."""
    texts = []
    for section in document.root.walk():
        texts += [section.heading.text.text] if section.heading else []
        texts += [item.text.text for one in section.blocks if isinstance(one, Listing) for item in one.items]
    return sum(bool(dates) and dates[0].start < _START for dates in map(find_dates, texts)) >= _SEVERAL


def _records(document: Document, text: str, first_line: int, *, whole: bool) -> list[SourceRecord]:
    import yaml

    try:
        node = _composed(document, text.replace("\t", "    "), first_line)
        reader = _Nodes(document, first_line)
        found = reader.records(node, ())
        if not found and whole and isinstance(node, yaml.MappingNode):
            found = reader.page(node)
    except (yaml.YAMLError, RecursionError, ValueError, _TooLargeError):
        return []
    return found


def _composed(document: Document, text: str, first_line: int) -> Any:
    """Return the nodes of a text; values of a single line that a colon in them breaks are read as if quoted."""
    import yaml

    lines = text.split("\n")
    for _ in lines:
        try:
            return yaml.compose("\n".join(lines), Loader=yaml.BaseLoader)
        except yaml.MarkedYAMLError as error:
            number = error.problem_mark.line if error.problem_mark else len(lines)
            quoted = _VALUE_WITH_COLON.sub(_quoted, lines[number]) if number < len(lines) else ""
            if not quoted or quoted == lines[number]:
                raise
            lines[number] = quoted
            place = document.place(first_line + number)
            document.journal.notice(place, "a value of this line has a colon; it is read as if it stood in quotes")
    return None


def _quoted(match: re.Match[str]) -> str:
    value = match["value"].replace("\\", "\\\\").replace('"', '\\"')
    return f'{match["key"]}"{value}"'


def _unwrapped(items: Sequence[Any]) -> list[Any]:
    """Return the mappings below the one key that all items of a list have ("- seminar: {…}"), else the items."""
    kinds = {str(one.value[0][0].value) if getattr(one, "id", "") == "mapping" and one.value else "" for one in items}
    inside = [one.value[0][1] for one in items if getattr(one, "id", "") == "mapping" and len(one.value) == 1]
    under_one = len(kinds) == 1 and len(inside) == len(items) > 1
    return inside if under_one and all(one.id == "mapping" for one in inside) else list(items)


class _Nodes:
    def __init__(self, document: Document, first_line: int) -> None:
        self.document = document
        self.first_line = first_line
        self.count = 0

    def line(self, node: Any) -> int:
        return int(node.start_mark.line) + self.first_line

    def records(self, node: Any, context: tuple[Headline, ...]) -> list[SourceRecord]:
        """Return the records of all lists of mappings with dates below a node."""
        self._counted()
        found: list[SourceRecord] = []
        kind = getattr(node, "id", None)
        if kind == "sequence":
            items = _unwrapped(node.value)
            for item, record in zip(items, self._filled(items, node, context), strict=True):
                found += [record] if record and _days(record) else self._below(item, context)
        elif kind == "mapping":
            for key, value in node.value:
                heading = Headline(Rich(str(key.value)), 7, self.line(key), self.line(key))
                found += self.records(value, (*context, heading))
        return found

    def _below(self, node: Any, context: tuple[Headline, ...]) -> list[SourceRecord]:
        """Return the records below an item; of one with a title of its own those called like people are by them."""
        found = self.records(node, context)
        titles = [text for name, text in self._fields(node).items() if role_of(name) == "title"] if found else []
        for record in found if len(titles) == 1 else ():
            inner = record.take("title")
            named = all(people_like(text, strict=True) for _, text in inner) and not record.take("lead")
            if named or not inner:
                record.fields = [replace(one, role="lead") if one.role == "title" else one for one in record.fields]
                record.add("title", "Title", titles[0])
        return found

    def page(self, node: Any) -> list[SourceRecord]:
        """Return the session a document's front matter describes, if it names a date and who leads or what is read."""
        record = self._filled([node], node, ())[0]
        if record is None or not _SESSION_ROLES & {one.role for one in record.fields}:
            return []
        if not _days(record):
            day = day_in_path(self.document.path)
            record.fields = [one for one in record.fields if one.role != "date"]
            record.add("date", "date", Rich(day or ""))
        record.fields = [one for one in record.fields if one.role != "other" or role_of(one.label) != "date"]
        record.form = "page"
        return [record] if record.take("date") else []

    def _filled(self, nodes: Sequence[Any], group: object, context: tuple[Headline, ...]) -> list[SourceRecord | None]:
        """Return a record for each mapping of a list, the roles of whose fields are those of a table's columns."""
        mappings = [self._fields(node) for node in nodes]
        names = list(dict.fromkeys(name for mapping in mappings for name in mapping))
        rows = [[mapping.get(name, Rich("")) for name in names] for mapping in mappings]
        named = [role_of(name) or "other" for name in names]
        roles = (roles_of(names, rows) if "date" in named or {"title", "lead"} <= set(named) else None) or named
        records: list[SourceRecord | None] = []
        for node, row in zip(nodes, rows, strict=True):
            record = SourceRecord("record", self.document.place(self.line(node)), group, context=context)
            record.fill(roles, list(map(_shown, names)), row)
            records.append(record if len({one.role for one in record.fields}) > 1 else None)
        if len(nodes) > 1 and any(map(_days, filter(None, records))):
            self.document.name_unread(self.line(nodes[0]), roles, list(map(_shown, names)), rows)
        return records

    def _fields(self, node: Any) -> dict[str, Rich]:
        """Return what a mapping says by its keys, as words; nothing for any other value."""
        pairs = node.value if getattr(node, "id", None) == "mapping" else ()
        found: dict[str, Rich] = {}
        for key, value in pairs:
            name = _HUMP.sub(" ", re.sub(r"[_-]+", " ", str(key.value))).strip()
            kind = getattr(value, "id", "")
            if kind == "mapping" and role_of(name) in (None, "title") and self._is_part(value):
                found = {**self._fields(value), **found}
            elif name.lower() not in _OF_PAGES or kind != "scalar":
                found[name] = self._rich(value)
        return found

    def _is_part(self, node: Any) -> bool:
        """Tell whether a mapping below a record says several things of the session: its title, its abstract."""
        names = [role_of(str(key.value)) for key, _ in node.value]
        return "title" in names and bool({"abstract", "lead", "date", "room", "links"} & set(names))

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
