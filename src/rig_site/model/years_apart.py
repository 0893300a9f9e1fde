"""Which years leave `calendar.ics`, `/archive/` and other lists when a group has met so often that all is too much.

Nothing but the content decides it: not former builds, the day, the address
of this publication, or how a library happens to fold its lines.  So the
size of an event, and that of a row, is reckoned from its texts rather than
measured, a little on the large side, and of other lists the entries are
counted.  What is added to the content can only move further years; a year
comes back only if so much is deleted from those after it that everything
fits again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from rig_site.model.catalogue import arxiv_year
from rig_site.model.note import Note
from rig_site.model.paper import Paper
from rig_site.model.permalink import kind_path, person_path, session_path, slug, topic_path
from rig_site.model.relations import Relations
from rig_site.model.session import Session
from rig_site.model.site import Site
from rig_site.model.timetable import local_day
from rig_site.model.topic import topics

ARCHIVE = "archive/"
"""The page of all past sessions."""
CHANGES = "changes/"
"""The page that lists what changed, and the folder of its feeds."""
NOTES = "notes/"
"""The page that lists every note."""
PAPERS = "papers/"
"""The page that lists every paper, also those of which there is no more to say."""

MOST_LISTED = 1_000
"""How many entries one page of a list has while more than one year is on it: about a megabyte."""

_FOLDERS = {PAPERS: "papers/years/", NOTES: "notes/years/"}
"""Where the years of a list stand whose own folder has pages that the group names."""

LIMIT = 1_000_000
"""How many bytes `calendar.ics` and the rows of `/archive/` may each have while more than one year is in it."""

EVENT = 260
"""How many bytes an event has beside its texts: names of properties, instants, line ends."""

ROW, HOURS, LINK = 420, 160, 60
"""How many bytes a row has beside its texts, how many more for hours, and for each link beside label and address."""


class Sizes(Struct, frozen=True):
    """About how many bytes the events and the rows of each year take."""

    events: Mapping[int | None, int]
    rows: Mapping[int | None, int]

    @classmethod
    def of(cls, sessions: Iterable[Session], site: Site) -> Sizes:
        """Return the sizes of some sessions of a group."""
        events, rows = Counter[int | None](), Counter[int | None]()
        for session in sessions:
            if session.is_event:
                events[session.date.year] += event_size(session, site)
                rows[session.date.year] += row_size(session)
        return cls(dict(events), dict(rows))

    def changed(self, former: Sizes, present: Sizes) -> Sizes:
        """Return the sizes where those of some sessions are no longer the former ones."""
        events, rows = Counter(self.events), Counter(self.rows)
        for sizes, before, now in ((events, former.events, present.events), (rows, former.rows, present.rows)):
            sizes.subtract(before)
            sizes.update(now)
        return Sizes(dict(events), dict(rows))

    @property
    def calendar_years(self) -> tuple[int, ...]:
        """The years whose events stand in `calendars/<year>.ics`, the oldest ones, each as a whole.

        The latest year stays in `calendar.ics` whatever its size.
        """
        return oldest_years(self.events, LIMIT)

    @property
    def archive_years(self) -> tuple[int, ...]:
        """The years whose sessions stand in `/archive/<year>/`, the oldest ones, each as a whole.

        The latest year stays in `/archive/` whatever its size.
        """
        return oldest_years(self.rows, LIMIT)


def years_past_limit(sessions: Iterable[Session], site: Site) -> tuple[int, ...]:
    """Return the oldest years of some sessions, without which one calendar holds the others.

    They have left `calendar.ics` as well, which is never smaller.
    """
    sizes = Counter[int | None]()
    for session in sessions:
        if session.is_event:
            sizes[session.date.year] += event_size(session, site)
    return oldest_years(sizes, LIMIT)


def year_path(year: int) -> str:
    """Return the address of the calendar of a year that left the whole, relative to the site's own.

    >>> year_path(2019)
    'calendars/2019.ics'
    """
    return f"calendars/{year}.ics"


def event_size(session: Session, site: Site) -> int:
    """Return about how many bytes a session takes in a calendar, at the address written in site.yaml.

    Every 72 bytes of a line cost three more (RFC 5545, 3.1), and some
    characters a backslash (3.3.11).
    """
    texts = list(_event_texts(session, site))
    text = "".join(texts)
    escapes = sum(text.count(character) for character in "\\;,\n")
    size = len(text.encode("utf-8", "ignore")) + 4 * len(texts) + escapes
    return EVENT + size + size * 3 // 72


def row_size(session: Session) -> int:
    """Return about how many bytes a session takes in the archive."""
    kind = session.kind or ""
    texts = [session.title, session_path(session.id), kind, kind, kind, session.room or "", session.reason or ""]
    texts += session.topics
    for lead in session.leads:
        texts += (lead.name, lead.key, lead.key)
    for link in session.links:
        texts += (link.label, link.url or "", link.text or "")
    for move in session.moved_from:
        texts += ("Moved from Mon, Nov 16, 2023: ", move.reason or "")
    for section in session.readings:
        for reading in section.readings:
            texts.append(reading.title)
            texts += reading.authors
    links = len(session.links) + len(session.leads) + bool(kind)
    size = len("".join(texts).encode("utf-8", "ignore")) + 2 * len(texts)
    return ROW + (HOURS if session.start else 0) + LINK * links + size


def _event_texts(session: Session, site: Site) -> Iterator[str]:
    """Yield the texts of a session's event as often as they stand in it."""
    page = site.base_url + session_path(session.id)
    yield from (session.id, site.uid_domain, page, page, session.title, session.room or "", *session.topics)
    yield from (session.kind or "", session.kind or "", session.reason or "")
    yield session.abstract.source if session.abstract else ""
    yield from (lead.name for lead in session.leads)
    for role in session.roles:
        yield from (role.name, *(person.name for person in role.people))
    for place in site.places:
        if session.room and slug(place.name) == slug(session.room):
            yield from (place.name, place.address or "", place.address or "", "Getting in: ", place.directions or "")
            yield from ("Map: ", _address(place.map, site))
    for link in session.links:
        yield from (link.label, _address(link.url, site), link.text or "")
    for move in session.moved_from:
        yield from ("Moved from Mon, Nov 16, 2023: ", move.reason or "")
    if session.online:
        yield " and online"
    if session.online and session.online.public:
        yield from ("Online: ", session.online.url, session.online.url, session.online.url)
    for section in session.readings:
        yield section.heading or ""
        for reading in section.readings:
            yield from ("- ", reading.title, _address(reading.url, site))
            yield reading.note.source if reading.note else ""
            yield from reading.authors


def _address(url: str | None, site: Site) -> str:
    """Return an address as long as the absolute one is."""
    if not url:
        return ""
    return url if "://" in url else site.base_url + url


def year_page(listing: str, year: int) -> str:
    """Return the address of the page of a year that left the list at an address.

    >>> year_page("archive/", 2019), year_page("notes/", 2019)
    ('archive/2019/', 'notes/years/2019/')
    """
    return f"{_FOLDERS.get(listing, listing)}{year}/"


def oldest_years(sizes: Mapping[int | None, int], limit: int) -> tuple[int, ...]:
    """Return the years that leave a list so that what remains keeps to a limit: the oldest ones, each as a whole.

    The latest year stays whatever its size, and so does what is of no year.

    >>> oldest_years({2019: 400, 2020: 400, 2021: 400, None: 300}, 1000)
    (2019, 2020)
    """
    remaining = sum(sizes.values())
    apart = []
    for year in sorted(year for year in sizes if year is not None)[:-1]:
        if remaining <= limit:
            break
        apart.append(year)
        remaining -= sizes[year]
    return tuple(apart)


def years_apart(site: Site, related: Relations) -> Mapping[str, tuple[int, ...]]:
    """Return the years that leave each list but the archive, by its address; for most groups there are none."""
    days = {session.id: session.date for session in site.sessions}
    sizes: dict[str, Counter[int | None]] = {
        PAPERS: Counter(paper_year(paper, related) for paper in site.papers),
        NOTES: Counter(note_year(note, days) for note in site.notes),
        CHANGES: Counter(local_day(change.at, site.timezone).year for change in site.changes),
    }
    for page, year in _listed(site):
        sizes.setdefault(page, Counter())[year] += 1
    found = {page: oldest_years(counts, MOST_LISTED) for page, counts in sizes.items()}
    return {page: years for page, years in found.items() if years}


def _listed(site: Site) -> Iterator[tuple[str, int]]:
    """Yield the pages that list some of the sessions, with the year of each session on them."""
    known = {slug(topic) for topic in topics(site)}
    for session in site.sessions:
        pages = [kind_path(session.kind)] if session.kind else []
        pages += [topic_path(topic) for topic in session.topics if slug(topic) in known]
        pages += [person_path(lead.key) for lead in session.leads]
        yield from ((page, session.date.year) for page in dict.fromkeys(pages))


def paper_year(paper: Paper, related: Relations) -> int | None:
    """Return the year a paper is listed in: that of the latest session that reads it, else its own."""
    read = (session.date.year for session in related.read_in.get(paper.key, ()))
    return max(read, default=None) or published_in(paper)


def published_in(paper: Paper) -> int | None:
    """Return the year in which a paper was published, or came to arXiv; None for an unknown one."""
    return paper.year or (arxiv_year(paper.arxiv) if paper.arxiv else None)


def note_year(note: Note, days: Mapping[str, date]) -> int | None:
    """Return the year a note is listed in: that it was written in, else that of its latest session.

    `days` are those of the sessions by their ids.
    """
    held = (days[session].year for session in note.sessions if session in days)
    return note.date.year if note.date else max(held, default=None)
