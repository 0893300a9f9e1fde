"""Links: elsewhere, within the text itself, or to what the site has there."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.escaping import escape
from rig_site.markup.rendering import Rendering
from rig_site.model.link import SCHEME, is_elsewhere
from rig_site.model.text import TextLink

SCHEMES = ("http", "https", "mailto")
"""The addresses a link may have besides paths and fragments."""


def enable(parser: MarkdownIt) -> None:
    """Lead links where they should."""
    parser.add_render_rule("link_open", _render_open)
    parser.add_render_rule("link_close", _render_close)


def allowed(address: str) -> bool:
    """Tell whether an address may be linked: a path, or one of the `SCHEMES`."""
    scheme = SCHEME.match(address)
    return scheme is None or scheme[1].lower() in SCHEMES


def _render_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token, rendering = tokens[index], env["rendering"]
    written = str(token.attrs.get("href", ""))
    if not written:
        rendering.open_links.append("")
        return ""
    target = _target(written, token, rendering)
    if target is None:
        rendering.open_links.append("</span>")
        return '<span class="missing">'
    rendering.open_links.append("</a>")
    title = f' title="{escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
    fact: TextLink = token.meta["fact"]
    label = f' aria-label="{escape(f"{fact.text}: {fact.about}")}"' if fact.about else ""
    return f'<a href="{target}"{title}{label}>'


def _render_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    open_links: list[str] = env["rendering"].open_links
    return open_links.pop() if open_links else ""


def _target(written: str, token: Token, rendering: Rendering) -> str | None:
    """Return what the link's attribute says: an address elsewhere, a place in the text, or the mark of a hole."""
    fact: TextLink = token.meta["fact"]
    if written.startswith("#"):
        return rendering.within(unquote(written[1:]), fact.position, f"no heading here has the anchor '{written}'")
    if written.startswith("//"):
        return escape(f"https:{written}")
    return escape(written) if is_elsewhere(written) else rendering.hole(fact)
