"""Images on lines of their own become figures; the line under an Obsidian embed is its caption.

The caption of an image in Markdown's own form is a line under it that is
wholly emphasised, or its title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from rig_site.model.link import is_elsewhere

Line = list[Token]


def enable(parser: MarkdownIt) -> None:
    """Make figures."""
    parser.core.ruler.push("figure", _figures)


def _figures(state: StateCore) -> None:
    tokens: list[Token] = []
    index = 0
    while index < len(state.tokens):
        paragraph = state.tokens[index : index + 3]
        if paragraph[0].type == "paragraph_open" and paragraph[1].type == "inline":
            lines = list(_lines(paragraph[1].children or []))
            if any(_is_figure(line) for line in lines):
                tokens += _parts(paragraph, lines)
                index += 3
                continue
        tokens.append(paragraph[0])
        index += 1
    state.tokens = tokens


def _lines(children: Sequence[Token]) -> Iterator[Line]:
    line: Line = []
    depth = 0
    for child in children:
        depth += child.nesting
        if child.type in ("softbreak", "hardbreak") and depth == 0:
            yield line
            line = []
        else:
            line.append(child)
    yield line


def _is_figure(line: Line) -> bool:
    images = [token for token in line if token.type == "image"]
    others = [token for token in line if token.type not in ("image", "link_open", "link_close")]
    local = all(token.meta.get("embed") or not is_elsewhere(str(token.attrs.get("src", ""))) for token in images)
    return bool(images) and local and all(token.type == "text" and not token.content.strip() for token in others)


def _parts(paragraph: Sequence[Token], lines: Sequence[Line]) -> Iterator[Token]:
    """Yield a paragraph's tokens anew: figures with their captions, and the words between them as paragraphs."""
    opening, inline, closing = paragraph
    names = [opening.meta.pop("id", None)]
    words: list[Line] = []
    position = 0

    def spoken() -> Iterator[Token]:
        if any(token.type != "text" or token.content.strip() for line in words for token in line):
            yield opening.copy(meta={})
            yield inline.copy(children=_joined(words))
            yield closing.copy()
        words.clear()

    while position < len(lines):
        line = lines[position]
        position += 1
        if not _is_figure(line):
            words.append(line)
            continue
        yield from spoken()
        caption = _title(line)
        if position < len(lines) and _is_caption(lines[position], line):
            caption = lines[position]
            position += 1
        figure = Token("figure_open", "figure", 1, block=True, level=opening.level)
        figure.meta = {"id": name} if names and (name := names.pop()) else {}
        yield figure
        yield inline.copy(children=[token for token in line if token.type != "text"])
        if caption:
            yield Token("figcaption_open", "figcaption", 1, block=True)
            yield inline.copy(children=caption)
            yield Token("figcaption_close", "figcaption", -1, block=True)
        yield Token("figure_close", "figure", -1, block=True, level=opening.level)
    yield from spoken()


def _is_caption(line: Line, images: Line) -> bool:
    if _is_figure(line) or not line:
        return False
    if any(token.meta.get("embed") for token in images):
        return True
    return line[0].type == "em_open" and line[-1].type == "em_close" and sum(t.type == "em_open" for t in line) == 1


def _title(images: Line) -> Line:
    titles = [str(token.attrs.pop("title")) for token in images if token.type == "image" and "title" in token.attrs]
    return [Token("text", "", 0, content=" · ".join(titles))] if titles else []


def _joined(lines: Sequence[Line]) -> Line:
    joined: Line = []
    for line in lines:
        if joined:
            joined.append(Token("softbreak", "br", 0))
        joined += line
    return joined
