"""Raw HTML is not trusted: a few harmless elements pass, written anew; the rest is dropped or shown as text.

Elements keep no class, no id, no style and no handler, so that a note can
neither look like the page around it nor reach into it.  Links and images
become the same tokens as Markdown's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from rig_site.markup.escaping import escape
from rig_site.markup.lines import MOST_OPEN_ELEMENTS, Lines

_IN_A_LINE = """
    abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr
"""
_BLOCKS = """
    blockquote caption dd details div dl dt figcaption figure hr li ol p pre summary table tbody td tfoot th thead tr ul
"""
PHRASES = frozenset(_IN_A_LINE.split())
"""The elements that pass anywhere."""
PASSING = PHRASES | frozenset(_BLOCKS.split())
"""The elements that pass outside a paragraph."""
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "abbr": frozenset({"title"}),
    "details": frozenset({"open"}),
    "ol": frozenset({"start", "reversed"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan"}),
    "time": frozenset({"datetime"}),
}
"""The attributes they keep, besides `lang` and `dir`."""
MEDIA: Mapping[str, str] = {
    "iframe": "src",
    "video": "src",
    "audio": "src",
    "source": "src",
    "embed": "src",
    "object": "data",
}
"""The elements that become a link, as pages load nothing from elsewhere, and the attribute with its address."""
SILENT = frozenset(("script", "style", "template", "iframe", "noembed", "noframes", "title", "object"))
"""The elements whose words go with them."""

_CLOSE_THEMSELVES = frozenset(("br", "dd", "dt", "hr", "li", "p", "rp", "rt", "tbody", "td", "th", "tr", "wbr"))
"""The elements without an end tag, and those that end where the next of their kind begins."""
_ANYWHERE = frozenset({"lang", "dir"})
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))


def enable(parser: MarkdownIt) -> None:
    """Replace raw HTML by what may pass of it; the lines it stood in are marked."""
    parser.core.ruler.push("raw_html", _replace)


def _replace(state: StateCore) -> None:
    still_open: Counter[str] = Counter()
    for token in state.tokens:
        if token.type == "html_block":
            token.meta["raw"] = True
            token.type, token.children = "inline", passed(token.content, state.md, PASSING)
        elif token.type == "inline" and any(child.type == "html_inline" for child in token.children or ()):
            token.meta["raw"] = True
            token.children = [
                piece
                for child in token.children or ()
                for piece in (passed(child.content, state.md, PHRASES) if child.type == "html_inline" else (child,))
            ]
        else:
            continue
        token.children = list(_links_apart(token.children))
        _count(token.children, still_open, state.env["lines"], token.map[0] if token.map else 0)


def _links_apart(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield tokens with every link closed where the next begins, since none can stand in another."""
    is_open = False
    for token in tokens:
        if token.type == "link_open":
            if is_open:
                yield Token("link_close", "a", -1)
            is_open = True
        elif token.type == "link_close":
            is_open = False
        yield token


def _count(tokens: Iterable[Token], still_open: Counter[str], lines: Lines, row: int) -> None:
    """Keep count of the elements that are open, and refuse a text with too many of them in each other."""
    for token in tokens:
        if token.type != "html" or token.tag in _CLOSE_THEMSELVES:
            continue
        if token.info == "open":
            still_open[token.tag] += 1
        elif still_open[token.tag]:
            still_open[token.tag] -= 1
        if still_open.total() > MOST_OPEN_ELEMENTS:
            lines.refuse(f"more than {MOST_OPEN_ELEMENTS} HTML elements are open at once", row)


def passed(html: str, parser: MarkdownIt, elements: Collection[str]) -> list[Token]:
    """Return what may pass of a piece of HTML, which need not be whole."""
    reader = _Reader(parser, elements)
    reader.feed(_closed(html))
    reader.close()
    return reader.tokens


def _closed(html: str) -> str:
    """Return HTML in which every comment and every tag ends: what begins one and cannot is text.

    Each would else be followed to the end of the piece.  A section
    (`<![CDATA[`) is what browsers make of it, a comment up to the next
    angle bracket.
    """
    html = html.replace("<![", "<?[")
    comments = html.rfind("-->") + 1
    html = html[:comments] + html[comments:].replace("<!--", "&lt;!--")
    tags = html.rfind(">") + 1
    return html[:tags] + html[tags:].replace("<", "&lt;")


class _Reader(HTMLParser):
    def __init__(self, parser: MarkdownIt, elements: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.parser = parser
        self.elements = elements
        self.tokens: list[Token] = []
        self.silent = ""
        self.paragraphs = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.silent:
            return
        values = {name: value or "" for name, value in reversed(attrs)}
        address = values.get(MEDIA.get(tag, ""), "").strip()
        if address and self.parser.validateLink(address):
            self._link({"href": address})
            self.handle_data(_called(address))
            self.handle_endtag("a")
        if tag in SILENT:
            self.silent = tag
        elif tag == "a":
            self._link(values)
        elif tag == "img":
            self._image(values)
        elif tag in _HEADINGS and self.elements is PASSING:
            self.tokens.append(Token("heading_open", tag, 1))
        elif tag in self.elements:
            self.paragraphs += tag == "p"
            kept = sorted(name for name in values if name in _ANYWHERE | ATTRIBUTES.get(tag, frozenset()))
            written = "".join(f' {name}="{escape(values[name])}"' for name in kept)
            self.tokens.append(Token("html", tag, 0, content=f"<{tag}{written}>", info="open"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            self.silent = "" if tag == self.silent else self.silent
        elif tag == "a":
            self.tokens.append(Token("link_close", "a", -1))
        elif tag in _HEADINGS and self.elements is PASSING:
            self.tokens.append(Token("heading_close", tag, -1))
        elif tag in self.elements and (tag != "p" or self.paragraphs):
            self.paragraphs -= tag == "p"
            self.tokens.append(Token("html", tag, 0, content=f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.tokens.append(Token("text", "", 0, content=data))

    def _link(self, values: Mapping[str, str]) -> None:
        target = self.parser.normalizeLink(values.get("href", "").strip())
        attrs: dict[str, str | int | float] = {"href": target if self.parser.validateLink(target) else ""}
        if values.get("title"):
            attrs["title"] = values["title"]
        self.tokens.append(Token("link_open", "a", 1, attrs=attrs, info="html"))

    def _image(self, values: Mapping[str, str]) -> None:
        source = self.parser.normalizeLink(values.get("src", "").strip())
        if not source or not self.parser.validateLink(source):
            return
        token = Token("image", "img", 0, attrs={"src": source}, content=values.get("alt", ""))
        token.meta = {name: int(value) for name in ("width", "height") if (value := _pixels(values.get(name, "")))}
        self.tokens.append(token)


def _called(address: str) -> str:
    """Return what a link to a film or the like is called: the host it is on, else the file.

    >>> _called("https://www.example.org/embed/1?start=2"), _called("films/first.mp4")
    ('www.example.org', 'first.mp4')
    """
    parts = urlsplit(address)
    return parts.hostname or parts.path.rstrip("/").rpartition("/")[2] or address


def _pixels(value: str) -> str:
    digits = value.strip().removesuffix("px")
    return digits if digits.isascii() and digits.isdigit() and len(digits) < 6 else ""
