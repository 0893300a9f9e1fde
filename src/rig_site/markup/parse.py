"""One parse of a text gives its tokens and the facts that the rest of the site needs of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from rig_site.diagnostics import ContentError
from rig_site.markup.dialect import parser
from rig_site.markup.document import Document, Heading, Image, MathSpan, PaperHeading, TextLink, Wikilink
from rig_site.markup.renderer import text_of
from rig_site.markup.rules.heading import headings
from rig_site.markup.rules.link import is_elsewhere
from rig_site.markup.source import MOST_BRACKETS, MOST_IN_A_BLOCK, MOST_NESTED, MOST_TOKENS, Source
from rig_site.model.permalink import forge_anchor

_POINTER = re.compile(
    r"(?:(?:read|see|view|open|link to)\s+)?(?:the\s+|this\s+)?(?:full\s+)?"
    r"(?:paper|article|preprint|pdf|arxiv|abstract|report|post|blog(?:\s?post)?|link|here)",
    re.IGNORECASE,
)
"""What a link says that only points at its item's title."""


def parse(
    text: str, *, path: str = "", first_line: int = 1, taken: Collection[str] = (), raw_html: bool = True
) -> Document:
    """Return a text's tokens and facts; it never fails.

    `path` and `first_line` say where the text stands, for the positions of
    problems.  `taken` are the ids that the page around it uses: a heading
    of that name gets another anchor.  A text past one of the limits of
    `source.py` is an empty document with an error that names the limit.
    """
    try:
        source = Source.of(text, path=path, first_line=first_line)
        tokens = _tokens(source, parser(raw_html=raw_html), taken)
    except ContentError as error:
        return Document(problems=(error.problem,))
    return _Facts(source, tokens).document()


def _tokens(source: Source, markdown: MarkdownIt, taken: Collection[str]) -> list[Token]:
    state = StateCore(source.text, markdown, {"source": source, "taken": taken})
    for name, rule in zip(markdown.core.ruler.get_active_rules(), markdown.core.ruler.getRules(""), strict=True):
        rule(state)
        if name == "block":
            _check_blocks(source, state.tokens)
    count = sum(1 + len(token.children or ()) for token in state.tokens)
    if count > MOST_TOKENS:
        source.refuse(f"the text falls into more than {MOST_TOKENS:,} pieces")
    return state.tokens


def _check_blocks(source: Source, tokens: Sequence[Token]) -> None:
    """Refuse what would be left out for its depth, or take too long for its length, before it is looked into."""
    for token in tokens:
        row = token.map[0] if token.map else 0
        if token.level >= MOST_NESTED - 2:
            source.refuse(f"lists and quotations are nested more than {MOST_NESTED} levels deep", row)
        if token.type == "inline" and len(token.content) > MOST_IN_A_BLOCK:
            source.refuse(f"a paragraph has more than {MOST_IN_A_BLOCK:,} characters", row)
        if token.type == "inline" and token.content.count("[") > MOST_BRACKETS:
            source.refuse(f"a paragraph has more than {MOST_BRACKETS:,} opening brackets", row)


@dataclass(slots=True)
class _Facts:
    """What is read off the tokens, in one walk; tokens that can warn later are told their position."""

    source: Source
    tokens: list[Token]
    links: list[TextLink] = field(default_factory=list)
    wikilinks: list[Wikilink] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    math: list[MathSpan] = field(default_factory=list)
    tags: dict[str, None] = field(default_factory=dict)
    items: list[tuple[str, str] | None] = field(default_factory=list)
    """The list items around the place in the text: first words in bold and whole line; None before the line."""

    def document(self) -> Document:
        """Return everything found."""
        for token in self.tokens:
            self._block(token)
        found = tuple(self._headings())
        return Document(
            title=found[0].text if found else "",
            headings=found,
            papers=tuple(self._papers()),
            links=tuple(self.links),
            wikilinks=tuple(self.wikilinks),
            images=tuple(self.images),
            math=tuple(self.math),
            tags=tuple(self.tags),
            problems=tuple(self.source.problems),
            tokens=tuple(self.tokens),
        )

    def _line(self, token: Token) -> int:
        return self.source.first_line + (token.map[0] if token.map else 0)

    def _headings(self) -> Iterator[Heading]:
        for opening, words in headings(self.tokens):
            yield Heading(int(opening.tag[1]), text_of(words.children), opening.meta["id"], self._line(opening))

    def _papers(self) -> Iterator[PaperHeading]:
        for opening, words in headings(self.tokens):
            children = [child for child in words.children or () if child.type != "text" or child.content.strip()]
            if len(children) < 3 or children[0].type != "link_open" or children[-1].type != "link_close":
                continue
            if sum(child.type == "link_open" for child in children) == 1:
                url = str(children[0].attrs["href"])
                level, anchor = int(opening.tag[1]), opening.meta["id"]
                yield PaperHeading(text_of(words.children), url, level, anchor, self._line(opening))

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
        return (token.map[0], token.map[1]) if token.map else (0, len(self.source.lines))

    def _inline(self, token: Token, rows: tuple[int, int]) -> None:
        children = token.children or []
        for index, child in enumerate(children):
            if child.type == "link_open":
                self._link(child, _inside(children[index:]), rows)
            elif child.type == "wikilink":
                self._wikilink(child, rows)
            elif child.type == "image":
                self._image(child, rows)
            elif child.type == "math":
                self._math(child, rows)
            elif child.type == "tag":
                self.tags[child.content] = None

    def _link(self, token: Token, words: list[Token], rows: tuple[int, int]) -> None:
        url, text = str(token.attrs["href"]), text_of(words)
        if not url and token.info == "html":
            return
        start = next((word.content for word in words if word.type == "text" and word.content.strip()), "")
        position = self.source.place(rows, text if token.info == "bare" else f"[{start}" if start else "[](", url)
        token.meta["position"] = position
        about = self._title_around(text)
        if about:
            token.meta["about"] = f"{text}: {about}"
        self.links.append(TextLink(text, url, position.line, about))
        if not url:
            self.source.warn(position, f"the link '{text}' is empty", allowed="[text](https://…)")

    def _title_around(self, text: str) -> str:
        if not _POINTER.fullmatch(text):
            return ""
        names = [item for item in reversed(self.items) if item]
        own = [bold for bold, _ in names[:1]]
        around = [bold or line for bold, line in names[1:]]
        return next((name for name in (*own, *around) if name and not _POINTER.fullmatch(name)), "")

    def _wikilink(self, token: Token, rows: tuple[int, int]) -> None:
        target, heading, embed = token.meta["target"], token.meta["heading"], token.meta["embed"]
        position = self.source.place(rows, f"[[{target}#{heading}" if heading else f"[[{target}", "[[")
        fact = Wikilink(target, heading, token.content, position.line, embed)
        token.meta |= {"fact": fact, "position": position}
        token.meta["anchor"] = heading if heading.startswith("^") else forge_anchor(heading)
        self.wikilinks.append(fact)

    def _image(self, token: Token, rows: tuple[int, int]) -> None:
        source = token.meta.get("source") or unquote(str(token.attrs["src"]))
        if is_elsewhere(source):
            source = str(token.attrs.get("src", source))
        position = self.source.place(rows, source, str(token.attrs.get("src", "")), "![")
        name = source.rpartition("/")[2].rpartition(".")[0] or source
        words = text_of(token.children) if token.children else token.content
        size = [token.meta.get(side) or None for side in ("width", "height")]
        fact = Image(source, words.strip() or name, position.line, *size)
        token.meta |= {"fact": fact, "position": position}
        self.images.append(fact)

    def _math(self, token: Token, rows: tuple[int, int]) -> None:
        position = self.source.place(rows, token.content)
        token.meta |= {"number": len(self.math), "position": position}
        self.math.append(MathSpan(token.content, token.meta["display"], position.line))


def _inside(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a link, up to its end."""
    inside = []
    for token in tokens[1:]:
        if token.type == "link_close":
            break
        inside.append(token)
    return inside


def _item_title(children: list[Token]) -> tuple[str, str]:
    """Return what an item is called: its first words if they are bold, and its whole line."""
    said = [child for child in children if child.type != "text" or child.content.strip()]
    bold: list[Token] = []
    if said and said[0].type == "strong_open":
        bold = said[: next(index for index, token in enumerate(said) if token.type == "strong_close")]
    return text_of(bold).strip(" :."), text_of(children).strip(" :.")
