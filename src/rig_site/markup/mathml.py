"""TeX becomes MathML, without any `style` attribute, and without ever failing as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from math_core import LatexToMathML

MOST_DEEP = 1_000
"""How many marks that can nest (`{`, `^`, `_`, commands) one expression may have."""
MOST_DEEP_IN_A_MACRO = 20
"""The same for the meaning of a macro."""
MOST_MACROS = 500
"""How many macros there may be; each that cannot be read costs another look at all of them."""
MOST_EXPANSIONS = 100
"""How many macros one expression may use; with the two above no expression nests deeper than the converter can."""

_MARK = re.compile(r"[{^_\\]")
_DEFINITION = re.compile(r"\\(?:(?:re|provide)?newcommand|[egx]?def|let|DeclareMathOperator)(?![A-Za-z])")
_FAULT = re.compile(r"(?:macro(?P<macro>\d+):)?(?P<offset>\d+): (?P<fault>.*?)\.?", re.DOTALL)
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


class Unread(Struct, frozen=True):
    """An expression that cannot be read: what is wrong, and after how many of its characters."""

    fault: str
    offset: int = 0


def to_mathml(expressions: Sequence[tuple[str, bool]], *, macros: Mapping[str, str]) -> tuple[str | Unread, ...]:
    r"""Return the MathML of each expression, a pair of TeX and whether it is a block.

    The expressions of one text are read together: a `\newcommand` holds in
    what follows, equations are numbered through and can be referred to.
    `macros` are names with or without their backslash; those that cannot
    be read are left out, see `unread_macros`.
    """
    from math_core import LatexError

    named, _ = _read_macros(tuple(macros.items()))
    trial = _converter(named)
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
        resolved = iter(_converter(named).convert_all(read))
        results = [next(resolved) if isinstance(result, str) else result for result in results]
    return tuple(_STYLE.sub(_class, result) if isinstance(result, str) else result for result in results)


def unread_macros(macros: Mapping[str, str]) -> Mapping[str, str]:
    r"""Return what is wrong with each macro that cannot be read, by its name as in `macros`.

    One that uses another that cannot be read cannot be read either.

    >>> unread_macros({r"\R": r"\mathbb{R}", r"\S": r"\nosuch"})
    {'\\S': 'Unknown command "\\nosuch"'}
    """
    return _read_macros(tuple(macros.items()))[1]


@lru_cache(maxsize=8)
def _read_macros(macros: tuple[tuple[str, str], ...]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the macros that can be read, without backslashes, and what is wrong with the others."""
    from math_core import LatexError

    named: dict[str, str] = {}
    faults: dict[str, str] = {}
    written: dict[str, str] = {}
    for name, meaning in macros:
        bare = name.removeprefix("\\")
        if len(named) == MOST_MACROS:
            faults[name] = f"there are more than {MOST_MACROS} macros"
        elif not _bounded(meaning):
            faults[name] = "it is nested too deep"
        else:
            named[bare], written[bare] = meaning, name
    while True:
        try:
            _converter(named)
        except LatexError as error:
            found = _FAULT.fullmatch(str(error))
            if not found or not found["macro"]:
                raise
            bare = list(named)[int(found["macro"])]
            del named[bare]
            faults[written[bare]] = found["fault"]
        else:
            return named, faults


def _converter(macros: Mapping[str, str]) -> LatexToMathML:
    from math_core import LatexToMathML

    return LatexToMathML(
        macros=dict(macros),
        annotation=True,
        fancy_error=False,
        global_group=True,
        max_expansions=MOST_EXPANSIONS,
        id_prefix="eq:",
    )


def _shallow(tex: str) -> bool:
    if len(_MARK.findall(tex)) > MOST_DEEP or len(tex) > 10 * MOST_DEEP:
        return False
    return all(_bounded(meaning) for meaning in _DEFINITION.split(tex)[1:])


def _bounded(meaning: str) -> bool:
    return len(_MARK.findall(meaning)) <= MOST_DEEP_IN_A_MACRO


def _unread(message: str) -> Unread:
    match = _FAULT.fullmatch(message)
    return Unread(match["fault"], int(match["offset"])) if match else Unread(message)


def _class(match: re.Match[str]) -> str:
    """Return a style attribute as a class, colours as MathML's own attribute; the rest is left out."""
    declarations = [re.sub(r":\s*", ": ", part.strip()) for part in match[1].split(";")]
    classes = " ".join(_CLASSES[declaration] for declaration in declarations if declaration in _CLASSES)
    colours = [part.removeprefix("color: ") for part in declarations if part.startswith("color: #")]
    return (f' class="{classes}"' if classes else "") + "".join(f' mathcolor="{colour}"' for colour in colours)
