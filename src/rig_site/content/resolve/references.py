"""references.bib: works as Zotero and other programs export them."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from rig_site.content.findings import Findings
from rig_site.content.schema.texts import one_line
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Position
from rig_site.model.catalogue import ARXIV_ID, arxiv_id, doi_of
from rig_site.model.paper import Paper
from rig_site.model.permalink import made_of

if TYPE_CHECKING:
    from bibtexparser.model import Entry

_ARXIV = re.compile(rf"(?i:arxiv:)?({ARXIV_ID})(?:v\d+)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_VENUES = ("journal", "journaltitle", "booktitle", "eventtitle", "publisher")


def references(source: Source | None, findings: Findings) -> Mapping[str, tuple[Paper, Position]]:
    """Return the works of a bibliography by their keys, with the place of each.

    What cannot be read is a warning by its line, and costs nothing but its
    own entry: nobody writes these files by hand.
    """
    if source is None:
        return {}
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    raw = parse_string(source.text)
    library = LatexDecodingMiddleware(allow_inplace_modification=False).transform(raw)
    for block in library.failed_blocks:
        at = _line(source, block.start_line)
        fault = {
            "DuplicateBlockKeyBlock": "this entry's key is taken by an earlier one",
            "DuplicateFieldKeyBlock": "this entry has a field twice",
        }.get(type(block).__name__, "this entry cannot be read")
        findings.warning(at, f"{fault}, and it is left out", suggestion="export the file anew, or correct the entry")
    as_written = {entry.key: _fields(entry) for entry in raw.entries}
    return {
        entry.key: (_paper(entry.key, _fields(entry), as_written[entry.key]), _line(source, entry.start_line))
        for entry in library.entries
    }


def _fields(entry: Entry) -> dict[str, str]:
    return {field.key.lower(): one_line(str(field.value)) for field in entry.fields}


def _line(source: Source, row: int | None) -> Position:
    start = source.line_starts[min(row or 0, len(source.line_starts) - 1)]
    return source.position(start, start + len(source.line(source.line_number(start))))


def _paper(key: str, fields: Mapping[str, str], as_written: Mapping[str, str]) -> Paper:
    """Return an entry's work; text comes without LaTeX, and what LaTeX would take for markup in addresses stays."""

    def said(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    url = as_written.get("url", "").replace("\\", "")
    url = quote(url, safe=_SAFE) if url.startswith(("https://", "http://")) else ""
    is_arxiv = said("archiveprefix", "eprinttype").casefold() == "arxiv"
    eprint = _ARXIV.fullmatch(said("eprint")) if is_arxiv else None
    year = _YEAR.search(said("year", "date"))
    name = as_written.get("doi", "").replace("\\", "")
    return Paper(
        key=made_of(key) or "reference",
        title=said("title").replace("{", "").replace("}", "") or None,
        authors=tuple(filter(None, map(_author, re.split(r"\s+and\s+", said("author", "editor"))))),
        year=int(year[0]) if year else None,
        venue=said(*_VENUES) or None,
        arxiv=eprint[1] if eprint else arxiv_id(url),
        doi=doi_of(name) or (name if name.startswith("10.") else None) or doi_of(url),
        url=url or None,
    )


def _author(written: str) -> str:
    """Return a name as it is spoken.

    >>> _author("van der Berg, Ada"), _author("{Group A}")
    ('Ada van der Berg', 'Group A')
    """
    last, _, first = written.replace("{", "").replace("}", "").partition(",")
    return f"{first.strip()} {last.strip()}".strip()
