"""What a rendered text cannot know of itself: where its links lead, how large its images are, which macros hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rig_site.diagnostics import Position, Problem, Severity


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as the page reaches it, with its size in pixels where that is known."""

    address: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The place a text is rendered for.

    Addresses are those the page itself uses (relative to it, or absolute).
    `pages` knows wikilinks by `Wikilink.key`, `images` and `links` know a
    source or a link as the facts give it, `tags` knows a tag without its
    `#`.  A page, an image or a relative link that is missing there is
    shown as text, marked, with a warning; a link to another host stays as
    it is, and a tag is plain.  `title` is the page's own heading: a first
    heading that says the same is left out.  The highest of the other
    headings becomes `<h{top_heading}>`.  `id_prefix` keeps the ids of
    several texts on one page apart.
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, Picture] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    macros: tuple[tuple[str, str], ...] = ()
    title: str = ""
    top_heading: int = 2
    id_prefix: str = ""


@dataclass(slots=True)
class Rendering:
    """One rendering under way: its surroundings, and what comes up on the way.

    `formulas` holds the MathML of each expression that could be read, by
    its number.  `anchors` are the ids of the text without the prefix.
    `open_links` are the end tags that the links under way will have.
    """

    surroundings: Surroundings
    level_shift: int = 0
    anchors: frozenset[str] = frozenset()
    formulas: dict[int, str] = field(default_factory=dict)
    open_links: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def warn(self, position: Position, what: str, *, allowed: str = "", suggestion: str = "") -> None:
        """Note a warning at a place in the text."""
        self.problems.append(Problem(position, what, allowed, suggestion, Severity.WARNING))

    def id(self, anchor: str) -> str:
        """Return an anchor as the id it has on the page."""
        return self.surroundings.id_prefix + anchor
