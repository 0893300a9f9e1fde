"""A stand-in for the map of a site: what links lead to is told it."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from rig_site.markup.text import read_text
from rig_site.model.locations import Location, What
from rig_site.model.paper import Paper
from rig_site.model.prose import StaticFile
from rig_site.model.site_map import Target
from rig_site.model.text import Text, Wikilink
from rig_site.render.closing import close

NONE: Mapping[str, str] = MappingProxyType({})


class Known:
    """Addresses by what is written: links, links by name, topics; and images, found by their paths."""

    def __init__(
        self,
        *,
        links: Mapping[str, str] = NONE,
        pages: Mapping[str, str] = NONE,
        topics: Mapping[str, str] = NONE,
        pictures: Mapping[str, StaticFile] = MappingProxyType({}),
        works: Mapping[str, Paper] = MappingProxyType({}),
        texts: Mapping[str, Text] = MappingProxyType({}),
    ) -> None:
        self.works, self.texts = works, texts
        self.links, self.pages, self.topics, self.pictures = links, pages, topics, pictures

    def link(self, written: str, source: str) -> Target | None:
        return self._target(self.links.get(written))

    def wikilink(self, link: Wikilink, source: str) -> Target | None:
        return self._target(self.pages.get(link.written))

    def cited(self, key: str) -> Paper | None:
        return self.works.get(key)

    def paper(self, key: str) -> str | None:
        return None

    def text_at(self, location: Location) -> Text | None:
        return self.texts.get(location.address)

    def topic(self, name: str) -> str | None:
        return self.topics.get(name)

    def picture(self, written: str, source: str) -> StaticFile | None:
        return self.pictures.get(written)

    def _target(self, address: str | None) -> Target | None:
        return None if address is None else Target(address, Location(address.partition("#")[0], What.NOTE))


def picture(path: str, width: int | None = None, height: int | None = None) -> StaticFile:
    return StaticFile(path, "", "", "", width, height)


def part(markdown: str) -> Text:
    """Return an abstract, a remark or the like, with `\\R` for the real numbers."""
    return read_text(markdown, is_part=True, macros={r"\R": r"\mathbb{R}"})


def whole(markdown: str, path: str = "", *, taken: Collection[str] = ("main",)) -> Text:
    """Return a note or a page, written in a file, with the same macro."""
    return read_text(markdown, path=path, taken=taken, macros={r"\R": r"\mathbb{R}"})


def html_of(markdown: str, known: Known | None = None, **options: object) -> str:
    """Return a whole text as HTML for a place at the site's own address."""
    return str(close(read_text(markdown), known or Known(), "", **options))  # type: ignore[arg-type]


def part_of(markdown: str, known: Known | None = None, *, root: str = "", **options: object) -> str:
    """Return an abstract or a remark as HTML."""
    return str(close(read_text(markdown, is_part=True), known or Known(), root, **options))  # type: ignore[arg-type]
