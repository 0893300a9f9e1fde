"""Schedules kept as tables: columns in any order, under any of their usual names, or under none."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Settings
from rig_site.importers.outline.numbered_days import with_slashes
from rig_site.importers.reading.blocks import LABEL_LEVEL, Headline, Section, Table, TableRow
from rig_site.importers.reading.wrapped_lines import goes_on
from rig_site.importers.record import SourceRecord
from rig_site.importers.rich import Rich, joined, squeezed
from rig_site.importers.values.columns import column_role, folded, role_of
from rig_site.importers.values.dates import find_dates, names_years, years_named
from rig_site.importers.values.people import is_nobody
from rig_site.importers.values.roles import dated_rows, roles_of
from rig_site.importers.vocabulary import OTHER_DATES

GENERATED = ["date", "title", "room", "lead"]
"""The columns of the table in an archive that rig-site wrote itself."""


def table_records(document: Document, settings: Settings) -> list[SourceRecord]:
    """Return a record for each row of the tables that are schedules, and claim those tables."""
    records: list[SourceRecord] = []
    for section in document.root.walk():
        for block in section.blocks:
            if isinstance(block, Table) and not document.is_claimed(block):
                found = _records(document, section, block, settings)
                if found:
                    document.claim(block)
                records += found
    return records


def _records(document: Document, section: Section, table: Table, settings: Settings) -> list[SourceRecord]:
    headers, rows = _header(table)
    cells = [row.cells for row in rows]
    named = [[squeezed(name.text) for name in header] for header in headers]
    labels = named[-1] if named else []
    other = next((one for one in [*(heading.name for heading in section.path()[-1:]), *labels] if _is_other(one)), None)
    if other is not None:
        if any(dated_rows(cells, column) for column in range(max(map(len, cells), default=0))):
            what = f"this table has dates, and '{other}' says that they are none of sessions; it is kept as it stands"
            document.journal.leave(document.place(table.line), table.end, what)
        return []
    if len(named) > 1 and _alternate(cells, len(named)):
        rows, cells, labels = _joined_rows(rows, cells, named)
    elif len(named) > 1:
        labels = [label or above for label, above in zip(labels, named[0] + [""] * len(labels), strict=False)]
    width = max([len(labels), *(len(row) for row in cells)], default=0)
    labels += [""] * (width - len(labels))
    for column in (column for column, label in enumerate(labels) if column_role(label) == "date"):
        _read_numbered_days(cells, column)
    roles = GENERATED if document.generated else roles_of(labels, cells)
    if roles is not None:
        document.name_unread(table.line, roles, labels, cells)
    if roles is None or ("date" not in roles and not settings.start):
        return []
    records: list[SourceRecord] = []
    context = section.path()
    for row, texts in zip(rows, cells, strict=True):
        if records and records[-1].form == "row" and _continues(records[-1], texts, roles):
            continue
        for record in _row_record(document, section, table, row, texts, roles, labels):
            if record.form == "divider" and years_named(record.text):
                context = (*section.path(), Headline(Rich(record.text), LABEL_LEVEL, row.line, row.line))
            record.context = context
            records.append(record)
    return records


def _continues(record: SourceRecord, texts: Sequence[Rich], roles: Sequence[str]) -> bool:
    """Give a record what a row below it goes on with: nothing but more of its title, or another thing to read."""
    filled = [(role, text) for role, text in zip(roles, texts, strict=False) if text.text.strip() or text.links]
    if len(filled) != 1 or filled[0][0] not in ("title", "paper", "extra") or not record.take("date"):
        return False
    role, text = filled[0]
    last = next((one for one in reversed(record.fields) if one.role == role), None)
    if last and goes_on(last.text, text):
        record.fields[record.fields.index(last)] = replace(last, text=joined((last.text, text), " "))
    else:
        record.add("extra", "", text)
    return True


def _read_numbered_days(cells: Sequence[list[Rich]], column: int) -> None:
    """Let days and months in a column of dates be parted by slashes."""
    filled = [row for row in cells if column < len(row) and not is_nobody(row[column].text)]
    for row, cell in zip(filled, with_slashes([row[column] for row in filled]), strict=True):
        row[column] = cell


def _is_other(name: str) -> bool:
    return OTHER_DATES.search(name) is not None and role_of(name) is None


def _header(table: Table) -> tuple[list[list[Rich]], list[TableRow]]:
    """Return the rows that name the columns, and the others; what stands above the names is a title of the table.

    A first row of names counts as the header it was meant to be; where two
    rows follow each other that only name columns, both do.
    """
    rows = list(table.rows)
    headers = [table.header] if any(cell.text for cell in table.header) else []
    for position, row in enumerate(rows[:3]):
        filled = [cell.text for cell in row.cells if cell.text.strip()]
        named = [cell for cell in filled if column_role(cell)]
        needed = 1 if headers else 2
        if len(named) >= needed and len(named) * 2 >= len(filled) and not any(find_dates(cell) for cell in filled):
            headers, rows = [*headers, row.cells], table.rows[position + 1 :]
        elif headers:
            break
    return headers[-2:], rows


def _alternate(cells: Sequence[Sequence[Rich]], step: int) -> bool:
    """Tell whether each session of a table has as many rows as its header: a date in the first of them only."""
    dated = [any(find_dates(cell.text) and cell_is_short(cell) for cell in row) for row in cells]
    return (
        len(cells) >= step
        and len(cells) % step == 0
        and all(is_dated == (position % step == 0) for position, is_dated in enumerate(dated))
    )


def cell_is_short(cell: Rich) -> bool:
    """Tell whether a cell says little enough to be a date and what stands beside one."""
    return len(cell.text) < 60


def _joined_rows(
    rows: list[TableRow], cells: list[list[Rich]], named: list[list[str]]
) -> tuple[list[TableRow], list[list[Rich]], list[str]]:
    """Return rows of several lines each as rows of one, the names of their columns one after the other."""
    step = len(named)
    labels = [label for header in named for label in header]
    joined_cells = []
    for position in range(0, len(cells), step):
        one: list[Rich] = []
        for header, row in zip(named, cells[position : position + step], strict=True):
            one += [row[column] if column < len(row) else Rich("") for column in range(len(header))]
        joined_cells.append(one)
    return rows[::step], joined_cells, labels


def _row_record(
    document: Document,
    section: Section,
    table: Table,
    row: TableRow,
    texts: list[Rich],
    roles: Sequence[str],
    labels: Sequence[str],
) -> list[SourceRecord]:
    filled = [text for text in texts if text.text.strip() or text.links]
    if not filled:
        return []
    record = SourceRecord(
        "row", document.place(row.line), table, context=section.path(), text=document.source(row.line, row.line)
    )
    record.struck = all(text.struck() for text in filled)
    record.generated = document.generated
    record.fill(roles, labels, texts)
    undated = not record.take("date") or names_years(filled[0].text)
    if len(filled) == 1 and undated and folded(filled[0].text):
        record.form, record.text = "divider", squeezed(filled[0].text)
    return [record]
