"""The model for other programs: `rig-site export --format json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from rig_site.model.link import Link
from rig_site.model.paper import Paper
from rig_site.model.permalink import session_path
from rig_site.model.person import Person
from rig_site.model.session import Move, Online, Reading, Session
from rig_site.model.text import Text
from rig_site.outputs.details import absolute
from rig_site.outputs.edition import Edition


def export(edition: Edition) -> bytes:
    """Return the site, its sessions, papers and people as JSON, instants in ISO 8601 with their offset.

    Every key is always there.  A session without a page of its own (a free
    slot, a break) has no address.  What the site keeps to itself is left
    out: calls that are not public, and the e-mail of all but the contacts.
    """
    contacts = {contact.key for contact in edition.site.contacts}
    exported = {
        "site": _site(edition),
        "sessions": [_session(session, edition) for session in edition.site.sessions],
        "papers": [_paper(paper, edition) for paper in edition.site.papers],
        "people": [_person(person, edition, is_contact=person.key in contacts) for person in edition.site.people],
    }
    return (json.dumps(exported, ensure_ascii=False, indent=2) + "\n").encode()


def _site(edition: Edition) -> dict[str, Any]:
    site = edition.site
    return {
        "title": site.title,
        "description": site.description,
        "base_url": edition.base_url,
        "uid_domain": site.uid_domain,
        "timezone": site.timezone,
        "language": site.language,
        "contacts": [_person(person, edition, is_contact=True) for person in site.contacts],
        "kinds": list(site.kinds),
        "links": [_link(link, edition) for link in site.links],
    }


def _session(session: Session, edition: Edition) -> dict[str, Any]:
    return _fields(
        session,
        edition,
        but=("notes", "revision", "aliases", "source"),
        online=_online(session.online, edition),
        leads=_people(session.leads, edition),
        roles=[{"role": role.name, "people": _people(role.people, edition)} for role in session.roles],
        readings=[
            {"section": section.heading, **_reading(reading, edition)}
            for section in session.readings
            for reading in section.readings
        ],
        url=absolute(session_path(session.id), edition) if session.is_event else None,
    )


def _people(people: Iterable[Person], edition: Edition) -> list[dict[str, Any]]:
    return [{"name": person.name, "url": _address(person.url, edition)} for person in people]


def _online(online: Online | None, edition: Edition) -> dict[str, Any] | None:
    return (
        {"public": online.public, "url": absolute(online.url, edition) if online.public else None} if online else None
    )


def _reading(reading: Reading, edition: Edition) -> dict[str, Any]:
    return _fields(reading, edition, but=("code",), url=_address(reading.url, edition))


def _link(link: Link, edition: Edition) -> dict[str, Any]:
    return _fields(link, edition, url=_address(link.url, edition))


def _person(person: Person, edition: Edition, *, is_contact: bool) -> dict[str, Any]:
    return _fields(
        person,
        edition,
        but=("bio", "aliases"),
        url=_address(person.url, edition),
        email=person.email if is_contact else None,
    )


def _paper(paper: Paper, edition: Edition) -> dict[str, Any]:
    return _fields(
        paper,
        edition,
        but=("aliases", "other_keys"),
        url=_address(paper.url, edition),
        code=_address(paper.code, edition),
    )


def _address(address: str | None, edition: Edition) -> str | None:
    return absolute(address, edition) if address else None


def _fields(
    of: Session | Reading | Link | Move | Person | Paper, edition: Edition, *, but: tuple[str, ...] = (), **made: object
) -> dict[str, Any]:
    """Return the fields of an object in their order, but for some; those that are made take the place of its own.

    What is made and is no field of its own comes last.
    """
    own = {name: _value(getattr(of, name), edition) for name in of.__struct_fields__ if name not in but}
    return own | made


def _value(value: object, edition: Edition) -> object:
    """Return a value as JSON has it; one of another class is refused later, so that nothing is told by accident."""
    match value:
        case date():
            return value.isoformat()
        case tuple():
            return [_value(each, edition) for each in value]
        case Text():
            return value.source
        case Link():
            return _link(value, edition)
        case Move():
            return _fields(value, edition)
        case _:
            return value
