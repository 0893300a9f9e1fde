"""The account: whatever a source says is in the result, or is named with its line.

The source is read here by plain patterns, line by line, not by the readers
that made the result, so that what they overlooked is found all the same.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from urllib.parse import unquote

from msgspec import Struct

from rig_site.importers.deciding.calendar_years import parts
from rig_site.importers.draft import SourceDocument, SourcePlace
from rig_site.importers.source_lines import (
    ADDRESS,
    HEADING,
    LINK,
    TAG,
    WORD,
    dated_lines,
    lines_with_dates,
    rows,
    shown,
)
from rig_site.importers.values.addresses import identifier_of, is_absolute, is_generic, static_path
from rig_site.importers.values.columns import is_label, role_of
from rig_site.importers.values.dates import Written, find_dates
from rig_site.importers.values.people import is_nobody
from rig_site.importers.values.standing import is_status
from rig_site.importers.vocabulary import LABELS, MONTHS, SCHEDULE, SHORT_WEEKDAYS, UNSAID, WEEKDAYS

_HREF = re.compile(r"<a\b[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]+)[\"']?[^>]*>(.*?)</a", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(r"</?t[dhr]\b[^<>]*>", re.IGNORECASE)
_PARTS = re.compile(r"[|<>()\[\]{}*_`~#:;,.!?\"“”„«»‘’…=/\\–—+&@•·、，。：（）]|\s-+\s|-(?=\s)|\n|\bv\d\b")
_FRONT_MATTER = re.compile(r"\A(?:---|\+\+\+)\n.*?\n(?:---|\.\.\.|\+\+\+)(?=\n|\Z)", re.DOTALL)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d\d\b\s*(?:[ap]\.?m\b\.?)?\s*(?:(?-i:[A-Z]{2,4}T|UTC|Z)\b|hs?\b|uhr\b)?", re.IGNORECASE
)
"""A time of the day, which the result has in a form of its own, and its zone."""
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_FROM = re.compile(r"^date: (\S+)", re.MULTILINE)
_UNTIL = re.compile(r"^until: (\S+)", re.MULTILINE)
SHOWN = 70
_SEVERAL = 3
"""How many days the lines of a document name where it seems to be a schedule."""


class Loss(Struct, frozen=True):
    """An address, a link's text or a piece of text that is in a source and not in the result."""

    place: SourcePlace
    what: str


class Result:
    """What was written, made fit to be searched."""

    def __init__(self, written: str) -> None:
        self.text = unquote(html.unescape(written.replace("\\", "")))
        words = WORD.findall(self.text.casefold())
        read = WORD.findall(TAG.sub(" ", ADDRESS.sub(" ", LINK.sub(r"\1", self.text))).casefold())
        self.known = set(words)
        self.pairs = {*pairwise(words), *pairwise(read)}
        self.line = " ".join(words)

    def has_address(self, address: str) -> bool:
        """Tell whether an address is there, or the identifier it stands for."""
        identifier = identifier_of(address)
        wanted = unquote(address.replace("\\", ""))
        wanted = wanted if is_absolute(wanted) else static_path(wanted)
        return wanted in self.text or wanted.rstrip("/") in self.text or bool(identifier and identifier[1] in self.text)

    def has_label(self, label: str) -> bool:
        """Tell whether a link's text is there."""
        words = WORD.findall(unquote(label).casefold())
        return " ".join(words) in self.line or (all(word in self.line for word in words) and len(words) <= 3)

    def unsaid(self, piece: str) -> str:
        """Return the words of a piece of text that are not there beside one of their neighbours; empty for none."""
        words = WORD.findall(piece.casefold())
        missing = []
        for position, word in enumerate(words):
            if _says_nothing(word):
                continue
            beside = [
                pair for pair in (words[position - 1 : position + 1], words[position : position + 2]) if len(pair) == 2
            ]
            apart = all(other == word or _says_nothing(other) for pair in beside for other in pair)
            if not any((pair[0], pair[1]) in self.pairs for pair in beside) and not (apart and word in self.known):
                missing.append(word)
        return " ".join(missing)


def _says_nothing(word: str) -> bool:
    """Tell whether a word, in lower case, only names a date, a column or a status, or binds others."""
    return (
        len(word) < 2
        or word[0].isdigit()
        or any(word in words for words in (UNSAID, MONTHS, WEEKDAYS, SHORT_WEEKDAYS, LABELS))
    )


def losses(documents: Sequence[SourceDocument], written: str) -> list[Loss]:
    """Return every address, link's text and piece of text of the sources that the result does not have.

    An arXiv or DOI address counts as its identifier.  Links within a
    document, texts that say nothing ("here", "PDF") and the words by
    which documents name dates, columns and statuses do not count; a text
    that was cut up and used counts as used.
    """
    result = Result(written)
    found: dict[Loss, None] = {}
    for document in documents:
        text = shown(document)
        for line, address in _addresses(text):
            if not result.has_address(address):
                found[Loss(SourcePlace(document.path, line), address)] = None
        for line, label in _labels(text):
            if not result.has_label(label):
                found[Loss(SourcePlace(document.path, line), f"'{label}'")] = None
        for line, piece in _pieces(document, text):
            if result.unsaid(piece):
                found[Loss(SourcePlace(document.path, line), f"'{piece[:SHOWN].strip()}'")] = None
    return list(found)


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    for match in ADDRESS.finditer(text):
        address = html.unescape(match[0]).rstrip(".,;:!?_~")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1]
        if len(address) > len("https://"):
            yield text.count("\n", 0, match.start()) + 1, address
    for line, _, target in _links(text):
        if not target.startswith(("#", "http://", "https://", "mailto:")) and re.search(r"[^\W\d_]", target):
            yield line, target


def _labels(text: str) -> Iterator[tuple[int, str]]:
    for line, label, target in _links(text):
        plain = TAG.sub(" ", html.unescape(label)).replace("\\", "")
        plain = " ".join(re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)|[\[\]*`~]", r"\1", plain).split())
        if target.startswith("#") or is_generic(plain) or re.fullmatch(r"[\W\d]*", plain):
            continue
        yield line, plain


def _links(text: str) -> Iterator[tuple[int, str, str]]:
    for match in LINK.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[1], match[2]
    for match in _HREF.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[2], match[1]


def _pieces(document: SourceDocument, text: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces of text between marks and addresses, with their lines; what only names or dates is left out."""
    name = document.path.lower()
    if name.endswith((".csv", ".tsv")):
        for number, row in rows(document.text):
            yield from (
                (number, piece) for cell in row for piece in _PARTS.split(_CLOCK.sub(" | ", cell)) if not role_of(cell)
            )
        return
    records = name.endswith((".yaml", ".yml", ".json"))
    matter = _FRONT_MATTER.match(text)
    matter_ends = text.count("\n", 0, matter.end()) + 1 if matter else 0
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if number < len(lines) and re.fullmatch(r"[\s|:+-]*-[\s|:+-]*\|[\s|:+-]*", lines[number]):
            continue
        if name.endswith(".ics") and not re.match(r"(?:SUMMARY|DESCRIPTION|LOCATION)[:;]", line):
            continue
        if records or number <= matter_ends:
            line = re.sub(r"^[\s\-{\[]*[\"']?[\w -]+[\"']?\s*[:=](?=\s|$)", "", line)
            if number <= matter_ends and len(line.split()) < 3:
                continue
        if re.search(r"\]\(#|href=[\"']?#", line) and not ADDRESS.search(line):
            continue
        underlined = number < len(lines) and re.fullmatch(r"\s{0,3}(?:={3,}|-{3,})\s*", lines[number])
        heading = HEADING.match(f"# {line}" if underlined else line)
        if (
            heading
            and (SCHEDULE.search(heading["text"]) or is_label(heading["text"]))
            and len(heading["text"].split()) < 7
        ):
            continue
        plain = _CLOCK.sub(
            " | ", TAG.sub(" ", _CELL.sub(" | ", html.unescape(ADDRESS.sub(" ", LINK.sub(r"\1", line)))))
        )
        for piece in _PARTS.split(plain):
            words = WORD.findall(piece)
            if len(words) < 2 or is_status(piece) or role_of(piece) or is_nobody(piece.strip()) or is_generic(piece):
                continue
            if all(word.lower() in LABELS for word in words) or any(map(str.isalpha, words)) is False:
                continue
            yield number, " ".join(piece.split())


def unmet(
    documents: Sequence[SourceDocument],
    files: Mapping[str, str],
    aside: Sequence[tuple[str, int, int]],
    without: Collection[str] = (),
) -> list[Loss]:
    """Return the lines that seem to be a session, and on whose day the written files have none.

    `aside` are the lines of each document whose dates are said to be
    others.  Of rows that follow each other on one day, each needs its own.
    Of documents `without` a session that have several lines with days in
    them, wherever these stand, those are such lines too.
    """
    days = Counter(
        day for path, text in files.items() if path.startswith("sessions/") for day in set(_DAY.findall(text))
    )
    breaks = [
        (first, last)
        for path, text in files.items()
        if path.startswith("sessions/")
        for first, last in zip(_FROM.findall(text), _UNTIL.findall(text), strict=False)
    ]
    found = []
    for document in documents:
        before: tuple[int, str] = (0, "")
        repeated = 1
        for number, written in _lines_to_meet(document, without=document.path in without):
            if any(path == document.path and first <= number <= last for path, first, last in aside):
                continue
            repeated = repeated + 1 if before == (number - 1, written) else 1
            before = (number, written)
            possible = _days_meant(find_dates(written)[0])
            held = max((count for day, count in days.items() if _is_meant(day, possible)), default=0)
            within = any(first <= day <= last for day in _iso(possible, days) for first, last in breaks)
            if held < repeated and not within:
                found.append(Loss(SourcePlace(document.path, number), f"'{written.strip()}'"))
    return found


def _lines_to_meet(document: SourceDocument, *, without: bool) -> list[tuple[int, str]]:
    """Return the lines that need a session each; of a document `without` one also those with a day within them."""
    lines = list(dated_lines(document))
    named = dict(lines_with_dates(document)) if without else {}
    if len(set(named.values())) >= _SEVERAL:
        known = {number for number, _ in lines}
        lines += [(number, written) for number, written in named.items() if number not in known]
    return sorted(lines) if without else lines


def _days_meant(written: Written) -> set[tuple[int | None, int, int]]:
    orders = ("dmy", "mdy", "ymd") if written.numbers else ("dmy",)
    return {parts(written, order) for order in orders}


def _is_meant(day: str, possible: Collection[tuple[int | None, int, int]]) -> bool:
    year, month, number = map(int, day.split("-"))
    return any(
        wanted in (None, year) and month == its_month and (number == its_day or (its_day > 28 and number >= 28))
        for wanted, its_month, its_day in possible
    )


def _iso(possible: Collection[tuple[int | None, int, int]], days: Collection[str]) -> Iterator[str]:
    """Yield the days that may be meant, in the years there are sessions in where none is written."""
    years = {int(day[:4]) for day in days}
    for year, month, day in possible:
        for one in years if year is None else (year,):
            yield f"{one:04}-{month:02}-{day:02}"
