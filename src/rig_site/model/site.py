"""The whole group: its settings, its sessions, its people."""

from __future__ import annotations

from dataclasses import dataclass, field

from rig_site.model.link import Link
from rig_site.model.note import Note
from rig_site.model.paper import Paper
from rig_site.model.person import Person
from rig_site.model.prose import Prose, StaticFile
from rig_site.model.series import Meeting
from rig_site.model.session import ReadingSection, Session


@dataclass(frozen=True, slots=True)
class Resource:
    """Readings that belong to no session, under a heading."""

    title: str
    readings: tuple[ReadingSection, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed topic; `reactions` are pairs of an emoji and how many people chose it."""

    title: str
    by: Person | None = None
    reactions: tuple[tuple[str, int], ...] = ()
    readings: tuple[ReadingSection, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """Everything `content/` says, with references resolved and defaults filled in.

    `base_url` is the address as written in `site.yaml`, ending in a slash;
    `uid_domain` is what calendar UIDs and feed ids are made with.
    `sessions` are in chronological order, `people` in order of their keys.
    `macros` are pairs of a TeX command and its meaning.  `home` is the text
    under the schedule, `pages` and `papers` are in order of their titles,
    `notes` in order of their keys, `files` and `pictures` (those that notes
    show) in order of their paths.
    """

    title: str
    base_url: str
    timezone: str
    uid_domain: str
    description: str = ""
    language: str = "en"
    contacts: tuple[Person, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    kinds: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    repository: str | None = None
    repository_files: bool = False
    date_format: str = "%d/%m/%y"
    theme_color: str | None = None
    macros: tuple[tuple[str, str], ...] = ()
    sessions: tuple[Session, ...] = field(default=(), repr=False)
    people: tuple[Person, ...] = field(default=(), repr=False)
    papers: tuple[Paper, ...] = field(default=(), repr=False)
    resources: tuple[Resource, ...] = field(default=(), repr=False)
    proposals: tuple[Proposal, ...] = field(default=(), repr=False)
    home: Prose | None = field(default=None, repr=False)
    pages: tuple[Prose, ...] = field(default=(), repr=False)
    files: tuple[StaticFile, ...] = field(default=(), repr=False)
    notes: tuple[Note, ...] = field(default=(), repr=False)
    pictures: tuple[StaticFile, ...] = field(default=(), repr=False)
