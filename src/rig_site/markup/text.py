"""A Markdown text becomes facts and HTML in one go."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from html import unescape

from markdown_it.token import Token
from msgspec.structs import replace

from rig_site.diagnostics import ContentError, Position
from rig_site.language.language import ENGLISH, Language
from rig_site.markup.dialect import parser
from rig_site.markup.facts import Facts
from rig_site.markup.holes import pieces
from rig_site.markup.lines import Lines, Locate, in_file
from rig_site.markup.mathml import Unread, to_mathml
from rig_site.markup.rendering import Rendering
from rig_site.markup.sanitize import clean, clean_part
from rig_site.markup.tokens import tokenize
from rig_site.model.file_names import without_reordering
from rig_site.model.text import CodeBlock, Heading, MathSpan, Text

_ID = re.compile(r' id="([^"]*)"')


def read_text(
    markdown: str,
    *,
    path: str = "",
    locate: Locate | None = None,
    taken: Collection[str] = (),
    is_part: bool = False,
    macros: Mapping[str, str] | None = None,
    language: Language = ENGLISH,
    key: bytes = b"",
    before: Text | None = None,
) -> Text:
    """Return a text with its facts and its HTML; it never fails.

    `path` is the file it is written in, and `locate` finds the places of
    problems there (left out, the text is the whole file).  `taken` are ids
    that the page around it uses.  With `is_part` it is a piece of a page,
    an abstract or a remark, of which several may stand on one: raw HTML in
    it is shown as typed, and it has no ids.  What is said around the
    author's own words is in the `language`.  `key` is the text's own, and
    `before` what it was before an edit, whose code need not be coloured again.  A text past one of the limits
    of `lines` is empty, with an error that names the limit.
    """
    locate = locate or in_file(path)
    markdown = without_reordering(markdown)
    try:
        lines = Lines.of(markdown, locate)
        tokens = tokenize(lines, parser(raw_html=not is_part), taken)
    except ContentError as error:
        return Text(markdown, path, problems=(error.problem,), key=key)
    facts = Facts(lines)
    facts.read(tokens)
    mark = hashlib.blake2b(lines.text.encode(), digest_size=16).hexdigest()
    rendering = Rendering(lines, mark, frozenset() if is_part else _anchors(tokens), language)
    if before:
        rendering.known_code = {(block.language, block.source): block.html for block in before.code}
    _read_formulas(facts.math, macros or {}, rendering)
    engine = parser(raw_html=True)
    rendered = str(engine.renderer.render(tokens, engine.options, {"rendering": rendering}))
    html = clean_part(rendered) if is_part else clean(rendered, raw=any("raw" in token.meta for token in tokens))
    html = html.lstrip("\n")
    return Text(
        source=markdown,
        path=path,
        html=pieces(html, mark, rendering.facts),
        title=facts.headings[0].text if facts.headings else "",
        opening=_opening(tokens, facts),
        beginning=facts.beginning,
        headings=tuple(facts.headings),
        papers=tuple(facts.papers),
        links=tuple(facts.links),
        wikilinks=tuple(facts.wikilinks),
        images=tuple(facts.images),
        math=tuple(MathSpan(token.content, token.meta["display"]) for token in facts.math),
        code=tuple(CodeBlock(*block, coloured) for block, coloured in rendering.code.items()),
        tags=tuple(facts.tags),
        citations=tuple(facts.citations),
        fragments=frozenset(map(unescape, _ID.findall(html))),
        problems=tuple(lines.problems),
        key=key,
    )


def _anchors(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(str(token.meta["id"]) for token in tokens if "id" in token.meta)


def _opening(tokens: Sequence[Token], facts: Facts) -> Heading | None:
    """Return the heading that a text begins with; one that opens a paper says more than the page's title."""
    if not tokens or tokens[0].type != "heading_open":
        return None
    first = facts.headings[0]
    return None if any(paper.anchor == first.anchor for paper in facts.papers) else first


def _read_formulas(math: Sequence[Token], macros: Mapping[str, str], rendering: Rendering) -> None:
    if not math:
        return
    results = to_mathml([(token.content, token.meta["display"]) for token in math], macros=macros)
    for number, (token, result) in enumerate(zip(math, results, strict=True)):
        token.meta["number"] = number
        if isinstance(result, Unread):
            _warn(rendering.lines, token.meta["position"], token.content, result)
        else:
            rendering.formulas[number] = result


def _warn(lines: Lines, position: Position, tex: str, unread: Unread) -> None:
    """Warn of an expression that cannot be read, at the character where reading stopped if it is on the first line."""
    before, _, line = tex[: unread.offset].rpartition("\n")
    if not before and position.text.find(tex.partition("\n")[0], position.column - 1) == position.column - 1:
        length = max(1, position.length - unread.offset)
        position = replace(position, column=position.column + unread.offset, length=length)
    fault = unread.fault[:1].lower() + unread.fault[1:]
    place = f"character {len(line) + 1} of line {before.count(chr(10)) + 2}" if before else f"character {len(line) + 1}"
    lines.warn(position, f"this formula cannot be read at {place}: {fault}; it is shown as TeX")
