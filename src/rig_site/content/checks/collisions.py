"""What the group would publish at an address that is taken, by the site or by something else of its own."""

from __future__ import annotations

from collections.abc import Mapping

from rig_site.content.findings import Findings
from rig_site.diagnostics import Position
from rig_site.model.locations import Collision, What
from rig_site.model.site_map import SiteMap


def check_collisions(site_map: SiteMap, aliases: Mapping[str, Mapping[str, Position]], findings: Findings) -> None:
    """Add an error for each page, old address and file of the group's own that cannot stand where it should.

    `aliases` are the places of each session's old addresses, by its id.
    """
    for collision in site_map.collisions:
        location = collision.location
        if not location.source:
            continue
        at = Position(location.source)
        taken = "which" if collision.name == location.path else f"but '{collision.name}'"
        what = f"this would be published as '{location.path}', {taken} is taken by {_owner(collision)}"
        if location.what is What.ALIAS:
            at = aliases[location.key][location.address]
            what = f"the address '{location.address}' is taken by {_owner(collision)}"
        findings.error(at, what, suggestion="give it another name")


def _owner(collision: Collision) -> str:
    owner = collision.owner
    if owner is None:
        return "the theme"
    if owner.what is What.ALIAS:
        return f"an old address of '{owner.key}'"
    if owner.source:
        return owner.source
    return f"the page of '{owner.key}'" if owner.key and collision.name == owner.path else "the site itself"
