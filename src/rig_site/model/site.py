"""The whole group: its settings, its sessions, its people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from rig_site.language.language import OwnPhrase
from rig_site.model.history import TimetableChange
from rig_site.model.link import Link
from rig_site.model.note import Note
from rig_site.model.paper import Paper
from rig_site.model.permalink import note_path, paper_path, person_path, session_path
from rig_site.model.person import Person
from rig_site.model.prose import Prose, StaticFile
from rig_site.model.series import Meeting, Room
from rig_site.model.session import ReadingSection, Session
from rig_site.model.text import Text


class Resource(Struct, frozen=True):
    """Readings that belong to no session, under a heading."""

    title: str
    readings: tuple[ReadingSection, ...]


class Proposal(Struct, frozen=True):
    """A proposed topic; `reactions` are pairs of an emoji and how many people chose it."""

    title: str
    by: Person | None = None
    reactions: tuple[tuple[str, int], ...] = ()
    readings: tuple[ReadingSection, ...] = ()


class Site(Struct, frozen=True):
    """Everything `content/` says, with references resolved and defaults filled in.

    `base_url` is the address as written in `site.yaml`, ending in a slash;
    `uid_domain` is what calendar UIDs and feed ids are made with.
    `phrases` are those of the interface in the group's own words, and
    `macros` the names and bodies of TeX macros that its texts are read with.
    `sessions` are in chronological order, `people` in order of their keys.
    `cited` are the works that texts cite, by the keys that they are cited by.
    `home` is the text under the schedule, `pages` and `papers` are in order of their titles,
    `notes` in order of their keys, `files` (those of static/) and `pictures`
    (those beside notes that a text shows) in order of their paths.
    `changes` are the latest that version control knows, oldest first.
    """

    title: str
    base_url: str
    timezone: str
    uid_domain: str
    description: str = ""
    language: str = "en"
    phrases: tuple[OwnPhrase, ...] = ()
    macros: tuple[tuple[str, str], ...] = ()
    contacts: tuple[Person, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    places: tuple[Room, ...] = ()
    kinds: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    repository: str | None = None
    repository_files: bool = False
    date_format: str = "%d/%m/%y"
    theme_color: str | None = None
    cited: tuple[tuple[str, Paper], ...] = ()
    sessions: tuple[Session, ...] = ()
    people: tuple[Person, ...] = ()
    papers: tuple[Paper, ...] = ()
    resources: tuple[Resource, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    home: Prose | None = None
    pages: tuple[Prose, ...] = ()
    files: tuple[StaticFile, ...] = ()
    notes: tuple[Note, ...] = ()
    pictures: tuple[StaticFile, ...] = ()
    changes: tuple[TimetableChange, ...] = ()


class Edited(Struct, frozen=True):
    """What of a group is not as it was, where that is all that changed.

    `texts` are those of notes and pages by their files: they say of
    themselves what the former ones did.  `sessions` are those by their ids
    that have to do with the rest as they had: they may differ in titles,
    hours, rooms and what else nothing but pages of sessions show.
    """

    texts: Mapping[str, Text] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)

    def then(self, later: Edited) -> Edited:
        """Return what is edited after later edits."""
        return Edited({**self.texts, **later.texts}, {**self.sessions, **later.sessions})


def texts(site: Site) -> Iterator[Text]:
    """Yield every text in Markdown that a group has, wherever it is written; one that is shared comes several times."""
    yield from (text for _, text in texts_by_page(site))


def texts_by_page(site: Site) -> Iterator[tuple[str, Text]]:
    """Yield the texts with the address of the page that each is on, or would be on if there were one."""
    yield from ((page.path, page.text) for page in (*((site.home,) if site.home else ()), *site.pages))
    yield from said_of_pages(site).items()
    for session in site.sessions:
        yield from ((session_path(session.id), note) for note in _remarks(session.readings))
    for resource in site.resources:
        yield from (("resources/", note) for note in _remarks(resource.readings))
    for proposal in site.proposals:
        yield from (("proposals/", note) for note in _remarks(proposal.readings))


def said_of_pages(site: Site) -> Mapping[str, Text]:
    """Return the texts that say what something is, by its page's address: notes, abstracts, bios."""
    found: dict[str, Text | None] = {note_path(note.key): note.text for note in site.notes}
    found |= {session_path(session.id): session.abstract for session in site.sessions}
    found |= {paper_path(paper.key): paper.abstract for paper in site.papers}
    found |= {person_path(person.key): person.bio for person in site.people}
    return {address: text for address, text in found.items() if text}


def _remarks(sections: Iterable[ReadingSection]) -> Iterator[Text]:
    return (reading.note for section in sections for reading in section.readings if reading.note)
