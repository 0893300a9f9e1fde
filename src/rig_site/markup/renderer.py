"""Tokens become HTML: what all rules share."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.escaping import escape


class Renderer(RendererHTML):
    """markdown-it's renderer, with the ids that rules have given to tokens."""

    def renderToken(  # noqa: N802
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Return a token's tag; its id goes before the first `>`, which no attribute holds unescaped."""
        tag = super().renderToken(tokens, idx, options, env)
        return tag.replace(">", f"{id_attribute(tokens[idx])}>", 1) if "id" in tokens[idx].meta else tag

    def html(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Return HTML that a rule has written itself."""
        return tokens[idx].content


def id_attribute(token: Token) -> str:
    """Return the attribute with the id that a rule gave to a token, nothing where none did."""
    anchor = token.meta.get("id")
    return f' id="{escape(anchor)}"' if anchor else ""


def text_of(tokens: Sequence[Token] | None) -> str:
    """Return what a line's tokens say, without any markup and images."""
    pieces = []
    for token in tokens or ():
        if token.type in ("text", "code_inline", "math", "wikilink"):
            pieces.append(token.content)
        elif token.type == "tag":
            pieces.append(f"#{token.content}")
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
    return "".join(pieces).strip()
