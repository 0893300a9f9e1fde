"""A session on its way in as it is understood so far, and what an import is told and finds out beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time

from msgspec import Struct, field

from rig_site.diagnostics import Position, Problem, Severity
from rig_site.importers.rich import Rich, TextMark
from rig_site.importers.values.people import Lead
from rig_site.model.session import Move, Status
from rig_site.model.site import Site
from rig_site.yaml_writer import Value


class SourceDocument(Struct, frozen=True):
    """A document as read from disk; `path` is how its user named it.

    `folder` is the folder it was found in, if that was named instead, and
    `in_vault` tells that this is one of Obsidian's, all of notes.
    """

    path: str
    text: str
    folder: str = ""
    in_vault: bool = False


class Settings(Struct, frozen=True):
    """What the command line says and knows.

    `date_order` is `dmy`, `mdy` or `ymd`; `start` is the first day of the
    first week of weekly lists; `today` only serves to find missing years
    and to keep `announced` out of the future.  `site` is what the content
    folder already holds, `existing` the text of its files by their paths
    relative to it.  `beside` tells whether a document's relative address
    is a file that will be copied to `static/`, `file_of` which file of the
    folder that is imported it is, by its path in there.
    """

    today: date
    date_order: str | None = None
    timezone: str | None = None
    base_url: str | None = None
    start: date | None = None
    site: Site | None = None
    existing: Mapping[str, str] = field(default_factory=dict)
    beside: Callable[[str, str], bool] = lambda document, address: False
    file_of: Callable[[str, str], str | None] = lambda document, address: None

    @property
    def zone(self) -> str | None:
        """The group's time zone, where it is known: that of the content folder, else the one asked for."""
        return self.site.timezone if self.site else self.timezone


class Group(Struct, frozen=True):
    """What an export says of the whole group.

    `site` are fields of site.yaml, `papers` the entries of papers.yaml by
    their keys.
    """

    site: Mapping[str, Value]
    contacts: tuple[Lead, ...] = ()
    people: tuple[Lead, ...] = ()
    papers: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)


class SourcePlace(Struct, frozen=True):
    """A line of a document."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Journal(Struct):
    """Every decision that was taken, with its place, and the lines whose dates are said to be no sessions'.

    `said` are words and addresses of a source that the site will say again
    by itself, such as those of its own pages.
    """

    decisions: list[Problem] = field(default_factory=list)
    aside: list[tuple[str, int, int]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def leave(self, place: SourcePlace, last: int, what: str) -> None:
        """Record that lines with dates are left alone, and why."""
        if (place.path, place.line, last) not in self.aside:
            self.aside.append((place.path, place.line, last))
            self.notice(place, what)

    def notice(self, place: SourcePlace, what: str, suggestion: str = "") -> None:
        """Record what was inferred or left out, and is probably right."""
        self._record(Severity.NOTICE, place, what, suggestion)

    def warn(self, place: SourcePlace, what: str, suggestion: str = "") -> None:
        """Record what a person should look at."""
        self._record(Severity.WARNING, place, what, suggestion)

    def _record(self, severity: Severity, place: SourcePlace, what: str, suggestion: str) -> None:
        self.decisions.append(Problem(Position(place.path, place.line), what, suggestion=suggestion, severity=severity))


class ReadingDraft(Struct):
    """A reading; `note` is Markdown, and `fields` is all that is written of it where nothing has to be worked out."""

    title: str
    url: str | None = None
    note: str | None = None
    fields: Mapping[str, Value] | None = None


class SectionDraft(Struct):
    """Readings under a heading; None for those that stand under none."""

    heading: str | None
    readings: list[ReadingDraft] = field(default_factory=list)


class LinkDraft(Struct):
    """A labelled link, or a label with a text."""

    label: str
    url: str | None = None
    text: str | None = None


class Draft(Struct, eq=False):
    """A session as understood.

    `anchor` is where its date's link leads within the documents, and
    `anchors` are those of its own headings; `table` the table or list it
    stood in.  `same_as` is the session whose reading list it shares.
    `exact` tells that every field is as a content folder had it, nothing
    left out; `fields` are those of its file that only such a session has.
    """

    place: SourcePlace
    form: str
    day: date
    table: object = None
    until: date | None = None
    start: time | None = None
    end: time | None = None
    title: str = ""
    kind: str | None = None
    status: Status = Status.CONFIRMED
    reason: str | None = None
    room: str | None = None
    online: str | None = None
    topics: list[str] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    sections: list[SectionDraft] = field(default_factory=list)
    links: list[LinkDraft] = field(default_factory=list)
    abstract: list[str] = field(default_factory=list)
    moved_from: list[Move] = field(default_factory=list)
    anchor: str | None = None
    anchors: list[str] = field(default_factory=list)
    same_as: Draft | None = None
    identity: str = ""
    generated: bool = False
    exact: bool = False
    fields: dict[str, Value] = field(default_factory=dict)

    def section(self, heading: str | None) -> SectionDraft:
        """Return the section of that name, new if there is none yet."""
        for section in self.sections:
            if section.heading == heading:
                return section
        self.sections.append(SectionDraft(heading))
        return self.sections[-1]

    def readings(self) -> Iterator[ReadingDraft]:
        """Yield the readings of all sections."""
        for section in self.sections:
            yield from section.readings

    @property
    def is_blank(self) -> bool:
        """Whether its title only keeps a place."""
        return not self.title or self.title.upper() in ("TBC", "TBA", "TBD")


def whole_link(rich: Rich) -> TextMark | None:
    """Return the link that all of a text is, if it is one."""
    stripped = rich.strip(" \t\n.,;:*\"“”'")
    for mark in stripped.links:
        if mark.start == 0 and mark.end == len(stripped.text):
            return mark
    return None
