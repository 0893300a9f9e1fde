"""One session found in several places becomes one: a row with its heading, the current file with the archive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher

from rig_site.importers.deciding.kinds import plain_kind
from rig_site.importers.draft import Draft, Journal
from rig_site.importers.values.columns import folded
from rig_site.importers.values.standing import is_kind
from rig_site.model.session import Status

_ALIKE = 0.72
"""From which likeness on two titles are taken for one."""


def merge(drafts: Sequence[Draft], journal: Journal) -> tuple[list[Draft], dict[int, str]]:
    """Return each session once, and the title its own heading gave it, by the id of its draft.

    Rows are joined with headings by date, then by the anchor the row's
    date leads to, then by title; where the two disagree, the row is
    believed.  Two rows of one table are always two sessions.
    """
    rows: list[Draft] = []
    for draft in (draft for draft in drafts if draft.form == "row"):
        twin = next((row for row in rows if row.table is not draft.table and _same_session(row, draft)), None)
        if twin is None:
            rows.append(draft)
        else:
            _join_rows(twin, draft, journal)
    others = [draft for draft in drafts if draft.form != "row"]
    pairs = sorted(
        ((_score(row, other), -number, row, other) for row in rows for number, other in enumerate(others)),
        key=lambda pair: (pair[0], pair[1]),
        reverse=True,
    )
    headings: dict[int, str] = {}
    partner: dict[int, Draft] = {}
    taken: set[int] = set()
    for score, _, row, other in pairs:
        if score >= 3 and id(row) not in taken and id(other) not in partner:
            taken.add(id(row))
            partner[id(other)] = row
    for other in others:
        if id(other) not in partner:
            same_day = [row for row in rows if row.day == other.day]
            untitled = not (other.title or other.leads)
            if len(same_day) == 1 and (untitled or _alike(same_day[0].title, other.title) >= _ALIKE):
                partner[id(other)] = same_day[0]
    kept = list(rows)
    for other in others:
        matched = partner.get(id(other))
        if matched is not None:
            headings.setdefault(id(matched), other.title)
            _join_heading(matched, other, journal)
        else:
            twin = next(
                (
                    one
                    for one in kept
                    if one.form != "row" and one.table is not other.table and _same_session(one, other)
                ),
                None,
            )
            if twin is None:
                kept.append(other)
            else:
                _join_rows(twin, other, journal)
    _share_readings(kept, journal)
    return sorted(kept, key=lambda draft: draft.day), headings


def _same_session(one: Draft, other: Draft) -> bool:
    """Tell whether two drafts from different tables are one session."""
    if one.day != other.day:
        return False
    if one.is_blank or other.is_blank or _alike(one.title, other.title) >= _ALIKE:
        return True
    return bool({folded(lead.name) for lead in one.leads} & {folded(lead.name) for lead in other.leads})


def _score(row: Draft, other: Draft) -> float:
    """Return how strongly a row and a heading belong together: a common date 3, the anchor 2, the title up to 4."""
    score = 0.0
    if row.day == other.day:
        score += 3
    if row.anchor and row.anchor.lstrip("#") in other.anchors:
        score += 2
    alike = 0.0 if row.is_blank or other.is_blank else _alike(row.title, other.title)
    if row.day != other.day and alike < 0.99 and not (row.anchor and row.anchor.lstrip("#") in other.anchors):
        return 0.0
    return score + 4 * alike


def _alike(one: str, other: str) -> float:
    """Return how like two titles are, from 0 to 1; a kind before one of them does not count."""
    first, second = folded(plain_kind(one)), folded(plain_kind(other))
    if not first or not second:
        return 0.0
    if first == second or folded(one) == folded(other):
        return 1.0
    numbers = [re.findall(r"\b(?:\d+|[ivx]+)\b", title) for title in (first, second)]
    if numbers[0] != numbers[1] and (numbers[0] and numbers[1]):
        return 0.5
    if len(first) > 12 and len(second) > 12 and (first in second or second in first):
        return 0.95
    return SequenceMatcher(None, first, second).ratio()


def _join_rows(kept: Draft, other: Draft, journal: Journal) -> None:
    """Add to a session what another document says of it; its own words are believed."""
    if kept.is_blank and not other.is_blank:
        kept.title, kept.kind = other.title, kept.kind or other.kind
        kept.status, kept.reason = other.status, other.reason
    elif not other.is_blank and _alike(kept.title, other.title) < 0.99:
        journal.warn(
            kept.place,
            f"this session is '{kept.title}' here and '{other.title}' at {other.place}; the title here is kept",
        )
    if kept.status is Status.CONFIRMED and other.status is Status.CANCELLED:
        kept.status, kept.reason = other.status, other.reason
    _join(kept, other)


def _join_heading(row: Draft, other: Draft, journal: Journal) -> None:
    if row.day != other.day:
        journal.aside.append((other.place.path, other.place.line, other.place.line))
        journal.warn(
            row.place,
            f"the date is {row.day} here and {other.day} in the heading at {other.place}; the row is believed",
        )
    if row.is_blank and not other.is_blank and row.status in (Status.CONFIRMED, Status.TENTATIVE):
        journal.notice(row.place, f"the title '{other.title}' is taken from the heading at {other.place}")
        row.title, row.status = other.title, other.status
    elif not other.is_blank and _alike(row.title, other.title) < _ALIKE and not (row.generated or is_kind(other.title)):
        journal.warn(
            row.place,
            f"the title is '{plain_kind(row.title)}' here and '{other.title}' in the heading at {other.place};"
            " the row is believed",
        )
    _join(row, other)


def _join(kept: Draft, other: Draft) -> None:
    kept.start, kept.end = (kept.start, kept.end) if kept.start else (other.start, other.end)
    kept.room = kept.room or other.room
    kept.kind = kept.kind or other.kind
    kept.online = kept.online or other.online
    kept.until = kept.until or other.until
    kept.anchor = kept.anchor or other.anchor
    kept.anchors += other.anchors
    kept.topics += [topic for topic in other.topics if topic not in kept.topics]
    kept.abstract += [text for text in other.abstract if text not in kept.abstract]
    kept.moved_from += [day for day in other.moved_from if day not in kept.moved_from]
    for lead in other.leads:
        known = next((one for one in kept.leads if folded(one.name) == folded(lead.name)), None)
        if known is None:
            kept.leads.append(lead)
        else:
            known.url, known.email = known.url or lead.url, known.email or lead.email
            known.affiliation = known.affiliation or lead.affiliation
    for section in other.sections:
        mine = kept.section(section.heading)
        mine.readings += [
            reading
            for reading in section.readings
            if all((reading.title, reading.url) != (one.title, one.url) for one in mine.readings)
        ]
    kept.links += [
        link
        for link in other.links
        if all((link.label, link.url, link.text) != (one.label, one.url, one.text) for one in kept.links)
    ]


def _share_readings(drafts: Sequence[Draft], journal: Journal) -> None:
    """Let a session whose date leads to another's heading, and that has none of its own, share that reading list."""
    for draft in drafts:
        anchor = (draft.anchor or "").lstrip("#")
        if not anchor or anchor in draft.anchors or any(draft.readings()):
            continue
        other = next((one for one in drafts if anchor in one.anchors and one is not draft), None)
        if other is None:
            if draft.form == "row" and not draft.anchors and _names_another_day(anchor, draft.day):
                journal.warn(
                    draft.place,
                    f"the date leads to '#{anchor}', and there is no such heading; {draft.day} is believed",
                )
        elif any(other.readings()) and other.same_as is None:
            draft.same_as = other
            journal.notice(
                draft.place,
                f"the date leads to the heading of '{plain_kind(other.title)}', so its reading list is shared",
            )


def _names_another_day(anchor: str, day: date) -> bool:
    """Tell whether an anchor made of digits is not the day's, however it is written."""
    own = {
        day.strftime(pattern) for pattern in ("%d%m%y", "%m%d%y", "%y%m%d", "%d%m%Y", "%m%d%Y", "%Y%m%d", "%Y-%m-%d")
    }
    return re.fullmatch(r"[\d-]{5,}", anchor) is not None and not any(anchor.startswith(one) for one in own)
