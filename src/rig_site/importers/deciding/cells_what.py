"""Cells that say what a session is about: title, papers, links."""

from __future__ import annotations

import itertools
import re

from rig_site.importers.deciding.cells_when_where import TICK, WEEK_PREFIX
from rig_site.importers.deciding.cells_who import abstract_cell, lead_cell, title_line, without_empty_brackets
from rig_site.importers.deciding.leading_facts import leading_facts
from rig_site.importers.deciding.line_shapes import split_line
from rig_site.importers.deciding.readings import read_text
from rig_site.importers.deciding.set_off_titles import cited_title, set_off_title
from rig_site.importers.deciding.work import Untangling
from rig_site.importers.draft import LinkDraft, ReadingDraft
from rig_site.importers.outline.key_values import key_value
from rig_site.importers.outline.lines import without_number
from rig_site.importers.reading.blocks import first_line
from rig_site.importers.reading.wrapped_lines import unwrapped
from rig_site.importers.rich import MASK, Rich, TextMark, joined, squeezed
from rig_site.importers.values.addresses import (
    is_absolute,
    is_call,
    is_generic,
    is_link_label,
    is_work,
    label_by_address,
)
from rig_site.importers.values.clock_times import ClockTime, find_time
from rig_site.importers.values.columns import folded, names_section
from rig_site.importers.values.dates import find_dates
from rig_site.importers.values.people import is_nobody, people_like
from rig_site.importers.values.standing import standing_of
from rig_site.importers.vocabulary import LED_BY, words
from rig_site.model.session import Move, Status

_LINK_GROUP = re.compile(r"\s*[(\[{]([^()\[\]{}]*)[)\]}]")
_DASH = re.compile(r"\s+[-–—|]+\s+")
_LINES = re.compile(r"\s*\n+\s*")
_MOVED = re.compile(r"\(?\b(?:moved|rescheduled|postponed|shifted) from\b\s*", re.IGNORECASE)
_TITLE_LABEL = re.compile(
    r"(?:(?<=[.,;–—)-])|(?<=[.,;–—)-]\s))(?:(?:tentative|provisional|talk)\s+)?"
    r"(?:topic|title|titre|thema|titel|tema|título|titolo|sujet)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_LED_BY = re.compile(rf"[(\[,;–—-]\s*(?:{LED_BY})", re.IGNORECASE)
_ANY_LINK = words("link|links|url|pdf|resources|resource|material|materials|web|website|")
_SECTION = re.compile(r"\s*([^\W\d_][\w ]{2,25}?)\s*:\s+")


def line_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Read the rest of a dated line: time, room, title and people."""
    cell = _moved(work, _without_week(cell))
    cell = leading_facts(work, cell)
    time = find_time(cell.text)
    if time and _stands_apart(cell.text, time):
        work.set_time(time)
        cell = _without_time(cell, time)
    cell = without_number(cell)
    cell = _without_remainder(work, cell)
    standing = standing_of(cell, empty=True)
    off = standing.status is Status.CANCELLED and not standing.title.text
    if off and not cell.links:
        work.draft.status, work.draft.reason = standing.status, standing.reason
        return
    if standing.status is Status.BREAK and not cell.links:
        work.title = joined((work.title, cell), " ") if work.title.text else cell
        return
    cell = _labelled_title(work, _name_before_title(work, cell))
    if people_like(cell, strict=True) and not work.draft.leads and _titled_below(work):
        lead_cell(work, "", cell)
        return
    cell = take_links(work, cell)
    title, people = (cell, None) if work.draft.leads else split_line(cell, work.votes)
    if people is not None:
        lead_cell(work, "", people)
    work.title = joined((work.title, title), " ") if work.title.text else title


def _name_before_title(work: Untangling, cell: Rich) -> Rich:
    """Take the name before a title that is set off from it, and what follows the title; return the title."""
    found = set_off_title(cell)
    if found is None or work.draft.leads:
        return cell
    people, title, after = found
    if _LED_BY.search(after.text):
        return cell
    lead_cell(work, "", people)
    first = _LINES.search(after.text)
    if first:
        work.draft.abstract += [line.markdown() for line in after.part(first.end()).split(_LINES)]
        after = after.part(0, first.start())
    for mark in after.links:
        work.link(mark, after, squeezed(after.label(mark)))
    rest = squeezed(after.masked.replace(MASK, "")).strip(" ,;|/()[].:&–—-")
    if re.search(r"\w", rest) and not after.links and not is_nobody(rest):
        return joined((title, after))
    return title


def _labelled_title(work: Untangling, cell: Rich) -> Rich:
    """Take the name a line begins with where the title follows its label: "Lead A (MIT). Topic: On graphs"."""
    label = _TITLE_LABEL.search(cell.masked)
    people = cell.part(0, label.start()).strip(" .,;–—-") if label else Rich("")
    first = re.split(r"(?:(?<=[^\W\d_]{3})|(?<=[)\]]))\.\s", people.text, maxsplit=1)[0]
    if label is None or work.draft.leads or not people_like(people.part(0, len(first)), strict=True):
        return cell
    lead_cell(work, "", people.part(0, len(first)))
    rest = people.text[len(first) :].strip(" .,;–—-")
    if rest:
        work.draft.abstract.append(rest)
    return cell.part(label.end())


def _titled_below(work: Untangling) -> bool:
    """Tell whether the first line below a date is a citation, or a title in quotation marks or italics."""
    opened = first_line(next(iter(work.record.body), None))
    if opened is None:
        return False
    text = opened[0].strip(" *_.,;")
    whole = any(mark.kind == "emphasis" and mark.start == 0 and mark.end >= len(text.text) for mark in text.marks)
    return whole or text.text[:1] in tuple('"“«„「『') or cited_title(text) is not None


def _without_remainder(work: Untangling, cell: Rich) -> Rich:
    """Take what follows "title - people -" for readings or links, and return title and people."""
    cuts = [(match.start(), match.end()) for match in _DASH.finditer(cell.masked)]
    for (start, end), (after, rest) in itertools.pairwise(cuts):
        if start and people_like(cell.part(end, after), strict=True) and cell.part(rest).links:
            _readings(work, None, cell.part(rest).strip(" ()"))
            return cell.part(0, after)
    return cell


def _without_time(cell: Rich, time: ClockTime) -> Rich:
    """Return a line without a time in it, nor the words that only lead to it: "(starts at 15:30)"."""
    at, to = time.at, time.to
    words = re.search(
        r"[(\[]\s*(?:starts?|begins?|starting|from|at|um|à|a las|às)?(?:\s+at)?\s*$", cell.text[:at], re.IGNORECASE
    )
    after = re.match(r"\s*[)\]]", cell.text[to:])
    if words and after:
        at, to = words.start(), to + after.end()
    cell = cell.without(at, to)
    return cell.strip(" \t\n-–—:,;|@()[]") if time.at <= 2 else cell.strip()


def _moved(work: Untangling, cell: Rich) -> Rich:
    match = _MOVED.search(cell.text)
    dates = find_dates(cell.text[match.end() :]) if match else []
    if match is None or not dates or dates[0].start:
        return cell
    work.draft.moved_from.append(Move(work.near(dates[0])))
    return cell.without(match.start(), match.end() + dates[0].end).strip(" ()[],;")


def title_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take the title; a second one is a topic or prose."""
    if work.title.text.strip():
        text = squeezed(cell.text)
        if is_nobody(text) or folded(text) == folded(work.title.text):
            return
        if (
            folded(label) in ("topic", "topics", "theme", "subject", "thema", "tema")
            and len(text) < 60
            and not cell.links
        ):
            work.draft.topics.append(text)
        elif folded(label) in ("title", "talk title", "paper title", "presentation title", "title of talk"):
            first, work.title = work.title, cell
            work.draft.topics.append(squeezed(first.text))
        else:
            abstract_cell(work, label, cell)
        return
    cell = _moved(work, cell)
    cell = _named_above(work, cell)
    cell = joined(_title_lines(work, cell), "; ") if _LINES.search(cell.masked) else cell
    if work.record.form == "row" and work.votes["no lead column"] and not work.record.generated:
        cell = take_links(work, cell)
        title_line(work, cell)
    else:
        work.title = cell


def _title_lines(work: Untangling, cell: Rich) -> list[Rich]:
    """Return the lines of a title, without those that are labels with values: these are the session's."""
    lines: list[Rich] = []
    for line in _whole_lines(cell):
        said = key_value(line) if lines else None
        if said and said.text.text.strip() and said.role not in ("title", "date"):
            work.record.late.append(said)
        else:
            lines.append(line)
    return lines


def _whole_lines(cell: Rich) -> list[Rich]:
    """Return the lines of a cell, those as one that were wrapped by hand."""
    return [line for _, line in unwrapped(list(enumerate(cell.split(_LINES))))]


def _named_above(work: Untangling, cell: Rich) -> Rich:
    """Take the people on the first line of a cell and what stands below the title, if nobody else is named."""
    lines = list(cell.split(_LINES))
    if len(lines) < 2 or work.record.take("lead") or not people_like(lines[0], strict=True):
        return cell
    lead_cell(work, "", lines[0])
    for below in lines[2:]:
        _readings(work, None, below)
    return lines[1]


def paper_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take what is read; its title is the session's where no other is."""
    heading = None
    cell = cell if work.record.generated else take_links(work, cell)
    if len([name for role in ("paper", "extra") for name, _ in work.record.take(role)]) > 1:
        heading = label or None
    found_titles = _readings(work, heading, cell)
    if not work.title.text.strip() and not work.record.take("title"):
        text = found_titles or squeezed(cell.text)
        struck = (TextMark("struck", 0, len(text)),) if cell.struck() else ()
        work.title = cell if cited_title(cell) else Rich(text, struck)


def _is_said_already(work: Untangling, title: str) -> bool:
    """Tell whether a reading without a link would only repeat the session's title or another reading."""
    if any(reading.title == title for reading in work.draft.readings()) or work.places:
        return True
    return work.record.form == "row" and not work.record.take("title") and not work.record.take("authors")


def extra_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take further readings, under the name of their column."""
    _readings(work, label or None, cell, further=True)


def _readings(work: Untangling, heading: str | None, cell: Rich, *, further: bool = False) -> str:
    """Add the readings of a cell; return their titles, as the title of a session that has no other."""
    titles = []
    parts = [
        part
        for line in _whole_lines(cell)
        for part in (line.split(re.compile(r"\s*[;•]\s+")) if len(line.links) > 1 else [line])
    ]
    for part in parts:
        if is_nobody(part.text) and not part.links:
            continue
        section = heading
        prefix = _SECTION.match(part.text)
        if prefix and names_section(prefix[1]):
            section, part = prefix[1].strip(), part.part(prefix.end())
        found = read_text(part)
        work.draft.links += found.links
        for reading in found.readings:
            url = reading.url
            generic = url is not None and is_generic(reading.title)
            titles.append("" if generic else reading.title)
            if generic and work.title.text.strip() and len(found.readings) == 1:
                reading.title = squeezed(work.title.text)
            if url is None and not further and _is_said_already(work, reading.title):
                continue
            work.draft.section(section).readings.append(reading)
    return "; ".join(title for title in titles if title)


def links_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take links to the session's material; a link to a paper is a reading."""
    general = folded(label) in _ANY_LINK
    for mark in cell.links:
        text = squeezed(cell.label(mark))
        if general and is_work(mark.target) and not is_link_label(text):
            title = squeezed(work.title.text) if is_generic(text) else text
            work.draft.section(None).readings.append(ReadingDraft(title or text, mark.target))
        else:
            work.link(mark, cell, (label_by_address(mark.target) or label or "Link") if general else label)
    rest = squeezed(cell.masked.replace(MASK, " ")).strip(" ,;|/()[]&+")
    if re.search(r"\w{3}", rest) and not is_nobody(rest) and not TICK.fullmatch(rest):
        if cell.links or len(rest) > 80:
            if re.search(r"\w{5}", rest) and not re.fullmatch(
                r"(?:and|slides?|video|recording|\W)+", rest, re.IGNORECASE
            ):
                work.draft.abstract.append(f"{label}: {cell.markdown()}")
        else:
            work.draft.links.append(LinkDraft(label, text=rest))


def take_links(work: Untangling, cell: Rich) -> Rich:
    """Move links to the session's own material out of a title, and note what else it links to."""
    for match in reversed(list(_LINK_GROUP.finditer(cell.masked))):
        inside = [mark for mark in cell.links if match.start(1) <= mark.start and mark.end <= match.end(1)]
        rest = cell.masked[match.start(1) : match.end(1)].replace(MASK, "")
        parts = re.split(r"[|,;/&]|\b(?:and|or)\b", rest)
        if inside and all(is_link_label(part) or not re.search(r"[^\W_]", part) for part in parts):
            if (
                all(is_work(mark.target) and is_generic(cell.label(mark)) for mark in inside)
                and not work.record.generated
            ):
                title = squeezed(cell.text[: match.start()])
                work.draft.section(None).readings[:0] = [ReadingDraft(title, mark.target) for mark in inside]
            else:
                work.draft.links[:0] = [_as_link(work, mark, cell) for mark in inside]
            cell = cell.without(match.start(), match.end())
    if work.record.generated:
        return cell
    for mark in reversed(cell.links):
        text = cell.label(mark)
        whole = mark.start == 0 and mark.end == len(cell.text)
        if (
            is_generic(text)
            and is_absolute(mark.target)
            and not whole
            and not is_call(mark.target)
            and mark.kind == "link"
        ) and (label_by_address(mark.target) is None or is_work(mark.target)):
            work.places.insert(0, mark.target)
            cell = without_empty_brackets(cell.without(mark.start, mark.end))
            continue
        if mark.kind == "link" and is_link_label(text) and not whole:
            work.draft.links.insert(0, _as_link(work, mark, cell))
            cell = without_empty_brackets(cell.without(mark.start, mark.end))
    return Rich(cell.text, cell.marks).strip(" \t\n,;|-–—/，、")


def _as_link(work: Untangling, mark: TextMark, cell: Rich) -> LinkDraft:
    text = squeezed(cell.label(mark))
    if work.record.generated:
        return LinkDraft(text, mark.target)
    text = text.strip("[]() ")
    label = label_by_address(mark.target) if is_generic(text) else None
    return LinkDraft(label or text or mark.target, mark.target)


def _stands_apart(text: str, time: ClockTime) -> bool:
    """Tell whether a time is set off from a title: at its beginning or end, or in brackets."""
    before, after = text[: time.at].rstrip(), text[time.to :].lstrip()
    return not re.search(r"\w", before) or before[-1:] in "(@,[|–—-" or before.endswith(" at") or not after


def _without_week(cell: Rich) -> Rich:
    match = WEEK_PREFIX.match(cell.text)
    return cell.part(match.end()) if match else cell
