"""The Markdown that notes are written in: DIALECTS is the table of its rules, one module a rule.

Everything is CommonMark with tables, footnotes and the like; on top of it
come the habits of Jekyll, of Obsidian and of hand-kept reading lists.  All
of them hold in every text, since people mix them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt

from rig_site.markup.lines import MOST_NESTED
from rig_site.markup.renderer import Renderer
from rig_site.markup.rules import (
    arrow,
    autolink,
    citation,
    code,
    definition,
    figure,
    footnote,
    heading,
    image,
    kramdown,
    link,
    liquid,
    lists,
    math,
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
    image.enable,
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
