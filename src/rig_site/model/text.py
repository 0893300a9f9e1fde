"""A Markdown text after its one reading: what it says of itself, and its HTML with holes for what the place decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self, TypeAlias

from msgspec import Struct

from rig_site.diagnostics import Position, Problem


class Heading(Struct, frozen=True):
    """A heading; `level` is 1 to 6 as written, `anchor` its id on the page."""

    level: int
    text: str
    anchor: str


class PaperHeading(Struct, frozen=True):
    """A heading that is a link, and so opens a paper; `url` is empty where the link was left empty."""

    title: str
    url: str
    anchor: str
    position: Position


class TextLink(Struct, frozen=True):
    """A link; `url` is as written, percent-encoded.

    `about` is the title of the list item around it, where the link itself
    only says "Read the paper" or the like.
    """

    text: str
    url: str
    position: Position
    about: str = ""


class Wikilink(Struct, frozen=True):
    """A link to a page by its name: `[[target#heading|shown|300]]`.

    `heading` may be a block (`^id`); `target` is empty for a heading of
    the text itself.  `embed` tells `![[…]]` of a page, and `alone` that
    nothing stands beside it, so that the page itself can be shown there.
    """

    target: str
    heading: str
    shown: str
    position: Position
    embed: bool = False
    alone: bool = False

    @property
    def written(self) -> str:
        """The target with its heading, as they are written."""
        return f"{self.target}#{self.heading}" if self.heading else self.target


class Image(Struct, frozen=True):
    """An image by its `source` as written; `width` and `height` are pixels asked for.

    `linked` tells whether it leads to its full size: it does not where it
    stands within a link.
    """

    source: str
    alternative: str
    position: Position
    width: int | None = None
    height: int | None = None
    linked: bool = True


class Tag(Struct, frozen=True):
    """A topic named in the text: `#topic`."""

    name: str


class CitationLink(Struct, frozen=True):
    """A work that is cited by its `key`; `by_year` alone where its authors are named already: `-@key`."""

    key: str
    position: Position
    by_year: bool = False


class MathSpan(Struct, frozen=True):
    """An expression in TeX; `display` tells a block from one within a line."""

    tex: str
    display: bool


class CodeBlock(Struct, frozen=True):
    """A block of code in a programming language as it was named, and its HTML in colours."""

    language: str
    source: str
    html: str


Fact: TypeAlias = TextLink | Wikilink | Image | Tag | Heading | CitationLink
"""What asks for a hole."""


class Hole(Struct, frozen=True):
    """A tag whose place fills it, as its fact asks: with an address, with an image's size, with a heading's level.

    `before` and `after` are the start tag around what fills it; of an end
    tag both are empty.
    """

    fact: Fact
    before: str = ""
    after: str = ""

    @property
    def ends(self) -> bool:
        """Whether it is an end tag."""
        return not self.before


class Deferred:
    """The base of frozen dataclasses with slots whose instances may be read when their fields are asked for."""

    __slots__ = ("_read",)

    @classmethod
    def later(cls, read: Callable[[], Self], **known: object) -> Self:
        """Return an instance some of whose fields are known; it is read when the first of the others is asked for."""
        made = cls.__new__(cls)
        object.__setattr__(made, "_read", read)
        for name, value in known.items():
            object.__setattr__(made, name, value)
        return made

    def __getattr__(self, name: str) -> Any:
        """Read all fields for the one that is not there yet (Python's data model, `object.__getattr__`)."""
        if name == "_read" or name not in type(self).__slots__:
            raise AttributeError(name=name, obj=self)
        found = self._read()
        for each in self.__slots__:
            object.__setattr__(self, each, getattr(found, each))
        return getattr(found, name)

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        """Return what an instance is pickled as: its class and its fields, in their order."""
        return type(self), tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Text(Deferred):
    """A text in Markdown, read and rendered.

    `source` is the Markdown, `path` the file it is written in, relative to
    the content folder.  `html` is sanitised HTML in pieces, with holes
    between them.  `title` is what the first heading says, empty without
    one; `opening` is the heading that the text begins with, unless it opens
    a paper.  `beginning` is what its first paragraph says, without its
    markup.  `fragments` are the ids in it, `tags` the topics it names, and
    `problems` what can be said without knowing the rest of the site.  `key`
    is a digest of all that reading it depended on, empty where nobody asked.
    """

    source: str = ""
    path: str = ""
    html: tuple[str | Hole, ...] = ()
    title: str = ""
    opening: Heading | None = None
    beginning: str = ""
    headings: tuple[Heading, ...] = ()
    papers: tuple[PaperHeading, ...] = ()
    links: tuple[TextLink, ...] = ()
    wikilinks: tuple[Wikilink, ...] = ()
    images: tuple[Image, ...] = ()
    math: tuple[MathSpan, ...] = ()
    code: tuple[CodeBlock, ...] = ()
    tags: tuple[str, ...] = ()
    citations: tuple[CitationLink, ...] = ()
    fragments: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    key: bytes = field(default=b"", compare=False)

    @property
    def facts(self) -> tuple[object, ...]:
        """What the rest of the site may know of it: neither its words, nor on which line anything stands.

        Lists of texts show the beginning of each.
        """
        return (
            self.path,
            self.title,
            self.opening,
            self.headings,
            tuple((paper.title, paper.url, paper.anchor) for paper in self.papers),
            tuple((link.text, link.url, link.about) for link in self.links),
            tuple((link.written, link.shown, link.embed, link.alone) for link in self.wikilinks),
            tuple((image.source, image.width, image.height) for image in self.images),
            self.tags,
            tuple((each.key, each.by_year) for each in self.citations),
            self.fragments,
        )

    @property
    def at_hand(self) -> Mapping[str, object]:
        """What lists of texts, and a text's own file, are found by."""
        return {"path": self.path, "beginning": self.beginning}

    @property
    def digested(self) -> tuple[str, str]:
        """What tells it from the other texts of its group: all the rest follows from it."""
        return self.source, self.path
