"""`/notes/` and `/notes/<key>/`: notes on papers, with what they belong to and what leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from rig_site.artifact import Artifact
from rig_site.model.link import Link
from rig_site.model.note import Note, Part
from rig_site.model.paper import places
from rig_site.model.permalink import note_path, paper_path, person_path, session_path, slug, topic_path
from rig_site.model.session import Session
from rig_site.model.topic import topics
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.pages.papers import name_of
from rig_site.render.html import encode_page

FEWEST_PARTS = 3
"""How many headings make a list of contents worth its place."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note in a list; `papers` are the titles of those it is on."""

    path: str
    title: str
    date: date | None
    topics: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotesPage:
    """All notes, in order of their titles; `by_topic` tells whether there are pages of topics."""

    template: ClassVar[str] = "notes.html"

    frame: Frame
    notes: tuple[NoteRow, ...]
    by_topic: bool


@dataclass(frozen=True, slots=True)
class NotePaper:
    """A paper that a note is on: its page, its title, and where it can be read."""

    path: str
    title: str
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NoteSession:
    """A session that a note was written for."""

    path: str
    title: str
    date: date


@dataclass(frozen=True, slots=True)
class NotePage:
    """A note; `contents` are the headings of its two highest levels, and `macros` the group's TeX commands."""

    template: ClassVar[str] = "note.html"

    frame: Frame
    note: Note
    macros: tuple[tuple[str, str], ...]
    authors: tuple[Link, ...]
    topics: tuple[Link, ...]
    papers: tuple[NotePaper, ...]
    sessions: tuple[NoteSession, ...]
    contents: tuple[Part, ...]
    backlinks: tuple[Link, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the list of notes and a page for each; nothing while there are none."""
    site = edition.site
    if not site.notes:
        return
    encode = partial(encode_page, theme=edition.theme)
    titles = {paper.key: name_of(paper) for paper in site.papers}
    rows = sorted((_row(note, titles) for note in site.notes), key=lambda row: (row.title.casefold(), row.path))
    about = f"Notes on what {site.title} reads."
    met = frozenset(map(slug, topics(site)))
    page = NotesPage(frame(edition, "notes/", title="Notes", description=about), tuple(rows), bool(met))
    yield Artifact("notes/index.html", page, encode)
    sessions = {session.id: session for session in site.sessions}
    for note in site.notes:
        held = [sessions[each] for each in note.sessions if each in sessions]
        yield Artifact(f"{note_path(note.key)}index.html", _page(note, held, met, edition), encode)


def note_links(notes: Iterable[Note]) -> tuple[Link, ...]:
    """Return notes as links to their pages."""
    return tuple(Link(note.title, note_path(note.key)) for note in notes)


def _row(note: Note, titles: dict[str, str]) -> NoteRow:
    papers = tuple(titles[key] for key in dict.fromkeys(mention.paper for mention in note.papers) if key in titles)
    return NoteRow(note_path(note.key), note.title, note.date, note.topics, papers)


def _page(note: Note, sessions: Iterable[Session], met: frozenset[str], edition: Edition) -> NotePage:
    site, shelf = edition.site, edition.shelf
    names = {person.key: person.name for person in site.people}
    return NotePage(
        frame=frame(
            edition,
            note_path(note.key),
            title=note.title,
            description=f"{note.title}: a note of {site.title}.",
            source=note.source,
        ),
        note=note,
        macros=site.macros,
        authors=tuple(Link(names[key], person_path(key)) for key in note.authors if key in names),
        topics=tuple(Link(topic, topic_path(topic) if slug(topic) in met else None) for topic in note.topics),
        papers=tuple(_papers(note, edition)),
        sessions=tuple(
            NoteSession(session_path(session.id), session.heading, session.date)
            for session in sessions
            if session.is_event
        ),
        contents=_contents(note),
        backlinks=note_links(shelf.linking_to.get(note.key, ())),
    )


def _papers(note: Note, edition: Edition) -> Iterator[NotePaper]:
    for key in dict.fromkeys(mention.paper for mention in note.papers):
        if paper := edition.shelf.papers.get(f"key:{key}"):
            found = places(arxiv=paper.arxiv, doi=paper.doi, url=paper.url, code=paper.code)
            yield NotePaper(paper_path(key), name_of(paper), found)


def _contents(note: Note) -> tuple[Part, ...]:
    """Return the headings that a list of contents shows; the one that repeats the title is none of them."""
    repeats = bool(note.parts) and note.parts[0].text.casefold() == note.title.casefold()
    parts = note.parts[1:] if repeats else note.parts
    highest = min((part.level for part in parts), default=1)
    shown = tuple(
        Part(part.level - highest, part.text, part.anchor) for part in parts if part.text and part.level <= highest + 1
    )
    return shown if len(shown) >= FEWEST_PARTS else ()
