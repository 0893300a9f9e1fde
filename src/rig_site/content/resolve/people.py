"""Who is meant: keys of people.yaml, names and other spellings become persons, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from rig_site.content.findings import Findings, listed
from rig_site.content.known_words import KnownWords
from rig_site.content.resolve.addresses import Addresses
from rig_site.content.resolve.texts import TextReader
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.parts import Lead
from rig_site.diagnostics import Advice
from rig_site.model.permalink import slug
from rig_site.model.person import Person

if TYPE_CHECKING:
    from rig_site.content.schema.written import WrittenContent

_NOBODY = frozenset({"tba", "tbc", "tbd", "n-a", "na", "none", "nobody", "open", "to-be-confirmed", "todo", "xxx"})
_LIKE_A_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


class PersonIndex:
    """The persons of people.yaml and those met since."""

    def __init__(self, written: WrittenContent, addresses: Addresses, texts: TextReader, findings: Findings) -> None:
        self.findings = findings
        self.addresses = addresses
        self.readable = written.people_keys is not None
        self.keys = written.people_keys or frozenset()
        self.known = KnownWords(self.keys)
        self.by_key: dict[str, Person] = {}
        self.spellings: dict[str, set[str]] = {}
        entry = written.people
        if entry is None:
            return
        for key, person in entry.value.root.items():
            fields = person.model_dump(exclude={"url", "bio", "aliases"})
            url, bio = self._url(person.url, entry, key), texts.field(person.bio, entry, key, "bio")
            self.by_key[key] = Person(key=key, url=url, bio=bio, aliases=tuple(person.aliases), **fields)
            for spelling in (person.name, *person.aliases):
                self.spellings.setdefault(slug(spelling), set()).add(key)

    def meet_all(self, leads: Iterable[Lead], entry: Decoded[Any], *path: str | int) -> tuple[str, ...]:
        """Return the keys of the people a list at a path names, without those it cannot be told of who they are."""
        keys = (self.meet(lead, entry, *path, number) for number, lead in enumerate(leads))
        return tuple(key for key in keys if key is not None)

    def meet(self, lead: Lead, entry: Decoded[Any], *path: str | int) -> str | None:
        """Return the key of the person meant at a path, or None after adding that it cannot be told who that is.

        A person not met before is added; an address that only one of the
        spellings carries goes to the person.
        """
        key = self._key(lead.name, entry, *path, "name")
        if key is None:
            return None
        url = self._url(lead.url, entry, *path)
        person = self.by_key.get(key) or Person(key, lead.name)
        self.by_key[key] = replace(person, url=person.url or url)
        return key

    def all(self) -> tuple[Person, ...]:
        """Return everybody, in order of their keys."""
        return tuple(person for _, person in sorted(self.by_key.items()))

    def persons(self, keys: Iterable[str]) -> tuple[Person, ...]:
        """Return the persons with some keys, each once."""
        return tuple(self.by_key[key] for key in dict.fromkeys(keys))

    def _url(self, text: str | None, entry: Decoded[Any], *path: str | int) -> str | None:
        return self.addresses.read(text, entry, *path, "url", files=False) if text is not None else None

    def _key(self, name: str, entry: Decoded[Any], *path: str | int) -> str | None:
        key = slug(name)
        if name in self.keys or key in self.keys:
            return name if name in self.keys else key
        if key in _NOBODY:
            words = "leave it out until somebody leads"
            fix = entry.without_item(*path[:-1])
            self.findings.error(entry.at(*path), f"'{name}' is nobody's name", suggestion=Advice(words, fix))
            return None
        owners = sorted(self.spellings.get(key, ()))
        if len(owners) > 1:
            self.findings.error(
                entry.at(*path),
                f"several people are called '{name}'",
                allowed="a key of people.yaml: " + listed(owners),
            )
            return None
        if owners:
            return owners[0]
        if self._is_missing_key(name):
            self.findings.error(
                entry.at(*path),
                f"people.yaml has nobody with the key '{name}'",
                allowed=Lead.form,
                suggestion=entry.advise_one_of(self.known.meant(name), *path),
            )
            return None
        return key

    def _is_missing_key(self, name: str) -> bool:
        """Tell whether a name is written like a key: small letters with hyphens, or nearly a key that exists."""
        if not self.readable or not _LIKE_A_KEY.fullmatch(name):
            return False
        return "-" in name or self.known.closest(name) is not None
