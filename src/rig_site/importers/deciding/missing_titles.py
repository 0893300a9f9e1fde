"""Titles of sessions that have none: a name in a title's place leads, and the first reading gives its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rig_site.importers.draft import Draft, Journal
from rig_site.importers.reading.blocks import Section
from rig_site.importers.values.columns import folded
from rig_site.importers.values.people import Lead, person_like
from rig_site.model.session import Status

_OF_TALKS = re.compile(
    r"seminar|s[ée]minaire|talk|speaker|presentation|vortr|charla|palestra|expos[ée]|colloqui|rota|group meeting",
    re.IGNORECASE,
)
_FEW = 3
"""Titles that may all look like names by chance."""


def settle_titles(drafts: Sequence[Draft], journal: Journal) -> None:
    """Give a session without a title that of its first reading, or TBC; who leads others is no title."""
    names = {folded(lead.name) for draft in drafts for lead in draft.leads}
    alone = [draft for draft in drafts if draft.title and not (draft.leads or draft.exact or draft.generated)]
    listed = {id(draft.table) for draft in alone if _lists_names(draft.table, alone)}
    for draft in alone:
        known = folded(draft.title) in names
        if known or (id(draft.table) in listed and person_like(draft.title)):
            what = (
                "leads other sessions, and so this one" if known else "is taken for who leads, as names alone are here"
            )
            journal.notice(draft.place, f"'{draft.title}' {what}")
            draft.leads.append(Lead(draft.title))
            draft.title = ""
    for draft in drafts:
        if not draft.title and draft.status in (Status.TENTATIVE, Status.CONFIRMED, Status.CANCELLED):
            _fill(draft, journal)


def _lists_names(section: object, alone: Sequence[Draft]) -> bool:
    """Tell whether a section of talks has names in the place of all its titles, several of them in full."""
    titles = [draft.title for draft in alone if draft.table is section]
    if not isinstance(section, Section) or not any(_OF_TALKS.search(heading.name) for heading in section.path()):
        return False
    full = [title for title in titles if person_like(title, strict=True)]
    return len(titles) > _FEW and len(full) > 1 and all(map(person_like, titles))


def _fill(draft: Draft, journal: Journal) -> None:
    reading = next(draft.readings(), None)
    if reading is not None and reading.title != reading.url:
        journal.notice(
            draft.place, f"this session has no title; it is called '{reading.title}' after its first reading"
        )
        draft.title = reading.title
        draft.status = Status.CONFIRMED if draft.status is Status.TENTATIVE else draft.status
    else:
        journal.notice(draft.place, "this session has no title; 'TBC' keeps its place")
        draft.title = "TBC"
        draft.status = Status.TENTATIVE if draft.status is Status.CONFIRMED else draft.status
