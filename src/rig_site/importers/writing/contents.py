"""From sessions and prose to the files of a content folder, as a person would have written them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct, field

from rig_site import yaml_writer
from rig_site.importers.deciding.usual_meeting import is_usual
from rig_site.importers.draft import (
    Draft,
    Group,
    Journal,
    LinkDraft,
    ReadingDraft,
    SectionDraft,
    Settings,
    SourcePlace,
)
from rig_site.importers.values.addresses import identifier_of, is_absolute, is_broken, is_usable, static_path
from rig_site.importers.values.clock_times import as_written
from rig_site.importers.values.people import Lead
from rig_site.importers.writing.keyed_file import with_entries
from rig_site.importers.writing.people_file import Everybody
from rig_site.importers.writing.prose import RESERVED, Remainder
from rig_site.importers.writing.site_file import site_fields, tell_what_lacks
from rig_site.model.paper import Paper, identities
from rig_site.model.permalink import slug
from rig_site.model.series import Meeting
from rig_site.model.session import Session, Status
from rig_site.yaml_writer import Value

LONGEST_SLUG = 60
"""Characters an id made of a title may have."""

_PLACEHOLDER = re.compile(r"(?:tbc|tba|tbd|free(?: slot)?|open(?: slot)?|no meeting|break|holiday)\W*", re.IGNORECASE)
LEFTOVERS = "pages/imported-leftovers.md"


class Plan(Struct):
    """The files to write, by their paths in the content folder, and which of the documents' own files to copy.

    `copies` maps a path in `static/` to the document and its relative address.
    """

    files: dict[str, str] = field(default_factory=dict)
    copies: dict[str, tuple[str, str]] = field(default_factory=dict)


class Writer:
    """Makes the files, one kind after the other."""

    def __init__(self, settings: Settings, journal: Journal, meetings: Sequence[Meeting]) -> None:
        self.settings = settings
        self.journal = journal
        self.meetings = tuple(settings.site.meetings) if settings.site else tuple(meetings)
        self.plan = Plan()
        self.people = Everybody(settings.existing.get("people.yaml", ""), journal)
        self.present: dict[str, str] = {}
        self.names_rooms = False
        self.group: Group | None = None

    def exported(self, group: Group) -> None:
        """Take what an export says of the whole group: its people now, its settings when site.yaml is planned."""
        self.group = self.group or group
        for person in group.people:
            self.people.meet(person, SourcePlace("people.yaml", 1))
        existing = self.settings.existing.get("papers.yaml", "")
        known = {
            name for paper in (self.settings.site.papers if self.settings.site else ()) for name in identities(paper)
        }
        fresh = {key: entry for key, entry in group.papers.items() if not known & set(_names(key, entry))}
        if fresh:
            self.plan.files["papers.yaml"] = with_entries(existing, fresh)

    def sessions(self, drafts: Sequence[Draft]) -> None:
        """Plan a file for each session."""
        self._identify(drafts)
        self.names_rooms = any(draft.room for draft in drafts)
        for draft in drafts:
            path = self._path(draft)
            present = self.present.get(draft.identity, path)
            text = yaml_writer.document(self._session(draft))
            if present == path:
                self.plan.files[path] = text
            else:
                self.journal.notice(draft.place, f"'{draft.title}' is in {present} already; that file is left as it is")

    def _path(self, draft: Draft) -> str:
        name = draft.identity.removesuffix(f"-{draft.day}")
        return f"sessions/{draft.day}-{name}.yaml" if name else f"sessions/{draft.day}.yaml"

    def _identify(self, drafts: Sequence[Draft]) -> None:
        """Give every session its id: the slug of its title, with the date where that is not enough."""
        taken: dict[str, Draft] = {}
        wanted = [_short(slug(draft.title)) or "session" for draft in drafts]
        for draft, name in zip(drafts, wanted, strict=True):
            if draft.identity and draft.identity not in taken and not self._is_taken(draft.identity):
                taken[draft.identity] = draft
                continue
            placeholder = draft.status in (Status.FREE, Status.BREAK) or _PLACEHOLDER.fullmatch(draft.title)
            existing = self._existing(draft, name)
            if existing is not None:
                identity = existing.id
                self.present[identity] = existing.source
            elif placeholder or wanted.count(name) > 1 or self._is_taken(name):
                identity = f"{name}-{draft.day}"
            else:
                identity = name
            number = 1
            base = identity
            while identity in taken:
                number += 1
                identity = f"{base}-{number}"
            taken[identity] = draft
            draft.identity = identity

    def _existing(self, draft: Draft, name: str) -> Session | None:
        """Return the session of the content folder that this one already is: by its id, else by date and title."""
        sessions = self.settings.site.sessions if self.settings.site else ()
        if draft.exact:
            return next((one for one in sessions if one.id == draft.identity and one.id not in self.present), None)
        same_day = [one for one in sessions if draft.day in (one.date, *(move.date for move in one.moved_from))]
        for session in same_day:
            alike = session.id in (name, f"{name}-{draft.day}") or slug(session.title) == slug(draft.title)
            if alike and session.id not in self.present:
                return session
        return None

    def _is_taken(self, name: str) -> bool:
        site = self.settings.site
        return site is not None and any(session.id == name for session in site.sessions)

    def _session(self, draft: Draft) -> Mapping[str, Value]:
        usual_time, usual_room = is_usual(draft, self.meetings)
        leads = [self.people.meet(lead, draft.place) for lead in draft.leads]
        abstract = list(draft.abstract)
        readings = self._sections(draft.sections, draft.place, as_given=draft.exact)
        links = self._links(draft.links, draft.place, abstract)
        online = draft.online
        if online and not is_usable(online):
            abstract.append(f"Call: {online}")
            online = None
        status = None if draft.status is Status.CONFIRMED else draft.status.value
        room: str | None = None if usual_room or not (draft.room or self.names_rooms) else draft.room or ""
        if draft.exact and draft.status is Status.BREAK:
            room = draft.room
        elif draft.exact:
            room = None if usual_room else draft.room or ""
        elif draft.status in (Status.BREAK, Status.FREE, Status.CANCELLED) and not draft.room:
            room = None
        return {
            "id": draft.identity,
            "date": draft.day.isoformat(),
            "until": draft.until.isoformat() if draft.until and draft.status is Status.BREAK else None,
            "time": None
            if usual_time or draft.start is None or draft.status is Status.BREAK
            else as_written(draft.start, draft.end),
            "title": draft.title or None,
            "kind": draft.kind,
            "status": status,
            "reason": draft.reason,
            "moved_from": [{"date": move.date.isoformat(), "reason": move.reason} for move in draft.moved_from] or None,
            "topics": draft.topics or None,
            "room": room,
            "online": online,
            "leads": leads or None,
            "abstract": "\n\n".join(abstract) or None,
            "readings": readings if not draft.same_as else None,
            "same_readings_as": draft.same_as.identity if draft.same_as else None,
            "links": links or None,
            "announced": min(draft.day, self.settings.today).isoformat(),
            **draft.fields,
        }

    def _sections(self, sections: Sequence[SectionDraft], place: SourcePlace, *, as_given: bool) -> Value:
        """Return reading sections; one without a name is a plain list, or where others follow has the key "".

        A name of our own ("Main") would be a heading the group never
        wrote, in PREVIOUS.md too.  It comes first, unless they stand as they
        are given: after a heading its readings would pass for those of that
        section.
        """
        filled = {
            section.heading or "": [self._reading(reading, place) for reading in section.readings]
            for section in sorted(sections, key=lambda section: bool(section.heading) and not as_given)
            if section.readings
        }
        kept: dict[str, Value] = {name: [one for one in listed if one] for name, listed in filled.items()}
        if not kept:
            return None
        return kept[""] if list(kept) == [""] else kept

    def _reading(self, reading: ReadingDraft, place: SourcePlace) -> dict[str, Value]:
        if reading.fields is not None:
            return dict(reading.fields)
        title: str | None = " ".join(reading.title.split())
        fields: dict[str, Value] = {}
        note = reading.note
        if reading.url:
            fields, kept = self._source(reading.url, place)
            if kept:
                note = f"{note}\n\n{kept}" if note else kept
        if title == reading.url and fields:
            title = None
        return {**fields, "title": title or None, "note": note}

    def _source(self, url: str, place: SourcePlace) -> tuple[dict[str, Value], str | None]:
        """Return how a reading is found; an address that cannot be one is returned as Markdown instead."""
        identifier = identifier_of(url)
        if identifier:
            return {identifier[0]: identifier[1]}, None
        usable = self._usable(url, place)
        return ({"url": usable}, None) if usable else ({}, f"<{url}>" if is_absolute(url) else f"[{url}]({url})")

    def _links(self, links: Sequence[LinkDraft], place: SourcePlace, prose: list[str]) -> list[Value]:
        written: list[Value] = []
        for link in links:
            label = " ".join(link.label.split()) or "Link"
            if link.url is None:
                written.append({"label": label, "text": link.text or label})
                continue
            usable = self._usable(link.url, place)
            if usable:
                written.append({"label": label, "url": usable})
            elif link.url:
                prose.append(f"[{label}](<{link.url}>)" if re.search(r"[\s()]", link.url) else f"[{label}]({link.url})")
        return written

    def _usable(self, url: str, place: SourcePlace) -> str | None:
        """Return an address as content files take it: absolute, or the path of a file that is copied to static/."""
        if is_usable(url):
            return url
        if not is_absolute(url) and not is_broken(url) and self.settings.beside(place.path, url):
            path = static_path(url)
            self.plan.copies[f"static/{path}"] = (place.path, url)
            return path
        if url:
            self.journal.warn(
                place, f"'{url}' is neither a web address nor a file beside the document; it is kept as text",
                "write its web address, or put the file into static/",
            )  # fmt: skip
        return None

    def people_file(self, contacts: Sequence[Lead]) -> list[str]:
        """Plan people.yaml, and return the keys of the contacts."""
        keys, text = self.people.file(contacts)
        if text is not None:
            self.plan.files["people.yaml"] = text
        return keys

    def site_file(self, prose: Remainder, kinds: Sequence[str], contacts: Sequence[str]) -> None:
        """Plan site.yaml, unless there is one."""
        if "site.yaml" not in self.settings.existing:
            told = self.group.site if self.group else {}
            title = prose.title or "Reading group"
            tell_what_lacks(told, self.settings, self.journal)
            fields = site_fields(title, told, self.settings, kinds=kinds, contacts=contacts, meetings=self.meetings)
            self.plan.files["site.yaml"] = yaml_writer.document(fields)

    def resources_file(self, prose: Remainder) -> None:
        """Plan resources.yaml."""
        listed: dict[str, Value] = {}
        for name, sections in prose.resources.items():
            value = self._sections(sections, prose.places[name], as_given=False)
            if value:
                listed[name] = value
        if listed:
            self.plan.files["resources.yaml"] = yaml_writer.document(listed)

    def proposals_file(self, prose: Remainder) -> None:
        """Plan proposals.yaml: sessions whose date is still open."""
        listed: list[Mapping[str, Value]] = []
        for draft in prose.proposals:
            first, others = next((lead.name for lead in draft.leads), None), [lead.name for lead in draft.leads[1:]]
            title = f"{draft.title} ({', '.join(['with', *others])})" if others else draft.title
            readings = self._sections(draft.sections, draft.place, as_given=draft.exact)
            listed.append({"title": title, "by": first, "readings": readings})
        if listed:
            self.plan.files["proposals.yaml"] = yaml_writer.records(listed)

    def pages(self, prose: Remainder) -> None:
        """Plan a page for each prose section, and one for what is left over."""
        for heading, pieces in prose.pages.items():
            name = slug(heading) or "page"
            name = f"{name}-page" if name in RESERVED else name
            self.plan.files[f"pages/{name}.md"] = f"# {heading}\n\n" + "\n\n".join(pieces) + "\n"
        if prose.leftovers:
            pieces = [f"From {PurePath(path).name}, line {line}:\n\n{text}" for path, line, text in prose.leftovers]
            self.plan.files[LEFTOVERS] = "# Imported leftovers\n\n" + "\n\n".join(pieces) + "\n"


def _names(key: str, entry: Mapping[str, Value]) -> tuple[str, ...]:
    """Return all that an entry of papers.yaml is known by."""
    arxiv, doi, url = (str(entry[name]) if entry.get(name) else None for name in ("arxiv", "doi", "url"))
    return identities(Paper(key, arxiv=arxiv, doi=doi, url=url))


def _short(name: str) -> str:
    """Return a slug cut at a word, at most `LONGEST_SLUG` characters long."""
    if len(name) <= LONGEST_SLUG:
        return name
    cut = name[: LONGEST_SLUG + 1].rpartition("-")[0]
    return cut or name[:LONGEST_SLUG]
