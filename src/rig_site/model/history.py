"""What version control knows of the files: when they came and when they last changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FileHistory:
    """The commits of one file as aware UTC datetimes.

    `first` and `last` are its first and last commit.  `lines` holds, for a
    file with a list of sessions, the commit each of its lines comes from,
    in order (`last` for a line not yet committed); it is empty for a file
    with one session.
    """

    first: datetime
    last: datetime
    lines: tuple[datetime, ...] = ()


History = Mapping[str, FileHistory]
"""The history of each file, by its path relative to the content folder; empty where none is known."""
