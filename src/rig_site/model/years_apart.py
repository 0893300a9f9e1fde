"""Which years leave `calendar.ics` and `/archive/` when a group has met so often that the whole would be too much.

Nothing but the content decides it: not former builds, the day, the address
of this publication, or how a library happens to fold its lines.  So the
size of an event, and that of a row, is reckoned from its texts rather than
measured, a little on the large side.  What is added to the content can only move further years; a
year comes back only if so much is deleted from those after it that
everything fits again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rig_site.model.long_lists import oldest_years
from rig_site.model.permalink import session_path, slug
from rig_site.model.session import Session
from rig_site.model.site import Site

LIMIT = 1_000_000
"""How many bytes `calendar.ics` and the rows of `/archive/` may each have while more than one year is in it."""

EVENT = 260
"""How many bytes an event has beside its texts: names of properties, instants, line ends."""

ROW, HOURS, LINK = 420, 160, 60
"""How many bytes a row has beside its texts, how many more for hours, and for each link beside label and address."""


def calendar_years(site: Site) -> tuple[int, ...]:
    """Return the years whose events stand in `calendars/<year>.ics`, the oldest ones, each as a whole.

    The latest year stays in `calendar.ics` whatever its size.
    """
    return years_past_limit(site.sessions, site)


def years_past_limit(sessions: Iterable[Session], site: Site) -> tuple[int, ...]:
    """Return the oldest years of some sessions, without which one calendar holds the others.

    They have left `calendar.ics` as well, which is never smaller.
    """
    sizes: Counter[int | None] = Counter()
    for session in sessions:
        if session.is_event:
            sizes[session.date.year] += event_size(session, site)
    return oldest_years(sizes, LIMIT)


def archive_years(site: Site) -> tuple[int, ...]:
    """Return the years whose sessions stand in `/archive/<year>/`, the oldest ones, each as a whole.

    The latest year stays in `/archive/` whatever its size.
    """
    sizes: Counter[int | None] = Counter()
    for session in site.sessions:
        if session.is_event:
            sizes[session.date.year] += row_size(session)
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
