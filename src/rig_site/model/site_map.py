"""The map of a site: what is at each address, and where a link leads that somebody wrote."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import TypeVar
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from rig_site.model.locations import STANDING_PAGES, Collision, Location, What, locations, placed
from rig_site.model.names import Names, names_of
from rig_site.model.note import Note
from rig_site.model.paper import Paper
from rig_site.model.permalink import note_path, paper_path, session_path, slug, topic_path
from rig_site.model.pictures import PictureNames, folders_of
from rig_site.model.prose import Prose, StaticFile
from rig_site.model.relations import Relations, relations
from rig_site.model.site import Edited, Site, said_of_pages, texts, texts_by_page
from rig_site.model.text import Text, Wikilink
from rig_site.model.years_apart import PAPERS, Sizes

Shown = TypeVar("Shown", Note, Prose)


class Target(Struct, frozen=True):
    """Where a link leads: `address` is relative to the site's own, percent-encoded, with its query and fragment.

    `lost` is a fragment that does not exist there, and is left out.
    """

    address: str
    location: Location
    lost: str = ""


class SiteMap(Struct, frozen=True, dict=True):
    """What is at each address of a site.

    `related` is what its papers, notes, sessions and people have in common,
    `sizes` are those of the years of its sessions, and `backlinks` the
    addresses of the pages whose texts link to an address.  `wikilinks` are
    those of all texts, each with the file it is written in, and `embedded`
    the addresses of what texts show in place: `![[Page]]`.
    """

    site: Site
    at: dict[str, Location]
    collisions: tuple[Collision, ...]
    related: Relations
    sizes: Sizes
    backlinks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    wikilinks: list[tuple[str, Wikilink]] = field(default_factory=list)
    embedded: set[str] = field(default_factory=set)

    def of(self, what: What) -> Iterator[Location]:
        """Yield what there is of a kind, in order."""
        return (location for location in self.at.values() if location.what is what)

    def navigation(self) -> Iterator[Location]:
        """Yield the pages that the header leads to."""
        return (self.at[page.address] for page in STANDING_PAGES if page.navigation and page.address in self.at)

    def pages(self) -> Iterator[Location]:
        """Yield every page but for redirections."""
        return (location for location in self.at.values() if location.what not in (What.FILE, What.ALIAS))

    def paper(self, key: str) -> str | None:
        """Return where to read of a paper: at its own page, else at that of its session; None for one never read."""
        if paper_path(key) in self.at:
            return paper_path(key)
        return next((session_path(session.id) for session in self.related.read_in.get(key, ())), None)

    def cited(self, key: str) -> Paper | None:
        """Return the work that texts cite by a key; None for a key that is nobody's."""
        return self._cited.get(key)

    def text_at(self, location: Location) -> Text | None:
        """Return the text that says what something is: of a note or a page all of it, else an abstract or a bio."""
        return self._texts.get(location.address)

    def topic(self, name: str) -> str | None:
        """Return the address of a topic's page, if it has one."""
        return topic_path(name) if slug(name) and topic_path(name) in self.at else None

    def link(self, written: str, source: str = "") -> Target | None:
        """Return where a link leads that is written in a file of the content folder; None for one that leads nowhere.

        It may be written as the files lie (`../static/a.pdf`, `about.md`, or
        `pages/about.md` from a folder around it, as from a vault's own),
        as links in YAML are (`a.pdf`), or as the site's addresses
        (`/archive/`, and `../archive/` as the page itself would say).
        """
        path = re.split("[?#]", written, maxsplit=1)[0]
        found = (self.at.get(each) for each in self._candidates(unquote(path), source)) if path else ()
        location = next(filter(None, found), None)
        return _target(location, written[len(path) :]) if location else None

    def holds(self, address: str) -> bool:
        """Tell whether an absolute address lies within the site.

        Beside the folders of a site without a path of its own, its host may
        have anything.
        """
        base_url = self.site.base_url
        if not address.startswith(base_url):
            return False
        first = re.split("[/?#]", address.removeprefix(base_url), maxsplit=1)[0]
        return urlsplit(base_url).path != "/" or first in self._folders

    def own(self, address: str) -> Target | None:
        """Return where an absolute address of the site itself leads; None for one that leads nowhere."""
        return self.link("/" + address.removeprefix(self.site.base_url))

    def wikilink(self, link: Wikilink, source: str) -> Target | None:
        """Return where a link by name leads; None where nothing is called so."""
        address = self.names.find(link.target, source)
        if address is None:
            found = self.link(link.target, source)
            file = None if found else self.picture(link.target, source)
            location = found.location if found else self.at.get(file.path) if file else None
        elif address in self.at:
            location = self.at[address]
        else:
            location = self.at.get(self.paper(address.removeprefix(PAPERS).removesuffix("/")) or PAPERS)
        return _target(location, f"#{link.heading}" if link.heading else "") if location else None

    def picture(self, written: str, source: str) -> StaticFile | None:
        """Return the image that is meant in a file of the content folder, if it is published."""
        found = self._picture_names.find(written, source)
        return self._pictures[found] if found else None

    def made_of(self, source: str) -> tuple[str, ...]:
        """Return the addresses of the pages whose text stands in a file of the content folder.

        A list of sessions makes several, a file of settings or of people
        none: what it says stands on other pages.
        """
        sessions = (session for session in self.site.sessions if session.is_event and session.source == source)
        listed = tuple(session_path(session.id) for session in sessions)
        location = self.at.get(self._sources[source]) if source in self._sources else None
        return listed or ((location.address,) if location and location.what is not What.FILE else ())

    def edited(self, edited: Edited) -> SiteMap:
        """Return the map of the group after such edits."""
        site, texts, sessions = self.site, edited.texts, edited.sessions
        if sessions:
            site = replace(site, sessions=tuple(sessions.get(session.id, session) for session in site.sessions))
        if texts:
            notes = tuple(_with_text(note, texts) for note in site.notes)
            pages = tuple(_with_text(page, texts) for page in site.pages)
            site = replace(site, notes=notes, pages=pages)
        called = {
            address: replace(location, title=sessions[location.key].heading)
            for address, location in (self.at.items() if sessions else ())
            if location.what in (What.SESSION, What.ALIAS) and location.key in sessions
        }
        former = tuple(session for session in self.site.sessions if session.id in sessions)
        found = replace(
            self,
            site=site,
            at={**self.at, **called},
            related=self.related.edited(sessions),
            sizes=self.sizes.changed(Sizes.of(former, site), Sizes.of(sessions.values(), site)),
        )
        if not sessions:
            kept = vars(self).keys() - vars(found).keys() - {"_texts"}
            vars(found).update({name: value for name, value in vars(self).items() if name in kept})
        return found

    @property
    def calendar_years(self) -> tuple[int, ...]:
        """The years whose events have a calendar of their own, the oldest first."""
        return self.sizes.calendar_years

    def years_apart(self, listing: str) -> tuple[int, ...]:
        """Return the years that have a page of their own beside the list at an address, the oldest first."""
        return self._years_apart.get(listing, ())

    @cached_property
    def _years_apart(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for location in self.of(What.YEAR):
            found.setdefault(location.key, []).append(int(location.title))
        return {listing: tuple(years) for listing, years in found.items()}

    @cached_property
    def names(self) -> Names:
        """What links may call things by."""
        return names_of(self.site)

    @cached_property
    def _cited(self) -> Mapping[str, Paper]:
        return dict(self.site.cited)

    @cached_property
    def _texts(self) -> Mapping[str, Text]:
        return {**said_of_pages(self.site), **{page.path: page.text for page in self.site.pages}}

    @cached_property
    def _folders(self) -> frozenset[str]:
        return frozenset(address.partition("/")[0] for address in self.at)

    @cached_property
    def _pictures(self) -> Mapping[str, StaticFile]:
        return {file.source: file for file in (*self.site.files, *self.site.pictures)}

    @cached_property
    def _picture_names(self) -> PictureNames:
        return PictureNames(self._pictures)

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        """The addresses of what is made of a file in the content folder, by its path there."""
        site = self.site
        found = {note.text.path: note_path(note.key) for note in site.notes}
        found |= {page.text.path: page.path for page in (*((site.home,) if site.home else ()), *site.pages)}
        found |= {file.source: file.path for file in (*site.files, *site.pictures)}
        in_file = Counter(session.source for session in site.sessions)
        alone = (session for session in site.sessions if session.is_event and in_file[session.source] == 1)
        return found | {session.source: session_path(session.id) for session in alone}

    def _candidates(self, path: str, source: str) -> Iterator[str]:
        """Yield the addresses that a path may mean, the likeliest first."""
        for folder in folders_of(source):
            file = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
            if file in self._sources:
                yield self._sources[file]
        base_path = urlsplit(self.site.base_url).path
        if path.startswith(base_path):
            yield path.removeprefix(base_path)
        yield from addresses_meant(path)


def _with_text(shown: Shown, texts: Mapping[str, Text]) -> Shown:
    """Return a note or a page with the text that its file has now; itself if that is the one it had."""
    text = texts.get(shown.text.path)
    return replace(shown, text=text) if text else shown


def map_of(site: Site, feeds: Collection[str] = ()) -> SiteMap:
    """Return the map of a group's site; `feeds` are the names of the feeds' files."""
    related = relations(site)
    sizes = Sizes.of(site.sessions, site)
    found, refused = placed(locations(site, related, sizes, feeds))
    site_map = SiteMap(site, found, refused, related, sizes)
    site_map.backlinks.update(_backlinks(site_map))
    site_map.wikilinks.extend((text.path, wikilink) for text in texts(site) for wikilink in text.wikilinks)
    shown = (site_map.wikilink(wikilink, path) for path, wikilink in site_map.wikilinks if wikilink.alone)
    site_map.embedded.update(target.location.address for target in shown if target)
    return site_map


def addresses_meant(path: str) -> Iterator[str]:
    """Yield the addresses that a path within the site may mean, wherever it is written.

    >>> list(addresses_meant("../archive/")), list(addresses_meant("/static/a.pdf"))[:2]
    (['archive', 'archive', 'archive/'], ['static/a.pdf', 'a.pdf'])
    """
    name = posixpath.normpath(path.lstrip("/").removeprefix("../").removeprefix("../"))
    page = name.removesuffix("index.html").removesuffix("/")
    yield from (name, name.removeprefix("static/"), "" if page in ("", ".") else f"{page}/")


def targets(text: Text, site_map: SiteMap) -> Iterator[Target]:
    """Yield where the links of a text lead within the site, and those of the works that it cites."""
    for citation in text.citations:
        paper = site_map.cited(citation.key)
        if paper and (address := site_map.paper(paper.key)):
            yield Target(address, site_map.at[address])
    for wikilink in text.wikilinks:
        if wikilink.target and (target := site_map.wikilink(wikilink, text.path)):
            yield target
    for link in text.links:
        if target := site_map.link(link.url, text.path):
            yield target


def _backlinks(site_map: SiteMap) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for address, text in texts_by_page(site_map.site):
        for target in targets(text, site_map) if address in site_map.at else ():
            if target.location.address != address:
                found.setdefault(target.location.address, {})[address] = None
    return {address: tuple(pages) for address, pages in found.items()}


def _target(location: Location, rest: str) -> Target:
    """Return a place with the query and the fragment that stand after it, as far as that exists."""
    before, mark, fragment = rest.partition("#")
    address = quote(location.address) + before
    if location.fragments is None or not fragment:
        return Target(address + mark + fragment, location)
    found = location.fragment(unquote(fragment))
    return Target(f"{address}#{found}", location) if found else Target(address, location, lost=unquote(fragment))
