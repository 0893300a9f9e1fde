"""Lines that begin or end with a date: what they and what stands below them say of a session."""

from __future__ import annotations

import re

from rig_site.importers.documents.document import Document
from rig_site.importers.reading.blocks import Headline, Item, Listing, Paragraph
from rig_site.importers.record import Field, SourceRecord
from rig_site.importers.rich import Rich
from rig_site.importers.values.addresses import is_generic, is_link_label
from rig_site.importers.values.clock_times import find_time
from rig_site.importers.values.columns import role_of
from rig_site.importers.values.dates import Written, day_alone, find_dates, month_named

_NOT_A_SESSION = re.compile(
    r"\b(?:updated?|last (?:edited|modified)|deadline|since|posted|published|created|version|as of|copyright|"
    r"due|effective|joined|born|starting|beginning|ended|founded|launched|started)\b",
    re.IGNORECASE,
)
_BOUNDS = re.compile(r"[\W_]*(?:start|begin|first|end|last|from|until|kick-?off)\w*\b", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"[\W_]*(?:\[[ xX]\][\W_]*)?(?:\d{1,3}\s*[.)]\s*)?(?:第.{1,3}[讲次期回][\W_]*)?"
    r"(?:(?:week|session|meeting|lecture|talk|seminar|class|date|when|next(?: meeting| session)?|no\.?|#"
    r"|rescheduled(?: to)?|new date|wann|termin|sitzung|sesión|séance|sessão|encontro|incontro|dia|día|le|am|el"
    r"|时间|日期|日時)\s*(?:#?\s?\d{1,3})?[\s:.,()–—-]*)?[\W_]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\s*(?:(?:session|meeting|lecture|talk|week|semana|semaine|woche|settimana|seminar|sitzung|sesión|séance|sessão"
    r"|encontro)\s*#?\s*\d{1,3}\s*[:.)–—-]"
    r"|(?-i:TODO|DONE)\s|#?\d{1,3}\s*[.):]|第.{1,3}[讲次期回]\s*[:：]?)\s*(?=\S)",
    re.IGNORECASE,
)
"""What numbers a heading or an item, or says how far it has come: `TODO` and `DONE` are the words of Org for that."""
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]*\}\s*$")
"""What some dialects put behind a heading: `{#anchor}`."""
_COMMA_LEFT = re.compile(r"\s*,\s*\.?\s*$")
"""What is left of the end of a line whose date stood there."""
_OPENED = re.compile(r"\s*[(\[]([^()\[\]]*)$")
_SCHEDULE_HEADING = re.compile(
    r"\W*(?:(?:upcoming|previous|past|next|current|future|full|our|the|reading group|meeting|session|talk|"
    r"seminar|journal club|club|old|other|\d{4})\s+)*"
    r"(?:schedules?|sessions?|meetings?|talks?|journal clubs?|seminars?|material(?:s)?(?: for sessions)?|calendar|"
    r"programme?|timetable|archive|history|events?|dates|termine|programm|sesiones|séances|sessões|encontros|incontri|calendario|时间表|日程|安排)"
    r"\W*(?:\d{4})?\W*",
    re.IGNORECASE,
)


def date_of_line(text: Rich, context: tuple[Headline, ...] = ()) -> Written | None:
    """Return the date a line begins or ends with, when it is the day of something and not a remark on dates."""
    found = find_dates(text.text)
    if not found:
        return _day_below_month(text, context)
    first = found[0]
    if _NOT_A_SESSION.search(text.text[: first.start]):
        return None
    if _LEAD_IN.fullmatch(text.text[: first.start]):
        return first
    last = found[-1]
    time = find_time(text.text[last.end :])
    after = last.end + time.to if time and not re.search(r"\w", text.text[last.end :][: time.at]) else last.end
    if re.fullmatch(r"[\s.)\]*:,–—-]*(?:\{[^{}]*\}|\([^()]*\)[\s.]*)?", text.text[after:]) and re.search(
        r"[(\[,–—:|@\"”»’*_-]\s*(?:on\s+)?$|\bon\s+$", text.text[: last.start]
    ):
        before = re.sub(r"[\W_]+$", "", text.text[: last.start])
        labelled = re.search(r":[\s*_]*$", text.text[: last.start]) is not None
        fact = labelled and (role_of(before) not in (None, "date") or _BOUNDS.match(before))
        return None if fact and len(before) < 30 else last
    return None


def is_date_alone(text: Rich, written: Written) -> bool:
    """Tell whether a line says nothing but its date.

    >>> [is_date_alone(Rich(line), find_dates(line)[0]) for line in ("26 septembre", "Nov 6: On graphs")]
    [True, False]
    """
    return not re.search(r"[^\W\d_]{3}", text.without(written.start, written.end).text)


def _day_below_month(text: Rich, context: tuple[Headline, ...]) -> Written | None:
    for heading in reversed(context):
        named = month_named(heading.name)
        if named:
            return day_alone(text.text, month=named[0], year=named[1])
    return None


def without_number(text: Rich) -> Rich:
    """Return a title without the number a list of sessions counts it by.

    >>> without_number(Rich("Session 3: On graphs")).text, without_number(Rich("第二讲：图注意力")).text
    ('On graphs', '图注意力')
    """
    match = _NUMBER.match(text.text)
    return text.part(match.end()) if match else text


def line_record(
    document: Document,
    form: str,
    line: int,
    group: object,
    text: Rich,
    written: Written,
    context: tuple[Headline, ...],
) -> SourceRecord:
    """Return the record of a dated line: its date, and all else it says as one cell."""
    record = SourceRecord(form, document.place(line), group, written=written, context=context)
    record.struck = text.struck()
    record.generated = document.generated
    introduced = _LEAD_IN.fullmatch(text.text[: written.start]) is not None
    rest = text.part(written.end) if introduced else text.without(written.start, written.end)
    empty = re.search(r"\s*(?:\(\s*\)|\[\s*\]|（\s*）)", rest.text)
    rest = rest.without(empty.start(), empty.end()) if empty else rest
    left = None if introduced else _COMMA_LEFT.search(rest.text)
    rest = rest.without(left.start(), left.end()) if left else rest
    attributes = _ATTRIBUTES.search(rest.text)
    rest = rest.part(0, attributes.start()) if attributes else rest
    record.add("line", "", rest.strip(" \t\n-–—:,;|*•()[]✅☑️📅🗓") if _only_brackets(rest) else rest)
    return record


def apart_record(
    document: Document, form: str, line: int, group: object, title: Field, text: Rich, written: Written
) -> SourceRecord:
    """Return the record of a date whose line, `text`, stands apart from that of its title or its people."""
    record = SourceRecord(form, document.place(line), group, written=written)
    record.struck, record.generated = title.text.struck(), document.generated
    record.add(title.role, title.label, without_number(title.text).strip(" *_"))
    record.add("date", "", text)
    return record


def _only_brackets(rest: Rich) -> bool:
    return not re.search(r"\w", rest.text)


def is_schedule_heading(text: str) -> bool:
    """Tell whether a heading names a list of sessions rather than one.

    >>> is_schedule_heading("Upcoming Schedule"), is_schedule_heading("On robustness")
    (True, False)
    """
    return _SCHEDULE_HEADING.fullmatch(text) is not None


def lines_with_titles(record: SourceRecord, document: Document) -> list[Rich]:
    """Return what of a record may hold title and people: its cells, or the first line below a date alone."""
    cells = [cell for role in ("line", "title", "paper") for _, cell in record.take(role)]
    below = next(iter(record.body), None)
    if any(re.search(r"[^\W\d_]{3}", cell.text) for cell in cells) or below is None:
        return cells
    if isinstance(below, Paragraph):
        return [below.lines[0][1]]
    first = below.items[0] if isinstance(below, Listing) else below
    return [first.text] if isinstance(first, Item | Headline) else cells


def without_last_links(line: Rich) -> Rich:
    """Return a line without the links to material at its end, which hide how it parts title and people."""
    for mark in reversed(line.links):
        rest = line.text[mark.end :].strip(" ()[],;|/–—-.")
        if rest or not (is_generic(line.label(mark)) or is_link_label(line.label(mark))):
            break
        line = line.part(0, mark.start).strip(" ()[],;|/–—-.")
        opened = _OPENED.search(line.text)
        line = line.part(0, opened.start()) if opened and is_link_label(opened[1]) else line
    return line
