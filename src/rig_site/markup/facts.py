"""What a text says of itself, read off its tokens in one walk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise, takewhile
from urllib.parse import unquote

from markdown_it.token import Token
from msgspec import Struct, field

from rig_site.markup.leftovers import leftovers
from rig_site.markup.lines import Lines
from rig_site.markup.renderer import text_of
from rig_site.markup.rules.heading import headings
from rig_site.model.link import is_elsewhere
from rig_site.model.permalink import forge_anchor
from rig_site.model.text import CitationLink, Heading, Image, PaperHeading, TextLink, Wikilink

_POINTER = re.compile(
    r"(?:(?:read|see|view|open|link to)\s+)?(?:the\s+|this\s+)?(?:full\s+)?"
    r"(?:paper|article|preprint|pdf|arxiv|abstract|report|post|blog(?:\s?post)?|link|here)",
    re.IGNORECASE,
)
"""What a link says that only points at its item's title."""


class Facts(Struct):
    """What a text's tokens say; each token that becomes a hole, or can warn, is told its fact or its position."""

    lines: Lines
    headings: list[Heading] = field(default_factory=list)
    papers: list[PaperHeading] = field(default_factory=list)
    links: list[TextLink] = field(default_factory=list)
    wikilinks: list[Wikilink] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    math: list[Token] = field(default_factory=list)
    citations: list[CitationLink] = field(default_factory=list)
    tags: dict[str, None] = field(default_factory=dict)
    beginning: str = ""
    items: list[tuple[str, str] | None] = field(default_factory=list)
    """The list items around the place in the text: first words in bold and whole line; None before the line."""

    def read(self, tokens: Sequence[Token]) -> None:
        """Add what the tokens of a text say."""
        for token in tokens:
            self._block(token)
        for opening, words in headings(tokens):
            self._heading(opening, words)
        paragraphs = (
            " ".join(text_of(words.children).split())
            for opening, words in pairwise(tokens)
            if opening.type == "paragraph_open" and opening.level == 0
        )
        self.beginning = next(filter(None, paragraphs), "")

    def _heading(self, opening: Token, words: Token) -> None:
        heading = Heading(int(opening.tag[1]), text_of(words.children), opening.meta["id"])
        opening.meta["fact"] = heading
        self.headings.append(heading)
        children = [child for child in words.children or () if child.type != "text" or child.content.strip()]
        if len(children) < 3 or children[0].type != "link_open" or children[-1].type != "link_close":
            return
        if sum(child.type == "link_open" for child in children) == 1:
            url, position = str(children[0].attrs["href"]), self.lines.place(self._rows(words), heading.text)
            self.papers.append(PaperHeading(heading.text, url, heading.anchor, position))

    def _block(self, token: Token) -> None:
        if token.type == "list_item_open":
            self.items.append(None)
        elif token.type == "list_item_close":
            self.items.pop()
        elif token.type == "math":
            self._math(token, self._rows(token))
        elif token.type == "inline":
            if self.items and self.items[-1] is None:
                self.items[-1] = _item_title(token.children or [])
            self._inline(token, self._rows(token))

    def _rows(self, token: Token) -> tuple[int, int]:
        return (token.map[0], token.map[1]) if token.map else (0, len(self.lines.lines))

    def _inline(self, token: Token, rows: tuple[int, int]) -> None:
        children = token.children or []
        for left in leftovers(children):
            position = self.lines.place(rows, left.words)
            self.lines.warn(position, left.what, allowed=left.allowed, suggestion=left.suggestion)
        for index, child in enumerate(children):
            if child.type == "link_open":
                self._link(child, _inside(children, index), rows)
            elif child.type == "wikilink":
                self._wikilink(child, rows)
            elif child.type == "image":
                self._image(child, rows)
            elif child.type == "math":
                self._math(child, rows)
            elif child.type == "citation":
                self._citation(child, rows)
            elif child.type == "tag":
                self.tags[child.content] = None

    def _link(self, token: Token, words: list[Token], rows: tuple[int, int]) -> None:
        url, text = str(token.attrs["href"]), text_of(words) or _shown_instead(words)
        if not url and token.info == "html":
            return
        start = next((word.content for word in words if word.type == "text" and word.content.strip()), "")
        position = self.lines.place(rows, text if token.info == "bare" else f"[{start}" if start else "[](", url)
        if token.meta.get("mended"):
            self.lines.warn(position, token.meta["mended"], allowed="[what is read](https://…)")
        fact = TextLink(text, url, position, self._title_around(text))
        token.meta["fact"] = fact
        self.links.append(fact)
        if not url:
            self.lines.warn(position, f"the link '{text}' is empty", allowed="[text](https://…)")

    def _title_around(self, text: str) -> str:
        if not _POINTER.fullmatch(text):
            return ""
        names = [item for item in reversed(self.items) if item]
        own = [bold for bold, _ in names[:1]]
        around = [bold or line for bold, line in names[1:]]
        return next((name for name in (*own, *around) if name and not _POINTER.fullmatch(name)), "")

    def _wikilink(self, token: Token, rows: tuple[int, int]) -> None:
        target, heading, embed = token.meta["target"], token.meta["heading"], token.meta["embed"]
        whole = f"[[{target}#{heading}" if heading else f"[[{target}"
        position = self.lines.place(rows, f"{whole}]]", f"{whole}|", whole, "[[")
        fact = Wikilink(target, heading, token.content, position, embed, "alone" in token.meta)
        token.meta["fact"] = fact
        token.meta["anchor"] = heading if heading.startswith("^") else forge_anchor(heading)
        self.wikilinks.append(fact)

    def _citation(self, token: Token, rows: tuple[int, int]) -> None:
        token.meta["facts"] = [
            CitationLink(key, self.lines.place(rows, f"@{key}", f"@{{{key}}}"), by_year)
            for _, key, by_year, _ in token.meta["cited"]
        ]
        self.citations += token.meta["facts"]

    def _image(self, token: Token, rows: tuple[int, int]) -> None:
        source = token.meta.get("source") or unquote(str(token.attrs["src"]))
        if is_elsewhere(source):
            source = str(token.attrs.get("src", source))
        position = self.lines.place(rows, source, str(token.attrs.get("src", "")), "![")
        name = source.rpartition("/")[2].rpartition(".")[0] or source
        words = text_of(token.children) if token.children else token.content
        width, height = (token.meta.get(side) or None for side in ("width", "height"))
        fact = Image(source, words.strip() or name, position, width, height)
        token.meta["fact"] = fact
        self.images.append(fact)

    def _math(self, token: Token, rows: tuple[int, int]) -> None:
        token.meta["position"] = self.lines.place(rows, token.content)
        self.math.append(token)


def _inside(tokens: Sequence[Token], opening: int) -> list[Token]:
    """Return the tokens of the link that one of them opens, up to its end."""
    return list(takewhile(lambda token: token.type != "link_close", islice(tokens, opening + 1, None)))


def _shown_instead(words: Sequence[Token]) -> str:
    """Return what stands for the images of a link, such as a badge."""
    return " ".join(text_of(word.children) or word.content for word in words if word.type == "image").strip()


def _item_title(children: list[Token]) -> tuple[str, str]:
    """Return what an item is called: its first words if they are bold, and its whole line."""
    said = [child for child in children if child.type != "text" or child.content.strip()]
    bold: list[Token] = []
    if said and said[0].type == "strong_open":
        bold = said[: next(index for index, token in enumerate(said) if token.type == "strong_close")]
    return text_of(bold).strip(" :."), text_of(children).strip(" :.")
