"""What the fields of records that are alike say of a session: by their labels, and by what stands in them.

Rows of a table, rows of a spreadsheet and mappings of YAML are the same here:
labels, and for each record a text under each of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rig_site.importers.rich import MASK, Rich, squeezed
from rig_site.importers.values.addresses import is_generic, is_work
from rig_site.importers.values.columns import column_role, folded
from rig_site.importers.values.dates import find_dates, week_number
from rig_site.importers.values.people import is_introduction, is_nobody, people_like, person_like
from rig_site.importers.values.standing import is_open

_WITHOUT_BRACKETS = re.compile(r"\s*[(（].*[)）]$")
_OF_EVENTS = re.compile(r"\b(?:event|talk|session|seminar|meeting|start)", re.IGNORECASE)
"""Dates that are those of sessions rather than of the pages about them."""
_MOST_IN_A_TITLE = 160
"""Characters that a title has at most."""
_SUBSTANCE = {"title", "paper", "lead", "abstract", "extra"}


def roles_of(labels: Sequence[str], cells: Sequence[Sequence[Rich]]) -> list[str] | None:
    """Return what each column says; None for a table that is no schedule."""
    roles = [column_role(label) or "other" for label in labels]
    roles = [_by_values(roles, column, labels, cells) for column in range(len(labels))]
    dates = [dated_rows(cells, column) for column in range(len(labels))]
    best = max(
        range(len(labels)),
        key=lambda column: (
            dates[column] * (2 if roles[column] == "date" else 1),
            bool(_OF_EVENTS.search(labels[column])),
        ),
        default=None,
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
    _repeated_titles(roles, cells)
    if "lead" not in roles and "authors" in roles and "paper" not in roles and not _say_who(roles, cells):
        roles[roles.index("authors")] = "lead"
    if "lead" not in roles:
        _by_turns(roles, cells)
    if not {"title", "paper"} & set(roles) and "abstract" in roles and _may_be_titles(cells, roles.index("abstract")):
        roles[roles.index("abstract")] = "title"
    if not {"title", "paper", "abstract", "extra"} & set(roles):
        _by_content(roles, cells)
    return roles if _SUBSTANCE & set(roles) else None


def _by_values(roles: Sequence[str], column: int, labels: Sequence[str], cells: Sequence[Sequence[Rich]]) -> str:
    """Return the role of a column by its label, unless what stands in it cannot be that.

    Only numbers count the rows, unless no other column has the role; only
    links called like the column, or by words that say nothing, are material.
    """
    role = roles[column]
    filled = [row[column] for row in cells if column < len(row) and (row[column].text.strip() or row[column].links)]
    filled = [cell for cell in filled if not is_nobody(cell.text)]
    if not filled:
        return role
    numbers = [cell for cell in filled if re.fullmatch(r"#?(?:[^\W\d_]{1,8}\s?)?\d{1,3}\.?", cell.text.strip())]
    alone = role != "other" and roles.count(role) == 1
    if role in ("title", "lead", "paper", "other") and not alone and len(numbers) * 5 >= len(filled) * 4:
        return "number"
    if role == "title" and all(_only_says_where(cell, labels[column]) for cell in filled):
        return "links"
    return role


def _repeated_titles(roles: list[str], cells: Sequence[Sequence[Rich]]) -> None:
    """Take a column of titles that repeat for a note on the series where another column has one for each row."""
    titles = [column for column, role in enumerate(roles) if role in ("title", "paper")]
    said = {
        column: [text for row in cells if column < len(row) if (text := squeezed(row[column].text))]
        for column in titles
    }
    alone = [column for column in titles if len(set(said[column])) == len(said[column]) >= len(cells) - 1]
    for column in titles if alone else ():
        if roles[column] == "title" and len(set(said[column])) * 3 <= len(said[column]) * 2:
            roles[column] = "notes"


def _say_who(roles: Sequence[str], cells: Sequence[Sequence[Rich]]) -> bool:
    """Tell whether a column of kinds says of several rows who leads: "Discussion led by Lead A"."""
    kinds = [row[column] for row in cells for column, role in enumerate(roles) if role == "kind" and column < len(row)]
    return sum(map(is_introduction, kinds)) > 1


def _only_says_where(cell: Rich, label: str) -> bool:
    if not cell.links or re.search(r"\w", cell.masked.replace(MASK, "")):
        return False
    return all(is_generic(cell.label(mark)) or folded(cell.label(mark)) == folded(label) for mark in cell.links)


def dated_rows(cells: Sequence[Sequence[Rich]], column: int) -> int:
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


def _may_be_titles(cells: Sequence[Sequence[Rich]], column: int) -> bool:
    """Tell whether no description says more than a title does, and there are several."""
    texts = [row[column].text for row in cells if column < len(row)]
    return len(texts) > 1 and all(len(text) < _MOST_IN_A_TITLE and "\n" not in text for text in texts)


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
