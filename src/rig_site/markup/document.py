"""What a text is after one parse: its tokens, and the facts other pages need of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown_it.token import Token

from rig_site.diagnostics import Problem


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text; `level` is 1 to 6 as written, `anchor` its id on the page."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class PaperHeading:
    """A heading that is a link, and so opens a paper; `url` is empty where the link was left empty."""

    title: str
    url: str
    level: int
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class TextLink:
    """A link of the text.

    `about` is the title of the list item around it, where the link itself
    only says "Read the paper" or the like.
    """

    text: str
    url: str
    line: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Wikilink:
    """A link to a page by its name: `[[target#heading|shown|300]]`.

    `heading` may be a block (`^id`); `target` is empty for a heading of
    the page itself.  `embed` tells `![[…]]` of a page.
    """

    target: str
    heading: str
    shown: str
    line: int
    embed: bool = False

    @property
    def key(self) -> str:
        """What `Surroundings.pages` knows it by."""
        return f"{self.target}#{self.heading}" if self.heading else self.target


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the text by its `source` as written; `width` and `height` are pixels asked for."""

    source: str
    alternative: str
    line: int
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class MathSpan:
    """An expression in TeX; `display` tells a block from one within a line."""

    tex: str
    display: bool
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text.

    `title` is its first heading's, empty without one.  All lines count
    from 1 in the file the text stands in.  The tokens are never changed
    after the parse, so a document can be rendered any number of times.
    """

    title: str = ""
    headings: tuple[Heading, ...] = ()
    papers: tuple[PaperHeading, ...] = ()
    links: tuple[TextLink, ...] = ()
    wikilinks: tuple[Wikilink, ...] = ()
    images: tuple[Image, ...] = ()
    math: tuple[MathSpan, ...] = ()
    tags: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    tokens: tuple[Token, ...] = field(default=(), repr=False, compare=False)
