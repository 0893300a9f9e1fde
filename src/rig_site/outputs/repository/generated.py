"""Files of the repository that a build keeps up to date, and whether they still are what was generated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import zip_longest

from rig_site.diagnostics import Position, Problem, Severity


def written_instant(text: str) -> datetime:
    """Return the instant written in a generated file; one that was tampered with counts as the year 1."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def difference(path: str, existing: str, expected: str, *, first_line: int) -> Iterator[Problem]:
    """Yield a warning at the first line where a file differs from what the content gives.

    `path` is relative to the content folder; `first_line` is the file's
    line number of the first line of `existing`.
    """
    lines = zip_longest(existing.splitlines(), expected.splitlines(), fillvalue="")
    for number, (found, wanted) in enumerate(lines, start=first_line):
        if found != wanted:
            yield Problem(
                Position(path, number, 1, max(1, len(found)), found),
                "this is not what content/ gives now",
                suggestion="run 'rig-site build', which writes it anew; what was edited here by hand is lost then",
                severity=Severity.WARNING,
            )
            return
