"""What papers, notes, sessions and people have to do with each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from rig_site.model.note import Mention, Note
from rig_site.model.paper import Paper, identities, identity
from rig_site.model.permalink import person_path, session_path, slug, topic_path
from rig_site.model.session import Reading, Session, is_citable
from rig_site.model.site import Site
from rig_site.model.topic import topics

T = TypeVar("T")


class Relations(Struct, frozen=True):
    """The group's papers and notes, ready to be asked for.

    `papers` are known by all that each is called, `read_in` holds the
    events a paper is read in by the paper's key, and `noted_in` the notes
    on it, with the heading it stands under.  The others hold notes by the
    id of a session and the key of a person.  `cited` are the keys of the
    papers that texts cite.
    """

    papers: Mapping[str, Paper]
    read_in: Mapping[str, tuple[Session, ...]]
    noted_in: Mapping[str, tuple[tuple[Note, Mention], ...]]
    of_session: Mapping[str, tuple[Note, ...]]
    of_person: Mapping[str, tuple[Note, ...]]
    cited: frozenset[str]

    def paper(self, reading: Reading) -> Paper | None:
        """Return the paper that a reading is of."""
        return _paper(reading, self.papers)

    def edited(self, sessions: Mapping[str, Session]) -> Relations:
        """Return the same with other sessions in place of those with their ids, which read the same."""
        read = (
            self.paper(reading)
            for session in sessions.values()
            for section in session.readings
            for reading in section.readings
        )
        keys = {paper.key for paper in read if paper} & self.read_in.keys()
        others = {key: tuple(sessions.get(each.id, each) for each in self.read_in[key]) for key in keys}
        return replace(self, read_in={**self.read_in, **others})

    def has_page(self, paper: Paper) -> bool:
        """Tell whether there is more to say of a paper than its one reading says, so that it has a page."""
        several = len(self.read_in.get(paper.key, ())) > 1
        mentioned = paper.key in self.noted_in or paper.key in self.cited
        return several or mentioned or bool(paper.abstract or paper.code)


def relations(site: Site) -> Relations:
    """Return what is read and noted on in a group; notes are in order of their titles."""
    papers = {name: paper for paper in reversed(site.papers) for name in identities(paper)}
    notes = sorted(site.notes, key=lambda note: (note.title.casefold(), note.key))
    return Relations(
        papers=papers,
        read_in=_grouped(
            (paper.key, session)
            for session in site.sessions
            if session.is_event
            for section in session.readings
            for reading in section.readings
            if (paper := _paper(reading, papers))
        ),
        noted_in=_grouped((mention.paper, (note, mention)) for note in notes for mention in note.papers),
        of_session=_grouped((session, note) for note in notes for session in note.sessions),
        of_person=_grouped((person, note) for note in notes for person in note.authors),
        cited=frozenset(paper.key for _, paper in site.cited),
    )


def with_something_to_cite(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Return those of some sessions that are events with a published work among their readings."""
    return tuple(session for session in sessions if session.is_event and is_citable(session.readings))


def reading_lists(site: Site) -> Mapping[str, Sequence[Session]]:
    """Return the sessions with something to cite by the pages of themselves, of their leads and of their topics."""
    known = {slug(topic) for topic in topics(site)}
    found: dict[str, list[Session]] = {}
    for session in with_something_to_cite(site.sessions):
        led = (person_path(lead.key) for lead in session.leads)
        about = (topic_path(topic) for topic in session.topics if slug(topic) in known)
        for page in dict.fromkeys((session_path(session.id), *led, *about)):
            found.setdefault(page, []).append(session)
    return found


def _paper(reading: Reading, papers: Mapping[str, Paper]) -> Paper | None:
    known = identity(arxiv=reading.arxiv, doi=reading.doi, url=reading.url)
    return papers.get(f"key:{reading.paper}" if reading.paper else known or "") or papers.get(known or "")


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    """Return what belongs to each key, in order and each once."""
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        values = found.setdefault(key, [])
        if not values or values[-1] != value:
            values.append(value)
    return {key: tuple(values) for key, values in found.items()}
