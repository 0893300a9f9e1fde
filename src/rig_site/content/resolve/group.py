"""Keys become objects: what the files say becomes the group, with references resolved and defaults filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from rig_site.cache.store import Store
from rig_site.content.findings import Findings
from rig_site.content.known_words import KnownWords
from rig_site.content.resolve.addresses import Addresses, OwnAddress
from rig_site.content.resolve.announced import Announcements
from rig_site.content.resolve.ids import identify, old_addresses
from rig_site.content.resolve.lost_addresses import without_lost_addresses
from rig_site.content.resolve.notes import check_references, mentioned, notes_named, read_notes, with_cited, with_papers
from rig_site.content.resolve.own_phrases import own_phrases
from rig_site.content.resolve.pages import read_pages
from rig_site.content.resolve.past import Past
from rig_site.content.resolve.people import PersonIndex
from rig_site.content.resolve.pictures import with_pictures
from rig_site.content.resolve.readings import PaperIndex, works_read
from rig_site.content.resolve.sessions import OwnFields, SessionResolver, links, shared_readings, texts_of
from rig_site.content.resolve.settings import base_url, distinct_kinds, macros, places, repository
from rig_site.content.resolve.static_files import static_files
from rig_site.content.resolve.texts import TextReader
from rig_site.content.resolve.values import Usual
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.session import Session as Fields
from rig_site.content.schema.texts import one_line
from rig_site.content.schema.written import WrittenContent
from rig_site.diagnostics import Position
from rig_site.language.language import Language
from rig_site.model.identity import default_uid_domain
from rig_site.model.paper import gather, identities
from rig_site.model.site import Proposal, Resource, Site
from rig_site.model.site_map import SiteMap, map_of
from rig_site.model.timetable import chronological
from rig_site.workers import Tell

MOST_CHANGES = 100
"""How many of the changes that version control knows a site tells."""


class Resolved(Struct, frozen=True):
    """The group with the map of its site, and what the checks of the whole ask of how it was written.

    `own` are the addresses into the site itself, `aliases` the places of
    each session's old addresses, and `entries` its fields, by its id.
    `papers` are the places of papers by all that they are known by, and
    `listed_papers` the keys of those in papers.yaml.
    """

    site_map: SiteMap
    own: tuple[OwnAddress, ...]
    aliases: Mapping[str, Mapping[str, Position]]
    papers: Mapping[str, Position]
    listed_papers: frozenset[str]
    announcements: Announcements
    entries: Mapping[str, Decoded[Fields]]


def resolve(
    written: WrittenContent,
    *,
    as_of: datetime,
    past: Past,
    feeds: Collection[str],
    store: Store,
    jobs: int,
    tell: Tell,
    findings: Findings,
) -> Resolved:
    """Return the group that the files describe, as far as it can be told; what is wrong is added to the findings.

    Everybody is met and every reading is looked at before sessions are
    made: an address or a title that stands in one place only goes to all.
    """
    entry, settings = written.site, written.site.value
    address = base_url(entry, findings)
    addresses = Addresses(written.folder, address, findings)
    phrases = own_phrases(entry, findings)
    tex = macros(entry, findings)
    texts = TextReader(tex, Language(settings.language, phrases), findings, store, jobs, tell)
    people = PersonIndex(written, addresses, texts, findings)
    index = PaperIndex(written, addresses, texts, findings)
    usual = Usual.of(settings)
    announcements = Announcements(past, usual, as_of)
    kinds = distinct_kinds(entry, findings)
    own = OwnFields(settings.timezone, usual.meetings, KnownWords(kinds), addresses, announcements, findings)
    resolver = SessionResolver(own, people, index, texts)

    contacts = people.meet_all(settings.contacts, entry, "contacts")
    identified = identify(written.sessions, findings, past.state.home_of)
    by_date = sorted(identified, key=lambda found: (found[1].entry.value.date, found[0]))
    texts.read_ahead(texts_of(written.sessions))
    drafts = {session_id: resolver.draft(session_id, session) for session_id, session in by_date}
    for broken in written.broken:
        resolver.look_up(broken)
    resources = _resources(written, index)
    proposals, proposers = _proposals(written, people, index)
    readings = shared_readings(drafts, known_ids=written.broken_ids, findings=findings)
    aliases = old_addresses(identified, address, findings)
    sessions = chronological(
        resolver.session(draft, readings=readings[draft.id], aliases=tuple(aliases[draft.id]))
        for draft in drafts.values()
    )
    home, pages = read_pages(written.pages, texts, findings)
    notes = read_notes(written.notes, texts, findings)
    check_references(notes.values(), index, drafts, written.broken_ids, findings)
    named = notes_named(drafts.values(), notes, findings)
    authors = {key: draft.authors(people) for key, draft in notes.items()}
    read = works_read(section for session in sessions for section in session.readings)
    noted = tuple(mentioned(notes.values(), index))
    site = Site(
        title=settings.title,
        base_url=address,
        timezone=settings.timezone,
        uid_domain=settings.uid_domain or default_uid_domain(address),
        description=settings.description or "",
        language=settings.language,
        phrases=phrases,
        macros=tuple(tex.items()),
        contacts=people.persons(contacts),
        meetings=usual.meetings,
        places=places(entry, addresses, findings),
        kinds=kinds,
        links=tuple(links(settings.links, entry, addresses)),
        repository=repository(entry, findings),
        repository_files=settings.repository_files,
        date_format=settings.date_format,
        theme_color=settings.theme_color,
        sessions=sessions,
        people=people.all(),
        papers=gather(index.listed, index.references, (*read, *(paper for paper, _ in noted))),
        resources=tuple(replace(found, readings=index.titled(found.readings)) for found in resources),
        proposals=tuple(
            replace(found, by=people.by_key[by] if by else None, readings=index.titled(found.readings))
            for found, by in zip(proposals, proposers, strict=True)
        ),
        home=home,
        pages=pages,
        notes=tuple(draft.note(authors[key], named.get(key, ())) for key, draft in notes.items()),
        files=static_files(written.folder, findings),
        changes=tuple(past.changes[-MOST_CHANGES:]),
    )
    site = with_cited(with_papers(site, notes, index), index, findings)
    site = with_pictures(site, written.folder, findings)
    site_map = map_of(site, feeds)
    settled = without_lost_addresses(site, addresses.own, site_map)
    return Resolved(
        site_map if settled is site else map_of(settled, feeds),
        tuple(addresses.own),
        aliases,
        {name: at for paper, at in reversed(noted) for name in identities(paper)} | index.places,
        frozenset(paper.key for paper in index.listed),
        announcements,
        {draft.id: draft.entry for draft in drafts.values()},
    )


def _resources(written: WrittenContent, index: PaperIndex) -> list[Resource]:
    entry = written.resources
    if entry is None:
        return []
    return [Resource(one_line(title), index.sections(found, entry, title)) for title, found in entry.value.root.items()]


def _proposals(
    written: WrittenContent, people: PersonIndex, index: PaperIndex
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
            readings=index.sections(proposal.readings, entry, number, "readings"),
        )
        for number, proposal in enumerate(proposals)
    ], [
        people.meet(proposal.by, entry, number, "by") if proposal.by else None
        for number, proposal in enumerate(proposals)
    ]
