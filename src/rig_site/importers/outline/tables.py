"""Schedules kept as tables: columns in any order, under any of their usual names, or under none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rig_site.importers.documents.document import Document
from rig_site.importers.draft import FoundSession, Settings
from rig_site.importers.reading.blocks import Headline, Section, Table, TableRow
from rig_site.importers.rich import MASK, Rich, joined, squeezed
from rig_site.importers.values.addresses import is_generic, is_work
from rig_site.importers.values.columns import column_role, folded, role_of
from rig_site.importers.values.dates import find_dates, week_number, years_named
from rig_site.importers.values.people import is_nobody, people_like, person_like
from rig_site.importers.values.standing import is_open, says_break, standing_of
from rig_site.importers.vocabulary import OTHER_DATES
from rig_site.model.session import Status

GENERATED = ["date", "title", "room", "lead"]
"""The columns of the table in an archive that rig-site wrote itself."""

_DAY_AND_MONTH = re.compile(r"(\d{1,2})-(\d{1,2})")

_WITHOUT_BRACKETS = re.compile(r"\s*[(（].*[)）]$")

_SUBSTANCE = {"title", "paper", "lead", "abstract", "extra"}


def table_entries(document: Document, settings: Settings) -> list[FoundSession]:
    """Return an entry for each row of the tables that are schedules, and claim those tables."""
    entries: list[FoundSession] = []
    for section in document.root.walk():
        for block in section.blocks:
            if isinstance(block, Table) and not document.is_claimed(block):
                found = _entries(document, section, block, settings)
                if found:
                    document.claim(block)
                entries += found
    return entries


def _entries(document: Document, section: Section, table: Table, settings: Settings) -> list[FoundSession]:
    headers, rows = _header(table)
    cells = [row.cells for row in rows]
    named = [[squeezed(name.text) for name in header] for header in headers]
    labels = named[-1] if named else []
    other = next((one for one in [*(heading.name for heading in section.path()[-1:]), *labels] if _is_other(one)), None)
    if other is not None:
        if any(_dated(cells, column) for column in range(max(map(len, cells), default=0))):
            what = f"this table has dates, and '{other}' says that they are none of sessions; it is kept as it stands"
            document.journal.leave(document.place(table.line), table.end, what)
        return []
    turned = _turned(document, section, table, labels, cells)
    if turned is not None:
        return [turned]
    if len(named) > 1 and _alternate(cells, len(named)):
        rows, cells, labels = _joined_rows(rows, cells, named)
    elif len(named) > 1:
        labels = [label or above for label, above in zip(labels, named[0] + [""] * len(labels), strict=False)]
    width = max([len(labels), *(len(row) for row in cells)], default=0)
    labels += [""] * (width - len(labels))
    for column in (column for column, label in enumerate(labels) if column_role(label) == "date"):
        _part_days_and_months(cells, column)
    roles = GENERATED if document.generated else _roles(labels, cells)
    if roles is not None:
        _name_unread(document, table, roles, labels, cells)
    if roles is None or ("date" not in roles and not settings.start):
        return []
    entries: list[FoundSession] = []
    context = section.path()
    for row, texts in zip(rows, cells, strict=True):
        for entry in _row_entry(document, section, table, row, texts, roles, labels):
            if entry.form == "divider" and years_named(entry.text):
                context = (*section.path(), Headline(joined(texts, " "), 7, row.line, row.line))
            entry.context = context
            entries.append(entry)
    return entries


def _name_unread(
    document: Document, table: Table, roles: Sequence[str], labels: Sequence[str], cells: Sequence[Sequence[Rich]]
) -> None:
    """Say of which columns neither the name nor the values are understood, with two of their values."""
    for column, (role, label) in enumerate(zip(roles, labels, strict=True)):
        values = [squeezed(row[column].text) for row in cells if column < len(row) and not row[column].links]
        values = [value for value in values if re.search(r"\w", value) and not is_nobody(value)]
        if role == "other" and label and values:
            shown = " and ".join(f"'{value[:40]}'" for value in dict.fromkeys(values[:2]))
            document.journal.notice(
                document.place(table.line),
                f"the column '{label}' is not understood ({shown}); its cells are kept in the sessions' abstracts",
            )


def _part_days_and_months(cells: Sequence[list[Rich]], column: int) -> None:
    """Let days and months be parted by a slash in a column of dates that has them with a dash alone: "09-12"."""
    filled = [row for row in cells if column < len(row) and not is_nobody(row[column].text)]
    if all(_DAY_AND_MONTH.fullmatch(row[column].text.strip()) for row in filled):
        for row in filled:
            row[column] = Rich(_DAY_AND_MONTH.sub(r"\1/\2", row[column].text), row[column].marks)


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


def _turned(
    document: Document, section: Section, table: Table, labels: list[str], cells: list[list[Rich]]
) -> FoundSession | None:
    """Return the one session of a table whose first column names what the second says."""
    rows = [[Rich(label) for label in labels], *cells] if labels else cells
    if len(rows) < 2 or any(len(row) != 2 for row in rows):
        return None
    roles = [role_of(row[0].text) for row in rows]
    dated = any(role == "date" and find_dates(row[1].text) for role, row in zip(roles, rows, strict=True))
    if not dated or len([role for role in roles if role]) < max(2, len(rows) - 1) or find_dates(rows[0][0].text):
        return None
    entry = FoundSession("record", document.place(table.line), table, context=section.path())
    for role, row in zip(roles, rows, strict=True):
        entry.add(role or "other", squeezed(row[0].text), row[1])
    return entry


def _roles(labels: Sequence[str], cells: Sequence[Sequence[Rich]]) -> list[str] | None:
    """Return what each column says; None for a table that is no schedule."""
    named = [column_role(label) for label in labels]
    roles: list[str] = [role or "other" for role in named]
    roles = [_by_values(role, column, labels, cells) for column, role in enumerate(roles)]
    dates = [_dated(cells, column) for column in range(len(labels))]
    best = max(
        range(len(labels)), key=lambda column: dates[column] * (2 if roles[column] == "date" else 1), default=None
    )
    rows = len([row for row in cells if any(cell.text.strip() for cell in row)])
    named_date = best is not None and roles[best] == "date"
    roles = ["other" if role == "date" else role for role in roles]
    if best is not None and dates[best] and (named_date or dates[best] * 2 >= rows):
        roles[best] = "date"
    elif "week" in roles or (best is not None and any(week_number(row[0].text) for row in cells if row)):
        if "week" not in roles:
            roles[0] = "week"
    else:
        return None
    if "lead" not in roles and "host" in roles:
        roles = ["lead" if role == "host" else role for role in roles]
    if "lead" not in roles and "authors" in roles and "paper" not in roles:
        roles[roles.index("authors")] = "lead"
    if "lead" not in roles:
        _by_turns(roles, cells)
    if not {"title", "paper", "abstract", "extra"} & set(roles):
        _by_content(roles, cells)
    return roles if _SUBSTANCE & set(roles) else None


def _by_values(role: str, column: int, labels: Sequence[str], cells: Sequence[Sequence[Rich]]) -> str:
    """Return the role of a column, unless what stands in it cannot be that.

    Only numbers count the rows; only links called like the column, or by
    words that say nothing, are material; a column named like a title whose
    cells are people is who leads.
    """
    filled = [row[column] for row in cells if column < len(row) and (row[column].text.strip() or row[column].links)]
    filled = [cell for cell in filled if not is_nobody(cell.text)]
    if not filled:
        return role
    numbers = [cell for cell in filled if re.fullmatch(r"#?(?:[^\W\d_]{1,8}\s?)?\d{1,3}\.?", cell.text.strip())]
    if role in ("title", "lead", "paper", "other") and len(numbers) * 5 >= len(filled) * 4:
        return "number"
    if role == "title" and all(_only_says_where(cell, labels[column]) for cell in filled):
        return "links"
    return role


def _only_says_where(cell: Rich, label: str) -> bool:
    if not cell.links or re.search(r"\w", cell.masked.replace(MASK, "")):
        return False
    return all(is_generic(cell.label(mark)) or folded(cell.label(mark)) == folded(label) for mark in cell.links)


def _dated(cells: Sequence[Sequence[Rich]], column: int) -> int:
    """Return in how many rows a column begins with a date or says little else."""
    found = 0
    for row in cells:
        if column < len(row):
            dates = find_dates(row[column].text)
            if dates and (dates[0].start <= 12 or len(row[column].text) <= dates[0].end - dates[0].start + 25):
                found += 1
    return found


def _by_turns(roles: list[str], cells: Sequence[Sequence[Rich]]) -> None:
    """Take columns for the people who take turns in different parts: names, most of which stand in another one too."""
    said: dict[int, list[str]] = {}
    for column in (column for column, role in enumerate(roles) if role in ("other", "title", "paper")):
        filled = [squeezed(row[column].text) for row in cells if column < len(row)]
        said[column] = [_WITHOUT_BRACKETS.sub("", text) for text in filled if not (is_nobody(text) or is_open(text))]
    for column, texts in said.items():
        others = {text for other, found in said.items() if other != column for text in found}
        names = [text for text in texts if person_like(text) and text in others]
        if len(set(names)) > 2 and len(names) * 4 >= len(texts) * 3:
            roles[column] = "lead"


def _by_content(roles: list[str], cells: Sequence[Sequence[Rich]]) -> None:
    """Name the columns of a table whose header says nothing, by what stands in them."""
    free = [column for column, role in enumerate(roles) if role == "other" and not _only_links(cells, column)]
    people = {
        column: sum(column < len(row) and people_like(row[column], strict=True) for row in cells) for column in free
    }
    length = {column: sum(len(row[column].text) for row in cells if column < len(row)) for column in free}
    if free and any(length.values()):
        title = max(free, key=lambda column: (people[column] * 2 < len(cells), length[column]))
        roles[title] = "title"
        for column in free:
            if column != title and "lead" not in roles and people[column] * 2 >= len(cells):
                roles[column] = "lead"
                break


def _only_links(cells: Sequence[Sequence[Rich]], column: int) -> bool:
    """Tell whether a column holds nothing but links to other things than papers."""
    filled = [row[column] for row in cells if column < len(row) and re.search(r"\w", row[column].text)]
    return bool(filled) and all(
        cell.links
        and not re.search(r"\w", cell.masked.replace(MASK, ""))
        and all(len(cell.label(mark).split()) < 4 and not is_work(mark.target) for mark in cell.links)
        for cell in filled
    )


def _row_entry(
    document: Document,
    section: Section,
    table: Table,
    row: TableRow,
    texts: list[Rich],
    roles: Sequence[str],
    labels: Sequence[str],
) -> list[FoundSession]:
    filled = [text for text in texts if text.text.strip() or text.links]
    if not filled:
        return []
    entry = FoundSession(
        "row", document.place(row.line), table, context=section.path(), text=document.source(row.line, row.line)
    )
    entry.struck = all(text.struck() for text in filled)
    entry.generated = document.generated
    roles = _with_status(roles, texts)
    for column, text in enumerate(texts):
        role = roles[column] if column < len(roles) else "other"
        label = labels[column] if column < len(labels) else ""
        if role == "week":
            entry.week = week_number(text.text)
        elif role == "number" and not text.links and not re.search(r"[^\W\d_]{4,}", text.text):
            continue
        else:
            entry.add("other" if role == "number" else role, label, text)
    if len(filled) == 1 and "date" not in entry.cells and folded(filled[0].text):
        entry.form = "divider"
    return [entry]


def _with_status(roles: Sequence[str], texts: Sequence[Rich]) -> Sequence[str]:
    """Return the roles of a row's cells; one that says there is no meeting, where no title stands, is the title."""
    named = list(zip(roles, texts, strict=False))
    if any(role in ("title", "paper") and text.text.strip() for role, text in named):
        return roles
    for column, (role, text) in enumerate(named):
        if role in ("time", "room", "lead", "other", "online") and (
            says_break(text) or standing_of(text, empty=True).status is Status.CANCELLED
        ):
            return [*roles[:column], "title", *roles[column + 1 :]] if text.text.strip() else roles
    return roles
