"""Footnotes, `[^1]` and `^[in place]`, at the text's end, with ways there and back."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from rig_site.markup.escaping import escape
from rig_site.markup.lines import Lines


def enable(parser: MarkdownIt) -> None:
    """Recognise footnotes.  Their ids hold a colon, which no heading's anchor can."""
    parser.use(footnote_plugin)
    parser.core.ruler.push("unused_footnotes", _report_unused)
    parser.add_render_rule("footnote_ref", _render_reference)
    parser.add_render_rule("footnote_block_open", _render_block_open)
    parser.add_render_rule("footnote_block_close", _render_block_close)
    parser.add_render_rule("footnote_open", _render_open)
    parser.add_render_rule("footnote_close", _render_close)
    parser.add_render_rule("footnote_anchor", _render_way_back)


def _report_unused(state: StateCore) -> None:
    """Add a warning for each footnote that nothing refers to, for it is not shown."""
    lines: Lines = state.env["lines"]
    for label, number in state.env.get("footnotes", {}).get("refs", {}).items():
        if number < 0:
            mark = f"[^{label.removeprefix(':')}]"
            position = lines.place((0, len(lines.lines)), f"{mark}:")
            lines.warn(
                position,
                "nothing refers to this footnote, and it is not shown",
                suggestion=f"write '{mark}' where it belongs",
            )


def _number(token: Token) -> int:
    return int(token.meta["id"]) + 1


def _reference(token: Token) -> str:
    """Return the id of a reference; the first of several to one note has none of its own number."""
    again = token.meta.get("subId", 0)
    return f"fnref:{_number(token)}" + (f":{again + 1}" if again else "")


def _render_reference(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token, number = tokens[index], _number(tokens[index])
    if env["rendering"].open_links:
        return f"<sup>{number}</sup>"
    name = _reference(token)
    return f'<sup class="footnote"><a href="#fn:{number}" id="{name}" role="doc-noteref">{number}</a></sup>'


def _render_block_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    label = escape(env["rendering"].language.gettext("Footnotes"))
    return f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">\n<ol>\n'


def _render_block_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</ol>\n</section>\n"


def _render_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<li id="fn:{_number(tokens[index])}">'


def _render_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</li>\n"


def _render_way_back(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    label = escape(env["rendering"].language.gettext("Back to reference %(number)s", number=_number(token)))
    return f' <a href="#{_reference(token)}" role="doc-backlink" aria-label="{label}">↩</a>'
