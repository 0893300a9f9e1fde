"""A source line by line, by plain patterns: what is shown of it, and which lines seem to be a session each."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator

from rig_site.importers.draft import SourceDocument
from rig_site.importers.values.columns import role_of
from rig_site.importers.values.dates import Written, find_dates

ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"'|\\\]})`*]+", re.IGNORECASE)
LINK = re.compile(r"(?<!\\)\[((?:[^\[\]]|\[[^\[\]]*\])*?)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?[^()]*\)")
_HIDDEN = re.compile(
    r"<!--.*?-->|<\?xml\b[^<>]*>|<(style|script)\b.*?</\1\s*>|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL | re.IGNORECASE
)
TAG = re.compile(r"<[/!]?[a-zA-Z][^<>]*>")
WORD = re.compile(r"[^\W_]+")
_ROW = re.compile(r"\s*\|?[^|\n]*\|")
HEADING = re.compile(r"\s{0,3}#{1,6}\s*(?P<text>\S.*)")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(?P<text>\S.*)")
_WIKILINK = re.compile(r"\[\[[^\[\]\n]+\]\]")
"""A link to a note by its name, which may be a day that has nothing to do with sessions."""
_ITEM_START = 4
"""How many characters may stand before an item's date."""
_VALUE = re.compile(r"[\"']?(?P<key>[\w-]+)[\"']?\s*:\s*(?P<value>[\"']?[^\n,{}\[\]]{4,40})")
_ELEMENT = re.compile(
    r"<(?P<tag>tr|li|h[1-6])\b[^<>]*>(?P<inside>.*?)(?=<(?:tr|li|/tr|/li|h[1-6]|/h[1-6]|/table|/ul|/ol)\b|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_LINE = re.compile(r"<p\b[^<>]*>(.*?)(?=<p\b|</p\b|\Z)", re.IGNORECASE | re.DOTALL)
_SHORT = re.compile(r"[^\n]*\S[^\n]*")
_FEW_WORDS = 40
"""Words up to which a line is no prose that happens to name a day."""
_AFTER_DAY = re.compile(r"\s*(?:[:–—]|-\s|$)")
_WORDS_BESIDE = re.compile(r"[^\W\d_]{3}")


def shown(document: SourceDocument) -> str:
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
    return TAG.sub(lambda tag: tag[0].replace("\n", " ") + "\n" * tag[0].count("\n"), text)


def dated_lines(document: SourceDocument) -> Iterator[tuple[int, str]]:
    """Yield the lines of a document that seem to be a session each, and their dates as written.

    That is rows of tables, headings, items that begin with a date, and lines that say nothing else.
    """
    name = document.path.lower()
    if name.endswith((".csv", ".tsv")):
        for number, row in rows(document.text):
            in_row = [found for cell in row if len(cell) < 60 for found in find_dates(cell)]
            if in_row:
                yield number, in_row[0].text
        return
    if name.endswith((".yaml", ".yml", ".json")):
        yield from _dated_values(document.text)
    yield from _dated_elements(shown(document))
    if name.endswith((".ics", ".yaml", ".yml", ".json", ".html", ".htm")):
        return
    fenced, alone = False, []
    for number, line in enumerate(shown(document).split("\n"), start=1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        heading, item = HEADING.match(line), _ITEM.match(_WIKILINK.sub("", line))
        if fenced or not re.search(r"\d", line):
            continue
        plain = ADDRESS.sub(" ", LINK.sub(r"\1", TAG.sub("", line)))
        if heading or (_ROW.match(line) and line.count("|") > 1):
            dates = [found for cell in plain.split("|") for found in find_dates(cell) if len(cell) < 60 or heading]
        elif item:
            dates = find_dates(item["text"])
            first = bool(dates) and _begins(item["text"], dates[0])
            dates = dates if first and len(line) - len(line.lstrip()) < 2 else []
        else:
            dates = []
            found = find_dates(plain)
            alone += [(number, one.text) for one in found if not _WORDS_BESIDE.search(plain.replace(one.text, ""))]
        if dates:
            yield number, dates[0].text
    yield from alone if len(alone) > 1 else ()


def lines_with_dates(document: SourceDocument) -> Iterator[tuple[int, str]]:
    """Yield the short lines and items of a document with a day anywhere in them, and that day as written."""
    text = shown(document)
    for match in _SHORT.finditer(text):
        plain = html.unescape(ADDRESS.sub(" ", LINK.sub(r"\1", TAG.sub(" ", match[0]))))
        dates = [found for found in find_dates(plain) if not found.numbers or len(found.numbers) > 2]
        if dates and len(plain.split()) <= _FEW_WORDS:
            yield text.count("\n", 0, match.start()) + 1, dates[0].text


def _dated_values(text: str) -> Iterator[tuple[int, str]]:
    """Yield the values of records that are called a date, with their lines."""
    for match in _VALUE.finditer(text):
        dates = find_dates(match["value"])
        if dates and role_of(match["key"]) == "date":
            yield text.count("\n", 0, match.start("key")) + 1, dates[0].text


def _dated_elements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the rows, items, headings and lines of HTML that have a date, with their lines."""
    for match in _ELEMENT.finditer(text):
        number = text.count("\n", 0, match.start()) + 1
        cells = [
            html.unescape(" ".join(ADDRESS.sub(" ", TAG.sub(" ", cell)).split()))
            for cell in re.split(r"<t[dh]\b[^<>]*>", match["inside"], flags=re.IGNORECASE)
        ]
        for cell in cells:
            dates = find_dates(cell) if len(cell) < 60 or match["tag"] == "li" else []
            if dates and (match["tag"] != "li" or _begins(cell, dates[0])):
                yield number, dates[0].text
                break
    for match in _LINE.finditer(text):
        line = html.unescape(TAG.sub(" ", match[1])).strip()
        dates = find_dates(line)
        if dates and _begins(line, dates[0]) and _AFTER_DAY.match(line, dates[0].end):
            yield text.count("\n", 0, match.start()) + 1, dates[0].text


def _begins(text: str, written: Written) -> bool:
    """Tell whether a text begins with a date, beside its marks."""
    return len("".join(WORD.findall(text[: written.start]))) <= _ITEM_START


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
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
