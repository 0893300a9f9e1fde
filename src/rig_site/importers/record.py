"""What every form becomes first: records of labelled fields, each with its place and what stands below it.

A row of a table or a spreadsheet, a mapping of YAML, lines of labels with
their values, a dated heading with its section, a dated item: all are records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct, field

from rig_site.importers.draft import SourcePlace
from rig_site.importers.reading.blocks import Block, Headline
from rig_site.importers.rich import Rich
from rig_site.importers.values.dates import Written, week_number
from rig_site.importers.values.standing import says_break, standing_of
from rig_site.model.session import Status


class Field(Struct, frozen=True):
    """A text of a record, the label it has there, and what it says of the session."""

    role: str
    label: str
    text: Rich


class SourceRecord(Struct, eq=False):
    """A session as found: its fields, its date as written, and the blocks that stand under it.

    `form` is what it was found in: `row` (a table), `heading`, `bullet`,
    `record` (labels with values).  `group` is shared by records that stand
    in one table or list, so that they can be understood together;
    `context` are the headings above.  `week` is its number in a list of
    weeks without dates.  `text` is its source, kept when nothing can be
    made of it; `document_year` what its document says of the year as a
    whole, and `year_said_in` where; `document_date` is a full date that
    stands elsewhere in it; `order` is how its dates are read; `late` are
    fields that were found below it.
    """

    form: str
    place: SourcePlace
    group: object
    fields: list[Field] = field(default_factory=list)
    written: Written | None = None
    week: int | None = None
    body: list[Block] = field(default_factory=list)
    context: tuple[Headline, ...] = ()
    text: str = ""
    day: date | None = None
    until: date | None = None
    late: list[Field] = field(default_factory=list)
    order: str = "dmy"
    document_year: str = ""
    year_said_in: str = ""
    document_date: date | None = None
    struck: bool = False
    generated: bool = False

    def add(self, role: str, label: str, text: Rich) -> None:
        """Add a field, unless it says nothing."""
        if text.text.strip() or text.marks:
            self.fields.append(Field(role, label, text))

    def take(self, role: str) -> list[tuple[str, Rich]]:
        """Return the labels and texts of the fields in a role."""
        return [(one.label, one.text) for one in self.fields if one.role == role]

    def fill(self, roles: Sequence[str], labels: Sequence[str], texts: Sequence[Rich]) -> None:
        """Add texts in the roles of their columns; numbers that only count the records are left out."""
        for role, label, text in _columns(roles, labels, texts):
            if role == "week":
                self.week = week_number(text.text)
            elif role != "number" or text.links or re.search(r"[^\W\d_]{4,}", text.text):
                self.add("other" if role == "number" else role, label, text)


_WHEN = frozenset(("date", "until", "week", "number", "year"))


def _columns(roles: Sequence[str], labels: Sequence[str], texts: Sequence[Rich]) -> Iterator[tuple[str, str, Rich]]:
    """Yield role, label and text; where no title stands, what says that there is no meeting is the title."""
    titled = any(role in ("title", "paper") and text.text.strip() for role, text in zip(roles, texts, strict=False))
    for column, text in enumerate(texts):
        role = roles[column] if column < len(roles) else "other"
        if not titled and role not in _WHEN and text.text.strip() and _is_off(text):
            role, titled = "title", True
        yield role, labels[column] if column < len(labels) else "", text


def _is_off(text: Rich) -> bool:
    return says_break(text) or standing_of(text, empty=True).status is Status.CANCELLED
