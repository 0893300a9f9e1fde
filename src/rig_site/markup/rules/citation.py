"""Citations, as Pandoc and Obsidian write them: `[@key]`, `[see @key, p. 3; -@other]`.

A minus leaves the authors out.  What stands before and after a key is kept
as it is.  A key that ends in a sign stands in braces: `@{key.}`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.escaping import escape

_BRACKETS = re.compile(r"\[([^\[\]]+)\](?!\()(?!\[(?!-?@))")
_KEY = r"\{(?P<braced>[^{}\s]+)\}|(?P<plain>\w(?:[\w:.#$%&+?<>~/-]*\w)?)"
_CITED = re.compile(rf"(?P<before>\s*(?:[^@]*\s)?)(?P<minus>-?)@(?:{_KEY})(?P<after>[^@]*)")


def enable(parser: MarkdownIt) -> None:
    """Recognise citations; brackets with anything else in them stay what they are."""
    parser.inline.ruler.before("link", "citation", _citation)
    parser.add_render_rule("citation", _render)


def _citation(state: StateInline, silent: bool) -> bool:
    """Add a citation; looked for in `silent`, as the words of a link are, it is nothing but brackets."""
    if silent or state.src[state.pos] != "[":
        return False
    found = _BRACKETS.match(state.src, state.pos, state.posMax)
    if found is None or "@" not in found[1] or normalizeReference(found[1]) in state.env.get("references", {}):
        return False
    cited = [_CITED.fullmatch(each) for each in found[1].split(";")]
    if not all(cited):
        return False
    token = state.push("citation", "span", 0)
    token.content = found[0]
    token.meta["cited"] = [
        (each["before"], each["braced"] or each["plain"], bool(each["minus"]), each["after"]) for each in cited if each
    ]
    state.pos = found.end()
    return True


def _render(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """Return links whose words the place gives them; within another link, what was typed."""
    token, rendering = tokens[index], env["rendering"]
    if rendering.open_links:
        return escape(token.content)
    works = (
        f'{escape(before)}<a href="{rendering.hole(fact)}"></a>{escape(after)}'
        for (before, _, _, after), fact in zip(token.meta["cited"], token.meta["facts"], strict=True)
    )
    return f'<span class="citation">[{";".join(works)}]</span>'
