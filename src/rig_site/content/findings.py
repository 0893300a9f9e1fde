"""Where problems are gathered while the content is read, and how a wrong value is put in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from msgspec import Struct, field

from rig_site.diagnostics import Advice, Position, Problem, Severity
from rig_site.yaml_writer import Value, inline, scalar

LONGEST_CITED = 80
"""How many characters of a value an error message repeats."""

MOST_LISTED = 50
"""How many names an error message lists."""


class Findings(Struct, frozen=True):
    """The problems found so far; a suggestion is words, or words with a fix."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, position: Position, what: str, *, allowed: str = "", suggestion: str | Advice = "") -> None:
        """Add something that stops a build."""
        self._add(position, what, allowed, suggestion, Severity.ERROR)

    def warning(self, position: Position, what: str, *, allowed: str = "", suggestion: str | Advice = "") -> None:
        """Add something that is probably a mistake, and that a build goes on with."""
        self._add(position, what, allowed, suggestion, Severity.WARNING)

    def notice(self, position: Position, what: str, *, suggestion: str | Advice = "") -> None:
        """Add a piece of advice."""
        self._add(position, what, "", suggestion, Severity.NOTICE)

    def _add(self, position: Position, what: str, allowed: str, suggestion: str | Advice, severity: Severity) -> None:
        advice = Advice(suggestion) if isinstance(suggestion, str) else suggestion
        self.problems.append(Problem(position, what, allowed, advice.words, severity, advice.fix))


class Meant(Struct, frozen=True):
    """What was probably meant in the place of a value; `sure` where it can be nothing else.

    `also` are fields that the mapping around it needs then, `gloss` says
    what the value means.
    """

    value: Value
    sure: bool = True
    also: Mapping[str, str] = field(default_factory=dict)
    gloss: str = ""

    def in_words(self, *, key: str = "", within: bool = False) -> str:
        """Return the suggestion to write it, behind its key if need be, as YAML `within` brackets or outside of them.

        >>> Meant("11:00").in_words(), Meant("monday", sure=False).in_words()
        ("write '11:00'", "did you mean 'monday'?")
        """
        written = (f"{key}: " if key else "") + inline(self.value, within=within)
        others = "".join(f", and add '{name}: {scalar(value, within=within)}'" for name, value in self.also.items())
        gloss = f" for {self.gloss}" if self.gloss else ""
        return f"write '{written}'{gloss}{others}" if self.sure else f"did you mean '{written}'{others}?"


class FieldError(ValueError):
    """A value that cannot stand where it stands: what is wrong, what is allowed, what was probably meant.

    `suggestion` is said where that is no value.  `key` names the key of a
    mapping that is to blame, where the mapping as a whole is what was
    looked at.
    """

    def __init__(
        self,
        what: str,
        *,
        allowed: str = "",
        suggestion: str = "",
        meant: Meant | None = None,
        key: str | None = None,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.allowed = allowed
        self.suggestion = suggestion or (meant.in_words() if meant else "")
        self.meant = meant
        self.key = key


def guess(word: str | None) -> Meant | None:
    """Return a word that was probably meant, or None where there is none."""
    return Meant(word, sure=False) if word else None


def sure(value: str) -> Meant | None:
    """Return a value that was surely meant, or None where it is empty."""
    return Meant(value) if value else None


def cite(text: str) -> str:
    """Return text in quotation marks, the end of a long one left out.

    >>> cite("11am")
    "'11am'"
    """
    return f"'{text}'" if len(text) <= LONGEST_CITED else f"'{text[:LONGEST_CITED]}…'"


def listed(names: Iterable[str]) -> str:
    """Return names separated by commas, the end of a long list left out.

    >>> listed(["Discussion", "Technical"])
    'Discussion, Technical'
    """
    shown = list(islice(names, MOST_LISTED + 1))
    return ", ".join(shown if len(shown) <= MOST_LISTED else [*shown[:MOST_LISTED], "…"])
