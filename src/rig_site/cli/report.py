"""Problems on the terminal: as text with the line and a caret."""

from __future__ import annotations

import os
import posixpath
import unicodedata
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import asdict

from rig_site.diagnostics import Fix, Position, Problem, Severity
from rig_site.model.file_names import visible

WIDEST_LINE = 96


def as_text(problems: Iterable[Problem], *, content: str) -> str:
    """Return the problems as paragraphs: place and sentence, the line with a caret, what is allowed, what was meant.

    `content` is the content folder as the user named it; it stands before
    every path, so that an editor or a terminal can open the place.
    """
    return "".join(_paragraph(problem, content) for problem in problems)


def for_overlay(problem: Problem, *, content: str) -> dict[str, object]:
    """Return what an overlay shows of a problem, in values that JSON has: the same as on the terminal."""
    position = problem.position
    excerpt = "\n".join(_excerpt(position)) if position.text.strip() else ""
    return {**entry(problem, content), "excerpt": excerpt}


def tally(problems: Iterable[Problem]) -> str:
    """Return how many problems there are of each severity, in words.

    >>> tally([])
    'no problems'
    """
    found = Counter(problem.severity for problem in problems)
    return ", ".join(counted(found[severity], severity) for severity in Severity if found[severity]) or "no problems"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "session"), counted(1200, "session")
    ('1 session', '1,200 sessions')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def shown_path(position: Position, content: str) -> str:
    """Return a position's path as the user would type it, from the folder that one stands in.

    >>> shown_path(Position("../PREVIOUS.md"), "group/content")
    'group/PREVIOUS.md'
    """
    path = posixpath.normpath(posixpath.join(content.replace("\\", "/"), position.path))
    return visible(path if os.path.isabs(path) else os.path.relpath(path).replace("\\", "/"))


def entry(problem: Problem, content: str) -> dict[str, object]:
    """Return a problem in values that JSON has; its fix has the edits that are made together."""
    position = problem.position
    return {
        "severity": str(problem.severity),
        "path": shown_path(position, content),
        "line": position.line,
        "column": position.column,
        "end_column": position.column + position.length,
        "message": problem.what,
        "allowed": problem.allowed,
        "suggestion": problem.suggestion,
        "fix": _fix(problem.fix, content) if problem.fix else None,
    }


def _fix(fix: Fix, content: str) -> dict[str, object]:
    edits = [{**asdict(each), "path": shown_path(Position(each.path), content)} for each in fix.replacements]
    return {"safe": fix.safe, "edits": edits}


def _paragraph(problem: Problem, content: str) -> str:
    position = problem.position
    place = f"{shown_path(position, content)}:{position.line}:{position.column}"
    lines = [f"{place}: {problem.severity}: {_printable(problem.what)}"]
    if position.text.strip():
        lines += _excerpt(position)
    if problem.allowed:
        lines.append(f"  allowed: {_printable(problem.allowed)}")
    lines += [f"  {_printable(line)}" for line in problem.suggestion.splitlines()]
    return "\n".join(lines) + "\n"


def _excerpt(position: Position) -> list[str]:
    """Return the line with its number and, under it, a caret below each character that is meant."""
    start = position.column - 1
    first = max(0, min(start - WIDEST_LINE // 3, len(position.text) - WIDEST_LINE))
    shown = _printable(position.text[first : first + WIDEST_LINE])
    before, after = "…" if first else "", "…" if first + WIDEST_LINE < len(position.text) else ""
    margin = f"    {position.line} | "
    meant = shown[start - first : start - first + position.length] or " "
    blank = "".join(_blank(character) for character in before + shown[: start - first])
    return [margin + before + shown + after, " " * len(margin) + blank + "^" * max(1, sum(map(_width, meant)))]


def _printable(text: str) -> str:
    """Return the text with characters that could steer a terminal replaced."""
    return "".join(
        character if character.isprintable() or character == "\t" else "\N{REPLACEMENT CHARACTER}" for character in text
    )


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _blank(character: str) -> str:
    return "\t" if character == "\t" else " " * _width(character)
