"""Tables: alignment is a class, since no `style` may leave the renderer, and a wide one scrolls by itself."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.renderer import id_attribute


def enable(parser: MarkdownIt) -> None:
    """Recognise tables."""
    parser.enable("table")
    parser.core.ruler.after("block", "table_alignment", _alignment)
    parser.add_render_rule("table_open", _render_open)
    parser.add_render_rule("table_close", _render_close)


def _alignment(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            style = str(token.attrs.pop("style"))
            token.attrSet("class", style.replace("text-align:", "align-"))


def _render_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<div class="table" tabindex="0"{id_attribute(tokens[index])}>\n<table>\n'


def _render_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</table>\n</div>\n"
