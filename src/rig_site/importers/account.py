"""The account: whatever a source says is in the result, or is named with its line.

The source is read here by plain patterns, line by line, not by the readers
that made the result, so that what they overlooked is found all the same.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import unquote

from rig_site.importers.deciding.calendar_years import parts
from rig_site.importers.draft import SourceDocument, SourcePlace
from rig_site.importers.values.addresses import identifier_of, is_absolute, is_generic, static_path
from rig_site.importers.values.columns import is_label, role_of
from rig_site.importers.values.dates import Written, find_dates
from rig_site.importers.values.people import is_nobody
from rig_site.importers.values.standing import is_status
from rig_site.importers.vocabulary import LABELS, MONTHS, SCHEDULE, SHORT_WEEKDAYS, UNSAID, WEEKDAYS

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"'|\\\]})`*]+", re.IGNORECASE)
_LINK = re.compile(r"(?<!\\)\[((?:[^\[\]]|\[[^\[\]]*\])*?)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?[^()]*\)")
_HREF = re.compile(r"<a\b[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]+)[\"']?[^>]*>(.*?)</a", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(r"<!--.*?-->|<(style|script)\b.*?</\1\s*>|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[/!]?[a-zA-Z][^<>]*>")
_CELL = re.compile(r"</?t[dhr]\b[^<>]*>", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"[|<>()\[\]{}*_`~#:;,.!?\"“”„«»‘’…=/\\–—+&@•·、，。：（）]|\s-+\s|-(?=\s)|\n|\bv\d\b")
_FRONT_MATTER = re.compile(r"\A(?:---|\+\+\+)\n.*?\n(?:---|\.\.\.|\+\+\+)(?=\n|\Z)", re.DOTALL)
_ROW = re.compile(r"\s*\|?[^|\n]*\|")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s*(?P<text>\S.*)")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(?P<text>\S.*)")
_WORDS_BESIDE = re.compile(r"[^\W\d_]{3}")
_WIKILINK = re.compile(r"\[\[[^\[\]\n]+\]\]")
"""A link to a note by its name, which may be a day that has nothing to do with sessions."""
_ITEM_START = 4
"""How many characters may stand before an item's date."""
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_FROM = re.compile(r"^date: (\S+)", re.MULTILINE)
_UNTIL = re.compile(r"^until: (\S+)", re.MULTILINE)
_VALUE = re.compile(r"[\"']?(?P<key>[\w-]+)[\"']?\s*:\s*(?P<value>[\"']?[^\n,{}\[\]]{4,40})")
_ELEMENT = re.compile(
    r"<(?P<tag>tr|li|h[1-6])\b[^<>]*>(?P<inside>.*?)(?=<(?:tr|li|/tr|/li|h[1-6]|/h[1-6]|/table|/ul|/ol)\b|\Z)",
    re.IGNORECASE | re.DOTALL,
)
SHOWN = 70


@dataclass(frozen=True, slots=True)
class Loss:
    """An address, a link's text or a piece of text that is in a source and not in the result."""

    place: SourcePlace
    what: str


@dataclass(slots=True)
class Result:
    """What was written, made fit to be searched."""

    written: str
    text: str = field(init=False)
    known: set[str] = field(init=False)
    pairs: set[tuple[str, str]] = field(init=False)
    line: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = unquote(html.unescape(self.written.replace("\\", "")))
        words = _WORD.findall(self.text.casefold())
        read = _WORD.findall(_TAG.sub(" ", _ADDRESS.sub(" ", _LINK.sub(r"\1", self.text))).casefold())
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
        words = _WORD.findall(unquote(label).casefold())
        return " ".join(words) in self.line or (all(word in self.line for word in words) and len(words) <= 3)

    def unsaid(self, piece: str) -> str:
        """Return the words of a piece of text that are not there beside one of their neighbours; empty for none."""
        words = _WORD.findall(piece.casefold())
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
        text = _shown(document)
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


def _shown(document: SourceDocument) -> str:
    """Return a document's text as its readers see it, each line at its number: without comments and template code."""
    text = _HIDDEN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), document.text)
    if document.path.lower().endswith(".ics"):
        text = re.sub(
            r"(?:\n[ \t].*)+", lambda folded: re.sub(r"\n[ \t]", "", folded[0]) + "\n" * folded[0].count("\n"), text
        )
        text = re.sub(r"^(SUMMARY|DESCRIPTION|LOCATION);[^:\n]*:", r"\1:", text, flags=re.MULTILINE)
        text = re.sub(r"\bhttps?://schemas\.google\.com/\S*?#event\b", "", text)
        text = re.sub(r"^(?:ATTENDEE|ORGANIZER)[:;].*$", "", text, flags=re.MULTILINE)
        return re.sub(r"\\[nN]", " | ", text).replace("\\,", ",").replace("\\;", ";")
    if document.path.lower().endswith(".json"):
        return re.sub(r"\\[nrt]", "  ", text).replace('\\"', "''").replace("\\/", "/")
    if document.path.lower().endswith((".csv", ".tsv")):
        return re.sub(r"[,;\t](?=[\w\"]|$)|[,;\t]{2,}", " ", text, flags=re.MULTILINE)
    return text


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    for match in _ADDRESS.finditer(text):
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
        plain = _TAG.sub(" ", html.unescape(label)).replace("\\", "")
        plain = " ".join(re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)|[\[\]*`~]", r"\1", plain).split())
        if target.startswith("#") or is_generic(plain) or re.fullmatch(r"[\W\d]*", plain):
            continue
        yield line, plain


def _links(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _LINK.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[1], match[2]
    for match in _HREF.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[2], match[1]


def _pieces(document: SourceDocument, text: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces of text between marks and addresses, with their lines; what only names or dates is left out."""
    name = document.path.lower()
    if name.endswith((".csv", ".tsv")):
        for number, row in _rows(document.text):
            yield from ((number, piece) for cell in row for piece in _PARTS.split(cell) if not role_of(cell))
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
        if re.search(r"\]\(#|href=[\"']?#", line) and not _ADDRESS.search(line):
            continue
        underlined = number < len(lines) and re.fullmatch(r"\s{0,3}(?:={3,}|-{3,})\s*", lines[number])
        heading = _HEADING.match(f"# {line}" if underlined else line)
        if (
            heading
            and (SCHEDULE.search(heading["text"]) or is_label(heading["text"]))
            and len(heading["text"].split()) < 7
        ):
            continue
        plain = _TAG.sub(" ", _CELL.sub(" | ", html.unescape(_ADDRESS.sub(" ", _LINK.sub(r"\1", line)))))
        for piece in _PARTS.split(plain):
            words = _WORD.findall(piece)
            if len(words) < 2 or is_status(piece) or role_of(piece) or is_nobody(piece.strip()) or is_generic(piece):
                continue
            if all(word.lower() in LABELS for word in words) or any(map(str.isalpha, words)) is False:
                continue
            yield number, " ".join(piece.split())


def unmet(
    documents: Sequence[SourceDocument], files: Mapping[str, str], aside: Sequence[tuple[str, int, int]]
) -> list[Loss]:
    """Return the lines that seem to be a session, and on whose day the written files have none.

    `aside` are the lines of each document whose dates are said to be
    others.  Of rows that follow each other on one day, each needs its own.
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
        for number, written in dated_lines(document):
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


def dated_lines(document: SourceDocument) -> Iterator[tuple[int, str]]:
    """Yield the lines of a document that seem to be a session each, and their dates as written.

    That is rows of tables, headings, items that begin with a date, and lines that say nothing else.
    """
    name = document.path.lower()
    if name.endswith((".csv", ".tsv")):
        for number, row in _rows(document.text):
            in_row = [found for cell in row if len(cell) < 60 for found in find_dates(cell)]
            if in_row:
                yield number, in_row[0].text
        return
    if name.endswith((".yaml", ".yml", ".json")):
        yield from _dated_values(document.text)
    yield from _dated_elements(_shown(document))
    if name.endswith((".ics", ".yaml", ".yml", ".json", ".html", ".htm")):
        return
    fenced, alone = False, []
    for number, line in enumerate(_shown(document).split("\n"), start=1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        heading, item = _HEADING.match(line), _ITEM.match(_WIKILINK.sub("", line))
        if fenced or not re.search(r"\d", line):
            continue
        plain = _ADDRESS.sub(" ", _LINK.sub(r"\1", _TAG.sub("", line)))
        if heading or (_ROW.match(line) and line.count("|") > 1):
            dates = [found for cell in plain.split("|") for found in find_dates(cell) if len(cell) < 60 or heading]
        elif item:
            dates = find_dates(item["text"])
            before = "".join(_WORD.findall(item["text"][: dates[0].start])) if dates else ""
            dates = dates if len(before) <= _ITEM_START and len(line) - len(line.lstrip()) < 2 else []
        else:
            dates = []
            found = find_dates(plain)
            alone += [(number, one.text) for one in found if not _WORDS_BESIDE.search(plain.replace(one.text, ""))]
        if dates:
            yield number, dates[0].text
    yield from alone if len(alone) > 1 else ()


def _dated_values(text: str) -> Iterator[tuple[int, str]]:
    """Yield the values of records that are called a date, with their lines."""
    for match in _VALUE.finditer(text):
        dates = find_dates(match["value"])
        if dates and role_of(match["key"]) == "date":
            yield text.count("\n", 0, match.start("key")) + 1, dates[0].text


def _dated_elements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the rows, items and headings of HTML that have a date, with their lines."""
    for match in _ELEMENT.finditer(text):
        number = text.count("\n", 0, match.start()) + 1
        cells = [
            html.unescape(" ".join(_ADDRESS.sub(" ", _TAG.sub(" ", cell)).split()))
            for cell in re.split(r"<t[dh]\b[^<>]*>", match["inside"], flags=re.IGNORECASE)
        ]
        for cell in cells:
            dates = find_dates(cell) if len(cell) < 60 or match["tag"] == "li" else []
            if dates and (match["tag"] != "li" or len("".join(_WORD.findall(cell[: dates[0].start]))) <= _ITEM_START):
                yield number, dates[0].text
                break


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a spreadsheet with the lines they begin on."""
    head = "\n".join(text.split("\n")[:10])
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t|", key=head.count))
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error:
        return
