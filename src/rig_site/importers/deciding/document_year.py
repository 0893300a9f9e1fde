"""What a document as a whole says of the year of its sessions: in its title, its prose, its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath

from rig_site.importers.deciding.calendar_years import parts
from rig_site.importers.documents.document import Document
from rig_site.importers.reading.blocks import Paragraph
from rig_site.importers.record import SourceRecord
from rig_site.importers.values.dates import clamped, find_dates, years_named
from rig_site.importers.vocabulary import MONTHS, NOT_HELD, SCHEDULE, TERMS

_IN_PATH = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[-_](?:20)?\d\d)?(?!\d)")
_TOLD = re.compile(r"^(?:title|semester|term|year|first_date|curso|season|name|label|quarter)\s*[:=]\s*(.+)$", re.M)
_WRITTEN = re.compile(r"^(?:date|first_date|lastmod|last_modified_at|updated)\s*[:=]\s*(.+)$", re.M)
_ADDRESS = re.compile(r"^(?:permalink|slug|url|aliases)\s*[:=]\s*(.+)$", re.M)
_PAGE_TITLE = re.compile(r"<title[^>]*>([^<]*)</title>", re.IGNORECASE)
_OF_A_TERM = re.compile(rf"(?<![^\W\d_])(?:{TERMS}|{'|'.join(map(re.escape, MONTHS))})(?![^\W\d_])", re.IGNORECASE)
_NOT_HELD = re.compile(rf"(?<![^\W\d_])(?:{NOT_HELD})(?![^\W\d_])", re.IGNORECASE)
_MOST_WORDS = 60
_SHORT = 60
"""Characters of a line that speaks of the whole document, such as when it was updated."""


def tell_the_year(document: Document, records: Sequence[SourceRecord]) -> None:
    """Give the records the year that their document names, or else a full date that stands in it."""
    dated = _dates_in(document)

    for record in records:
        record.document_date = dated
    if not records:
        return
    first = min(record.place.line for record in records)
    for text, where in _texts(document, first):
        if years_named(text):
            for record in records:
                record.document_year, record.year_said_in = text, where
            return


def _texts(document: Document, first: int) -> Iterator[tuple[str, str]]:
    """Yield the texts that may name the year, the most reliable first, and where they stand."""
    block = document.front_matter
    for told in _TOLD.findall(block.text) if block else ():
        yield told, "the document's front matter"
    for address in _ADDRESS.findall(block.text) if block else ():
        yield _year_in_path(address), "the document's address"
    if not document.is_markdown:
        found = _PAGE_TITLE.search("\n".join(document.lines))
        yield (found[1] if found else ""), "the page's title"
    headings = [section.heading for section in document.root.walk() if section.heading and section.heading.line < first]
    if headings:
        yield headings[0].name, "the document's title"
    prose = list(_prose(document))
    for text in reversed([text for line, text in prose if line < first]):
        yield text, "the text above"
    name, *folders = reversed(PurePosixPath(document.path).parts)
    for part in (name, *folders[:2]):
        yield _year_in_path(part) or part, "the document's name"
    for text in [text for line, text in prose if line >= first and len(text) < _SHORT]:
        yield text, "the text below"


def _year_in_path(path: str) -> str:
    found = _IN_PATH.search(path)
    return found[0].replace("_", "-") if found else ""


def _prose(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the sentences that name a term or a month beside a year, with their lines."""
    for section in document.root.walk():
        for block in document.open_blocks(section):
            if isinstance(block, Paragraph) and len(block.text.text.split()) <= _MOST_WORDS * 4:
                text = block.text.text
                for sentence in re.split(r"(?<=[^\W\d_]{3})[.!?。]\s+", text):
                    if len(sentence.split()) > _MOST_WORDS or _NOT_HELD.search(sentence):
                        continue
                    if _OF_A_TERM.search(sentence) or SCHEDULE.search(re.sub(r"\d", "", sentence)):
                        yield block.line, sentence


def _dates_in(document: Document) -> date | None:
    """Return the date that the front matter gives the document, else a full one in its prose."""
    block = document.front_matter
    texts = list(_WRITTEN.findall(block.text)) if block else []
    for section in document.root.walk():
        texts += [one.text.text for one in document.open_blocks(section) if isinstance(one, Paragraph)]
    for text in texts:
        for found in find_dates(text) if len(text) < 2000 else ():
            year, month, day = parts(found, "mdy" if len(found.numbers) == 3 and found.numbers[1] > 12 else "dmy")
            if year is not None and not _NOT_HELD.search(text):
                return clamped(year, month, day)
    return None
