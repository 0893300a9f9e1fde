"""Code in colours: the pieces get Pygments' short class names, which `code.css` knows; no language, no colours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.escaping import escape
from rig_site.markup.renderer import id_attribute

MOST_COLOURED = 100_000
"""How many characters of code are coloured; what is longer stays plain."""

_LANGUAGE = re.compile(r"\{?\s*\.?([A-Za-z0-9_+#-]+)")
_CONTAINER = re.compile(r"^[\s>]*")


def enable(parser: MarkdownIt) -> None:
    """Colour code, and say where a fence was not closed."""
    parser.core.ruler.push("unclosed_fence", _unclosed)
    parser.add_render_rule("fence", _render)
    parser.add_render_rule("code_block", _render)


def _unclosed(state: StateCore) -> None:
    lines = state.env["lines"]
    kept = []
    for token in state.tokens:
        if token.type == "fence" and token.map and not token.meta.get("closed"):
            first, last = token.map[0], token.map[1] - 1
            ending = _CONTAINER.sub("", lines.lines[last]).rstrip()
            if last == first or ending.strip(token.markup[0]) or len(ending) < len(token.markup):
                lines.warn(lines.line(first), "this code fence is never closed; what follows it is shown as code")
                if not token.content.strip() and not token.info:
                    continue
        kept.append(token)
    state.tokens = kept


def _render(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """Return a block of code that can be reached and scrolled by keyboard."""
    token = tokens[index]
    language = _LANGUAGE.match(token.info.strip())
    attributes = f' class="language-{escape(language[1])}"' if language else ""
    if language and len(token.content) <= MOST_COLOURED:
        code = env["rendering"].coloured(language[1], token.content, _coloured)
    else:
        code = escape(token.content)
    return f'<pre tabindex="0"{id_attribute(token)}><code{attributes}>{code}</code></pre>\n'


def _coloured(language: str, code: str) -> str:
    lexer = _lexer(language.lower())
    if lexer is None:
        return escape(code)
    from pygments.token import STANDARD_TYPES

    pieces: list[tuple[str, str]] = []
    for kind, text in lexer.get_tokens(code):
        while kind not in STANDARD_TYPES:
            kind = kind.parent
        name = STANDARD_TYPES[kind] if text.strip() else ""
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + text)
        else:
            pieces.append((name, text))
    return "".join(f'<span class="{name}">{escape(text)}</span>' if name else escape(text) for name, text in pieces)


@cache
def _lexer(language: str) -> Any:
    """Return Pygments' lexer of a language, None for one it does not know."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
