"""What version control hands a build: the commits of the published line, and a state to compare the content with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit on the first-parent line of what is built.

    `time` is when it was made, an aware UTC datetime.  `files` are
    site.yaml and the session files that it leaves otherwise than its first
    parent has them: what they hold, by path relative to the content folder,
    or None for one that it removes.
    """

    time: datetime
    files: Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """site.yaml and the session files as they stood at some revision, which messages call `name`."""

    name: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class History:
    """What version control knows; empty where it knows nothing.

    `commits` come oldest first, and can be gone through several times.
    Those of a `shallow` clone begin somewhere in the middle: they tell what
    the newest one holds, and no dates.  `since` is the state to compare the
    content with, None for that of the newest commit.
    """

    commits: Iterable[Commit] = ()
    shallow: bool = False
    since: Snapshot | None = None
