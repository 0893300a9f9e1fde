"""Tables of what was measured: the figures, and how they stand to what is to be reached."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.measure import Cost
from benchmarks.tools import GIT, PYTHON, RIG_SITE, SERVED, TYPED, WORKS

Figures = Mapping[tuple[int, str, str], Cost]
"""What was measured, by the number of sessions, the work and the tool."""

NONE = "–"

HUGO = {
    ("cold", 100): (4, 2),
    ("cold", 1_000): (3.5, 1.6),
    ("cold", 10_000): (3, 1.6),
    ("nothing", 100): (0.3, 0.15),
    ("nothing", 1_000): (0.06, 0.035),
    ("nothing", 10_000): (0.03, 0.02),
    ("note", 100): (1.2, 0.6),
    ("note", 1_000): (0.25, 0.15),
    ("note", 10_000): (0.1, 0.05),
    ("session", 100): (2.2, 1),
    ("session", 1_000): (0.5, 0.3),
    ("session", 10_000): (0.12, 0.06),
}
"""The bar and the aim for rig-site's wall time, in times of Hugo's."""

OTHERS = (
    ("nothing", PYTHON, f"`{PYTHON}`", 3),
    ("cold", "MkDocs", "MkDocs", 1),
    ("cold", "Pelican", "Pelican", 1),
    ("cold", "Eleventy", "Eleventy", 1),
)
"""The aims for the wall time of a work, in times of another tool's: the work, the tool, what it is called, the aim."""

MEMORY = {10_000: (250, 150)}
"""The bar and the aim for the largest process, in MB."""

UNDER_SERVE = {1_000: (100, 50), 10_000: (300, 100)}
"""The bar and the aim for the time from an edit to the browser's being told, in milliseconds."""

A_KEY = (16, 8)
"""The bar and the aim for the longest task of a key that is typed, in milliseconds: a frame, and half of one."""

EXPONENT = {(1_000, 10_000): (1.05, 0.95)}
"""The bar and the aim for how processor time grows: 1 is in proportion to the sessions."""

GIT_TIMES = {"cold": (1.25, 1.0), "nothing": (1.1, 1.0)}
"""What a git repository may cost, in times of plain files; a tenth is within what runs differ by."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure of rig-site's beside the bar and the aim for it; what has no bar has an aim alone, or neither."""

    what: str
    sessions: str
    figure: float
    bar: float | None = None
    aim: float | None = None

    @property
    def verdict(self) -> str:
        """Return how the figure stands to bar and aim."""
        if self.aim is not None and self.figure <= self.aim:
            return "aim met"
        if self.bar is not None and self.figure <= self.bar:
            return "bar met"
        return "missed" if self.aim is not None else NONE


def goals(figures: Figures) -> Iterator[Goal]:
    """Yield the goals that the figures say something about."""
    sizes = sorted({size for size, _, _ in figures})
    for work, label in WORKS.items():
        for size in sizes:
            ratio = _ratio(figures, size, work, "Hugo")
            if ratio is not None:
                yield Goal(f"{label}, wall × Hugo", f"{size:,}", ratio, *HUGO.get((work, size), ()))
    for work, tool, name, times in OTHERS:
        for size in sizes:
            if (ratio := _ratio(figures, size, work, tool)) is not None:
                yield Goal(f"{WORKS[work]}, wall × {name}", f"{size:,}", ratio, None, times)
    for work, (bar, aim) in GIT_TIMES.items():
        for size in sizes:
            if (ratio := _ratio(figures, size, work, RIG_SITE, of=GIT)) is not None:
                yield Goal(f"{WORKS[work]}, in a git repository, wall × plain files", f"{size:,}", ratio, bar, aim)
    for size in sizes:
        if cold := figures.get((size, "cold", RIG_SITE)):
            yield Goal(f"{WORKS['cold']}, MB of the largest process", f"{size:,}", cold.memory, *MEMORY.get(size, ()))
    for label in SERVED.values():
        for size in sizes:
            if told := figures.get((size, label, RIG_SITE)):
                yield Goal(f"{label}, ms", f"{size:,}", told.wall * 1_000, *UNDER_SERVE.get(size, ()))
    for size in sizes:
        if key := figures.get((size, TYPED, RIG_SITE)):
            yield Goal(f"{TYPED}, ms of its longest task", f"{size:,}", key.wall * 1_000, *A_KEY)
    for fewer, more in pairwise(sizes):
        few, many = (figures.get((size, "cold", RIG_SITE)) for size in (fewer, more))
        if few and many:
            exponent = math.log(many.cpu / few.cpu) / math.log(more / fewer)
            sessions = f"{fewer:,} to {more:,}"
            yield Goal(f"{WORKS['cold']}, exponent of CPU", sessions, exponent, *EXPONENT.get((fewer, more), ()))


def _ratio(figures: Figures, size: int, work: str, peer: str, of: str = RIG_SITE) -> float | None:
    """Return how many times as long as a peer a tool took; None where one of the two was not measured."""
    own, other = figures.get((size, work, of)), figures.get((size, work, peer))
    return own.wall / other.wall if own and other else None


def tables(figures: Figures) -> str:
    """Return the figures and the goals as Markdown that can be read as it is."""
    tools = list(dict.fromkeys(tool for _, _, tool in figures))
    sizes = sorted({size for size, _, _ in figures})
    measured = [
        [label, f"{size:,}", *(_cost(figures.get((size, work, tool))) for tool in tools)]
        for work, label in (*WORKS.items(), *((label, label) for label in (*SERVED.values(), TYPED)))
        for size in sizes
        if any((size, work, tool) in figures for tool in tools)
    ]
    reached = [
        [goal.what, goal.sessions, _number(goal.figure), _number(goal.bar), _number(goal.aim), goal.verdict]
        for goal in goals(figures)
    ]
    return "\n".join(
        [
            *_aligned(
                ["wall s (CPU s) MB", "sessions", *(f"`{PYTHON}`" if it == PYTHON else it for it in tools)], measured
            ),
            "",
            *_aligned(["goal", "sessions", "figure", "bar", "aim", ""], reached),
        ]
    )


def _cost(cost: Cost | None) -> str:
    return f"{_number(cost.wall)} ({_number(cost.cpu)}) {cost.memory:.0f}" if cost else NONE


def _number(number: float | None) -> str:
    """Return a number as short as it is read: 12, 1.3, 0.27, 0.031.

    >>> _number(12.34), _number(0.0312), _number(4)
    ('12.3', '0.031', '4')
    """
    if number is None:
        return NONE
    if number >= 100 or number == int(number):
        return f"{number:,.0f}"
    return f"{number:.{1 if number >= 10 else 2 if number >= 0.1 else 3}f}"


def _aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table whose first column is aligned left, the others right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    for row in (head, rule, *rows):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield f"| {' | '.join(cells)} |"
