"""What rig-site itself exported as JSON comes back field by field: nothing of it is guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from rig_site.importers.documents.document import Document
from rig_site.importers.documents.exact_session import Zones, exact_draft, own_addresses
from rig_site.importers.documents.exported_papers import ExportedLibrary
from rig_site.importers.draft import Group, Settings
from rig_site.importers.values.people import Lead
from rig_site.yaml_writer import Value

_LEFT_OUT = (
    "an export has sessions, people and papers; notes, pages, resources, proposals, the files of static/ and the other"
    " settings of site.yaml are not in it, and are copied from the content folder that it was made of"
)


def read_own_json(document: Document, text: str, settings: Settings) -> bool:
    """Add the sessions of an export in JSON to a document, and all it says of the group; tell whether it is one."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    listed = found.get("sessions") if isinstance(found, dict) and isinstance(found.get("site"), dict) else None
    if not isinstance(listed, list) or not all(
        isinstance(one, dict) and {"id", "date"} <= one.keys() for one in listed
    ):
        return False
    try:
        _read(document, found, listed, text, settings)
    except (ValueError, TypeError, AttributeError, KeyError):
        document.drafts.clear()
        document.group = None
        return False
    document.journal.notice(document.place(1), _LEFT_OUT)
    return True


def _read(
    document: Document, found: Mapping[str, Any], listed: Sequence[Mapping[str, Any]], text: str, settings: Settings
) -> None:
    site = found["site"]
    document.title = str(site.get("title") or "") or None
    document.timezone = str(site.get("timezone") or "") or None
    people = tuple(_person(one) for one in found.get("people") or ())
    library = ExportedLibrary(
        found.get("papers") or (), [reading for one in listed for reading in one.get("readings") or ()]
    )
    document.group = Group(
        site={
            "base_url": site.get("base_url"),
            "uid_domain": site.get("uid_domain"),
            "description": site.get("description") or None,
            "language": site["language"] if site.get("language") not in (None, "en") else None,
            "kinds": [str(kind) for kind in site.get("kinds") or ()],
            "links": [_filled(link) for link in site.get("links") or ()] or None,
        },
        contacts=tuple(_person(one) for one in site.get("contacts") or ()),
        people=people,
        papers=library.entries,
    )
    zones = Zones(document.timezone, settings.zone or document.timezone)
    by_name = {(person.name, person.url): person for person in people}
    for one in listed:
        readings = [(reading.get("section"), library.reading(reading)) for reading in one.get("readings") or ()]
        draft = exact_draft(document, _line(text, str(one["id"])), {**one, "readings": readings}, zones)
        draft.leads = [by_name.get((lead.name, lead.url), lead) for lead in draft.leads]
        draft.fields["roles"] = {
            str(role["role"]): [_named(person, by_name) for person in role["people"]] for role in one.get("roles") or ()
        } or None
        document.drafts.append(draft)
    base = str(site.get("base_url") or "")
    own_addresses(document, base, text, {str(one["id"]) for one in listed})
    document.journal.said += library.keys


def _line(text: str, identity: str) -> int:
    """Return the line at which a session's id is written."""
    position = text.find(f'"id": {json.dumps(identity, ensure_ascii=False)}')
    return text.count("\n", 0, max(position, 0)) + 1


def _named(person: Mapping[str, Any], known: Mapping[tuple[str, str | None], Lead]) -> str:
    found = known.get((str(person["name"]), person.get("url")))
    return found.key if found and found.key else str(person["name"])


def _person(one: Mapping[str, Any]) -> Lead:
    return Lead(
        str(one["name"]), one.get("url"), one.get("email"), one.get("affiliation"), one.get("orcid"), one.get("key")
    )


def _filled(fields: Mapping[str, Any]) -> Mapping[str, Value]:
    return {name: str(value) for name, value in fields.items() if value}
