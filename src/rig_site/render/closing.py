"""A text's HTML for one place: its holes are filled with what leads where from there."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from rig_site.language.language import ENGLISH, Language
from rig_site.model.prose import StaticFile
from rig_site.model.site_map import SiteMap
from rig_site.model.text import Heading, Hole, Image, Tag, Text, TextLink, Wikilink
from rig_site.render.address import href

_LOST = r'<span class="missing-image">[^<]*</span>'
_SEVERAL_LOST = re.compile(rf"<p>{_LOST}(?:(?:<br>|\s|</p>\s*<p>)*{_LOST})+</p>")


def close(
    text: Text,
    site_map: SiteMap,
    root: str,
    *,
    language: Language = ENGLISH,
    top_heading: int = 2,
    title: str = "",
) -> Markup:
    """Return a text as HTML for a place that reaches the site's own address by `root`.

    The highest heading becomes `<h{top_heading}>` and the others follow,
    none deeper than `<h6>`.  An opening heading that says what the place's
    own `title` says is left out.  What leads nowhere is shown as text,
    marked.
    """
    html = text.html
    headings = text.headings
    opening = ""
    if text.opening and title and text.opening.text.casefold() == title.strip().casefold():
        end = next(place for place, piece in enumerate(html) if isinstance(piece, Hole) and _ends_heading(piece))
        opening = f'<span id="{escape(text.opening.anchor)}"></span>'
        html, headings = html[end + 1 :], headings[1:]
    shift = top_heading - min((heading.level for heading in headings), default=1)
    filler = _Filler(text.path, site_map, root, shift, language)
    closed = "".join(piece if isinstance(piece, str) else filler.fill(piece) for piece in html)
    if filler.lost > 1:
        closed = _SEVERAL_LOST.sub(lambda found: _gathered(found[0], language), closed)
    return Markup(opening + closed)


def fillings(text: Text, site_map: SiteMap) -> tuple[StaticFile | str | None, ...]:
    """Return what a site fills the holes of a text with: pictures, addresses, None for what is not there."""
    holes = (piece for piece in text.html if isinstance(piece, Hole) and not piece.ends)
    return tuple(_filling(hole.fact, text.path, site_map) for hole in holes if not isinstance(hole.fact, Heading))


def _filling(fact: TextLink | Wikilink | Tag | Image, path: str, site_map: SiteMap) -> StaticFile | str | None:
    if isinstance(fact, Image):
        return site_map.picture(fact.source, path)
    if isinstance(fact, Tag):
        return site_map.topic(fact.name)
    target = site_map.link(fact.url, path) if isinstance(fact, TextLink) else site_map.wikilink(fact, path)
    return target.address if target else None


def _gathered(lost: str, language: Language) -> str:
    """Return one line in place of several missing images in a row."""
    count = lost.count('class="missing-image"')
    said = language.ngettext("%(num)s image is missing", "%(num)s images are missing", count)
    return f'<p><span class="missing-image">{escape(said, quote=False)}</span></p>'


def _ends_heading(hole: Hole) -> bool:
    return hole.ends and isinstance(hole.fact, Heading)


class _Filler:
    """Fills holes; of a link that leads nowhere it remembers the end tag."""

    def __init__(self, path: str, site_map: SiteMap, root: str, shift: int, language: Language) -> None:
        self.path = path
        self.site_map = site_map
        self.root = root
        self.shift = shift
        self.language = language
        self.lost = 0

    def fill(self, hole: Hole) -> str:
        """Return the tag that a hole becomes."""
        if isinstance(hole.fact, Heading):
            level = max(2, min(hole.fact.level + self.shift, 6))
            return f"</h{level}>" if hole.ends else f"<h{level}" + hole.after.removeprefix('"')
        filling = _filling(hole.fact, self.path, self.site_map)
        if isinstance(hole.fact, Image):
            return self._image(hole.fact, hole, filling)
        if not isinstance(filling, str):
            kind = "tag" if isinstance(hole.fact, Tag) else "missing"
            return "</span>" if hole.ends else f'<span class="{kind}">'
        return "</a>" if hole.ends else f"{hole.before}{escape(href(filling, self.root))}{hole.after}"

    def _image(self, image: Image, hole: Hole, picture: StaticFile | str | None) -> str:
        if not isinstance(picture, StaticFile):
            self.lost += 1
            missing = self.language.gettext("Missing image: %(name)s", name=image.source)
            return f'<span class="missing-image">{escape(missing, quote=False)}</span>'
        address = escape(href(quote(picture.path), self.root))
        at = hole.after.find(' loading="')
        sized = hole.after[:at] + _size(image, picture) + hole.after[at:]
        html = f"{hole.before}{address}{sized}"
        return f'<a class="image" href="{address}">{html}</a>' if image.linked else html


def _size(image: Image, picture: StaticFile) -> str:
    """Return the attributes for an image's size: what was asked for, the rest by the picture's own proportions."""
    if image.width and image.height:
        return f' width="{image.width}" height="{image.height}" class="boxed"'
    if not picture.width or not picture.height:
        return f' width="{image.width}"' if image.width else ""
    width = image.width or picture.width
    return f' width="{width}" height="{max(1, round(width * picture.height / picture.width))}"'
