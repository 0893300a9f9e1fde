"""papers.bib and references.bib: works as Zotero and other programs export them."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from rig_site.content.findings import Findings, cite
from rig_site.content.resolve.authors import authors
from rig_site.content.schema.texts import one_line
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Position
from rig_site.model.catalogue import arxiv_id, doi_of, named_arxiv
from rig_site.model.file_names import fault_of_name
from rig_site.model.paper import Paper
from rig_site.model.permalink import made_of

if TYPE_CHECKING:
    from bibtexparser.model import Entry

_YEAR = re.compile(r"\d{4}", re.ASCII)
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_NEXT_FIELD = re.compile(r"[}\"]\s*\w+\s*=\s*[{\"\d]")
_ENTRY = re.compile(r"^[ \t]*@\w+\s*[{(]", re.MULTILINE)
_VENUES = ("journal", "journaltitle", "booktitle", "eventtitle", "publisher")
_SHOWN = ("title", "year", "date", "eprint", "archiveprefix", "eprinttype", *_VENUES)
_TAKEN = "this entry's key is taken by an earlier one"
_SHORTEST_DIGEST = 6
"""How many hexadecimal digits tell apart keys that look alike: more where so few are taken."""


def references(
    sources: Iterable[Source], listed: Collection[str], findings: Findings
) -> Mapping[str, tuple[Paper, Position]]:
    """Return the works of bibliographies by their keys as written, with the place of each.

    `listed` are the keys of papers.yaml.  A key that several of the files
    have is the first one's.  What cannot be read is a warning by its line,
    and costs nothing but its own entry: nobody writes these files by hand.
    """
    found: dict[str, tuple[Source, Entry, Entry]] = {}
    for source in sources:
        for written, shown in _entries(source, findings):
            if written.key in found:
                _report(_TAKEN, source, written.start_line, findings)
            else:
                _check(written, source, findings)
                found[written.key] = source, written, shown
    keys = paper_keys(found, listed)
    return {
        key: (
            _paper(keys[key], _fields(shown), _fields(written), _authors(written, source, findings)),
            _line(source, shown.start_line),
        )
        for key, (source, written, shown) in found.items()
    }


def as_written(source: Source, field: str) -> Mapping[str, str]:
    """Return what the entries of a bibliography say in one field, without LaTeX, by their keys."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LatexDecodingMiddleware

    raw = parse_string(source.text)
    library = LatexDecodingMiddleware().transform(Library([_with(entry, (field,)) for entry in raw.entries]))
    found = {entry.key: next((str(each.value) for each in entry.fields), "") for entry in library.entries}
    return {key: said.replace("{", "").replace("}", "") for key, said in found.items()}


def _entries(source: Source, findings: Findings) -> Iterator[tuple[Entry, Entry]]:
    """Yield each entry as it is written, and with the fields that are shown without LaTeX."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LatexDecodingMiddleware

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    raw = parse_string(source.text)
    library = LatexDecodingMiddleware().transform(Library([_with(entry, _SHOWN) for entry in raw.entries]))
    for block in (*raw.failed_blocks, *library.failed_blocks):
        fault = {
            "DuplicateBlockKeyBlock": _TAKEN,
            "DuplicateFieldKeyBlock": "this entry has a field twice",
        }.get(type(block).__name__, "this entry cannot be read")
        _report(fault, source, block.start_line, findings)
    if source.text.strip() and not _ENTRY.search(source.text):
        words = "export it as BibTeX, which begins each entry with '@article{' or another kind"
        findings.warning(_line(source, 0), "no work is read of this file: it has no entry", suggestion=words)
    written = {entry.key: entry for entry in raw.entries}
    yield from ((written[entry.key], entry) for entry in library.entries)


def _report(fault: str, source: Source, row: int | None, findings: Findings) -> None:
    findings.warning(
        _line(source, row),
        f"{fault}, and it is left out",
        suggestion="export the file anew, or correct the entry",
    )


def paper_keys(written: Collection[str], listed: Collection[str]) -> Mapping[str, str]:
    """Return the keys of papers, which stand in addresses, by the keys that a bibliography has for them.

    A key that stands in papers.yaml letter for letter means the work there:
    whoever wrote it there chose it.  One that only looks like it, or like
    another of the bibliography, does not.  Of those that look alike, the
    one that can stand in an address as it is keeps it, else the first; the
    others end in a digest of their own key, so that theirs depend neither
    on what else there is nor on the order.

    >>> paper_keys(["Smith:2020", "smith_2020", "lee"], ["lee"])
    {'Smith:2020': 'smith-2020', 'smith_2020': 'smith-2020-924901', 'lee': 'lee'}
    """
    found = {key: key for key in written if key in listed}
    others = {key: _made_of(key) for key in written if key not in listed}
    taken = {key.casefold() for key in listed}
    alike = []
    for key, made in sorted(others.items(), key=lambda pair: pair[0] != pair[1]):
        if made in taken:
            alike.append(key)
        else:
            found[key] = made
            taken.add(made)
    for key in alike:
        digest = hashlib.sha256(key.encode()).hexdigest()
        ends = (f"{others[key]}-{digest[:length]}" for length in range(_SHORTEST_DIGEST, len(digest) + 1))
        found[key] = next(end for end in ends if end not in taken)
        taken.add(found[key])
    return {key: found[key] for key in written}


def _made_of(key: str) -> str:
    made = made_of(key) or "reference"
    return f"{made}-reference" if fault_of_name(made) else made


def _with(entry: Entry, wanted: Collection[str]) -> Entry:
    """Return an entry's copy with some of its fields: to decode an abstract takes far longer than all that is shown."""
    from bibtexparser.model import Entry, Field

    fields = [Field(field.key, field.value) for field in entry.fields if field.key.lower() in wanted]
    return Entry(entry.entry_type, entry.key, fields, start_line=entry.start_line)


def _fields(entry: Entry) -> dict[str, str]:
    return {field.key.lower(): one_line(str(field.value)) for field in entry.fields}


def _authors(entry: Entry, source: Source, findings: Findings) -> tuple[str, ...]:
    """Return who wrote a work, else who edited it; a name that cannot be split is a warning, and stays as it is."""
    fields = {field.key.lower(): field for field in entry.fields if str(field.value).strip()}
    field = fields.get("author") or fields.get("editor")
    found = authors(one_line(str(field.value))) if field else ()
    for author in found:
        if field and not author.clear:
            findings.warning(
                _line(source, field.start_line),
                f"the name {cite(author.name)} cannot be split, and is shown as it stands",
                allowed="Ada Lead; Lead, Ada; Lead, Jr, Ada; or a whole name in braces",
                suggestion="correct the name, or put it in braces",
            )
    return tuple(author.name for author in found)


def _check(entry: Entry, source: Source, findings: Findings) -> None:
    """Add what an entry says and no reader would ever see."""
    fields = {field.key.lower(): field for field in entry.fields if str(field.value).strip()}
    is_arxiv = any(
        str(fields[name].value).casefold() == "arxiv" for name in ("archiveprefix", "eprinttype") if name in fields
    )
    for name, what, allowed, is_read in (
        ("doi", "a DOI", "10.1000/182", _doi),
        ("eprint", "an arXiv identifier", "2310.11986", named_arxiv if is_arxiv else str),
        ("url", "an address", "https://…", _url),
    ):
        value = one_line(str(fields[name].value)) if name in fields else ""
        if value and not is_read(value):
            at = _line(source, fields[name].start_line)
            findings.warning(at, f"{cite(value)} is not {what}, and is not used", allowed=allowed)
    if "year" in fields and re.search(r"\d", said := one_line(str(fields["year"].value))) and not _YEAR.search(said):
        at = _line(source, fields["year"].start_line)
        findings.warning(at, f"{cite(said)} is not a year, and is not used", allowed="four digits, such as 2017")
    for field in fields.values():
        if _NEXT_FIELD.search(str(field.value)):
            at = _line(source, field.start_line)
            findings.warning(at, f"the field '{field.key}' goes on into the next", suggestion="end it with a comma")


def _doi(written: str) -> str | None:
    name = written.replace("\\", "")
    return doi_of(name) or (name if name.startswith("10.") else None)


def _url(written: str) -> str | None:
    url = written.replace("\\", "")
    return quote(url, safe=_SAFE) if url.startswith(("https://", "http://")) else None


def _line(source: Source, row: int | None) -> Position:
    start = source.line_starts[min(row or 0, len(source.line_starts) - 1)]
    return source.position(start, start + len(source.line(source.line_number(start))))


def _paper(key: str, fields: Mapping[str, str], as_written: Mapping[str, str], authors: tuple[str, ...]) -> Paper:
    """Return an entry's work; text comes without LaTeX, and what LaTeX would take for markup in addresses stays."""

    def said(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    url = _url(as_written.get("url", "")) or ""
    is_arxiv = said("archiveprefix", "eprinttype").casefold() == "arxiv"
    year = _YEAR.search(said("year", "date"))
    return Paper(
        key=key,
        title=said("title").replace("{", "").replace("}", "") or None,
        authors=authors,
        year=int(year[0]) if year else None,
        venue=said(*_VENUES) or None,
        arxiv=(named_arxiv(said("eprint")) if is_arxiv else None) or arxiv_id(url),
        doi=_doi(as_written.get("doi", "")) or doi_of(url),
        url=url or None,
    )
