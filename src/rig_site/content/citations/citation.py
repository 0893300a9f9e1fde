"""A work as another program describes it, cleaned: whatever a file or a service says becomes short, plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from msgspec import Struct

from rig_site.content.schema.texts import one_line
from rig_site.content.sources.source import UNSEEN
from rig_site.model.paper import OTHERS

LONGEST_LINE = 500
"""How many characters a title, a name or a venue may have; longer ones are cut."""

LONGEST_ABSTRACT = 10_000
MOST_AUTHORS = 30
"""How many authors are named; "et al." stands for the others."""

_UNSEEN = re.compile(f"[{UNSEEN}]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MATHML = re.compile(r"<(mml:)?math\b.*?</\1?math\s*>", re.DOTALL)
_TEX = re.compile(r"<(?:jats:)?tex-math\b[^<>]*>(.*?)</(?:jats:)?tex-math\s*>", re.DOTALL)
_DOCUMENT = re.compile(r".*\\begin\{document\}(.*?)\\end\{document\}.*", re.DOTALL)
_HEADING = re.compile(r"<(jats:)?title\b[^<>]*>\s*(?:abstract|summary)\W*</\1?title\s*>", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:jats:)?(?:p|sec|title|div|br|li|list-item)\b[^<>]*>|<(?:jats:)?(?:list|ul|ol)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(
    r"</?(?:\w+:[\w-]+|a|abbr|b|bold|cite|code|em|emph|ext-link|i|inline-formula|inline-graphic|italic|kbd|list|mark|"
    r"monospace|ol|overline|q|roman|s|sans-serif|sc|scp|small|span|strike|strong|sub|sup|tt|u|ul|underline|var|xref)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"(\[[A-Za-z\d ,;.–-]+\](?![(\[:]))|[\\`*\[\]<>|~#=%^!{}]|(?<![^\W_])_+|_+(?![^\W_])"
    r"|&(?=#?\w+;)|(?<=:)//|(?<=www)\."
)
_FORMULA = re.compile(r"\$[^\s$`](?:[^$`\n]*[^\s$`\\])?\$(?![\d$])")
_BEGINNING = re.compile(r"^(?:([-+])(?=\s|$)|(\d+)([.)])(?=\s|$)|(:)(?=\s|$)|([-_ ]{3,}$))", re.MULTILINE)


class Citation(Struct, frozen=True):
    """A work as another program describes it.

    All is text without markup, but for `abstract`, which is Markdown that
    shows the text as it came, with TeX between dollars.
    """

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str | None = None
    abstract: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None


def line(text: str) -> str:
    r"""Return text in a line: without tags, without characters that are no text, not longer than it may be.

    >>> line("<i>In vivo</i> H<sub>2</sub>O &amp; a < b\x07"), line("a <x> b")
    ('In vivo H2O & a < b', 'a <x> b')
    """
    found = one_line(without_tags(text[: 4 * LONGEST_LINE]))
    return found if len(found) <= LONGEST_LINE else found[: LONGEST_LINE - 1].rstrip() + "…"


def names(authors: Iterable[str]) -> tuple[str, ...]:
    """Return the names of authors, the last of very many left out."""
    found = [name for author in authors if (name := line(author))]
    return tuple(found) if len(found) <= MOST_AUTHORS else (*found[:MOST_AUTHORS], OTHERS)


def without_tags(markup: str) -> str:
    """Return the text of HTML or JATS, its paragraphs apart; what only looks like a tag stays.

    Crossref has titles and abstracts in it, some of them escaped twice.
    A formula is its TeX where there is one.
    """
    text = markup
    for _ in range(2):
        text = _HEADING.sub("", _COMMENT.sub("", text))
        if _TEX.search(text):
            text = _MATHML.sub("", text)
            text = _TEX.sub(lambda found: _DOCUMENT.sub(r"\1", unescape(found[1])).replace("$$", "$").strip(), text)
        text = unescape(_TAG.sub("", _BREAK.sub("\n\n", text)))
    return _UNSEEN.sub("", text)


def abstract(markup: str) -> str | None:
    """Return an abstract as Markdown in which it looks as it came; None where nothing is said."""
    paragraphs = re.split(r"\s*\n\s*\n\s*", without_tags(markup[: 4 * LONGEST_ABSTRACT]).strip())
    text = "\n\n".join(filter(None, map(one_line, paragraphs)))
    if len(text) > LONGEST_ABSTRACT:
        text = text[:LONGEST_ABSTRACT].rpartition(" ")[0] + " …"
    return as_markdown(text) or None


def as_markdown(text: str) -> str:
    r"""Return Markdown that shows a text; only what stands between dollars as formulas do is left to be one.

    >>> print(as_markdown("Costs $5, *not* $O(n_1)$ for a_b"))
    Costs \$5, \*not\* $O(n_1)$ for a_b
    """
    parts, end = [], 0
    for formula in _FORMULA.finditer(text):
        if re.search(r"[\\^_={}+<>]", formula[0]) or len(formula[0]) <= len("$x$"):
            parts += [_escaped(text[end : formula.start()]), formula[0]]
            end = formula.end()
    return _BEGINNING.sub(_not_begun, "".join((*parts, _escaped(text[end:]))))


def _escaped(text: str) -> str:
    r"""Return text with its markup escaped; `\\[` and `\\(` would begin a formula, and `[1]` is only text."""
    escaped = _MARKUP.sub(lambda found: found[1] or "".join(map(_sign, found[0])), text)
    return escaped.replace("$", r"\$")


def _sign(character: str) -> str:
    return f"&#{ord(character)};" if character in "\\[" else "\\" + character


def _not_begun(found: re.Match[str]) -> str:
    """Return the beginning of a line so that no list, definition or rule begins with it."""
    bullet, number, mark, colon, rule = found.groups()
    return f"{number}\\{mark}" if number else f"\\{bullet or colon or rule}"
