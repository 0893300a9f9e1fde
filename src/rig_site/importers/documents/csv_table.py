"""A spreadsheet saved as CSV: a table like any other."""

from __future__ import annotations

import csv
import io

from rig_site.importers.documents.document import Document
from rig_site.importers.documents.own_table import read_own_csv
from rig_site.importers.draft import Journal, Settings, SourceDocument
from rig_site.importers.reading.blocks import Table, TableRow, sections
from rig_site.importers.record import SourceRecord

_DELIMITERS = ",;\t|"


def csv_document(source: SourceDocument, settings: Settings, journal: Journal) -> tuple[Document, list[SourceRecord]]:
    """Return a document that holds the file's table."""
    lines = source.text.split("\n")
    own = Document(source.path, lines, sections([]), {}, {}, journal)
    if read_own_csv(own, source.text, settings):
        return own, []
    delimiter = _delimiter(source.text)
    reader = csv.reader(io.StringIO(source.text, newline=""), delimiter=delimiter)
    rows: list[TableRow] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(TableRow([own.rich(cell.strip().replace("\n", "<br>"), line) for cell in cells], line))
            line = reader.line_num + 1
    except csv.Error:
        rows = [
            TableRow([own.rich(text, number)], number)
            for number, text in enumerate(source.text.split("\n"), start=1)
            if text.strip()
        ]
    table = Table([], rows, 1, len(lines))
    return Document(source.path, lines, sections([table] if rows else []), {}, {}, journal), []


def _delimiter(text: str) -> str:
    r"""Return the delimiter that stands most evenly in the first lines.

    >>> _delimiter("Date;Title;Lead\\n2023-11-06;LoRA, briefly;Lead A")
    ';'
    """
    lines = [line for line in text.split("\n") if line.strip()][:20]
    counts = {delimiter: [line.count(delimiter) for line in lines] for delimiter in _DELIMITERS}
    return max(
        _DELIMITERS, key=lambda one: (bool(counts[one]) and min(counts[one]) > 0, counts[one][0] if counts[one] else 0)
    )
