"""Where a group meets: what a room's name does not say to somebody who comes for the first time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rig_site.model.permalink import slug


@dataclass(frozen=True, slots=True)
class Place:
    """A room of a certain name, with its postal address, a map of it, and how to get in.

    `map` is an address, absolute or relative to the site's own; the other
    two are text.
    """

    name: str
    address: str | None = None
    map: str | None = None
    directions: str | None = None


def by_room(places: Iterable[Place]) -> Mapping[str, Place]:
    """Return places by the slugs of their rooms, for a room is the same however its letters are written."""
    return {slug(place.name): place for place in places}
