"""Markdown and HTML within a line, read as tolerantly as a person would."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from rig_site.importers.bare_addresses import bare_address
from rig_site.importers.link_targets import ADDRESS_LIKE, CODE, ESCAPE, closing, read_target, short
from rig_site.importers.rich import Mark, Rich

DEEPEST = 12
"""How deep brackets and emphasis may nest; what lies deeper stays text."""

_WIKILINK = re.compile(r"!?\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]*|[\w.+-]+@[\w.-]+)>", re.ASCII)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a\s*>", re.IGNORECASE | re.DOTALL)
_IMAGE_TAG = re.compile(r"<img\b([^>]*)>", re.IGNORECASE)
_STRUCK_TAG = re.compile(r"<(del|s|strike)>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_EMPHASIS_TAG = re.compile(r"<(i|em)>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_STRONG_TAG = re.compile(r"<(b|strong)>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_EMPHASIS = re.compile(r"(\*\*\*|___|\*\*|__|~~|\*|_)")
_ATTRIBUTE = r"""\b{}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""

Definitions = Mapping[str, str]
"""What reference links mean: addresses by their folded labels."""


@dataclass(frozen=True, slots=True)
class _Manner:
    definitions: Definitions
    complain: Callable[[str], None]
    bare: bool


@dataclass
class _Reader:
    manner: _Manner
    pieces: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0
    unclosed: set[str] = field(default_factory=set)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def add_marked(self, kind: str, inner: Rich, target: str = "") -> None:
        start = self.length
        if kind != "footnote" and not inner.text.strip():
            inner = Rich(target)
        self.add(inner.text)
        self.marks.append(Mark(kind, start, self.length, target))
        self.marks += [replace(mark, start=mark.start + start, end=mark.end + start) for mark in inner.marks]


def parse(
    source: str,
    definitions: Definitions | None = None,
    complain: Callable[[str], None] = lambda what: None,
    *,
    bare: bool = True,
) -> Rich:
    """Return the text and links of a piece of Markdown, with whatever HTML it holds.

    What is malformed in a way that a person would still understand
    (brackets swapped, a blank in an address, a link inside a link) is read
    as it was meant, and `complain` is told in a sentence.  With `bare`,
    addresses without any markup are links too.  Line ends count as blanks,
    `<br>` as a line end.
    """
    return _parse(source, _Manner(definitions or {}, complain, bare), 0)


def _parse(source: str, manner: _Manner, depth: int) -> Rich:
    reader = _Reader(manner)
    position = 0
    while position < len(source):
        character = source[position]
        step = _RULES.get(character) if depth < DEEPEST else None
        end = step(reader, source, position, depth) if step else None
        bare = bare_address(source, position) if manner.bare and end is None and character.isalnum() else None
        if bare:
            reader.add_marked("link", Rich(bare[0]), bare[1])
            end = position + len(bare[0])
        if end is None:
            reader.add(" " if character == "\n" else character)
            end = position + 1
        position = end
    return Rich("".join(reader.pieces), tuple(sorted(reader.marks, key=lambda mark: (mark.start, -mark.end))))


def _escape(reader: _Reader, source: str, position: int, depth: int) -> int | None:
    match = ESCAPE.match(source, position)
    if match is None:
        if source.startswith("\\\n", position):
            reader.add("\n")
            return position + 2
        return None
    reader.add(match[1])
    return match.end()


def _code(reader: _Reader, source: str, position: int, depth: int) -> int | None:
    match = CODE.match(source, position)
    if match is None:
        return None
    text = match[2].replace("\n", " ")
    reader.add(text[1:-1] if text.startswith(" ") and text.endswith(" ") and text.strip() else text)
    return match.end()


def _image(reader: _Reader, source: str, position: int, depth: int) -> int | None:
    if not source.startswith("![", position):
        return None
    return _wikilink(reader, source, position) or _bracketed(reader, source, position + 1, depth, "image")


def _bracket(reader: _Reader, source: str, position: int, depth: int) -> int | None:
    footnote = _FOOTNOTE.match(source, position)
    if footnote and source[footnote.end() : footnote.end() + 1] != "(":
        reader.add_marked("footnote", Rich(""), footnote[1])
        return footnote.end()
    return _wikilink(reader, source, position) or _bracketed(reader, source, position, depth, "link")


def _wikilink(reader: _Reader, source: str, position: int) -> int | None:
    match = _WIKILINK.match(source, position)
    if match is None or source[match.end() : match.end() + 1] == "(":
        return None
    shown = match[2] if match[2] and not re.fullmatch(r"[\d|x]+", match[2]) else match[1]
    reader.add(shown)
    return match.end()


def _bracketed(reader: _Reader, source: str, position: int, depth: int, kind: str) -> int | None:
    close = closing(source, position, "[", "]")
    if close is None:
        return None
    label = source[position + 1 : close]
    after = close + 1
    blanks = re.compile(r"[ \t]?").match(source, after)
    end = closing(source, after, "(", ")") if source[after : after + 1] == "(" else None
    if kind == "link" and source[after : after + 1] == "(" and re.fullmatch(r"https?://\S+", label.strip()):
        end = len(source) - 1 if end is None else end
        said = source[after + 1 : end + (source[end] != ")")]
        if re.search(r"\s", said.strip()) and not ADDRESS_LIKE.match(said.strip()):
            reader.manner.complain(f"the address and the text of the link '{short(said)}' are swapped")
            reader.add_marked("link", _parse(said, reader.manner, depth + 1), label.strip())
            return end + 1
    spaced = blanks is not None and blanks[0] != "" and source[after + 1 : after + 2] == "("
    if source[after : after + 1] == "(" or spaced:
        found = read_target(reader.manner.complain, source, after + spaced, must_look_like_one=spaced)
        if found:
            target, end = found
            if spaced:
                reader.manner.complain(f"there is a blank between the two halves of the link '{short(label)}'")
            inner = _parse(label, reader.manner, depth + 1)
            if kind == "link" and any(mark.kind == "link" and mark.target != target for mark in inner.links):
                reader.manner.complain(f"a link stands inside the link '{short(inner.text)}'; both are kept")
            inner = replace(inner, marks=tuple(mark for mark in inner.marks if mark.target != target or not target))
            reader.add_marked(kind, inner, target)
            return end
    reference = re.compile(r"\s?\[([^\[\]]*)\]").match(source, after)
    named = reference[1] if reference and reference[1].strip() else label
    if _folded(named) in reader.manner.definitions:
        inner = _parse(label, replace(reader.manner, definitions={}), depth + 1)
        reader.add_marked(kind, replace(inner, marks=()), reader.manner.definitions[_folded(named)])
        return reference.end() if reference else after
    return None


def _parenthesis(reader: _Reader, source: str, position: int, depth: int) -> int | None:
    """Read `(text)[address]`, a link whose brackets were swapped."""
    close = closing(source, position, "(", ")")
    if close is None or source[close + 1 : close + 2] != "[":
        return None
    end = closing(source, close + 1, "[", "]")
    if end is None:
        return None
    target = source[close + 2 : end].strip()
    if not ADDRESS_LIKE.match(target) or " " in target or source[end + 1 : end + 2] == "(":
        return None
    label = source[position + 1 : close]
    reader.manner.complain(f"the brackets of the link '{short(label)}' are swapped")
    reader.add_marked("link", _parse(label, reader.manner, depth + 1), target)
    return end + 1


def _angle(reader: _Reader, source: str, position: int, depth: int) -> int | None:
    for pattern, read in _TAGS:
        match = pattern.match(source, position)
        if match:
            read(reader, match, depth)
            return match.end()
    return None


def _autolink(reader: _Reader, match: re.Match[str], depth: int) -> None:
    target = match[1] if ":" in match[1] else f"mailto:{match[1]}"
    reader.add_marked("link", Rich(match[1].removeprefix("mailto:")), target)


def _anchor_tag(reader: _Reader, match: re.Match[str], depth: int) -> None:
    target = attribute(match[1], "href")
    inner = _parse(match[2], reader.manner, depth + 1)
    if target is None:
        reader.add(inner.text)
    else:
        kept = tuple(mark for mark in inner.marks if mark.target != target or not target)
        reader.add_marked("link", replace(inner, marks=kept), target)


def _image_tag(reader: _Reader, match: re.Match[str], depth: int) -> None:
    target = attribute(match[1], "src")
    if target:
        reader.add_marked("image", Rich(attribute(match[1], "alt") or ""), target)


def _wrapped(kind: str) -> Callable[[_Reader, re.Match[str], int], None]:
    def read(reader: _Reader, match: re.Match[str], depth: int) -> None:
        inner = _parse(match[2], reader.manner, depth + 1)
        if inner.text.strip():
            reader.add_marked(kind, inner)

    return read


_TAGS: tuple[tuple[re.Pattern[str], Callable[[_Reader, re.Match[str], int], None]], ...] = (
    (_COMMENT, lambda reader, match, depth: None),
    (_AUTOLINK, _autolink),
    (_BREAK, lambda reader, match, depth: reader.add("\n")),
    (_ANCHOR, _anchor_tag),
    (_IMAGE_TAG, _image_tag),
    (_STRUCK_TAG, _wrapped("struck")),
    (_STRONG_TAG, _wrapped("strong")),
    (_EMPHASIS_TAG, _wrapped("emphasis")),
    (_TAG, lambda reader, match, depth: None),
)


def _entity(reader: _Reader, source: str, position: int, depth: int) -> int | None:
    match = _ENTITY.match(source, position)
    if match is None:
        return None
    reader.add(html.unescape(match[0]).replace("\xa0", " "))
    return match.end()


def _emphasis(reader: _Reader, source: str, position: int, depth: int) -> int | None:
    match = _EMPHASIS.match(source, position)
    if match is None or source[match.end() : match.end() + 1].strip() == "":
        return None
    delimiter = match[1]
    within_word = (position > 0 and source[position - 1].isalnum()) or source[:position].endswith("\\_")
    if delimiter[0] == "_" and within_word:
        return None
    close = None if delimiter in reader.unclosed else _closing_delimiter(source, match.end(), delimiter)
    if close is None:
        reader.unclosed.add(delimiter)
        return None
    inner = _parse(source[match.end() : close], reader.manner, depth + 1)
    if delimiter in ("**", "__", "***", "___"):
        reader.add_marked("strong", inner)
    elif delimiter == "~~":
        reader.add_marked("struck", inner)
    else:
        reader.add_marked("emphasis", inner)
    return close + len(delimiter)


def _closing_delimiter(source: str, position: int, delimiter: str) -> int | None:
    """Return where emphasis that begins before `position` ends: not after a blank, not within a longer run."""
    character = delimiter[0]
    while True:
        close = source.find(delimiter, position)
        if close < 0:
            return None
        end = close + len(delimiter)
        if (len(source[:close]) - len(source[:close].rstrip("\\"))) % 2:
            position = close + 1
            continue
        run = end
        while source[run : run + 1] == character:
            run += 1
        whole = run - close == len(delimiter) or (len(delimiter) == 2 and run - close == 3)
        inside_word = character == "_" and source[run : run + 1].isalnum()
        if whole and not source[close - 1].isspace() and not inside_word and _outside_links(source, position, close):
            return run - len(delimiter)
        position = run


def _outside_links(source: str, start: int, end: int) -> bool:
    """Tell whether a place is not within the address of a link that begins after `start`."""
    opened = source.rfind("](", start, end)
    return opened < 0 or closing(source, opened + 1, "(", ")") is None or ")" in source[opened:end]


def attribute(tag: str, name: str) -> str | None:
    """Return the value of a tag's attribute.

    >>> attribute(' href="a.html" class=x', "href")
    'a.html'
    """
    match = re.search(_ATTRIBUTE.format(name), tag, re.IGNORECASE)
    return html.unescape(match[1] or match[2] or match[3] or "").strip() if match else None


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


_RULES: dict[str, Callable[[_Reader, str, int, int], int | None]] = {
    "\\": _escape,
    "`": _code,
    "!": _image,
    "[": _bracket,
    "(": _parenthesis,
    "<": _angle,
    "&": _entity,
    "*": _emphasis,
    "_": _emphasis,
    "~": _emphasis,
}
