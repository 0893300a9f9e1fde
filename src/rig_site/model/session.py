"""One meeting of the group, and what was or will be read for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from rig_site.model.link import Link
from rig_site.model.person import Person
from rig_site.model.text import Text

SEQUENCE_BEGINS = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""The instant from which a SEQUENCE counts."""
LARGEST_SEQUENCE = 2**31 - 1
"""The largest integer in a calendar (RFC 5545, 3.3.8)."""


class Status(StrEnum):
    """Whether a session takes place."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"
    FREE = "free"
    BREAK = "break"

    @property
    def is_event(self) -> bool:
        """Whether calendars and feeds carry it; what is cancelled stays in, free slots and breaks do not."""
        return self not in (Status.FREE, Status.BREAK)

    @property
    def meets(self) -> bool:
        """Whether people come together: neither cancelled, nor a free slot, nor a break."""
        return self in (Status.CONFIRMED, Status.TENTATIVE)


class Reading(Struct, frozen=True):
    """A paper or resource assigned to a session.

    `url` is where its title leads: absolute, or relative to the site's
    own address; None for something that is only named.  `required` is None
    where the organiser did not say.  `paper` is the key that the organiser
    wrote.
    """

    title: str
    url: str | None = None
    note: Text | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    arxiv: str | None = None
    doi: str | None = None
    required: bool | None = None
    code: str | None = None
    paper: str | None = None

    @property
    def is_citable(self) -> bool:
        """Whether it is of a published work, rather than a page or a video."""
        return bool(self.arxiv or self.doi or self.authors or self.paper)


class ReadingSection(Struct, frozen=True):
    """Readings under a heading in the organiser's own words; None for a plain list."""

    heading: str | None
    readings: tuple[Reading, ...]


def is_citable(sections: Iterable[ReadingSection]) -> bool:
    """Tell whether among the readings is a published work, rather than only pages and videos."""
    return any(reading.is_citable for section in sections for reading in section.readings)


class Move(Struct, frozen=True):
    """A date a session was moved away from."""

    date: datetime.date
    reason: str | None = None


class Role(Struct, frozen=True):
    """What some people do in a session beside leading it, in the organiser's own words: chair, scribe."""

    name: str
    people: tuple[Person, ...]


class Online(Struct, frozen=True):
    """The address of a call; shown only when `public`."""

    url: str
    public: bool = False


class Session(Struct, frozen=True, kw_only=True):
    """A session with every default filled in; the fields stand in the order in which other programs are told them.

    `start` and `end` are aware datetimes in `timezone` (an IANA name); both
    are None for a session without a time, which lasts the whole of `date`.
    `announced` and `updated` (the last change) are UTC instants that are not
    to come, with `announced <= updated`.
    `until` is the last day of a break.  `source` is the file it was
    written in, relative to the content folder.
    """

    id: str
    date: datetime.date
    start: datetime.datetime | None = None
    end: datetime.datetime | None = None
    timezone: str
    title: str = ""
    kind: str | None = None
    topics: tuple[str, ...] = ()
    status: Status = Status.CONFIRMED
    room: str | None = None
    online: Online | None = None
    leads: tuple[Person, ...] = ()
    roles: tuple[Role, ...] = ()
    links: tuple[Link, ...] = ()
    readings: tuple[ReadingSection, ...] = ()
    abstract: Text | None = None
    moved_from: tuple[Move, ...] = ()
    reason: str | None = None
    until: datetime.date | None = None
    announced: datetime.datetime
    updated: datetime.datetime
    notes: tuple[str, ...] = ()
    revision: int = 0
    aliases: tuple[str, ...] = ()
    source: str = ""

    @property
    def meets(self) -> bool:
        """Whether people come together: neither cancelled, nor a free slot, nor a break."""
        return self.status.meets

    @property
    def is_event(self) -> bool:
        """Whether calendars and feeds carry it; a cancelled session stays in, free slots and breaks do not."""
        return self.status.is_event

    @property
    def heading(self) -> str:
        """The title, or what a free slot or a break without one is called."""
        if self.title:
            return self.title
        return "Free slot" if self.status is Status.FREE else "No meeting"

    @property
    def sequence(self) -> int:
        """The calendar SEQUENCE (RFC 5545, 3.8.7.4): the seconds up to the last change, and the revision.

        It rises with every change without anybody counting them, up to the
        largest integer there is (3.3.8), which it reaches in 2068; of two
        that are equal the later DTSTAMP is newer (RFC 5546, 2.1.5).
        """
        seconds = max(0, (self.updated - SEQUENCE_BEGINS) // datetime.timedelta(seconds=1))
        return min(seconds + self.revision, LARGEST_SEQUENCE)
