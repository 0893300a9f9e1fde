"""The people who lead sessions and look after the group."""

from __future__ import annotations

from dataclasses import dataclass

from rig_site.model.text import Text


@dataclass(frozen=True, slots=True)
class Person:
    """A person, known by `key`: their slug and their address `/people/<key>/`."""

    key: str
    name: str
    url: str | None = None
    email: str | None = None
    affiliation: str | None = None
    orcid: str | None = None
    bio: Text | None = None
    aliases: tuple[str, ...] = ()
