"""Links: where they lead on the page, and what is shown of one that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.escaping import escape
from rig_site.markup.surroundings import Rendering

SCHEMES = ("http", "https", "mailto")
"""The addresses a link may have besides paths and fragments."""

_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HOST = re.compile(r"www\.|(?:[\w-]+\.)+(?:com|org|net|edu|io|ai|uk|de|fr)(?=/|\Z)", re.IGNORECASE)
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def enable(parser: MarkdownIt) -> None:
    """Lead links to where the page's surroundings say."""
    parser.add_render_rule("link_open", _render_open)
    parser.add_render_rule("link_close", _render_close)


def allowed(address: str) -> bool:
    """Tell whether an address may be linked: a path, or one of the `SCHEMES`."""
    scheme = _SCHEME.match(address)
    return scheme is None or scheme[1].lower() in SCHEMES


def is_elsewhere(address: str) -> bool:
    """Tell whether an address names its own host, or a mailbox."""
    return bool(_SCHEME.match(address)) or address.startswith("//")


def _render_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token, rendering = tokens[index], env["rendering"]
    target = str(token.attrs.get("href", ""))
    if not target:
        rendering.open_links.append("")
        return ""
    address = _address(target, token, rendering)
    if address is None:
        rendering.open_links.append("</span>")
        return '<span class="missing">'
    rendering.open_links.append("</a>")
    title = f' title="{escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
    about = token.meta.get("about")
    label = f' aria-label="{escape(about)}"' if about else ""
    return f'<a href="{escape(address)}"{title}{label}>'


def _render_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    open_links: list[str] = env["rendering"].open_links
    return open_links.pop() if open_links else ""


def _address(target: str, token: Token, rendering: Rendering) -> str | None:
    if target.startswith("#"):
        anchor = unquote(target[1:])
        found = next((name for name in (anchor, anchor.lower()) if name in rendering.anchors), None)
        if found is not None:
            return f"#{rendering.id(found)}"
        rendering.warn(token.meta["position"], f"no heading here has the anchor '{target}'")
        return None
    known = rendering.surroundings.links.get(target)
    if known is None and not is_elsewhere(target):
        _warn_of(target, token, rendering)
        return None
    return known or target


def _warn_of(target: str, token: Token, rendering: Rendering) -> None:
    """Say that an address leads nowhere, and what was probably meant."""
    position = token.meta["position"]
    if _MAILBOX.fullmatch(target):
        rendering.warn(position, "an e-mail address as a link begins with 'mailto:'", suggestion=f"mailto:{target}")
    elif _HOST.match(target):
        rendering.warn(position, f"the link '{target}' has no scheme", suggestion=f"https://{target}")
    else:
        ways = "a path to a file or a page of the site, or an address that begins with https://"
        rendering.warn(position, f"the link '{target}' leads to nothing here", allowed=ways)
