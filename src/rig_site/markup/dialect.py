"""The Markdown that notes are written in: DIALECTS is the table of its rules, one module a rule.

Everything is CommonMark with tables, footnotes and the like; on top of it
come the habits of Jekyll, of Obsidian and of hand-kept reading lists.  All
of them hold in every text, since people mix them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.footnote import footnote_plugin

from rig_site.markup.lines import MOST_BRACKETS, MOST_IN_A_BLOCK, MOST_NESTED
from rig_site.markup.renderer import Renderer
from rig_site.markup.rules import (
    arrow,
    autolink,
    citation,
    code,
    containers,
    definition,
    figure,
    footnote,
    frames,
    heading,
    image,
    kramdown,
    link,
    liquid,
    lists,
    math,
    mended_link,
    raw_html,
    strikethrough,
    table,
    tasks,
)
from rig_site.markup.rules.obsidian import block_id, callout, comment, highlight, tag, wikilink

DIALECTS: tuple[Callable[[MarkdownIt], None], ...] = (
    # CommonMark, and what is usually expected of it
    table.enable,
    strikethrough.enable,
    footnote.enable,
    definition.enable,
    autolink.enable,
    code.enable,
    math.enable,
    link.enable,
    mended_link.enable,
    image.enable,
    frames.enable,
    raw_html.enable,
    # Jekyll
    kramdown.enable,
    liquid.enable,
    # Obsidian
    wikilink.enable,
    highlight.enable,
    comment.enable,
    tag.enable,
    callout.enable,
    block_id.enable,
    # Pandoc
    citation.enable,
    # Reading lists
    lists.enable,
    arrow.enable,
    # What looks at the text that the rules above have left
    tasks.enable,
    figure.enable,
    heading.enable,
)
"""The rules, in the order in which they are added to the parser."""


STRUCTURE: tuple[Callable[[MarkdownIt], None], ...] = (
    table.enable,
    strikethrough.enable,
    autolink.enable,
    math.enable,
    mended_link.enable,
    containers.enable,
    kramdown.enable,
    wikilink.enable,
    lists.enable,
)
"""The rules that tell what documents kept by hand are made of, from which import makes content."""


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Tell whether a target makes a link; one that does not is shown as typed."""
        return link.allowed(url)


@cache
def parser(*, raw_html: bool) -> MarkdownIt:
    """Return the parser of all dialects, built once a process; without `raw_html` tags are shown as typed."""
    options = {"html": raw_html, "xhtmlOut": False, "maxNesting": MOST_NESTED}
    made = _Markdown("commonmark", options, renderer_cls=Renderer)
    for enable in DIALECTS:
        enable(made)
    return made


class _AsTyped(MarkdownIt):
    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Return an address as it is typed."""
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Tell that any address makes a link."""
        return True


def _leave_long(state: StateCore) -> None:
    """Leave pieces as they are that would take too long to look into."""
    for token in state.tokens:
        if len(token.content) > MOST_IN_A_BLOCK or token.content.count("[") > MOST_BRACKETS:
            token.type = "text" if token.type == "inline" else token.type


@cache
def structure_parser(*, formulas: bool = True) -> MarkdownIt:
    r"""Return the parser of only the rules that tell blocks, links and emphasis; footnotes stay where they stand.

    Addresses stay as they are typed, whatever they are; lines are never code for being indented.  Without
    `formulas` there are none, and `\[` is a bracket.
    """
    made = _AsTyped("commonmark", {"html": True, "maxNesting": MOST_NESTED}).disable("code")
    for enable in STRUCTURE:
        if formulas or enable is not math.enable:
            enable(made)
    footnote_plugin(made, inline=False, move_to_end=False)
    made.core.ruler.before("inline", "limits", _leave_long)
    return made
