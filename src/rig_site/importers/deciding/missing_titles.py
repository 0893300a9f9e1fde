"""Titles of sessions that have none: a name in a title's place leads, and the first reading gives its title."""

from __future__ import annotations

from collections.abc import Sequence

from rig_site.importers.draft import Draft, Journal
from rig_site.importers.values.columns import folded
from rig_site.importers.values.people import Lead
from rig_site.model.session import Status


def settle_titles(drafts: Sequence[Draft], journal: Journal) -> None:
    """Give a session without a title that of its first reading, or TBC; who leads others is no title."""
    names = {folded(lead.name) for draft in drafts for lead in draft.leads}
    for draft in drafts:
        if draft.title and folded(draft.title) in names and not (draft.leads or draft.exact or draft.generated):
            journal.notice(draft.place, f"'{draft.title}' leads other sessions, and so this one")
            draft.leads.append(Lead(draft.title))
            draft.title = ""
        if not draft.title and draft.status in (Status.TENTATIVE, Status.CONFIRMED, Status.CANCELLED):
            _fill(draft, journal)


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
