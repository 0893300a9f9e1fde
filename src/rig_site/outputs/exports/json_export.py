"""The model for other programs: `rig-site export --format json`."""

from __future__ import annotations

import json
from typing import Any

from rig_site.model.link import Link
from rig_site.model.paper import Paper
from rig_site.model.permalink import session_path
from rig_site.model.person import Person
from rig_site.model.session import Reading, Session
from rig_site.outputs.details import absolute
from rig_site.outputs.edition import Edition


def export(edition: Edition) -> bytes:
    """Return the site, its sessions, papers and people as JSON, instants in ISO 8601 with their offset.

    Every key is always there.  A session without a page of its own (a free
    slot, a break) has no address.  What the site keeps to itself is left
    out: calls that are not public, and the e-mail of all but the contacts.
    """
    exported = {
        "site": _site(edition),
        "sessions": [_session(session, edition) for session in edition.site.sessions],
        "papers": [_paper(paper, edition) for paper in edition.site.papers],
        "people": [_person(person, edition) for person in edition.site.people],
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
        "contacts": [_person(person, edition) for person in site.contacts],
        "kinds": list(site.kinds),
        "links": [_link(link, edition) for link in site.links],
    }


def _session(session: Session, edition: Edition) -> dict[str, Any]:
    return {
        "id": session.id,
        "date": session.date.isoformat(),
        "start": session.start.isoformat() if session.start else None,
        "end": session.end.isoformat() if session.end else None,
        "timezone": session.timezone,
        "title": session.title,
        "kind": session.kind,
        "topics": list(session.topics),
        "status": str(session.status),
        "room": session.room,
        "online": session.online.url if session.online and session.online.public else None,
        "leads": [{"name": lead.name, "url": _address(lead.url, edition)} for lead in session.leads],
        "links": [_link(link, edition) for link in session.links],
        "readings": [
            {"section": section.heading, **_reading(reading, edition)}
            for section in session.readings
            for reading in section.readings
        ],
        "abstract": session.abstract,
        "moved_from": [{"date": move.date.isoformat(), "reason": move.reason} for move in session.moved_from],
        "reason": session.reason,
        "until": session.until.isoformat() if session.until else None,
        "announced": session.announced.isoformat(),
        "updated": session.updated.isoformat(),
        "url": absolute(session_path(session.id), edition) if session.is_event else None,
    }


def _reading(reading: Reading, edition: Edition) -> dict[str, Any]:
    return {
        "title": reading.title,
        "url": _address(reading.url, edition),
        "note": reading.note,
        "authors": list(reading.authors),
        "year": reading.year,
        "arxiv": reading.arxiv,
        "doi": reading.doi,
        "required": reading.required,
    }


def _link(link: Link, edition: Edition) -> dict[str, Any]:
    return {"label": link.label, "url": _address(link.url, edition), "text": link.text}


def _address(address: str | None, edition: Edition) -> str | None:
    return absolute(address, edition) if address else None


def _person(person: Person, edition: Edition) -> dict[str, Any]:
    return {
        "key": person.key,
        "name": person.name,
        "url": _address(person.url, edition),
        "email": person.email if person in edition.site.contacts else None,
        "affiliation": person.affiliation,
        "orcid": person.orcid,
    }


def _paper(paper: Paper, edition: Edition) -> dict[str, Any]:
    return {
        "key": paper.key,
        "title": paper.title,
        "authors": list(paper.authors),
        "year": paper.year,
        "venue": paper.venue,
        "arxiv": paper.arxiv,
        "doi": paper.doi,
        "url": _address(paper.url, edition),
        "code": _address(paper.code, edition),
    }
