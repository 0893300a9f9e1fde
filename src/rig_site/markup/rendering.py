"""One rendering under way: what the render rules share."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from rig_site.diagnostics import Position
from rig_site.language.language import Language
from rig_site.markup.escaping import escape
from rig_site.markup.lines import Lines
from rig_site.model.text import Fact


class Rendering(Struct):
    """What comes up while the tokens of a text become HTML.

    `mark` is what the holes are marked with, of which each is one of
    `facts`.  `anchors` are the ids that links within the text can lead to.
    `formulas` holds the MathML of each expression that could be read, by
    its number, and `code` the HTML of each block in colours, by its
    language and its source.  `open_links` are the end tags that the links under way
    will have.
    """

    lines: Lines
    mark: str
    anchors: frozenset[str]
    language: Language
    formulas: dict[int, str] = field(default_factory=dict)
    code: dict[tuple[str, str], str] = field(default_factory=dict)
    known_code: Mapping[tuple[str, str], str] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    open_links: list[str] = field(default_factory=list)

    def hole(self, fact: Fact) -> str:
        """Return the value of the attribute that marks a hole."""
        self.facts.append(fact)
        return f"{self.mark}-{len(self.facts) - 1}"

    def coloured(self, language: str, source: str, colour: Callable[[str, str], str]) -> str:
        """Return the HTML of a block of code, which is made only where it is not known."""
        block = language, source
        self.code[block] = self.known_code.get(block) or colour(language, source)
        return self.code[block]

    def within(self, anchor: str, position: Position, missing: str) -> str | None:
        """Return the start tag's target of a link to a place in the text itself, or None, with a warning."""
        found = next((name for name in (anchor, anchor.lower()) if name in self.anchors), None)
        if found is None:
            self.lines.warn(position, missing)
            return None
        return "#" + escape(found).replace("^", "%5E")
