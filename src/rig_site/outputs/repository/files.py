"""The files of the repository itself that a build keeps up to date, beside content/."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from rig_site.diagnostics import Problem
from rig_site.model.site import Site
from rig_site.outputs.repository import previous, readme


class Refresh(Protocol):
    """From the text of a file (None when there is none) to what it should be; None for a file to leave alone."""

    def __call__(self, existing: str | None, site: Site, *, as_of: datetime) -> str | None:
        """Return the file's text as of an instant."""
        ...


class RepositoryFile(Struct, frozen=True):
    """One such file: how it is brought up to date, and what can be wrong with it.

    `foreign` finds what keeps a build from writing it, `stale` where it is
    not what the content gives at the instant written in it.
    """

    name: str
    refreshed: Refresh
    foreign: Callable[[str], Iterator[Problem]]
    stale: Callable[[str, Site], Iterator[Problem]]


REPOSITORY_FILES = (
    RepositoryFile("PREVIOUS.md", previous.refreshed, previous.foreign, previous.stale),
    RepositoryFile("README.md", readme.refreshed, readme.foreign, readme.stale),
)
