"""Images: sized, loaded late and linked to full size; a missing one is a labelled placeholder.

A page loads nothing from another host: an image kept elsewhere is a link.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.document import Image
from rig_site.markup.escaping import escape
from rig_site.markup.rules.link import is_elsewhere
from rig_site.markup.surroundings import Picture, Rendering


def enable(parser: MarkdownIt) -> None:
    """Show images as the page's surroundings know them."""
    parser.add_render_rule("image", _render)


def _render(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    image: Image = token.meta["fact"]
    rendering: Rendering = env["rendering"]
    if is_elsewhere(image.source):
        words, address = escape(image.alternative), rendering.surroundings.links.get(image.source, image.source)
        return words if rendering.open_links else f'<a class="image" href="{escape(address)}">{words}</a>'
    picture = rendering.surroundings.images.get(image.source)
    if picture is None:
        rendering.warn(token.meta["position"], f"no image here is called '{image.source}'")
        return f'<span class="missing-image">Missing image: {escape(image.source)}</span>'
    title = token.attrs.get("title")
    html = (
        f'<img src="{escape(picture.address)}" alt="{escape(image.alternative)}"'
        + (f' title="{escape(str(title))}"' if title else "")
        + "".join(f' {name}="{value}"' for name, value in _size(image, picture))
        + ' loading="lazy" decoding="async">'
    )
    return html if rendering.open_links else f'<a class="image" href="{escape(picture.address)}">{html}</a>'


def _size(image: Image, picture: Picture) -> Sequence[tuple[str, object]]:
    """Return the attributes for an image's size: what was asked for, the rest by the picture's own proportions."""
    if image.width and image.height:
        return ("width", image.width), ("height", image.height), ("class", "boxed")
    if not picture.width or not picture.height:
        return (("width", image.width),) if image.width else ()
    width = image.width or picture.width
    return ("width", width), ("height", max(1, round(width * picture.height / picture.width)))
