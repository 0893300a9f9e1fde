r"""Math: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` (also with two backslashes) and `\begin{…}…\end{…}`.

What stands between the delimiters is TeX and nothing else: emphasis, links
and the like do not reach in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rig_site.markup.escaping import escape
from rig_site.markup.renderer import id_attribute

MOST_LINES = 200
"""How many lines a block of math may have."""

_DOUBLE = re.compile(r"\$\$((?:\\.|[^\\$])+)\$\$", re.DOTALL)
_SINGLE = re.compile(r"\$((?:\\.|[^\\$`])+)\$(?![\d$])", re.DOTALL)
_BRACKET = re.compile(r"(\\\\?)([(\[])")
_CLOSING = {"(": ")", "[": "]"}
_TEX_SIGN = re.compile(r"[\\^_={}+<>]")
_WORD = re.compile(r"\s[A-Za-z]{2,}|[A-Za-z]{2,}\s")
_BLOCK = re.compile(r"\$\$|\\\\?\[|\\begin\{([A-Za-z]+\*?)\}")


def enable(parser: MarkdownIt) -> None:
    """Make math of what stands between its delimiters."""
    parser.inline.ruler.before("escape", "math", _inline)
    parser.block.ruler.before("fence", "math_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.add_render_rule("math", _render)


def _inline(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] == "$":
        found = _in_dollars(state)
    elif state.src[start] == "\\":
        found = _in_brackets(state)
    else:
        return False
    if found is None:
        return False
    tex, end, display = found
    if not silent:
        token = state.push("math", "math", 0)
        token.content, token.markup = tex.strip(), state.src[start:end]
        token.meta = {"display": display}
    state.pos = end
    return True


def _in_dollars(state: StateInline) -> tuple[str, int, bool] | None:
    """Return TeX in dollars, where it ends and whether it is a block.

    Prices are not math: a single opening dollar has no blank after it, a
    closing one none before it and no digit after it (Pandoc's manual,
    tex_math_dollars).  Two dollars within a line of words are math of that
    line, as in kramdown.
    """
    if double := _DOUBLE.match(state.src, state.pos, state.posMax):
        return (double[1], double.end(), False) if double[1].strip() else None
    single = _SINGLE.match(state.src, state.pos, state.posMax)
    if single is None or single[1] != single[1].strip() or _is_price(single[1]):
        return None
    return single[1], single.end(), False


def _is_price(tex: str) -> bool:
    r"""Tell whether what stands between two dollars begins with an amount and goes on in words.

    >>> _is_price("10, or US"), _is_price("2x"), _is_price(r"2 \text{ or } x")
    (True, False, False)
    """
    return tex[:1].isdigit() and not _TEX_SIGN.search(tex) and bool(_WORD.search(tex))


def _in_brackets(state: StateInline) -> tuple[str, int, bool] | None:
    r"""Return TeX in escaped brackets; an escaped `\[note\]` without any sign of TeX stays text."""
    opening = _BRACKET.match(state.src, state.pos, state.posMax)
    if opening is None:
        return None
    slashes, bracket = opening.groups()
    end = state.src.find(slashes + _CLOSING[bracket], opening.end(), state.posMax)
    tex = state.src[opening.end() : end]
    if end < 0 or not any(character.isalnum() for character in tex):
        return None
    if bracket == "[" and not _TEX_SIGN.search(tex):
        return None
    return tex, end + len(slashes) + 1, bracket == "["


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    start = state.bMarks[start_line] + state.tShift[start_line]
    opening = _BLOCK.match(state.src, start, state.eMarks[start_line])
    if opening is None:
        return False
    closing = f"\\end{{{opening[1]}}}" if opening[1] else opening[0].replace("[", "]")
    last = _last_line(state, start_line, end_line, opening.end(), closing)
    if last is None:
        return False
    source = state.getLines(start_line, last + 1, state.blkIndent, False).strip()
    inside, _, after = source[len(opening[0]) :].rpartition(closing)
    if closing in inside or not inside.strip() or after not in ("", ".", ","):
        return False
    tex = f"{opening[0]}{inside}{closing}{after}" if opening[1] else f"{inside.strip()}{after}"
    if silent:
        return True
    state.line = last + 1
    token = state.push("math", "math", 0)
    token.block = True
    token.content = tex
    token.map = [start_line, state.line]
    token.meta = {"display": True}
    return True


def _last_line(state: StateBlock, start_line: int, end_line: int, start: int, closing: str) -> int | None:
    """Return the line that closes a block; None where a blank line or the container's end comes first."""
    for line in range(start_line, min(end_line, start_line + MOST_LINES)):
        text = state.src[start if line == start_line else state.bMarks[line] : state.eMarks[line]]
        if line > start_line and (not text.strip() or state.sCount[line] < state.blkIndent):
            return None
        if closing in text:
            return line
    return None


def _render(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """Return MathML, or the TeX as code where it could not be read."""
    token = tokens[index]
    formula = env["rendering"].formulas.get(token.meta["number"])
    html = formula or f'<code class="unread-math">{escape(token.content)}</code>'
    return f'<div class="math" tabindex="0"{id_attribute(token)}>{html}</div>\n' if token.block else html
