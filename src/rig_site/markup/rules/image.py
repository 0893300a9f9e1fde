"""Images: loaded late and linked to full size; where they are, and how large, the place of the text tells.

A page loads nothing from another host: an image kept elsewhere is a link.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from msgspec.structs import replace

from rig_site.markup.escaping import escape
from rig_site.markup.rendering import Rendering
from rig_site.model.link import is_elsewhere
from rig_site.model.text import Image


def enable(parser: MarkdownIt) -> None:
    """Show images."""
    parser.add_render_rule("image", _render)


def _render(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    image: Image = token.meta["fact"]
    rendering: Rendering = env["rendering"]
    words = escape(image.alternative)
    if is_elsewhere(image.source):
        return words if rendering.open_links else f'<a class="image" href="{escape(image.source)}">{words}</a>'
    title = token.attrs.get("title")
    return (
        f'<img src="{rendering.hole(replace(image, linked=not rendering.open_links))}" alt="{words}"'
        + (f' title="{escape(str(title))}"' if title else "")
        + ' loading="lazy" decoding="async">'
    )
