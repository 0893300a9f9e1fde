"""A session as written becomes one of the model, with every default filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from rig_site.content.findings import Findings, cite, listed
from rig_site.content.known_words import KnownWords
from rig_site.content.resolve.addresses import Addresses
from rig_site.content.resolve.announced import Announcements
from rig_site.content.resolve.people import PersonIndex
from rig_site.content.resolve.readings import PaperIndex
from rig_site.content.resolve.texts import FieldText, TextReader
from rig_site.content.resolve.times import start_and_end
from rig_site.content.resolve.values import room_of
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.parts import Link as WrittenLink
from rig_site.content.schema.session import Session as Fields
from rig_site.content.schema.texts import one_line
from rig_site.model.link import Link
from rig_site.model.series import Meeting
from rig_site.model.session import Move, Online, ReadingSection, Role, Session
from rig_site.model.text import Text

if TYPE_CHECKING:
    from rig_site.content.schema.written import WrittenSession

RESOLVED = (
    "id",
    "abstract",
    "timezone",
    "title",
    "topics",
    "room",
    "online",
    "leads",
    "roles",
    "links",
    "readings",
    "moved_from",
    "announced",
    "updated",
    "notes",
    "aliases",
)
"""The fields of a session that the model has otherwise than they are written."""

AS_WRITTEN = tuple(name for name in Session.__struct_fields__ if name in Fields.model_fields and name not in RESOLVED)
"""All other fields that both the contract and the model have: they go from one to the other as they are."""


class SessionDraft(Struct, frozen=True):
    """A session with its references looked up, while others are still being read."""

    id: str
    written: WrittenSession
    leads: tuple[str, ...]
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    readings: tuple[ReadingSection, ...]
    abstract: Text | None

    @property
    def entry(self) -> Decoded[Fields]:
        """Its fields and their places."""
        return self.written.entry


def texts_of(written: Iterable[WrittenSession]) -> Iterator[FieldText]:
    """Yield the texts in Markdown that sessions hold."""
    for session in written:
        entry = session.entry
        if entry.value.abstract:
            yield FieldText(entry.value.abstract, entry, ("abstract",))
        for heading, readings in entry.value.readings.items():
            for number, reading in enumerate(readings):
                if reading.note:
                    yield FieldText(reading.note, entry, ("readings", heading, number, "note"))


class OwnFields(Struct, frozen=True):
    """What a session says of itself, with what it takes from site.yaml, but for what it refers to."""

    timezone: str
    meetings: tuple[Meeting, ...]
    kinds: KnownWords
    addresses: Addresses
    announcements: Announcements
    findings: Findings

    def of(self, session_id: str, entry: Decoded[Fields]) -> dict[str, Any]:
        """Return the fields of the session that this is, after adding what is wrong with them."""
        written = entry.value
        timezone = written.timezone or self.timezone
        times = start_and_end(entry, meetings=self.meetings, timezone=timezone, findings=self.findings)
        announced, updated = self.announcements.dates(session_id, written)
        self.check(entry)
        return {name: getattr(written, name) for name in AS_WRITTEN} | {
            "id": session_id,
            "timezone": timezone,
            "announced": announced,
            "updated": updated,
            "title": written.title or "",
            "start": times[0] if times else None,
            "end": times[1] if times else None,
            "topics": tuple(dict.fromkeys(written.topics)),
            "room": room_of(written, self.meetings),
            "online": self._online(entry),
            "links": tuple(links(written.links, entry, self.addresses)),
            "notes": tuple(written.notes),
            "moved_from": tuple(Move(move.date, move.reason) for move in written.moved_from),
            "source": entry.source.path,
        }

    def check(self, entry: Decoded[Fields]) -> None:
        """Add what is wrong with a session's kind and its dates."""
        written = entry.value
        if written.kind and self.kinds and written.kind not in self.kinds:
            self.findings.error(
                entry.at("kind"),
                f"site.yaml lists no kind {cite(written.kind)}",
                allowed=listed(self.kinds),
                suggestion=entry.advise_one_of(self.kinds.meant(written.kind), "kind"),
            )
        if written.until and written.until < written.date:
            self.findings.error(entry.at("until"), "the last day of the break is before its first")
        announced = self.announcements.instant(written.announced) if written.announced else None
        if announced and written.updated and self.announcements.instant(written.updated) < announced:
            self.findings.error(entry.at("updated"), "this is before the session was announced")

    def _online(self, entry: Decoded[Fields]) -> Online | None:
        online = entry.value.online
        address = self.addresses.read(online.url, entry, "online", "url", files=False) if online else None
        return Online(address, online.public) if online and address else None


class SessionResolver(Struct, frozen=True):
    """What every session is made with."""

    own: OwnFields
    people: PersonIndex
    library: PaperIndex
    texts: TextReader

    def draft(self, session_id: str, written: WrittenSession) -> SessionDraft:
        """Return a session with its people and readings looked up."""
        entry = written.entry
        leads = self.people.meet_all(entry.value.leads, entry, "leads")
        readings = self.library.sections(entry.value.readings, entry, "readings")
        abstract = self.texts.field(entry.value.abstract, entry, "abstract")
        return SessionDraft(session_id, written, leads, self._roles(entry), readings, abstract)

    def look_up(self, entry: Decoded[Fields]) -> None:
        """Add what a session with errors refers to and is not there, so that all is said in one run."""
        self.own.check(entry)
        self.people.meet_all(entry.value.leads, entry, "leads")
        self._roles(entry)
        self.library.sections(entry.value.readings, entry, "readings")
        tuple(links(entry.value.links, entry, self.own.addresses))

    def session(
        self, draft: SessionDraft, *, readings: tuple[ReadingSection, ...], aliases: tuple[str, ...] = ()
    ) -> Session:
        """Return the session itself."""
        return Session(
            **self.own.of(draft.id, draft.entry),
            abstract=draft.abstract,
            leads=self.people.persons(draft.leads),
            roles=tuple(Role(name, self.people.persons(keys)) for name, keys in draft.roles if keys),
            readings=self.library.titled(readings),
            aliases=aliases,
        )

    def _roles(self, entry: Decoded[Fields]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the roles with the keys of those who have them, in the order they are written."""
        return tuple(
            (one_line(name), self.people.meet_all(people, entry, "roles", name))
            for name, people in entry.value.roles.items()
        )


def links(written: Iterable[WrittenLink], entry: Decoded[Any], addresses: Addresses) -> Iterator[Link]:
    """Yield the links that lead somewhere."""
    for number, link in enumerate(written):
        if link.text is not None:
            yield Link(link.label, text=link.text)
        elif url := addresses.read(link.url or "", entry, "links", number, "url"):
            yield Link(link.label, url=url)


def shared_readings(
    drafts: Mapping[str, SessionDraft], *, known_ids: frozenset[str] | None, findings: Findings
) -> Mapping[str, tuple[ReadingSection, ...]]:
    """Return each session's readings: its own, or those of the session it shares them with.

    `known_ids` are those of sessions with errors, which are no drafts;
    None where a file cannot be read, and nothing is known of the sessions
    in it.
    """
    origins = _origins(drafts)
    known = KnownWords(drafts)
    found = {}
    for session_id, draft in drafts.items():
        origin = origins[session_id]
        found[session_id] = drafts[origin].readings if origin is not None else ()
        wanted = draft.entry.value.same_readings_as
        if wanted is None:
            continue
        at = draft.entry.at("same_readings_as")
        if wanted == session_id:
            findings.error(at, "a session cannot share its own readings")
        elif origin is None:
            chain = listed(_chain(session_id, drafts))
            findings.error(at, f"these sessions share each other's readings, and none has any: {chain}")
        elif wanted not in drafts and known_ids is not None and wanted not in known_ids:
            findings.error(
                at,
                f"there is no session '{wanted}'",
                suggestion=draft.entry.advise_one_of(known.meant(wanted), "same_readings_as"),
            )
    return found


def _origins(drafts: Mapping[str, SessionDraft]) -> Mapping[str, str | None]:
    """Return for each session the one at the end of its chain, whose readings it has; None for a chain without end."""
    origins: dict[str, str | None] = {}
    for session_id in drafts:
        chain: dict[str, None] = {}
        each = session_id
        while each not in origins and each not in chain:
            chain[each] = None
            shared = drafts[each].entry.value.same_readings_as
            if shared is None or shared not in drafts:
                origins[each] = each
            else:
                each = shared
        origins |= dict.fromkeys(chain, origins.get(each))
    return origins


def _chain(session_id: str, drafts: Mapping[str, SessionDraft]) -> Iterator[str]:
    """Yield a session, the one it shares its readings with, and so on, each once."""
    seen: set[str] = set()
    shared: str | None = session_id
    while shared is not None and shared in drafts and shared not in seen:
        yield shared
        seen.add(shared)
        shared = drafts[shared].entry.value.same_readings_as
