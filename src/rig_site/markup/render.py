"""A parsed text becomes HTML that can stand on any page of the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from rig_site.diagnostics import Position, Problem
from rig_site.markup.dialect import parser
from rig_site.markup.document import Document, Heading
from rig_site.markup.mathml import Unread, to_mathml
from rig_site.markup.rules.heading import headings
from rig_site.markup.sanitize import clean
from rig_site.markup.surroundings import Rendering, Surroundings


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML, and what came up on the way."""

    html: str
    problems: tuple[Problem, ...] = ()


def render(document: Document, surroundings: Surroundings | None = None) -> Rendered:
    """Return a document as HTML for the place it will stand in; the same input gives the same bytes.

    The problems are those of the rendering alone: links and images that
    lead nowhere, formulas that cannot be read.
    """
    surroundings = surroundings or Surroundings()
    tokens = document.tokens
    rendering = Rendering(surroundings, anchors=_anchors(document))
    opening = ""
    if _repeats_title(document, surroundings):
        opening = f'<span id="{rendering.id(document.headings[0].anchor)}"></span>\n'
        tokens = tokens[3:]
    levels = [int(token.tag[1]) for token, _ in headings(tokens)]
    rendering.level_shift = surroundings.top_heading - min(levels, default=1)
    _read_formulas(document, rendering)
    markdown = parser(raw_html=True)
    html = markdown.renderer.render(tokens, markdown.options, {"rendering": rendering})
    raw = any("raw" in token.meta for token in tokens)
    return Rendered(clean(opening + str(html), raw=raw).lstrip("\n"), tuple(rendering.problems))


def _anchors(document: Document) -> frozenset[str]:
    blocks = {str(token.meta["id"]) for token in document.tokens if "id" in token.meta}
    return frozenset(blocks | {heading.anchor for heading in document.headings})


def _repeats_title(document: Document, surroundings: Surroundings) -> bool:
    """Tell whether the text opens with a heading, not a paper's, that says what the page's own heading says."""
    if not surroundings.title or not document.tokens or document.tokens[0].type != "heading_open":
        return False
    first: Heading = document.headings[0]
    is_paper = any(paper.anchor == first.anchor for paper in document.papers)
    return not is_paper and first.text.casefold() == surroundings.title.strip().casefold()


def _read_formulas(document: Document, rendering: Rendering) -> None:
    if not document.math:
        return
    surroundings = rendering.surroundings
    results = to_mathml(
        [(span.tex, span.display) for span in document.math],
        macros=dict(surroundings.macros),
        id_prefix=surroundings.id_prefix,
    )
    positions = _positions(document.tokens)
    for number, (span, result) in enumerate(zip(document.math, results, strict=True)):
        if isinstance(result, Unread):
            _warn(rendering, positions[number], span.tex, result)
        else:
            rendering.formulas[number] = result


def _positions(tokens: Sequence[Token]) -> dict[int, Position]:
    every = [child for token in tokens for child in (token, *(token.children or ())) if child.type == "math"]
    return {token.meta["number"]: token.meta["position"] for token in every}


def _warn(rendering: Rendering, position: Position, tex: str, unread: Unread) -> None:
    """Warn of an expression that cannot be read, at the character where reading stopped if it is on the first line."""
    before, _, line = tex[: unread.offset].rpartition("\n")
    if not before and position.text.find(tex.partition("\n")[0], position.column - 1) == position.column - 1:
        length = max(1, position.length - unread.offset)
        position = replace(position, column=position.column + unread.offset, length=length)
    fault = unread.fault[:1].lower() + unread.fault[1:]
    place = f"character {len(line) + 1} of line {before.count(chr(10)) + 2}" if before else f"character {len(line) + 1}"
    rendering.warn(position, f"this formula cannot be read at {place}: {fault}; it is shown as TeX")
