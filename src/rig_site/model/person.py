"""The people who lead sessions and look after the group."""

from __future__ import annotations

from msgspec import Struct

from rig_site.model.text import Text


class Person(Struct, frozen=True):
    """A person, known by `key`: their slug and their address `/people/<key>/`."""

    key: str
    name: str
    url: str | None = None
    email: str | None = None
    affiliation: str | None = None
    orcid: str | None = None
    bio: Text | None = None
    aliases: tuple[str, ...] = ()
