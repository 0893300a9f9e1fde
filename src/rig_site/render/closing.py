"""A text's HTML for one place: its holes are filled with what leads where from there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from html import escape
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct, field

from rig_site.language.language import ENGLISH, Language
from rig_site.model.locations import What
from rig_site.model.prose import StaticFile
from rig_site.model.site_map import SiteMap
from rig_site.model.text import CitationLink, Heading, Hole, Image, Tag, Text, Wikilink
from rig_site.render.address import href
from rig_site.render.excerpt import excerpt, moved, size
from rig_site.render.fillings import filling
from rig_site.render.references import Reference, address_of, references

MOST_DEEP = 3
"""How many texts one is shown within: what these embed further is a link."""
MOST_EMBEDDED = 200_000
"""How many characters of other texts one takes in; what is embedded beyond that is a link."""

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
    listed: bool = False,
) -> Markup:
    """Return a text as HTML for a place that reaches the site's own address by `root`.

    The highest heading becomes `<h{top_heading}>` and the others follow,
    none deeper than `<h6>`.  An opening heading that says what the place's
    own `title` says is left out.  What leads nowhere is shown as text,
    marked.  Citations lead to the list of references where the place has
    them `listed`, else to the works.
    """
    place = _Place(site_map, root, language)
    within = "" if listed else None
    return Markup(place.closed(text, text.html, top_heading=top_heading, title=title, references=within))


def _gathered(lost: str, language: Language) -> str:
    """Return one line in place of several missing images in a row."""
    count = lost.count('class="missing-image"')
    said = language.ngettext("%(num)s image is missing", "%(num)s images are missing", count)
    return f'<p><span class="missing-image">{escape(said, quote=False)}</span></p>'


def _ends_heading(hole: Hole) -> bool:
    return hole.ends and isinstance(hole.fact, Heading)


class _Place(Struct):
    """Where texts are closed; what one embeds is closed there as well.

    `under_way` are the texts that are being closed, one within the other,
    and `room` is how many characters of others the first may still take in.
    """

    site_map: SiteMap
    root: str
    language: Language
    under_way: list[tuple[str, str]] = field(default_factory=list)
    room: int = MOST_EMBEDDED

    def closed(
        self,
        text: Text,
        pieces: tuple[str | Hole, ...],
        *,
        top_heading: int,
        title: str = "",
        references: str | None = None,
    ) -> str:
        """Return pieces of a text as HTML; its list of references is at an address, None for where there is none."""
        opening = ""
        if pieces is text.html and text.opening and text.opening.text.casefold() == title.strip().casefold() != "":
            end = next(at for at, piece in enumerate(pieces) if isinstance(piece, Hole) and _ends_heading(piece))
            pieces = pieces[end + 1 :]
            opening = "" if self.under_way else f'<span id="{escape(text.opening.anchor)}"></span>'
        facts = [piece.fact for piece in pieces if isinstance(piece, Hole)]
        highest = min((fact.level for fact in facts if isinstance(fact, Heading) and fact.anchor), default=1)
        filler = _Filler(self, text, top_heading, top_heading - highest, references)
        self.under_way.append(text.digested)
        closed = "".join(piece if isinstance(piece, str) else filler.fill(piece) for piece in pieces)
        self.under_way.pop()
        if filler.lost > 1:
            closed = _SEVERAL_LOST.sub(lambda found: _gathered(found[0], self.language), closed)
        return opening + closed

    def embedded(self, link: Wikilink, path: str, *, top_heading: int) -> str:
        """Return what a text shows in place as HTML, empty where that cannot be."""
        target = self.site_map.wikilink(link, path)
        text = self.site_map.text_at(target.location) if target and not target.lost else None
        if target is None or text is None or len(self.under_way) > MOST_DEEP or text.digested in self.under_way:
            return ""
        address, _, fragment = target.address.partition("#")
        pieces = excerpt(text, fragment)
        if not pieces or size(pieces) > self.room:
            return ""
        self.room -= size(pieces)
        page = escape(href(address, self.root))
        html = self.closed(
            text,
            pieces,
            top_heading=min(top_heading, 6),
            title=target.location.title,
            references=page if target.location.what in (What.NOTE, What.TEXT) else None,
        )
        return f"<div>{moved(html, page).strip()}</div>"


class _Filler:
    """Fills the holes of a text; `level` is that of the last heading, and of links to nowhere it knows the end."""

    def __init__(self, place: _Place, text: Text, top_heading: int, shift: int, references: str | None) -> None:
        self.place = place
        self.text = text
        self.shift = shift
        self.level = top_heading - 1
        self.references = references
        self.lost = 0

    def fill(self, hole: Hole) -> str:
        """Return the tag that a hole becomes."""
        fact = hole.fact
        if isinstance(fact, Heading):
            self.level = max(2, min(fact.level + self.shift, 6))
            return f"</h{self.level}>" if hole.ends else f"<h{self.level}" + hole.after.removeprefix('"')
        if isinstance(fact, CitationLink):
            return self._citation(fact, hole)
        found = filling(fact, self.text.path, self.place.site_map)
        if isinstance(fact, Image):
            return self._image(fact, hole, found)
        if not isinstance(found, str):
            kind = "tag" if isinstance(fact, Tag) else "missing"
            return "</span>" if hole.ends else f'<span class="{kind}">'
        if not hole.ends:
            return f"{hole.before}{escape(href(found, self.place.root))}{hole.after}"
        if isinstance(fact, Wikilink) and fact.alone:
            return "</a>" + self.place.embedded(fact, self.text.path, top_heading=self.level + 1)
        return "</a>"

    def _citation(self, citation: CitationLink, hole: Hole) -> str:
        """Return the tags of a link with what a citation says, or that alone where it leads nowhere."""
        reference = self._cited.get(citation.key)
        if reference is None:
            minus = "-" if citation.by_year else ""
            return "</span>" if hole.ends else f'<span class="missing">{minus}@{escape(citation.key, quote=False)}'
        target = self._address(reference)
        if hole.ends:
            return "</a>" if target else ""
        words = escape(reference.words(citation, self.place.language), quote=False)
        return f"{hole.before}{escape(target)}{hole.after}{words}" if target else words

    def _address(self, reference: Reference) -> str:
        if self.references is not None:
            return f"{self.references}#{quote(reference.anchor, safe=':')}"
        address = address_of(reference.paper, self.place.site_map)
        return href(address, self.place.root) if address else ""

    @cached_property
    def _cited(self) -> Mapping[str, Reference]:
        return references(self.text, self.place.site_map)

    def _image(self, image: Image, hole: Hole, picture: StaticFile | str | None) -> str:
        if not isinstance(picture, StaticFile):
            self.lost += 1
            missing = self.place.language.gettext("Missing image: %(name)s", name=image.source)
            return f'<span class="missing-image">{escape(missing, quote=False)}</span>'
        address = escape(href(quote(picture.path), self.place.root))
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
