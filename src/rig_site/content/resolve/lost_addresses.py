"""Addresses into the site itself become what they lead to; those that lead nowhere are left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from rig_site.content.resolve.addresses import OwnAddress
from rig_site.model.link import Link, is_elsewhere
from rig_site.model.session import ReadingSection
from rig_site.model.site import Site
from rig_site.model.site_map import SiteMap


def without_lost_addresses(site: Site, own: Iterable[OwnAddress], site_map: SiteMap) -> Site:
    """Return the group with every address of `own` as the map of the site has it, None for one it does not have."""
    found: dict[str, str | None] = {}
    for each in own:
        if not is_elsewhere(each.written):
            target = site_map.link(each.written)
            found[each.written] = target.address if target else None
    if not found:
        return site
    return replace(
        site,
        links=_links(site.links, found),
        sessions=tuple(
            replace(session, links=_links(session.links, found), readings=_readings(session.readings, found))
            for session in site.sessions
        ),
        papers=tuple(
            replace(paper, url=found.get(paper.url or "", paper.url), code=found.get(paper.code or "", paper.code))
            for paper in site.papers
        ),
        resources=tuple(replace(each, readings=_readings(each.readings, found)) for each in site.resources),
        proposals=tuple(replace(each, readings=_readings(each.readings, found)) for each in site.proposals),
    )


def _links(links: Iterable[Link], found: Mapping[str, str | None]) -> tuple[Link, ...]:
    return tuple(replace(link, url=found.get(link.url or "", link.url)) for link in links)


def _readings(sections: Iterable[ReadingSection], found: Mapping[str, str | None]) -> tuple[ReadingSection, ...]:
    return tuple(
        replace(
            section,
            readings=tuple(
                replace(
                    reading,
                    url=found.get(reading.url or "", reading.url),
                    code=found.get(reading.code or "", reading.code),
                )
                for reading in section.readings
            ),
        )
        for section in sections
    )
