"""A session in the making: what is known of where it stands, and the draft that its cells fill."""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec import Struct, field

from rig_site.importers.deciding.calendar_years import parts
from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Draft, LinkDraft, ReadingDraft, SourcePlace
from rig_site.importers.record import SourceRecord
from rig_site.importers.rich import Rich, TextMark, squeezed
from rig_site.importers.values.addresses import is_call, is_generic
from rig_site.importers.values.clock_times import ClockTime
from rig_site.importers.values.dates import Written, clamped, find_dates
from rig_site.importers.values.people import is_nobody


class Untangling(Struct):
    """What the readers of cells share.

    `votes` tells how lines of the same kind part title and people,
    `title` is what was found of the title so far, `places` are addresses
    at which what the title names can be read, and `heading` is the last
    one below the date.
    """

    record: SourceRecord
    document: Document
    draft: Draft
    votes: Counter[str]
    title: Rich = field(default_factory=lambda: Rich(""))
    places: list[str] = field(default_factory=list)
    heading: str | None = None

    @property
    def place(self) -> SourcePlace:
        """Where the session was found."""
        return self.record.place

    def near(self, written: Written) -> date:
        """Return the day of another date written beside the session's own."""
        return _near(written, self.draft.day, self.record.order)

    def link(self, mark: TextMark, cell: Rich, label: str) -> None:
        """Add a link, under its own text where that says something."""
        text = squeezed(cell.label(mark)).strip("()[]")
        if is_call(mark.target) and self.draft.online is None:
            self.draft.online = mark.target
            return
        generic = is_generic(text) or bool(find_dates(text))
        self.draft.links.append(LinkDraft((label if generic and label else text) or mark.target, mark.target))

    def set_time(self, time: ClockTime) -> None:
        """Take a time for the session's, unless it has one; what was guessed of it is said."""
        if self.draft.start is None:
            self.draft.start, self.draft.end = time.start, time.end
            if time.guessed:
                self.document.journal.notice(
                    self.place, f"the time is taken to be in the afternoon: {time.start:%H:%M}"
                )
            if time.zone:
                self.document.journal.notice(
                    self.place, f"the zone '{time.zone}' beside a time is not used; --timezone names the group's"
                )

    def note_paper(self, text: str) -> None:
        """Keep what is known of a paper beside its title: authors, year, where it was published."""
        readings = list(self.draft.readings())
        if not is_nobody(text) and readings:
            readings[0].note = f"{readings[0].note}, {text}" if readings[0].note else squeezed(text)
        elif not is_nobody(text):
            self.draft.section(None).readings.append(
                ReadingDraft(squeezed(self.title.text) or "Paper", None, squeezed(text))
            )


def _near(written: Written, day: date, order: str) -> date:
    """Return the day of another date beside one that is known; a missing year is the one that brings them closest."""
    year, month, number = parts(written, order)
    years = [year] if year is not None else [day.year - 1, day.year, day.year + 1]
    days = [clamped(one, month, number) for one in years if 1 <= one <= 9999]
    return min(days, key=lambda found: abs(found - day), default=day)
