"""From what a row, heading or bullet says to a session: each cell goes to the field it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from rig_site.importers.deciding.cells_what import (
    extra_cell,
    line_cell,
    links_cell,
    paper_cell,
    take_links,
    title_cell,
)
from rig_site.importers.deciding.cells_when_where import (
    ROOM,
    TICK,
    date_cell,
    end_cell,
    online_cell,
    room_cell,
    time_cell,
    until_cell,
)
from rig_site.importers.deciding.cells_who import (
    abstract_cell,
    affiliation_cell,
    authors_cell,
    host_cell,
    kind_cell,
    lead_cell,
    status_cell,
    topics_cell,
    year_cell,
)
from rig_site.importers.deciding.material import attach
from rig_site.importers.deciding.set_off_titles import cited_title
from rig_site.importers.deciding.work import Untangling
from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Draft, ReadingDraft
from rig_site.importers.record import SourceRecord
from rig_site.importers.rich import MASK, Rich, TextMark, squeezed
from rig_site.importers.values.addresses import is_absolute, is_call, is_generic
from rig_site.importers.values.clock_times import find_time
from rig_site.importers.values.people import is_nobody, people_like
from rig_site.importers.values.standing import doubtful_status, says_no_meeting, standing_as_generated, standing_of
from rig_site.model.session import Status


def make_draft(record: SourceRecord, document: Document, votes: Counter[str]) -> Draft:
    """Return the session a record describes; `votes` tells how lines of its kind part title and people."""
    assert record.day is not None
    draft = Draft(record.place, record.form, record.day, record.group, until=record.until)
    draft.generated = record.generated
    work = Untangling(record, document, draft, votes)
    for role in _READERS:
        for label, cell in record.take(role):
            _READERS[role](work, label, cell)
    _finish(work)
    return draft


def _finish(work: Untangling) -> None:
    record, draft = work.record, work.draft
    cancelled_line = work.title
    taken = work.title = take_links(work, work.title)
    attach(work)
    title, work.title = work.title, taken
    for one in record.late:
        _READERS[one.role](work, one.label, one.text)
    if not title.text.strip():
        title = work.title if work.title.text.strip() else cancelled_line
    if title is not taken:
        title = take_links(work, title)
    title = title if record.generated else _cited(work, title)
    for mark in reversed(title.links):
        if mark.target.startswith("#"):
            draft.anchor = draft.anchor or mark.target
        elif is_call(mark.target):
            draft.online = draft.online or mark.target
        elif mark.target and not any(reading.url == mark.target for reading in draft.readings()):
            _title_link(work, title, mark)
    named = squeezed(title.text).strip(" ,;:.|–—")
    for target in work.places:
        if all(reading.url != target for reading in draft.readings()):
            draft.section(None).readings.append(ReadingDraft(named or target, target))
    empty = says_no_meeting(title.text) or not (draft.leads or any(draft.readings()) or draft.links)
    standing = standing_as_generated(title) if record.generated else standing_of(title, empty=empty)
    draft.title = squeezed(standing.title.text) if record.generated else _tidy(squeezed(standing.title.text))
    if standing.status is Status.FREE and not record.generated:
        draft.title = ""
    if standing.status is not Status.CONFIRMED and draft.status is not Status.CANCELLED:
        draft.status, draft.reason = standing.status, standing.reason or draft.reason
    elif not record.generated:
        _mention_doubtful(work, standing.title.text)
    if (record.struck and draft.status is not Status.CANCELLED) or cancelled_line.struck():
        draft.status = Status.CANCELLED
    if draft.until and draft.status is Status.CONFIRMED:
        work.document.journal.warn(work.place, f"this session lasts until {draft.until}; only its first day is kept")
    _say_status(work)
    for mark in (mark for one in record.fields for mark in one.text.marks):
        _footnote(work, mark)


def _cited(work: Untangling, title: Rich) -> Rich:
    """Return the title within a citation, which is what is read; another title as it is."""
    cited = cited_title(title)
    if cited is None or cited == squeezed(title.text):
        return title
    said = squeezed(title.text).strip(" ,;:.|–—")
    reading = next((one for one in work.draft.readings() if squeezed(one.title).strip(" ,;:.|–—") == said), None)
    place = next((mark.target for mark in title.links if is_absolute(mark.target)), None)
    place = place or (work.places.pop(0) if work.places else None)
    if reading is None:
        work.draft.section(None).readings.insert(0, ReadingDraft(cited, place, title.markdown()))
    else:
        reading.title, reading.note = cited, reading.note or title.markdown()
    return Rich(cited)


def _mention_doubtful(work: Untangling, title: str) -> None:
    word = doubtful_status(title)
    if word:
        work.document.journal.warn(
            work.place,
            f"'{word}' is taken for a word of the title '{squeezed(title)}'",
            "if the session is off, write status: cancelled",
        )


def _say_status(work: Untangling) -> None:
    """Say that a session does not simply take place, and by which words."""
    draft = work.draft
    if draft.status is Status.CONFIRMED or draft.generated:
        return
    said = squeezed(draft.title or draft.reason or "")
    what = f"'{said}' is read as: {_MEANS[draft.status]}" if said else f"this is read as: {_MEANS[draft.status]}"
    work.document.journal.notice(work.place, what)


_MEANS = {
    Status.TENTATIVE: "not settled yet (status: tentative)",
    Status.FREE: "a slot for anybody to take (status: free)",
    Status.BREAK: "no meeting (status: break)",
    Status.CANCELLED: "not held (status: cancelled)",
}


def _title_link(work: Untangling, title: Rich, mark: TextMark) -> None:
    text = squeezed(title.label(mark))
    named = squeezed(title.text) if is_generic(text) else text
    work.draft.section(None).readings.insert(0, ReadingDraft(named, mark.target))


def _footnote(work: Untangling, mark: TextMark) -> None:
    if mark.kind == "footnote" and mark.target in work.document.footnotes:
        line, text = work.document.footnotes[mark.target]
        work.draft.abstract.append(text)
        work.document.claim_footnote(line)


def other_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take a cell whose column says nothing, by what stands in it."""
    text = squeezed(cell.text)
    if not re.search(r"\w", text) and not cell.links:
        return
    if not label and not work.record.take("lead") and people_like(cell, strict=True):
        lead_cell(work, "", cell)
    elif cell.links and not re.search(r"\w", cell.masked.replace(MASK, "")):
        links_cell(work, label or "Links", cell)
    elif not label and work.draft.room is None and ROOM.fullmatch(text):
        work.draft.room = text
    elif not label and find_time(text, alone=True) and len(text) < 20:
        time_cell(work, "Time", cell)
    elif not is_nobody(text) and not TICK.fullmatch(text):
        work.draft.abstract.append(f"{label}: {cell.markdown()}" if label else cell.markdown())


def _tidy(title: str) -> str:
    """Return a title without separators at its ends and without quotation marks around all of it.

    >>> _tidy('"A title", '), _tidy('"One" and "two"')
    ('A title', '"One" and "two"')
    """
    title = title.strip(" ,;|–—")
    quoted = re.fullmatch(r"[\"“‘'«„]\s*([^\"“”«»]+?)\s*[\"”’'»“][.,]?", title)
    return quoted[1] if quoted else title


_READERS: dict[str, Callable[[Untangling, str, Rich], None]] = {
    "date": date_cell,
    "line": line_cell,
    "title": title_cell,
    "paper": paper_cell,
    "extra": extra_cell,
    "time": time_cell,
    "end": end_cell,
    "until": until_cell,
    "room": room_cell,
    "online": online_cell,
    "kind": kind_cell,
    "topics": topics_cell,
    "lead": lead_cell,
    "affiliation": affiliation_cell,
    "authors": authors_cell,
    "year": year_cell,
    "links": links_cell,
    "host": host_cell,
    "bio": abstract_cell,
    "status": status_cell,
    "abstract": abstract_cell,
    "notes": abstract_cell,
    "other": other_cell,
}
"""The reader of each role's cells, in the order in which they are read."""
