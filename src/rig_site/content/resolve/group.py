"""Keys become objects: what the files say becomes the group, with references resolved and defaults filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from rig_site.content.findings import Findings
from rig_site.content.resolve.addresses import Addresses
from rig_site.content.resolve.announced import Announcements
from rig_site.content.resolve.ids import identify, old_addresses
from rig_site.content.resolve.labels import check_labels
from rig_site.content.resolve.markdown_fields import check_markdown
from rig_site.content.resolve.people import PersonIndex
from rig_site.content.resolve.reading_room import reading_room
from rig_site.content.resolve.readings import PaperIndex
from rig_site.content.resolve.sessions import SessionResolver, links, shared_readings
from rig_site.content.resolve.settings import base_url, distinct_kinds, repository
from rig_site.content.resolve.static_files import static_files
from rig_site.content.schema import shapes
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.texts import one_line
from rig_site.content.schema.written import WrittenContent
from rig_site.model.history import History
from rig_site.model.permalink import person_path, session_path
from rig_site.model.prose import Prose
from rig_site.model.series import Meeting
from rig_site.model.site import Proposal, Resource, Site
from rig_site.model.timetable import chronological, instant


@dataclass(frozen=True, slots=True)
class Resolved:
    """The group, and what the checks of the whole ask of how it was written: the fields of each session by its id."""

    site: Site
    announcements: Announcements
    entries: Mapping[str, Decoded[shapes.Session]]


def resolve(written: WrittenContent, *, as_of: date | datetime, history: History, findings: Findings) -> Resolved:
    """Return the group that the files describe, as far as it can be told; what is wrong is added to the findings.

    Everybody is met and every reading is looked at before sessions are
    made: an address or a title that stands in one place only goes to all.
    """
    site, settings = written.site, written.site.value
    addresses = Addresses(written.folder, findings)
    people = PersonIndex(written, addresses, findings)
    library = PaperIndex(written, addresses, findings)
    meetings = tuple(_meeting(meeting) for meeting in settings.meetings)
    now = instant(as_of, settings.timezone)
    announcements = Announcements(history, meetings, settings.timezone, now)
    kinds = distinct_kinds(site, findings)
    check_labels(written.sessions, kinds, findings)
    resolver = SessionResolver(settings.timezone, meetings, kinds, people, library, addresses, announcements, findings)

    contacts = people.meet_all(settings.contacts, site, "contacts")
    identified = identify(written.sessions, findings)
    by_date = sorted(identified, key=lambda found: (found[1].entry.value.date, found[0]))
    drafts = {session_id: resolver.draft(session_id, session) for session_id, session in by_date}
    for entry in written.broken:
        resolver.look_up(entry)
    resources = _resources(written, library)
    proposals, proposers = _proposals(written, people, library)

    check_markdown((session.entry for _, session in identified), settings.macros, findings)
    readings = shared_readings(drafts, known_ids=written.broken_ids, findings=findings)
    address = base_url(site, findings)
    aliases = old_addresses(identified, people.by_key, address, findings)
    sessions = chronological(
        resolver.session(draft, readings=readings[draft.id], aliases=aliases[draft.id]) for draft in drafts.values()
    )
    macros = tuple(settings.macros.items())
    known = {*map(session_path, drafts), *map(person_path, people.by_key)}
    home, pages = _prose(written, files=addresses.names, addresses=known, macros=macros, findings=findings)
    room = reading_room(
        written,
        sessions,
        drafts,
        pages,
        library=library,
        people=people,
        addresses=addresses,
        macros=macros,
        findings=findings,
    )
    group = Site(
        title=settings.title,
        base_url=address,
        timezone=settings.timezone,
        uid_domain=settings.uid_domain or urlsplit(address).hostname or "",
        description=settings.description or "",
        language=settings.language,
        contacts=people.persons(contacts),
        meetings=meetings,
        kinds=kinds,
        links=tuple(links(settings.links, site, addresses)),
        repository=repository(site, findings),
        repository_files=settings.repository_files,
        date_format=settings.date_format,
        theme_color=settings.theme_color,
        macros=macros,
        sessions=sessions,
        people=people.all(),
        papers=room.papers,
        resources=tuple(replace(found, readings=library.titled(found.readings)) for found in resources),
        proposals=tuple(
            replace(found, by=people.by_key[by] if by else None, readings=library.titled(found.readings))
            for found, by in zip(proposals, proposers, strict=True)
        ),
        home=home,
        pages=pages,
        files=static_files(written.folder, findings),
        notes=room.notes,
        pictures=room.pictures,
    )
    return Resolved(group, announcements, {draft.id: draft.entry for draft in drafts.values()})


def _prose(
    written: WrittenContent,
    *,
    files: Collection[str],
    addresses: Collection[str],
    macros: tuple[tuple[str, str], ...],
    findings: Findings,
) -> tuple[Prose | None, tuple[Prose, ...]]:
    """Return the text for the front page and the others; a group without any needs no Markdown parser."""
    if not written.pages:
        return None, ()
    from rig_site.content.resolve.pages import prose

    return prose(written.pages, files=files, addresses=addresses, macros=macros, findings=findings)


def _meeting(written: shapes.Meeting) -> Meeting:
    interval, monthly = written.every
    hours = written.time
    return Meeting(
        from_date=written.from_date,
        weekday=written.weekday,
        interval=interval,
        monthly=monthly,
        start=hours.start if hours else None,
        end=hours.end if hours else None,
        room=written.room,
    )


def _resources(written: WrittenContent, library: PaperIndex) -> list[Resource]:
    entry = written.resources
    if entry is None:
        return []
    return [
        Resource(one_line(title), library.sections(found, entry, title)) for title, found in entry.value.root.items()
    ]


def _proposals(
    written: WrittenContent, people: PersonIndex, library: PaperIndex
) -> tuple[list[Proposal], list[str | None]]:
    """Return the proposals, and the keys of those who made them."""
    entry = written.proposals
    if entry is None:
        return [], []
    proposals = entry.value.root
    return [
        Proposal(
            proposal.title,
            reactions=tuple((one_line(emoji), count) for emoji, count in proposal.reactions.items()),
            readings=library.sections(proposal.readings, entry, number, "readings"),
        )
        for number, proposal in enumerate(proposals)
    ], [
        people.meet(proposal.by, entry, number, "by") if proposal.by else None
        for number, proposal in enumerate(proposals)
    ]
