"""A text as it came: cleaned of what HTML cannot hold, with its lines and its limits."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct, field

from rig_site.diagnostics import ContentError, Position, Problem, Severity

MOST_CHARACTERS = 500_000
"""How long a text may be."""
MOST_IN_A_BLOCK = 20_000
"""How many characters one paragraph, heading or table cell may have."""
MOST_BRACKETS = 1_000
"""How many opening brackets one of them may have; each is tried as the beginning of a link."""
MOST_OPEN_BRACKETS = 50
"""How many of them may be open at once: what follows is read once more for each."""
MOST_OPEN_ELEMENTS = 100
"""How many HTML elements may be open at once."""
MOST_TOKENS = 200_000
"""How many pieces a text may fall into."""
MOST_NESTED = 100
"""How many levels deep lists and quotations may stand in each other; an item of a list is two levels."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")


Locate = Callable[[int, int, int, str], Position]
"""From a row of the text (from 0), a column (from 1), a length and the whole line to the place in the file."""


def in_file(path: str, first_line: int = 1) -> Locate:
    """Return what locates a text that begins on a line of a file and goes on as it stands there."""
    return lambda row, column, length, line: Position(path, first_line + row, column, length, line)


class Lines(Struct):
    """The lines of a text, with the way from its words back to their place in the file."""

    text: str
    locate: Locate
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    _found: dict[str, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, locate: Locate) -> Lines:
        """Return the lines of a text; characters that HTML cannot hold (NUL, lone surrogates, …) become U+FFFD."""
        if len(text) > MOST_CHARACTERS:
            cls("", locate, [""]).refuse(f"the text has more than {MOST_CHARACTERS:,} characters")
        text = _LINE_END.sub("\n", _FORBIDDEN.sub("\ufffd", text))
        text = _BEYOND.sub(lambda match: "\ufffd" if ord(match[0]) & 0xFFFE == 0xFFFE else match[0], text)
        return cls(text, locate, text.split("\n"))

    def line(self, row: int) -> Position:
        """Return the place of a whole line; `row` counts from 0 in the text."""
        row = max(0, min(row, len(self.lines) - 1))
        words = self.lines[row].strip()
        column = self.lines[row].find(words) + 1 if words else 1
        return self.locate(row, column, max(1, len(words)), self.lines[row])

    def place(self, rows: tuple[int, int], *candidates: str) -> Position:
        """Return where the first of the candidates stands within rows of the text (from 0, the last left out).

        Asked again for the same words it returns the next place; where none
        of them is found as it is, the first of the rows.
        """
        first, last = rows
        for words in candidates:
            words = words.partition("\n")[0].strip()
            row, column = max(self._found.get(words, (first, 0)), (first, 0))
            for index in range(row, min(last, len(self.lines))) if words else ():
                found = self.lines[index].find(words, column if index == row else 0)
                if found >= 0:
                    self._found[words] = (index, found + len(words))
                    return self.locate(index, found + 1, len(words), self.lines[index])
        return self.line(first)

    def warn(self, position: Position, what: str, *, allowed: str = "", suggestion: str = "") -> None:
        """Note a warning."""
        self.problems.append(Problem(position, what, allowed, suggestion, Severity.WARNING))

    def refuse(self, what: str, row: int = 0) -> None:
        """Raise the error that a limit has been passed."""
        raise ContentError(Problem(self.line(row), what, allowed="split the text into several files"))
