"""What is said of decisions: the same only once, and which dates of a document are none of sessions."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from rig_site.diagnostics import Problem, in_order
from rig_site.importers.documents.document import Document
from rig_site.importers.reading.blocks import own_blocks
from rig_site.importers.values.dates import find_dates
from rig_site.importers.vocabulary import OTHER_DATES

SHOWN_LINES = 8
"""How many lines are named of those that a decision was taken in."""


def grouped(decisions: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return decisions with those that say the same of one document as one, which names the other lines."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for decision in decisions:
        alike.setdefault((decision.position.path, decision.what), []).append(decision)
    result = []
    for first, *others in alike.values():
        lines = ", ".join(f"{other.position.line:,}" for other in others[:SHOWN_LINES])
        more = ", …" if len(others) > SHOWN_LINES else ""
        what = f"{first.what} (and {len(others):,} more like it, in lines {lines}{more})" if others else first.what
        result.append(replace(first, what=what))
    return in_order(result)


def leave_other_dates(document: Document) -> None:
    """Say which sections with dates are no schedule by their heading: news, deadlines, members."""
    for section in document.root.walk():
        if section.heading is None or not OTHER_DATES.search(section.heading.name) or document.is_claimed(section):
            continue
        last = max([section.heading.end, *(block.end for block in own_blocks(section))])
        covered = any(document.path == path and section.line <= first for path, first, _ in document.journal.aside)
        if not covered and find_dates(document.source(section.line + 1, last)):
            what = f"the dates under '{section.heading.name}' are none of sessions; they are kept as they stand"
            document.journal.leave(document.place(section.line), last, what)
