"""What site.yaml says that needs more than its own field to be judged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from rig_site.content.findings import FieldError, Findings, Meant, cite, guess
from rig_site.content.resolve.addresses import Addresses, web_address
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.meeting import Meeting as WrittenMeeting
from rig_site.content.schema.pasted import unpasted
from rig_site.content.schema.site import Site
from rig_site.content.schema.texts import one_line
from rig_site.model.permalink import slug
from rig_site.model.series import Meeting, Room, counted_together


def base_url(site: Decoded[Site], findings: Findings) -> str:
    """Return the address the site is published at, ending in a slash."""
    try:
        return published_at(site.value.base_url)
    except FieldError as wrong:
        site.refuse(wrong, findings, "base_url")
        return "https://example.org/"


def published_at(written: str) -> str:
    """Return the address of a site, ending in a slash.

    >>> published_at("https://example.org/group")
    'https://example.org/group/'
    """
    try:
        address = web_address(written)
    except FieldError as wrong:
        bare = unpasted(written)
        host = re.fullmatch(r"[\w.-]+\.[A-Za-z]{2,}(?:[/:].*)?", bare)
        meant = wrong.meant or (Meant(f"https://{bare}") if host else None)
        allowed = "an address such as https://example.org/group/"
        raise FieldError(wrong.what, allowed=allowed, suggestion=wrong.suggestion, meant=meant) from None
    parts = urlsplit(address)
    if parts.query or parts.fragment or parts.username:
        bare = parts._replace(query="", fragment="", netloc=parts.netloc.rpartition("@")[2]).geturl()
        raise FieldError("the site's address has more than a host and a path", meant=Meant(bare))
    if page := re.search(r"/[^/]*\.(?:html?|php)/?$", parts.path):
        bare = parts._replace(path=parts.path[: page.start() + 1]).geturl()
        raise FieldError("the site's address is that of a folder, and not of a page in it", meant=Meant(bare))
    return address.rstrip("/") + "/"


def repository(site: Decoded[Site], findings: Findings) -> str | None:
    """Return the repository's web address without a slash or `.git` at its end."""
    written = site.value.repository
    if not written:
        return None
    address = written.rstrip("/").removesuffix(".git")
    with suppress(FieldError):
        usable = web_address(address)
        if usable.startswith("https://") and urlsplit(usable).path.strip("/"):
            return usable
    meant = re.sub(r"^(?:ssh://)?git@([^:/]+)[:/]|^http://|^(?=[\w-]+\.[\w.-]+/)", _https, address)
    findings.error(
        site.at("repository"),
        f"{cite(written)} is not the https address of a repository",
        allowed="an address such as https://github.com/group/site",
        suggestion=site.advise(Meant(meant) if meant != address else _at_github(address), "repository"),
    )
    return None


def _at_github(written: str) -> Meant | None:
    """Return the address of a repository that is called by its owner and its name, as GitHub does."""
    return guess(f"https://github.com/{written}" if re.fullmatch(r"[\w-]+/[\w.-]+", written) else None)


def distinct_kinds(site: Decoded[Site], findings: Findings) -> tuple[str, ...]:
    """Return the kinds of sessions there are, each once; two that would share a page are an error."""
    by_slug: dict[str, str] = {}
    for number, kind in enumerate(site.value.kinds):
        if first := by_slug.get(slug(kind)):
            findings.error(
                site.at("kinds", number),
                f"the kinds {cite(first)} and {cite(kind)} would share the address kinds/{slug(kind)}/",
                suggestion="keep one of the two",
            )
        else:
            by_slug[slug(kind)] = kind
    return tuple(by_slug.values())


def usual_meetings(site: Site) -> tuple[Meeting, ...]:
    """Return the usual meetings, in the order they are written; one that is held on several days is as many."""
    return tuple(meeting for written in site.meetings for meeting in _meetings(written))


def _meetings(written: WrittenMeeting) -> tuple[Meeting, ...]:
    interval, monthly = written.rhythm
    hours = written.time
    return counted_together(
        [
            Meeting(
                from_date=written.from_date,
                weekday=day.weekday,
                interval=interval,
                monthly=monthly,
                start=hours.start if hours else None,
                end=hours.end if hours else None,
                room=written.room,
                ordinal=day.ordinal,
                until=written.until,
                excepted=tuple(written.excepted),
            )
            for day in dict.fromkeys(written.weekday)
        ]
    )


def places(site: Decoded[Site], addresses: Addresses, findings: Findings) -> tuple[Room, ...]:
    """Return the places, each of a room of its own; two names of one room are an error."""
    rooms: dict[str, str] = {}
    found = []
    for name, place in site.value.places.items():
        room = one_line(name)
        if first := rooms.get(slug(room)):
            findings.error(
                site.key("places", name),
                f"{cite(first)} and {cite(room)} are one room",
                suggestion="keep one of the two",
            )
            continue
        rooms[slug(room)] = room
        map_address = addresses.read(place.map, site, "places", name, "map") if place.map is not None else None
        found.append(Room(room, place.address, map_address, place.directions))
    return tuple(found)


def macros(site: Decoded[Site], findings: Findings) -> Mapping[str, str]:
    """Return the TeX macros that can be read; formulas with one of the others stay TeX, and all else is unharmed."""
    written = site.value.macros
    if not written:
        return {}
    from rig_site.markup.mathml import unread_macros

    faults = unread_macros(written)
    for name, fault in faults.items():
        findings.warning(
            site.at("macros", name),
            f"the macro {cite(name)} cannot be read: {fault[:1].lower()}{fault[1:]}",
            allowed=r"TeX such as '\mathbb{R}', with #1 to #9 for what follows the command",
            suggestion="formulas that use it are shown as TeX until it is right",
        )
    return {name: meaning for name, meaning in written.items() if name not in faults}


def _https(match: re.Match[str]) -> str:
    return f"https://{match[1]}/" if match[1] else "https://"
