"""Obsidian's links by name: `[[Page#Heading|shown]]`, and embeds: `![[image.png|300]]`.

A number after a bar is a size in pixels, never the shown name:
`[[Page|300]]` shows `Page`, `[[Page|shown|300]]` shows `shown`,
`![[image.png|300x200]]` and `![[image.png|300|200]]` are 300 wide and 200
high.  A share (`![[image.png|70%]]`) is no name either; the image is as wide
as it is, and no wider than the line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.escaping import escape
from rig_site.markup.rendering import Rendering
from rig_site.model.text import Wikilink

_LINK = re.compile(r"(!?)\[\[([^\[\]\n]+)(?:\]\]|\](?![\],]))(?![(\[])")
_OPEN_EMBED = re.compile(r"!\[\[([^\[\]\n|]+\.\w{2,5}(?:\|[^\[\]\n|!]*)*)(?=\n|!\[\[|\Z)")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp)\Z", re.IGNORECASE)
_BREAKS = ("softbreak", "hardbreak")
_SIZE = re.compile(r"\s*(?:(\d{1,5})(?:x(\d{1,5}))?(?:px)?|\d{1,3}\s?%)\s*")


def enable(parser: MarkdownIt) -> None:
    """Recognise links by name, also where a closing bracket was forgotten."""
    parser.inline.ruler.before("link", "wikilink", _wikilink)
    parser.core.ruler.push("embeds", _embeds)
    parser.add_render_rule("wikilink", _render)


def _embeds(state: StateCore) -> None:
    """Let embedded pages that are all there is of a paragraph stand in its place."""
    for opening, words, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type != "paragraph_open" or not words.children:
            continue
        said = [child for child in words.children if child.type not in _BREAKS and child.content.strip()]
        if said and all(child.type == "wikilink" and child.meta["embed"] and child.meta["target"] for child in said):
            words.children = said
            opening.hidden = closing.hidden = True
            for child in said:
                child.meta["alone"] = True


def _wikilink(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "![":
        return False
    found = _LINK.match(state.src, state.pos, state.posMax)
    if found and (found[1] or found[0].endswith("]]") or found[2][0].isalpha()):
        embed, words = bool(found[1]), found[2]
    elif found := _OPEN_EMBED.match(state.src, state.pos, state.posMax):
        embed, words = True, found[1]
    else:
        return False
    name, shown, sizes = _parts(words)
    if not name or normalizeReference(words) in state.env.get("references", {}):
        return False
    if not silent:
        if embed and _PICTURE.search(name):
            _push_image(state, name, shown, sizes)
        else:
            _push_link(state, name, shown, embed=embed)
    state.pos = found.end()
    return True


def _parts(words: str) -> tuple[str, str, tuple[int, ...]]:
    """Return the name, what is shown, and the numbers that give a size."""
    name, *rest = (part.strip() for part in words.split("|"))
    sizes = [_SIZE.fullmatch(part) for part in rest]
    numbers = tuple(int(number) for size in sizes if size for number in size.groups() if number)
    shown = "|".join(part for part, size in zip(rest, sizes, strict=True) if part and not size)
    return name.rstrip("\\"), shown.rstrip("\\"), numbers[:2]


def _push_image(state: StateInline, name: str, shown: str, sizes: tuple[int, ...]) -> None:
    token = state.push("image", "img", 0)
    token.content = shown or name.rpartition("/")[2].rpartition(".")[0]
    token.meta = {"source": name, "embed": True, "width": None, "height": None}
    token.meta.update(zip(("width", "height"), sizes, strict=False))


def _push_link(state: StateInline, name: str, shown: str, *, embed: bool) -> None:
    target, _, heading = (part.strip() for part in name.partition("#"))
    heading = heading.rpartition("#")[2].strip()
    token = state.push("wikilink", "a", 0)
    token.content = shown or (f"{target} › {heading}" if target and heading else target or heading)
    token.meta = {"target": target, "heading": heading, "embed": embed}


def _render(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """Return a link, within another link only its words; one to a place in the text itself leads there at once.

    Behind one that stands alone its page is shown, where the place closes its hole.
    """
    token, rendering = tokens[index], env["rendering"]
    link: Wikilink = token.meta["fact"]
    shown = escape(token.content)
    if rendering.open_links:
        return shown
    target: str | None = rendering.hole(link) if link.target else _within(token, rendering)
    if target is None:
        return f'<span class="missing">{shown}</span>'
    tag = f'<a class="{"embed" if link.embed else "wikilink"}" href="{target}">{shown}</a>'
    return f'<div class="embed">{tag}</div>\n' if link.alone else tag


def _within(token: Token, rendering: Rendering) -> str | None:
    link: Wikilink = token.meta["fact"]
    kind = "block" if link.heading.startswith("^") else "heading"
    return rendering.within(token.meta["anchor"], link.position, f"there is no {kind} '{link.heading}' here")
