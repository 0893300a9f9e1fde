"""What every output is planned from: the site at an instant, at an address, in a theme."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import datetime
from functools import cached_property, partial
from typing import Any, TypeVar

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import replace

from rig_site.cache.digest import digest
from rig_site.cache.store import Store
from rig_site.language.language import Language
from rig_site.model.link import Link
from rig_site.model.note import Note
from rig_site.model.paper import places
from rig_site.model.permalink import slug
from rig_site.model.relations import Relations
from rig_site.model.series import Room, by_slug
from rig_site.model.session import Session
from rig_site.model.site import Edited, Site
from rig_site.model.site_map import SiteMap
from rig_site.model.text import Text
from rig_site.model.timetable import ends, past, upcoming
from rig_site.outputs.extras import NONE, Extras
from rig_site.render.closing import close
from rig_site.render.fillings import fillings
from rig_site.render.html import PageView, encode_page
from rig_site.render.theme import Theme

_HELD = {
    "cited",
    "sessions",
    "people",
    "papers",
    "resources",
    "proposals",
    "home",
    "pages",
    "files",
    "notes",
    "pictures",
    "changes",
}
"""The fields of a site that its files depend on each by itself."""

_SESSION_KEYS, _MADE = digest("session keys"), digest("made once")

Subject = TypeVar("Subject")
Made = TypeVar("Made")


class Edition(Struct, frozen=True, dict=True):
    """One build's subject.

    `site_map` is the map of the site.  `as_of` is an aware UTC datetime.
    `base_url` is where this build will be published, ending in a slash;
    `site.base_url` stays what the organisers wrote, and identities
    (calendar UIDs, feed ids) are made of `site.uid_domain` only.  A
    `preview` is one of another day than today.  What takes long to make is
    kept in the `store`.  Of what was published before only that is planned
    which shows something `edited`, None for everything.  `extras` are the
    parts of it that were asked for.
    """

    site_map: SiteMap
    as_of: datetime
    base_url: str
    theme: Theme
    preview: bool = False
    store: Store = field(default_factory=Store)
    edited: Edited | None = None
    extras: Extras = NONE

    @property
    def site(self) -> Site:
        """The group."""
        return self.site_map.site

    @property
    def related(self) -> Relations:
        """What its papers, notes, sessions and people have to do with each other."""
        return self.site_map.related

    @cached_property
    def language(self) -> Language:
        """What its words are said in."""
        return Language(self.site.language, self.site.phrases)

    @cached_property
    def encode_page(self) -> Callable[[PageView], bytes]:
        """What makes a page of its view, in this theme and language."""
        return partial(encode_page, theme=self.theme, language=self.language)

    def address(self, path: str) -> str:
        """Return the absolute address of a path of the site; an absolute address is returned as it is."""
        return path if "://" in path or path.startswith("mailto:") else self.base_url + path

    def places(
        self, *, arxiv: str | None, doi: str | None, url: str | None, code: str | None = None
    ) -> tuple[Link, ...]:
        """Return where a work can be read, as links with short labels."""
        found = places(arxiv=arxiv, doi=doi, url=url, code=code)
        return tuple(replace(link, label=self.language.gettext(link.label)) for link in found)

    def html(
        self, text: Text | None, root: str, *, top_heading: int = 2, title: str = "", listed: bool = False
    ) -> Markup | None:
        """Return a text as HTML for a place that reaches the site's own address by `root`; None for none.

        What it cites is `listed` there, or not.
        """
        if text is None:
            return None
        return close(
            text, self.site_map, root, language=self.language, top_heading=top_heading, title=title, listed=listed
        )

    @cached_property
    def everywhere(self) -> bytes:
        """A digest of what every file depends on: the settings, the theme, and what stands around each page."""
        settings = (getattr(self.site, name) for name in self.site.__struct_fields__ if name not in _HELD)
        navigation = tuple(page.address for page in self.site_map.navigation())
        pages = tuple((page.title, page.path) for page in self.site.pages)
        shown = self.as_of if self.preview else None
        return digest(tuple(settings), navigation, pages, self.base_url, shown, self.theme.digest, self.extras)

    def session_key(self, session: Session) -> bytes:
        """Return a digest of all that a session's event, its entry in a feed and its row in a list depend on."""
        return self._known_keys.get(session.id) or self.once(_session_key, session)

    def keep(self) -> None:
        """Put into the store what builds use again after which only little is edited."""
        self.store.put(_SESSION_KEYS, {session.id: self.session_key(session) for session in self.site.sessions})
        self.store.hold(_MADE, self._made)

    @cached_property
    def _known_keys(self) -> Mapping[str, bytes]:
        """The keys that the sessions had and have, by their ids: those that were edited have others."""
        kept = self.store.get(_SESSION_KEYS, dict) if self.edited else None
        edited = self.edited.sessions if self.edited else {}
        return {key: value for key, value in kept.items() if key not in edited} if kept else {}

    def differs(self, sessions: Iterable[Session]) -> bool:
        """Tell whether what shows some sessions may be another than it was."""
        edited = self.edited
        return edited is None or (bool(edited.sessions) and any(session.id in edited.sessions for session in sessions))

    def fillings(self, text: Text | None) -> tuple[object, ...]:
        """Return what fills the holes of a text, whatever place it is closed for: with that it is known what it shows.

        See `render.fillings.fillings`.
        """
        return self.once(_fillings, text) if text else ()

    def once(self, make: Callable[[Subject, Edition], Made], subject: Subject) -> Made:
        """Return what a function makes of an object of the site and this edition, asking it once for each object."""
        made = self._made.setdefault(make, {})
        if id(subject) not in made:
            made[id(subject)] = subject, make(subject, self)
        found: Made = made[id(subject)][1]
        return found

    @cached_property
    def _made(self) -> dict[Hashable, dict[int, tuple[Any, Any]]]:
        """What was made once: by the function and the object's identity, with the object, which keeps that its own.

        Of objects that an edit left as they were it stays.
        """
        kept = self.store.get(_MADE, dict) if self.edited else None
        return {} if kept is None else kept

    @cached_property
    def notes(self) -> Mapping[str, Note]:
        """The notes by their keys."""
        return {note.key: note for note in self.site.notes}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What people are called, by their keys."""
        return {person.key: person.name for person in self.site.people}

    @cached_property
    def sessions(self) -> Mapping[str, Session]:
        """The sessions by their ids."""
        return {session.id: session for session in self.site.sessions}

    def place(self, room: str | None) -> Room | None:
        """Return what is said of a room in `places`, its map as an address of the site; None where nothing is."""
        return self._places.get(slug(room)) if room and self._places else None

    @cached_property
    def _places(self) -> Mapping[str, Room]:
        return by_slug(self.site.places)

    @cached_property
    def upcoming(self) -> tuple[Session, ...]:
        """The sessions that have not ended, soonest first."""
        return upcoming(self.site.sessions, as_of=self.as_of)

    @cached_property
    def past(self) -> tuple[Session, ...]:
        """The events that have ended, latest first."""
        return past(self.site.sessions, as_of=self.as_of)


def _session_key(session: Session, edition: Edition) -> bytes:
    texts = (session.abstract, *(reading.note for section in session.readings for reading in section.readings))
    return digest(session, ends(session) <= edition.as_of, tuple(edition.fillings(text) for text in texts if text))


def _fillings(text: Text, edition: Edition) -> tuple[object, ...]:
    return fillings(text, edition.site_map)
