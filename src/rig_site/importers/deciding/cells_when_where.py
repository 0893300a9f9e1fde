"""Cells that say when and where: dates, times, rooms, calls."""

from __future__ import annotations

import re

from rig_site.importers.deciding.work import Untangling
from rig_site.importers.rich import MASK, Rich, squeezed
from rig_site.importers.values.addresses import is_absolute, is_call
from rig_site.importers.values.clock_times import find_time
from rig_site.importers.values.dates import find_dates, week_number
from rig_site.importers.values.people import is_nobody
from rig_site.importers.values.standing import standing_of
from rig_site.importers.vocabulary import ONLINE_WORDS, ROOM_WORDS
from rig_site.model.session import Move, Status

ROOM = re.compile(rf"\b(?:in|at|@)?\s*((?:{ROOM_WORDS})\s+[\w.-]*\d[\w.-]*)", re.IGNORECASE)
PLACE = re.compile(
    rf"\W{{0,2}}(?:in|at|@)?\s*((?:(?:{ROOM_WORDS})\s+(?:[\w.-]*\d[\w.-]*|[\w.-]{{1,2}}\b|[\w.-]+(?=\s*(?:$|[,;:()–—-])))(?:\s*\([^()]*\))?"
    rf"|(?:{ONLINE_WORDS})\b(?!\s+[^\W\d_]{{2}})))\W*?"
    r"(?=$|[\s,;:–—-])",
    re.IGNORECASE,
)
"""A place that stands by itself: a room with its name or number, or that there is none."""
_PUBLISHED = re.compile(
    r"\b(?:NeurIPS|NIPS|ICML|ICLR|ACL|NAACL|EMNLP|EACL|TACL|CVPR|ICCV|ECCV|AAAI|IJCAI|KDD|WWW|SIGIR|UAI|AISTATS|"
    r"COLT|JMLR|TMLR|"
    r"Nature|Science|PNAS|Cell|PLOS|arXiv|bioRxiv|preprint|Journal|Proc|Transactions|IEEE|ACM|COLM|INTERSPEECH|"
    r"RSS|CoRL|USENIX)\b"
)
TICK = re.compile(r"\W*(?:yes|ok|done|confirmed|x|✓|✔|held|completed|past|upcoming|scheduled)?\W*", re.IGNORECASE)
WEEK_PREFIX = re.compile(r"^\W*(?:week|wk)\s*#?\s*\d{1,3}\b[\s:.,()–—-]*", re.IGNORECASE)


def date_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take from a date cell what else it says: the anchor its link leads to, a former date, a time, a state."""
    written = work.record.written
    rest = cell
    for mark in cell.links:
        if mark.target.startswith("#") or re.fullmatch(r"\d{4,8}(?:-\d)?", mark.target):
            work.draft.anchor = "#" + mark.target.lstrip("#")
        elif is_absolute(mark.target) or "/" in mark.target or "." in mark.target:
            work.link(mark, cell, "Details")
        else:
            work.document.journal.warn(
                work.place, f"the link of '{squeezed(cell.label(mark))}' leads to '{mark.target}', which is no address"
            )
    dates = find_dates(cell.text)
    for found in reversed(dates):
        struck = any(mark.kind == "struck" and mark.start <= found.start < mark.end for mark in cell.marks)
        if written and found.start != written.start and struck:
            moved = find_dates(found.text)[0]
            work.draft.moved_from.append(Move(work.near(moved)))
        rest = rest.without(found.start, found.end) if found.start != found.end else rest
    leftover_of_date(work, rest)


def leftover_of_date(work: Untangling, rest: Rich) -> None:
    """Take what stands beside the date of a cell: a time, a state, other words."""
    time = find_time(rest.text)
    if time:
        work.set_time(time)
        rest = rest.without(time.at, time.to)
    elif work.record.written and work.record.written.clock not in ("", "00:00"):
        clock = find_time(work.record.written.clock)
        if clock:
            work.set_time(clock)
    place = PLACE.search(rest.text)
    if place and work.draft.room is None and not rest.text[: place.start()].strip(" ,;:.()[]*|-–—~@"):
        work.draft.room = squeezed(place[1])
        rest = rest.part(place.end())
    text = squeezed(WEEK_PREFIX.sub("", rest.text)).strip(" ,;:.()[]*|-–—~@")
    if (
        time
        and work.draft.room is None
        and re.fullmatch(r"[\w.-]*\d[\w.-]*(?:\s[\w.-]+)?|[A-Z][\w.-]*\s?\d[\w.-]*", text)
    ):
        work.draft.room, text = text, ""
    if re.search(r"[^\W\d_]{4,}", text) and not is_nobody(text) and not week_number(text):
        standing = standing_of(Rich(text), empty=True)
        if standing.status in (Status.CANCELLED, Status.TENTATIVE) and len(text) < 40:
            work.draft.status, work.draft.reason = standing.status, standing.reason
        elif not re.fullmatch(r"(?:mon|tue|wed|thu|fri|sat|sun)\w*", text, re.IGNORECASE):
            work.draft.abstract.append(f"Date: {rest.strip(' ,;:.()|-–—').markdown()}")


def time_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take a time, and a room beside it."""
    time = find_time(cell.text, alone=True)
    if time is None:
        if not is_nobody(cell.text):
            work.draft.abstract.append(f"{label}: {cell.markdown()}")
        return
    work.set_time(time)
    room = ROOM.search(cell.text)
    if room:
        work.draft.room = work.draft.room or squeezed(room[1])


def end_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take the time at which a session ends."""
    time = find_time(cell.text, alone=True)
    if time and work.draft.start and work.draft.end is None:
        work.draft.end = time.start
    elif time and work.draft.start is None:
        work.set_time(time)


def until_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take the last day of a break."""
    dates = find_dates(cell.text)
    if dates:
        until = work.near(dates[0])
        work.draft.until = until if until > work.draft.day else None


def room_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take the room, and a time or a call's address that stand beside it."""
    if work.record.generated:
        work.draft.room = cell.text
        return
    if _PUBLISHED.search(cell.text) and work.record.take("paper") and not cell.links:
        work.note_paper(cell.text)
        return
    time = find_time(cell.text)
    rest = cell
    if time:
        work.set_time(time)
        rest = cell.without(time.at, time.to)
    for mark in reversed(rest.links):
        if is_call(mark.target):
            work.draft.online = work.draft.online or mark.target
            rest = rest.without(mark.start, mark.end) if len(mark.target) > len(rest.label(mark)) else rest
        else:
            work.link(mark, rest, squeezed(rest.label(mark)) or label)
    text = re.sub(r"\(\s*\)|\[\s*\]", "", rest.text)
    text = squeezed(re.sub(r"https?://\S+", "", text)).strip(" ,;:@-–—|")
    if text and not is_nobody(text):
        work.draft.room = text


def online_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take the address of a call."""
    for mark in cell.links:
        if is_call(mark.target) and work.draft.online is None:
            work.draft.online = mark.target
        else:
            work.link(mark, cell, label)
    rest = squeezed(cell.masked.replace(MASK, ""))
    if re.search(r"\w{3}", rest) and not is_nobody(rest) and not TICK.fullmatch(rest):
        work.draft.abstract.append(f"{label}: {cell.markdown()}")
