"""Notes and papers come together: every paper once, and every note with where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rig_site.content.findings import Findings, cite, did_you_mean
from rig_site.content.resolve.addresses import Addresses
from rig_site.content.resolve.ids import PAGES
from rig_site.content.resolve.names import Names
from rig_site.content.resolve.notes import NoteDraft, NoteResolver, anchors, check_references, mentioned, read_notes
from rig_site.content.resolve.people import PersonIndex
from rig_site.content.resolve.pictures import Pictures
from rig_site.content.resolve.readings import PaperIndex, works_read
from rig_site.content.resolve.same_titles import report_same_titles
from rig_site.content.resolve.sessions import SessionDraft
from rig_site.content.resolve.targets import Targets
from rig_site.content.schema.written import WrittenContent
from rig_site.diagnostics import has_errors
from rig_site.model.note import Note
from rig_site.model.paper import Paper, gather, identities
from rig_site.model.permalink import note_path, paper_path, person_path, session_path, slug
from rig_site.model.prose import Prose, StaticFile
from rig_site.model.session import Session


@dataclass(frozen=True, slots=True)
class ReadingRoom:
    """All papers and notes, and the files of the images in the notes."""

    papers: tuple[Paper, ...]
    notes: tuple[Note, ...]
    pictures: tuple[StaticFile, ...]


def reading_room(
    written: WrittenContent,
    sessions: tuple[Session, ...],
    drafts: Mapping[str, SessionDraft],
    pages: tuple[Prose, ...],
    *,
    library: PaperIndex,
    people: PersonIndex,
    addresses: Addresses,
    macros: tuple[tuple[str, str], ...],
    findings: Findings,
) -> ReadingRoom:
    """Return the papers that are listed, read in sessions or noted on, and the notes with everything resolved."""
    notes = read_notes(written.notes, findings)
    check_references(notes.values(), library, drafts, written.broken_ids, findings)
    read = works_read(section for session in sessions for section in session.readings)
    noted = tuple(mentioned(notes.values(), library))
    papers = gather(library.listed, library.references, (*read, *(paper for paper, _ in noted)))
    texts = {page.source: page.path for page in pages}
    targets = Targets(
        sources=texts | {draft.source.path: note_path(key) for key, draft in notes.items()},
        files=addresses.names,
        addresses={
            *PAGES,
            *(session_path(session.id) for session in sessions if session.is_event),
            *map(person_path, people.by_key),
            *(paper_path(paper.key) for paper in papers),
        },
        made_later=("kinds/", "topics/"),
    )
    pictures = Pictures(written.folder, addresses.names, findings)
    resolver = NoteResolver(
        names=_names(notes.values(), papers, sessions, people, pages),
        targets=targets,
        pictures=pictures,
        library=library,
        people=people,
        papers={name: paper.key for paper in papers for name in identities(paper)},
        paths={f"paper:{paper_path(paper.key)}": paper.key for paper in papers}
        | {f"note:{note_path(key)}": key for key in notes},
        anchors={note_path(key): anchors(draft.document) for key, draft in notes.items()},
        sessions=_named_by_sessions(notes, drafts, findings),
        topics=frozenset(slug(topic) for session in sessions for topic in session.topics),
        macros=macros,
        findings=findings,
    )
    made = tuple(resolver.note(draft) for _, draft in sorted(notes.items()))
    if not has_errors(tuple(findings.problems)):
        places = {name: at for paper, at in reversed(noted) for name in identities(paper)} | library.places
        report_same_titles(papers, [paper.key for paper in library.listed], places, findings)
    return ReadingRoom(papers, made, pictures.files())


def _names(
    notes: Iterable[NoteDraft],
    papers: Iterable[Paper],
    sessions: Iterable[Session],
    people: PersonIndex,
    pages: Iterable[Prose],
) -> Names:
    names = Names()
    drafts = tuple(notes)
    for draft in drafts:
        names.add(note_path(draft.key), draft.stem)
    for draft in drafts:
        names.add(note_path(draft.key), draft.key, draft.title)
    for draft in drafts:
        names.add(note_path(draft.key), *draft.fields.aliases)
    for page in pages:
        names.add(page.path, page.source.rpartition("/")[2].removesuffix(".md"), page.title)
    for paper in papers:
        names.add(paper_path(paper.key), paper.key, paper.title, *paper.aliases, *paper.other_keys)
    for session in sessions:
        if session.is_event:
            names.add(session_path(session.id), session.id, session.title)
    for person in people.all():
        names.add(person_path(person.key), person.key, person.name, *person.aliases)
    return names


def _named_by_sessions(
    notes: Mapping[str, NoteDraft], drafts: Mapping[str, SessionDraft], findings: Findings
) -> Mapping[str, tuple[str, ...]]:
    """Return the sessions whose own file names a note, by the note's key."""
    names = Names()
    for key, draft in notes.items():
        names.add(key, key, draft.stem, draft.title, *draft.fields.aliases)
    found: dict[str, tuple[str, ...]] = {}
    for session in drafts.values():
        for number, name in enumerate(session.entry.value.notes):
            note = names.find(name)
            if note:
                found[note] = (*found.get(note, ()), session.id)
            else:
                findings.error(
                    session.entry.at("notes", number),
                    f"there is no note {cite(name)}",
                    suggestion=did_you_mean(name, sorted(notes)),
                )
    return found
