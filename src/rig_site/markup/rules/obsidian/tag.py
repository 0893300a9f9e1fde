"""Obsidian's tags: `#topic`, `#topic/part`; a number alone (`#12`) is not one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.escaping import escape
from rig_site.model.text import Tag

_TAG = re.compile(r"(?<![^\s(])#((?:[\w-]|/(?=[\w-]))*[^\W\d_](?:[\w-]|/(?=[\w-]))*)")


def enable(parser: MarkdownIt) -> None:
    """Recognise tags, outside links."""
    parser.inline.ruler.push("tag", _tag)
    parser.add_render_rule("tag", _render)


def _tag(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "#" or state.linkLevel:
        return False
    found = _TAG.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("tag", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _render(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    topic = tokens[index].content
    return f'<a class="tag" href="{env["rendering"].hole(Tag(topic))}">#{escape(topic)}</a>'
