"""What can be wrong, and where: problems are values, collected and printed together."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How much a problem matters: errors stop a build, warnings only with `--strict`, notices never."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Position(Struct, frozen=True, order=True):
    """A place in a text file.

    `path` is relative to the content folder, with forward slashes
    (`sessions/2026-03-12-attention.yaml`, `../PREVIOUS.md`).  `line` and
    `column` count from 1, columns in characters.  `length` is how many
    characters of the line are meant (at least 1), and `text` is that
    line, so that a problem can be shown without the file.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1
    text: str = ""


class Replacement(Struct, frozen=True, order=True):
    """A change of a file: what stands from one place to another, line ends and all, makes room for `text`.

    Path, lines and columns are those of a `Position`; the second place is
    behind the last character.  Where both are one, the text is put in.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Fix(Struct, frozen=True):
    """The changes after which a problem is gone, made together or not at all.

    They are `safe` where nothing else can have been meant; else it is
    likely, and somebody should look.
    """

    replacements: tuple[Replacement, ...]
    safe: bool = True


class Advice(Struct, frozen=True):
    """What was probably meant, in words and, where it can be written without anybody's help, as a `Fix`."""

    words: str
    fix: Fix | None = None


class Problem(Struct, frozen=True):
    """One thing wrong in the content.

    `what` says it in a sentence without a full stop, `allowed` lists what
    is accepted there, `suggestion` is what was probably meant, and `fix`
    writes just that.
    """

    position: Position
    what: str
    allowed: str = ""
    suggestion: str = ""
    severity: Severity = Severity.ERROR
    fix: Fix | None = None


class ContentError(Exception):
    """A single problem raised where reading cannot go on; its catcher adds it to the others."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem

    def __reduce__(self) -> tuple[type[ContentError], tuple[Problem]]:
        return type(self), (self.problem,)


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted by place, each once."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda problem: (problem.position, problem.severity, problem.what)))


def has_errors(problems: tuple[Problem, ...], *, strict: bool = False) -> bool:
    """Tell whether a build must stop; with `strict`, warnings count as well."""
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in stopping for problem in problems)
