"""The import itself: from documents to planned files, decisions and losses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from rig_site.diagnostics import Problem, in_order
from rig_site.importers.account import Loss, losses, unmet
from rig_site.importers.deciding.by_title import attach_by_title
from rig_site.importers.deciding.calendar_years import resolve_days
from rig_site.importers.deciding.decisions import grouped, leave_other_dates
from rig_site.importers.deciding.document_year import tell_the_year
from rig_site.importers.deciding.first_names import settle_first_names
from rig_site.importers.deciding.kinds import settle_kinds
from rig_site.importers.deciding.line_shapes import shapes
from rig_site.importers.deciding.merge import merge
from rig_site.importers.deciding.missing_titles import settle_titles
from rig_site.importers.deciding.untangle import make_draft
from rig_site.importers.deciding.usual_meeting import usual_meetings, weekdays_said, without_wrong_times
from rig_site.importers.documents.csv_table import csv_document
from rig_site.importers.documents.document import Document
from rig_site.importers.documents.ics import ics_document
from rig_site.importers.documents.records import front_matter_records, records_document
from rig_site.importers.draft import Draft, Journal, Settings, SourceDocument, SourcePlace
from rig_site.importers.outline.bullets import bullet_records
from rig_site.importers.outline.dated_document import dated_document_records
from rig_site.importers.outline.days_apart import day_apart_records
from rig_site.importers.outline.heading_sections import heading_records
from rig_site.importers.outline.key_values import key_value_records
from rig_site.importers.outline.lines import lines_with_titles, without_last_links
from rig_site.importers.outline.numbered_days import read_numbered_days
from rig_site.importers.outline.sessions_apart import sessions_apart
from rig_site.importers.outline.tables import table_records
from rig_site.importers.reading.blocks import LABEL_LEVEL, Headline, sections
from rig_site.importers.reading.heading_numbers import without_numbers
from rig_site.importers.reading.html import html_blocks
from rig_site.importers.reading.markdown import markdown_blocks
from rig_site.importers.record import SourceRecord
from rig_site.importers.rich import Rich
from rig_site.importers.values.dates import Written, find_dates, years_named
from rig_site.importers.writing.contents import LEFTOVERS, Plan, Writer
from rig_site.importers.writing.notes import notes_of
from rig_site.importers.writing.page_text import PageWriter
from rig_site.importers.writing.prose import Remainder, gather
from rig_site.importers.writing.vault import NoteFiles
from rig_site.model.mojibake import repaired
from rig_site.model.permalink import forge_anchors
from rig_site.model.session import Status

Reader = Callable[[SourceDocument, Settings, Journal], tuple[Document, list[SourceRecord]]]
Importer = Callable[[Document, Settings], list[SourceRecord]]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_END = re.compile(r"[\n\r\u2028\u2029]")
_GENERATED = re.compile(r"\A<!-- rig-site: generated, as of \S+ -->")


class Imported(Struct, frozen=True):
    """What an import came to: files to write, decisions, what was lost, and how much was found.

    `unmet` are lines that begin with a date on which there is no session,
    and `said` is what the site says again by itself, such as its addresses.
    """

    plan: Plan
    decisions: tuple[Problem, ...]
    losses: tuple[Loss, ...]
    unmet: tuple[Loss, ...]
    said: tuple[str, ...]
    sessions: int
    people: int
    readings: int
    links: int


def _markdown(source: SourceDocument, settings: Settings, journal: Journal) -> tuple[Document, list[SourceRecord]]:
    generated = _GENERATED.match(source.text) is not None
    markdown = markdown_blocks(source.text, exact=generated)
    lines = source.text.split("\n")
    document = Document(
        source.path, lines, sections(markdown.blocks), markdown.definitions, markdown.footnotes, journal
    )
    document.generated = generated
    for line, what in markdown.mended:
        journal.warn(document.place(line), what)
    return document, front_matter_records(document, settings)


def _html(source: SourceDocument, settings: Settings, journal: Journal) -> tuple[Document, list[SourceRecord]]:
    blocks = html_blocks(source.text)
    document = Document(source.path, source.text.split("\n"), sections(blocks), {}, {}, journal, is_markdown=False)
    return document, []


READERS: dict[str, Reader] = {
    ".md": _markdown,
    ".html": _html,
    ".htm": _html,
    ".csv": csv_document,
    ".tsv": csv_document,
    ".ics": ics_document,
    ".yaml": records_document,
    ".yml": records_document,
    ".json": records_document,
}
"""How a document is read, by the ending of its name; any other is read as Markdown."""

IMPORTERS: tuple[Importer, ...] = (table_records, key_value_records, heading_records, day_apart_records, bullet_records)
"""The forms in which sessions are kept; each finds its own among what the ones before it left."""


def import_documents(documents: Sequence[SourceDocument], settings: Settings) -> Imported:
    """Return the content files that say what the documents say, every decision taken, and what was lost.

    Documents are in the order in which they are believed: where two tell
    different things of one session, the first is right.
    """
    journal = Journal()
    read: list[tuple[Document, list[SourceRecord]]] = []
    whole = [_cleaned(source, journal) for source in documents]
    cleaned = [replace(source, text=without_numbers(source.text)) for source in whole]
    for clean in cleaned:
        document, records = _reader(clean)(clean, settings, journal)
        if settings.zone is None and document.timezone:
            settings = replace(settings, timezone=document.timezone)
        read_numbered_days(document)
        for importer in IMPORTERS:
            records += importer(document, settings)
        records += dated_document_records(document) if not records else []
        records = [session for record in records for session in sessions_apart(document, record)]
        tell_the_year(document, records)
        leave_other_dates(document)
        read.append((document, records))
    _give_dates(
        [record for _, records in read for record in records],
        weekdays_said([document for document, _ in read]),
        settings,
        journal,
    )
    drafts: list[Draft] = []
    prose = Remainder()
    for document, records in read:
        drafts += [*document.drafts, *_drafts(document, records, prose, journal)]
        prose.title = prose.title or document.title
    drafts, headings = merge(drafts, journal)
    settle_titles(drafts, journal)
    known = settings.site.kinds if settings.site else ()
    kinds = settle_kinds(drafts, headings, known, journal)
    attach_by_title([document for document, _ in read], drafts)
    page = PageWriter([document.path for document in documents], settings.beside)
    note_files = NoteFiles(settings.file_of)
    notes = notes_of(read, whole, note_files, journal)
    for document, _ in read:
        gather(document, prose, page)
    people = [person.name for person in settings.site.people] if settings.site else []
    named = [draft for draft in (*drafts, *prose.proposals) if not draft.exact]
    settle_first_names(named, prose.contacts, people, journal)
    meetings = without_wrong_times(usual_meetings(drafts, prose.said, journal), drafts, journal)
    writer = Writer(settings, journal, meetings)
    for document, _ in read:
        if document.group:
            writer.exported(document.group)
            prose.contacts += document.group.contacts
    writer.plan.copies.update({**page.copies, **note_files.copies})
    writer.plan.files.update(notes)
    writer.sessions(drafts)
    contacts = writer.people_file(prose.contacts)
    writer.site_file(prose, kinds, contacts)
    writer.resources_file(prose)
    writer.proposals_file(prose)
    writer.pages(prose)
    without = [document.path for document, records in read if not records and not document.drafts]
    lost = _keep_lost(cleaned, writer, prose, journal)
    return Imported(
        writer.plan,
        grouped(in_order(journal.decisions)),
        tuple(lost),
        tuple(unmet(cleaned, {**settings.existing, **writer.plan.files}, journal.aside, without)),
        tuple(journal.said),
        len(drafts),
        len(writer.people),
        sum(1 for draft in drafts for _ in draft.readings())
        + sum(len(section.readings) for found in prose.resources.values() for section in found),
        sum(len(draft.links) for draft in drafts),
    )


def _cleaned(source: SourceDocument, journal: Journal) -> SourceDocument:
    """Return the document with one kind of line end, without control characters, its mojibake repaired."""
    lines = []
    generated = _GENERATED.match(source.text) is not None
    for number, line in enumerate(_LINE_END.split(source.text.replace("\r\n", "\n")), start=1):
        better = line if generated else repaired(line)
        if better != line:
            fragment = next((one for one in line.split() if repaired(one) != one), line.strip())
            journal.notice(
                SourcePlace(source.path, number),
                f"'{fragment}' was garbled by a wrong encoding; it is read as '{repaired(fragment)}'",
            )
        lines.append(_CONTROL.sub("", better.replace("\xa0", " ")))
    return replace(source, text="\n".join(lines))


def _reader(source: SourceDocument) -> Reader:
    name = source.path.lower()
    reader = next((reader for ending, reader in READERS.items() if name.endswith(ending)), _markdown)
    head = source.text.lstrip()[:200].lower()
    if reader is _markdown and (head.startswith("begin:vcalendar")):
        return ics_document
    if reader is _markdown and re.match(r"<!doctype html|<html", head):
        return _html
    return reader


def _give_dates(
    records: Sequence[SourceRecord], weekdays: Mapping[str, int], settings: Settings, journal: Journal
) -> None:
    """Resolve the day of every record that has a date, and of those that are counted in weeks."""
    for record in records:
        if record.form in ("row", "record") and record.written is None:
            dates = [found for _, cell in record.take("date") for found in _unstruck(cell)]
            record.written = dates[0] if dates else None
    resolve_days([record for record in records if record.written and record.day is None], weekdays, settings, journal)
    for record in records:
        if record.day is None and record.week is not None and settings.start is not None:
            record.day = settings.start + timedelta(weeks=record.week - 1)
    before: SourceRecord | None = None
    for record in records:
        empty = not any(cell.text.strip() for _, cell in record.take("date"))
        if record.day is None and record.form == "row" and before and before.group is record.group and empty:
            record.day, record.written = before.day, before.written
            if record.day:
                journal.notice(
                    record.place, f"this row has no date; it is taken to be on {record.day} like the row above"
                )
        if record.form != "divider":
            before = record


def _unstruck(cell: Rich) -> list[Written]:
    """Return the dates of a cell, those that are not struck through first."""
    struck = [mark for mark in cell.marks if mark.kind == "struck"]
    return sorted(find_dates(cell.text), key=lambda found: any(mark.start <= found.start < mark.end for mark in struck))


def _drafts(document: Document, records: Sequence[SourceRecord], prose: Remainder, journal: Journal) -> list[Draft]:
    votes: dict[object, Counter[str]] = {}
    anchors = _anchors_of(document)
    for record in records:
        tally = votes.setdefault(_alike(record), Counter())
        for line in map(without_last_links, lines_with_titles(record, document)):
            tally.update(shapes(line))
        tally["lead column"] += bool(record.take("lead"))
    drafts = []
    for record in records:
        tally = votes[_alike(record)]
        tally["no lead column"] = int(not tally["lead column"])
        if record.form == "divider" or record.day is None:
            _keep(document, record, tally, prose, journal)
            continue
        draft = make_draft(record, document, tally)
        draft.anchors = [anchors[line] for line in _heading_lines(record) if line in anchors]
        drafts.append(draft)
    return drafts


def _alike(record: SourceRecord) -> object:
    """Return what records have in common that are written alike: rows their table, lines their form."""
    return id(record.group) if record.form in ("row", "record") else record.form


def _anchors_of(document: Document) -> dict[int, str]:
    """Return the anchor a forge gives each heading of a document, by its line."""
    headings = [
        section.heading
        for section in document.root.walk()
        if section.heading is not None and section.level < LABEL_LEVEL
    ]
    texts = [heading.text.text for heading in headings]
    return {heading.line: anchor for heading, anchor in zip(headings, forge_anchors(texts), strict=True)}


def _heading_lines(record: SourceRecord) -> list[int]:
    below = [block.line for block in record.body if isinstance(block, Headline) and block.level < LABEL_LEVEL]
    return [record.place.line, *below] if record.form == "heading" else []


def _keep(document: Document, record: SourceRecord, tally: Counter[str], prose: Remainder, journal: Journal) -> None:
    """Keep what has no day: a row that still waits for its date is a proposal, a row that only divides is dropped."""
    text = record.text or document.source(record.place.line, record.place.line)
    if record.form == "divider":
        if not years_named(text):
            prose.leftovers.append((document.path, record.place.line, text))
        return
    record.day = date.max
    draft = make_draft(record, document, tally)
    record.day = None
    if draft.title and draft.status in (Status.CONFIRMED, Status.TENTATIVE) and not draft.is_blank:
        journal.warn(record.place, f"'{draft.title}' has no date; it is kept as a proposed topic")
        prose.proposals.append(draft)
    else:
        journal.warn(record.place, "this has no date; it is kept as it stands in pages/imported-leftovers.md")
        prose.leftovers.append((document.path, record.place.line, text))


def _keep_lost(documents: Sequence[SourceDocument], writer: Writer, prose: Remainder, journal: Journal) -> list[Loss]:
    """Keep the lines of whatever the files do not say, and return what is lost all the same."""
    lost = losses(documents, written_text({**writer.settings.existing, **writer.plan.files}, journal.said))
    lines = {document.path: document.text.split("\n") for document in documents}
    for place in dict.fromkeys(loss.place for loss in lost):
        missing = [loss.what for loss in lost if loss.place == place]
        journal.warn(place, f"{' and '.join(missing)} found no place in a session; the line is kept in {LEFTOVERS}")
        prose.leftovers.append((place.path, place.line, _kept(lines[place.path][place.line - 1], missing)))
    if lost:
        writer.pages(prose)
    written = written_text({**writer.settings.existing, **writer.plan.files}, journal.said)
    return losses(documents, written) if lost else []


def _kept(line: str, missing: Sequence[str]) -> str:
    """Return a line to keep; what is spread over several lines is added to it."""
    spread = [what for what in missing if what.strip("'") not in line]
    return " ".join([line.strip(), *spread])


def remaining_losses(documents: Sequence[SourceDocument], files: Mapping[str, str], said: Sequence[str]) -> list[Loss]:
    """Return what the documents say and neither the files of a content folder nor the site itself (`said`) does."""
    return losses([_cleaned(source, Journal()) for source in documents], written_text(files, said))


def written_text(files: Mapping[str, str], said: Sequence[str]) -> str:
    """Return all files as one text, in which losses are looked for."""
    return "\n".join((*files.values(), *said))
