"""Changes of a text by offsets, and the same as a fix by lines and columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from rig_site.content.sources.source import Source
from rig_site.diagnostics import Fix, Replacement

Change: TypeAlias = tuple[int, int, str]
"""What stands from one offset to another, and what takes its place."""


def changed(text: str, changes: Iterable[Change]) -> str:
    """Return a text with changes made, each given by what it was before any; those at one place stay in order."""
    for start, end, instead in sorted(changes, key=lambda change: change[:2])[::-1]:
        text = text[:start] + instead + text[end:]
    return text


def fix_of(source: Source, changes: Iterable[Change], *, safe: bool = True) -> Fix:
    """Return changes of a source as a fix."""
    return Fix(tuple(_placed(source, change) for change in sorted(changes)), safe)


def with_replacements(source: Source, replacements: Iterable[Replacement]) -> str:
    """Return the text of a source with changes made that are all of it and do not overlap."""
    return changed(source.text, [(*span(source, each), each.text) for each in replacements])


def span(source: Source, replacement: Replacement) -> tuple[int, int]:
    """Return the offsets between which a source is changed."""
    start = source.line_starts[replacement.line - 1] + replacement.column - 1
    return start, source.line_starts[replacement.end_line - 1] + replacement.end_column - 1


def _placed(source: Source, change: Change) -> Replacement:
    start, end, text = change
    line, last = source.line_number(start), source.line_number(end)
    first, behind = start - source.line_starts[line - 1], end - source.line_starts[last - 1]
    return Replacement(source.path, line, first + 1, last, behind + 1, text)
