"""Everybody met in the documents, and the file that says who they are."""

from __future__ import annotations

from collections.abc import Sequence

from rig_site.importers.draft import Journal, SourcePlace
from rig_site.importers.values.addresses import is_absolute, is_broken, is_usable
from rig_site.importers.values.people import Lead
from rig_site.importers.writing.keyed_file import keys_of, with_entries
from rig_site.model.permalink import slug
from rig_site.yaml_writer import Value


class Everybody:
    """Joins what the documents say of each person; `existing` is the text of people.yaml so far."""

    def __init__(self, existing: str, journal: Journal) -> None:
        self._existing = existing
        self._journal = journal
        self._people: dict[str, Lead] = {}
        self._keys: dict[str, str] = {}
        self._others: dict[str, list[str]] = {}

    def __len__(self) -> int:
        return len(self._people)

    def meet(self, lead: Lead, place: SourcePlace) -> str:
        """Return the key of a person, whose names and links so far are joined under it."""
        key = lead.key or self._keys.get(slug(lead.name)) or slug(lead.name)
        self._keys.setdefault(slug(lead.name), key)
        known = self._people.setdefault(key, Lead(lead.name))
        if lead.url and known.url is None:
            known.url = lead.url
        elif lead.url and lead.url != known.url and lead.url not in self._others.get(key, []):
            self._others.setdefault(key, []).append(lead.url)
            self._journal.notice(place, f"{lead.name} has another address elsewhere; {lead.url} goes to the bio")
        known.email = known.email or lead.email
        known.affiliation = known.affiliation or lead.affiliation
        known.orcid = known.orcid or lead.orcid
        return key

    def file(self, contacts: Sequence[Lead]) -> tuple[list[str], str | None]:
        """Return the keys of the contacts, and the text of people.yaml; None where nobody new is in it."""
        keys = []
        for contact in contacts:
            key = self._known_contact(contact)
            name = self._people[key].name if key in self._people else contact.name
            self.meet(Lead(name, email=contact.email, key=key), SourcePlace("people.yaml", 1))
            keys.append(key)
        known = keys_of(self._existing)
        fresh = {key: self._fields(key, lead) for key, lead in sorted(self._people.items()) if key not in known}
        return keys, with_entries(self._existing, fresh) if fresh else None

    def _known_contact(self, contact: Lead) -> str:
        """Return the key of a contact; a first name is the person whose surname is in the address."""
        key = contact.key or self._keys.get(slug(contact.name)) or slug(contact.name)
        local = (contact.email or "").partition("@")[0].casefold()
        if key not in self._people and " " not in contact.name:
            same = [
                other
                for other, lead in self._people.items()
                if lead.name.split()[:1] == [contact.name]
                and slug(lead.name).rpartition("-")[2] in local
                and " " in lead.name
            ]
            if len(same) == 1:
                return same[0]
        return key

    def _fields(self, key: str, lead: Lead) -> Value:
        url = lead.url
        others = self._others.get(key, [])
        bio = "\n\n".join(f"Also at <{other}>." if is_absolute(other) else other for other in others) or None
        if url and not is_usable(url) and not is_broken(url):
            bio = f"[{url}]({url})" + (f"\n\n{bio}" if bio else "")
            url = None
        fields: dict[str, Value] = {
            "name": lead.name, "url": url, "email": lead.email, "affiliation": lead.affiliation,
            "orcid": lead.orcid, "bio": bio,
        }  # fmt: skip
        return lead.name if {name for name, value in fields.items() if value} == {"name"} else fields
