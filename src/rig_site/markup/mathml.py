"""TeX becomes MathML, without any `style` attribute, and without ever failing as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_DEEP = 1_000
"""How many marks that can nest (`{`, `^`, `_`, commands) one expression may have."""
MOST_DEEP_IN_A_MACRO = 20
"""The same for the meaning of a macro."""
MOST_EXPANSIONS = 100
"""How many macros one expression may use; with the two above no expression nests deeper than the converter can."""

_MARK = re.compile(r"[{^_\\]")
_DEFINITION = re.compile(r"\\(?:(?:re|provide)?newcommand|[egx]?def|let|DeclareMathOperator)(?![A-Za-z])")
_FAULT = re.compile(r"(\d+): (.*?)\.?", re.DOTALL)
_STYLE = re.compile(r' style="([^"]*)"')

_CLASSES: Mapping[str, str] = {
    "width: 100%": "math-wide",
    "width: 50%": "math-half",
    "width: 7.5%": "math-margin",
    "text-align: left": "math-left",
    "text-align: right": "math-right",
    "padding-left: 0": "math-close-left",
    "padding-right: 0": "math-close-right",
    "padding-left: 1em": "math-apart",
    "padding-left: 0.1em": "math-near-left",
    "padding-right: 0.1em": "math-near-right",
    "padding-top: 0": "math-close-top",
    "padding-bottom: 0": "math-close-bottom",
    "padding-top: 0.1667em": "math-strut",
    "border-left: 0.05em solid currentcolor": "math-line-left",
    "border-right: 0.05em solid currentcolor": "math-line-right",
    "border-top: 0.05em solid currentcolor": "math-line-top",
    "border-left: 0.05em dashed currentcolor": "math-dashes-left",
    "border-right: 0.05em dashed currentcolor": "math-dashes-right",
    "border-top: 0.05em dashed currentcolor": "math-dashes-top",
    "font-variant-caps: small-caps": "math-small-caps",
}
"""The declarations the converter writes, as the classes `note.css` has for them."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An expression that cannot be read: what is wrong, and after how many of its characters."""

    fault: str
    offset: int = 0


def to_mathml(expressions: Sequence[tuple[str, bool]], *, macros: Mapping[str, str]) -> tuple[str | Unread, ...]:
    r"""Return the MathML of each expression, a pair of TeX and whether it is a block.

    The expressions of one text are read together: a `\newcommand` holds in
    what follows, equations are numbered through and can be referred to.
    `macros` are names with or without their backslash.
    """
    from math_core import LatexError, LatexToMathML

    named = {name.lstrip("\\"): meaning for name, meaning in macros.items() if _bounded(meaning)}

    def converter() -> LatexToMathML:
        return LatexToMathML(
            macros=named,
            annotation=True,
            fancy_error=False,
            global_group=True,
            max_expansions=MOST_EXPANSIONS,
            id_prefix="eq:",
        )

    trial = converter()
    results: list[str | Unread] = []
    for tex, display in expressions:
        if not _shallow(tex):
            results.append(Unread("it is nested too deep"))
            continue
        try:
            results.append(trial.convert_with_global_state(tex, displaystyle=display))
        except LatexError as error:
            results.append(_unread(str(error)))
    read = [expression for expression, result in zip(expressions, results, strict=True) if isinstance(result, str)]
    if r"\eqref" in "".join(tex for tex, _ in read):
        resolved = iter(converter().convert_all(read))
        results = [next(resolved) if isinstance(result, str) else result for result in results]
    return tuple(_STYLE.sub(_class, result) if isinstance(result, str) else result for result in results)


def _shallow(tex: str) -> bool:
    if len(_MARK.findall(tex)) > MOST_DEEP or len(tex) > 10 * MOST_DEEP:
        return False
    return all(_bounded(meaning) for meaning in _DEFINITION.split(tex)[1:])


def _bounded(meaning: str) -> bool:
    return len(_MARK.findall(meaning)) <= MOST_DEEP_IN_A_MACRO


def _unread(message: str) -> Unread:
    match = _FAULT.fullmatch(message)
    return Unread(match[2], int(match[1])) if match else Unread(message)


def _class(match: re.Match[str]) -> str:
    """Return a style attribute as a class, colours as MathML's own attribute; the rest is left out."""
    declarations = [re.sub(r":\s*", ": ", part.strip()) for part in match[1].split(";")]
    classes = " ".join(_CLASSES[declaration] for declaration in declarations if declaration in _CLASSES)
    colours = [part.removeprefix("color: ") for part in declarations if part.startswith("color: #")]
    return (f' class="{classes}"' if classes else "") + "".join(f' mathcolor="{colour}"' for colour in colours)
