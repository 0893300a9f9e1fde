"""Where problems are gathered while the content is read, and how a wrong value is put in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from rig_site.diagnostics import Position, Problem, Severity

LONGEST_CITED = 80
"""How many characters of a value an error message repeats."""

MOST_LISTED = 50
"""How many names an error message lists."""


@dataclass(frozen=True, slots=True)
class Findings:
    """The problems found so far."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, position: Position, what: str, *, allowed: str = "", suggestion: str = "") -> None:
        """Add something that stops a build."""
        self.problems.append(Problem(position, what, allowed, suggestion))

    def warning(self, position: Position, what: str, *, allowed: str = "", suggestion: str = "") -> None:
        """Add something that is probably a mistake, and that a build goes on with."""
        self.problems.append(Problem(position, what, allowed, suggestion, Severity.WARNING))

    def notice(self, position: Position, what: str, *, suggestion: str = "") -> None:
        """Add a piece of advice."""
        self.problems.append(Problem(position, what, "", suggestion, Severity.NOTICE))


class FieldError(ValueError):
    """A value that cannot stand where it stands: what is wrong, what is allowed, what was probably meant.

    `key` names the key of a mapping that is to blame, where the mapping as
    a whole is what was looked at.
    """

    def __init__(self, what: str, *, allowed: str = "", suggestion: str = "", key: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.allowed = allowed
        self.suggestion = suggestion
        self.key = key


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
