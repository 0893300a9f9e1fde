"""`/notes/` and `/notes/<key>/`: notes on papers, with what they belong to and what leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import ClassVar

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.model.link import Link
from rig_site.model.note import Note
from rig_site.model.paper import name_of
from rig_site.model.permalink import note_path, paper_path, person_path, session_path
from rig_site.model.session import Session
from rig_site.model.years_apart import NOTES, note_year, year_page
from rig_site.outputs.backlinks import Backlink, backlinks, linking_sessions
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.references import References, shown_references
from rig_site.outputs.selection import PageOfYear, YearLink, frame_of_year, year_links
from rig_site.outputs.text import shortened

FEWEST_PARTS = 3
"""How many headings make a list of contents worth its place."""


class NoteRow(Struct, frozen=True):
    """A note in a list: what it begins with, who wrote it, and the titles of the papers it is on."""

    path: str
    title: str
    beginning: str
    date: date | None
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    papers: tuple[str, ...]


class Notes(Struct, frozen=True):
    """Notes that are listed together, in order of their titles; those of a `year` if they are so many, else all."""

    year: int | None
    notes: tuple[NoteRow, ...]


class NotesPage(Struct, frozen=True):
    """All notes, or those of the latest years; `by_topic` tells whether there are pages of topics.

    `all_years` are those of the whole list, none where it is not divided.
    """

    template: ClassVar[str] = "notes.html"

    frame: Frame
    lists: tuple[Notes, ...]
    all_years: tuple[YearLink, ...]
    by_topic: bool


class NotesOfYear(PageOfYear, frozen=True):
    """The notes of a year that left the list of all, in order of their titles."""

    template: ClassVar[str] = "notes_year.html"

    notes: tuple[NoteRow, ...]


class NotePaper(Struct, frozen=True):
    """A paper that a note is on: its page, its title, and where it can be read."""

    path: str
    title: str
    places: tuple[Link, ...]


class NoteSession(Struct, frozen=True):
    """A session that a note was written for."""

    path: str
    title: str
    date: date


class ContentsEntry(Struct, frozen=True):
    """A heading in the list of contents; `level` is 0 for the highest."""

    level: int
    text: str
    anchor: str


class NotePage(Struct, frozen=True):
    """A note; `contents` are the headings of its two highest levels, `references` the works that it cites."""

    template: ClassVar[str] = "note.html"

    frame: Frame
    date: date | None
    html: Markup | None
    authors: tuple[Link, ...]
    topics: tuple[Link, ...]
    papers: tuple[NotePaper, ...]
    sessions: tuple[NoteSession, ...]
    contents: tuple[ContentsEntry, ...]
    references: References | None
    backlinks: tuple[Backlink, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield a page for each note, those that were edited first, and the list of notes; nothing while there are none."""
    texts = edition.edited.texts if edition.edited else {}
    for note in sorted(edition.site.notes, key=lambda note: note.text.path not in texts):
        if note.text.path in texts or edition.differs(_shown_with(note, edition)):
            yield _page_of(note, edition)
    if edition.site.notes and (edition.edited is None or texts):
        yield from _lists(edition)


def _shown_with(note: Note, edition: Edition) -> Iterator[Session]:
    """Yield the sessions that a note's page shows something of."""
    yield from _held(note, edition)
    yield from linking_sessions(note_path(note.key), edition)


def _held(note: Note, edition: Edition) -> list[Session]:
    """Return the sessions that a note was written for."""
    return [edition.sessions[each] for each in note.sessions if each in edition.sessions]


def _lists(edition: Edition) -> Iterator[Artifact]:
    """Yield the list of all notes, and the pages of the years that left it."""
    site, gettext = edition.site, edition.language.gettext
    titles = {paper.key: name_of(paper) for paper in site.papers}
    days = {session.id: session.date for session in site.sessions}
    apart = edition.site_map.years_apart(NOTES)
    listed: dict[int | None, list[NoteRow]] = {}
    for note in site.notes:
        listed.setdefault(note_year(note, days) if apart else None, []).append(_row(note, titles, edition.names))
    for rows in listed.values():
        rows.sort(key=lambda row: (row.title.casefold(), row.path))
    title, about = gettext("Notes"), gettext("Notes on what %(group)s reads.", group=site.title)
    links = year_links(edition, NOTES, filter(None, listed))
    stay = [link.number for link in links if not link.path] + [None for year in listed if year is None]
    page = NotesPage(
        frame=frame(edition, NOTES, title=title, description=about),
        lists=tuple(Notes(year, tuple(listed[year])) for year in stay),
        all_years=links,
        by_topic="topics/" in edition.site_map.at,
    )
    yield Artifact.of(f"{NOTES}index.html", page, edition.encode_page)
    for year in apart:
        of_year = NotesOfYear(
            frame=frame_of_year(edition, NOTES, year, title=title, description=about),
            index=Link(title, NOTES),
            number=year,
            all_years=links,
            notes=tuple(listed[year]),
        )
        yield Artifact.of(f"{year_page(NOTES, year)}index.html", of_year, edition.encode_page)


def _page_of(note: Note, edition: Edition) -> Artifact:
    """Return the page of a note."""
    without_text = _page(note, _held(note, edition), edition)
    return Artifact(
        f"{note_path(note.key)}index.html",
        digest(without_text, note.text, edition.fillings(note.text)),
        partial(_with_text, without_text, note, edition),
        edition.encode_page,
    )


def note_links(notes: Iterable[Note]) -> tuple[Link, ...]:
    """Return notes as links to their pages."""
    return tuple(Link(note.title, note_path(note.key)) for note in notes)


def _row(note: Note, titles: Mapping[str, str], names: Mapping[str, str]) -> NoteRow:
    papers = tuple(titles[key] for key in dict.fromkeys(mention.paper for mention in note.papers) if key in titles)
    return NoteRow(
        path=note_path(note.key),
        title=note.title,
        beginning=shortened(note.text.beginning),
        date=note.date,
        authors=tuple(names[key] for key in note.authors if key in names),
        topics=note.topics,
        papers=papers,
    )


def _with_text(page: NotePage, note: Note, edition: Edition) -> NotePage:
    return replace(page, html=edition.html(note.text, page.frame.root, title=note.title, listed=True))


def _page(note: Note, sessions: Iterable[Session], edition: Edition) -> NotePage:
    site, names = edition.site, edition.names
    page_frame = frame(
        edition,
        note_path(note.key),
        title=note.title,
        description=shortened(note.text.beginning)
        or edition.language.gettext("%(title)s: a note of %(group)s.", title=note.title, group=site.title),
        source=note.text.path,
    )
    return NotePage(
        frame=page_frame,
        date=note.date,
        html=None,
        authors=tuple(Link(names[key], person_path(key)) for key in note.authors if key in names),
        topics=tuple(Link(topic, edition.site_map.topic(topic)) for topic in note.topics),
        papers=tuple(_papers(note, edition)),
        sessions=tuple(
            NoteSession(session_path(session.id), session.heading, session.date)
            for session in sessions
            if session.is_event
        ),
        contents=_contents(note),
        references=shown_references(note.text, edition),
        backlinks=backlinks(note_path(note.key), edition),
    )


def _papers(note: Note, edition: Edition) -> Iterator[NotePaper]:
    for key in dict.fromkeys(mention.paper for mention in note.papers):
        if paper := edition.related.papers.get(f"key:{key}"):
            found = edition.places(arxiv=paper.arxiv, doi=paper.doi, url=paper.url, code=paper.code)
            yield NotePaper(paper_path(key), name_of(paper), found)


def _contents(note: Note) -> tuple[ContentsEntry, ...]:
    """Return the headings that a list of contents shows; the one that repeats the title is none of them."""
    headings = note.text.headings
    if headings and headings[0].text.casefold() == note.title.casefold():
        headings = headings[1:]
    highest = min((heading.level for heading in headings), default=1)
    shown = tuple(
        ContentsEntry(heading.level - highest, heading.text, heading.anchor)
        for heading in headings
        if heading.text and heading.level <= highest + 1
    )
    return shown if len(shown) >= FEWEST_PARTS else ()
