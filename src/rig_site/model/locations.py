"""What the site has, and where: every page and file, in the order in which a sitemap lists them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from msgspec import Struct, field

from rig_site.language.language import gettext_noop
from rig_site.model.paper import name_of
from rig_site.model.permalink import (
    calendar_path,
    date_anchors,
    folded,
    kind_path,
    note_path,
    paper_path,
    person_path,
    resource_anchors,
    session_path,
    slug,
    topic_path,
)
from rig_site.model.relations import Relations, reading_lists
from rig_site.model.session import Session
from rig_site.model.site import Site
from rig_site.model.timetable import local_day
from rig_site.model.topic import kinds, topics
from rig_site.model.years_apart import (
    ARCHIVE,
    CHANGES,
    NOTES,
    PAPERS,
    Sizes,
    year_page,
    year_path,
    years_apart,
)

NOTE_FRAGMENTS = frozenset({"main"})
"""The ids of a note's page beside those of its text."""
NOTE_IDS = NOTE_FRAGMENTS | {"backlinks-heading", "references-heading"}
"""The same with those that only some notes' pages have: no heading of a note takes them."""
TEXT_FRAGMENTS = frozenset({"main", "recent", "recent-heading", "part-heading", "schedule", "schedule-heading"})
"""The same of the pages that a text of the group's own can stand on."""
TEXT_IDS = TEXT_FRAGMENTS | {"references-heading"}
"""The same with those that only some of these pages have."""

FOLLOW = "follow-heading"
"""The id of the place on a page of some sessions where one subscribes to just these."""

THEME = "static/"
"""The folder of the site that belongs to the theme."""

_SELECTION = ("main", "upcoming", "upcoming-heading", "past", "past-heading")
"""The ids of a page that lists some of the sessions."""


class What(StrEnum):
    """What stands at an address."""

    PAGE = "page"
    YEAR = "year"
    PERSON = "person"
    KIND = "kind"
    TOPIC = "topic"
    NOTE = "note"
    PAPER = "paper"
    TEXT = "text"
    SESSION = "session"
    FILE = "file"
    ALIAS = "alias"


class Location(Struct, frozen=True, dict=True):
    """Something the site publishes.

    `address` is relative to the site's own; a page's ends in a slash, or is
    empty.  `key` tells it from others of its kind, `title` is what it is
    called.  `fragments` are the ids on a page that links may lead to, None
    where they are not known.  `source` is the file that chose the address,
    relative to the content folder, empty for what rig-site puts there
    itself; `target` is where an alias leads.
    """

    address: str
    what: What
    key: str = ""
    title: str = ""
    fragments: frozenset[str] | None = None
    source: str = ""
    target: str = ""

    @property
    def path(self) -> str:
        """The file that is published for it.

        Of an alias only one that names an HTML file is that file: of
        anything else, whatever it seems to end in, a web server makes a
        folder's page, since a redirection is HTML.
        """
        if self.what is What.FILE or (self.what is What.ALIAS and self.address.lower().endswith((".html", ".htm"))):
            return self.address
        return f"{self.address.rstrip('/')}/index.html".lstrip("/")

    def fragment(self, written: str) -> str | None:
        """Return the id that is meant by a heading's anchor or its words; a block's name is taken as it is."""
        for wanted in (written, written.lower()):
            if wanted in (self.fragments or ()):
                return wanted
        return None if written.startswith("^") else self._by_words.get(slug(written))

    @cached_property
    def _by_words(self) -> Mapping[str, str]:
        """The ids by their words alone: of several, the first in the alphabet."""
        return {words: each for each in sorted(self.fragments or (), reverse=True) if (words := slug(each))}


def _has_readings(site: Site) -> bool:
    return any(session.readings for session in site.sessions if session.is_event)


class Collision(Struct, frozen=True):
    """Something that cannot be published: another has its address, or is a file where it needs a folder.

    `name` is the path that is taken, `owner` what took it; None for the
    theme.
    """

    location: Location
    name: str
    owner: Location | None


class StandingPage(Struct, frozen=True):
    """A page there is one of, and when there is one; the header leads to those in the `navigation`."""

    address: str
    title: str
    exists: Callable[[Site], object] = lambda site: True
    navigation: bool = True


GLANCE = "glance/"
"""The page that shows the sessions so far as pictures."""

STANDING_PAGES = (
    StandingPage("", gettext_noop("Schedule")),
    StandingPage(ARCHIVE, gettext_noop("Archive")),
    StandingPage(NOTES, gettext_noop("Notes"), lambda site: site.notes),
    StandingPage(PAPERS, gettext_noop("Papers"), lambda site: site.papers),
    StandingPage("people/", gettext_noop("People"), lambda site: site.people),
    StandingPage("resources/", gettext_noop("Resources"), lambda site: site.resources),
    StandingPage("proposals/", gettext_noop("Proposals"), lambda site: site.proposals),
    StandingPage("subscribe/", gettext_noop("Subscribe")),
    StandingPage(
        "kinds/", gettext_noop("Kinds"), lambda site: kinds(site.sessions, listed=site.kinds), navigation=False
    ),
    StandingPage("topics/", gettext_noop("Topics"), topics, navigation=False),
    StandingPage("to-read/", gettext_noop("To read"), _has_readings, navigation=False),
    StandingPage(GLANCE, gettext_noop("At a glance"), lambda site: any(_events(site)), navigation=False),
    StandingPage(CHANGES, gettext_noop("What changed"), lambda site: site.changes, navigation=False),
)
"""The pages that are about nothing in particular, in the order of the header's navigation."""


def locations(site: Site, related: Relations, sizes: Sizes, feeds: Collection[str] = ()) -> Iterator[Location]:
    """Yield everything a group's site has, but for the theme's own files in `static/`.

    What rig-site puts there comes first, what the group chose the address
    of comes after it.  `feeds` are the names of the feeds' files, which
    stand beside the pages of all sessions, of a kind's and of a person's.
    """
    yield from _standing(site, related, sizes)
    yield from _generated(site, related)
    yield from _sessions(site, related)
    yield from _files(site, sizes, feeds)
    yield from _authored(site)


def placed(wanted: Iterable[Location]) -> tuple[dict[str, Location], tuple[Collision, ...]]:
    """Return what stands at each address, and what cannot be published.

    Names that differ only in case are one name to some file systems, and
    none can be both a file's and a folder's; of two that collide the first
    stays.
    """
    claims = _Claims()
    for location in wanted:
        claims.add(location)
    return claims.found, tuple(claims.refused)


def _standing(site: Site, related: Relations, sizes: Sizes) -> Iterator[Location]:
    days_of_changes = {local_day(change.at, site.timezone) for change in site.changes}
    lists = years_apart(site, related)
    anchors = date_anchors(site.sessions, date_format=site.date_format)
    by_year: dict[int, set[str]] = {session.date.year: {f"year-{session.date.year}"} for session in site.sessions}
    for session in site.sessions:
        by_year[session.date.year].update(anchors.get(session.id, ()))
    dates = {anchor for found in anchors.values() for anchor in found}
    apart = {year: by_year.pop(year) for year in sizes.archive_years}
    fragments: dict[str, Iterable[str]] = {
        "": {*TEXT_FRAGMENTS, *dates, *(site.home.text.fragments if site.home else ())},
        ARCHIVE: {anchor for found in by_year.values() for anchor in found},
        "resources/": resource_anchors(resource.title for resource in site.resources),
        CHANGES: (f"on-{day}" for day in days_of_changes if day.year not in lists.get(CHANGES, ())),
        "proposals/": {f"topic-{number}" for number, _ in enumerate(site.proposals, start=1)},
        "subscribe/": {"calendar", "changes", "feeds", "kinds", "embed"},
    }
    for page in STANDING_PAGES:
        if page.exists(site):
            found = frozenset({"main", *fragments.get(page.address, ())})
            yield Location(page.address, What.PAGE, title=page.title, fragments=found)
    for year, held in apart.items():
        yield _year(ARCHIVE, year, held)
    for listing, years in lists.items():
        for year in years:
            days = days_of_changes if listing == CHANGES else ()
            yield _year(listing, year, (f"on-{day}" for day in days if day.year == year))


def _year(listing: str, year: int, fragments: Iterable[str] = ()) -> Location:
    found = frozenset({"main", f"year-{year}", *fragments})
    return Location(year_page(listing, year), What.YEAR, listing, str(year), found)


def _generated(site: Site, related: Relations) -> Iterator[Location]:
    selection = frozenset(_SELECTION)
    with_notes = selection | {"notes-heading"}
    for person in site.people:
        found = with_notes if person.key in related.of_person else selection
        yield Location(person_path(person.key), What.PERSON, person.key, person.name, found | {FOLLOW})
    for kind in kinds(site.sessions, listed=site.kinds):
        yield Location(kind_path(kind), What.KIND, kind, kind, selection | {FOLLOW})
    noted = {slug(topic) for note in site.notes for topic in note.topics}
    for topic in topics(site):
        found = with_notes if slug(topic) in noted else selection
        yield Location(topic_path(topic), What.TOPIC, topic, topic, found)
    for note in site.notes:
        found = NOTE_FRAGMENTS | note.text.fragments
        yield Location(note_path(note.key), What.NOTE, note.key, note.title, found)
    for paper in site.papers:
        if related.has_page(paper):
            found = with_notes if paper.key in related.noted_in else selection
            found |= {"cite-heading", "bibtex", *(("abstract-heading",) if paper.abstract else ())}
            yield Location(paper_path(paper.key), What.PAPER, paper.key, name_of(paper), found)


def _sessions(site: Site, related: Relations) -> Iterator[Location]:
    for session in site.sessions:
        if session.is_event:
            found = frozenset(_session_fragments(session, related))
            yield Location(session_path(session.id), What.SESSION, session.id, session.heading, found)


def _session_fragments(session: Session, related: Relations) -> Iterator[str]:
    yield "main"
    if session.abstract:
        yield "abstract-heading"
    if session.readings:
        yield "reading-heading"
    if session.id in related.of_session:
        yield "notes-heading"


def _files(site: Site, sizes: Sizes, feeds: Collection[str]) -> Iterator[Location]:
    of_kinds = kinds(site.sessions, listed=site.kinds)
    folders = ("", *map(kind_path, of_kinds), *(person_path(person.key) for person in site.people))
    folders += (CHANGES,) if site.changes else ()
    events = tuple(_events(site))
    paths: Iterable[str] = (
        "404.html",
        "embed/index.html",
        "robots.txt",
        "sitemap.xml",
        "calendar.ics",
        *map(year_path, sizes.calendar_years),
        *map(calendar_path, of_kinds),
        *(f"{person_path(person.key)}calendar.ics" for person in site.people),
        *(f"{session_path(session.id)}session.ics" for session in events),
        *(f"{page}readings.bib" for page in reading_lists(site)),
        *(("papers/papers.bib",) if site.papers else ()),
        *(folder + feed for folder in folders for feed in feeds),
    )
    yield from (Location(path, What.FILE) for path in paths)


def _events(site: Site) -> Iterator[Session]:
    return (session for session in site.sessions if session.is_event)


def _authored(site: Site) -> Iterator[Location]:
    for page in site.pages:
        found = TEXT_FRAGMENTS & {"main"} | page.text.fragments
        yield Location(page.path, What.TEXT, page.path, page.title, found, page.text.path)
    for session in site.sessions:
        target = session_path(session.id) if session.is_event else ""
        for alias in session.aliases:
            yield Location(alias, What.ALIAS, session.id, session.heading, None, session.source, target)
    for file in (*site.files, *site.pictures):
        yield Location(file.path, What.FILE, source=file.source)


class _Claims(Struct):
    """The addresses given away so far."""

    found: dict[str, Location] = field(default_factory=dict)
    refused: list[Collision] = field(default_factory=list)
    files: dict[str, tuple[str, Location]] = field(default_factory=dict)
    folders: dict[str, tuple[str, Location]] = field(default_factory=dict)

    def add(self, location: Location) -> None:
        """Give something its address, unless that is taken."""
        path = location.path
        if folded(f"{path}/").startswith(THEME):
            self.refused.append(Collision(location, THEME, None))
            return
        if taken := self._in_the_way(path):
            self.refused.append(Collision(location, *taken))
            return
        self.found[location.address] = location
        self.files[folded(path)] = path, location
        for folder in _folders(path):
            self.folders.setdefault(folded(folder), (folder, location))

    def _in_the_way(self, path: str) -> tuple[str, Location] | None:
        """Return the name, and whose it is, that keeps a file from standing at a path."""
        if same := self.files.get(folded(path)) or self.folders.get(folded(path)):
            return same
        for folder in _folders(path):
            if file := self.files.get(folded(folder)):
                return file
            other = self.folders.get(folded(folder))
            if other and other[0] != folder:
                return other
        return None


def _folders(path: str) -> Iterator[str]:
    """Yield the folders a path lies in."""
    while path := path.rpartition("/")[0]:
        yield path
