"""Documents without a session are notes: they are kept as they are, front matter and all."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import PurePath

from rig_site.importers.deciding.usual_meeting import said_in
from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Journal, SourceDocument
from rig_site.importers.reading.blocks import Listing, Paragraph, Table
from rig_site.importers.record import SourceRecord
from rig_site.importers.writing.prose import is_reading_list
from rig_site.importers.writing.vault import NoteFiles, place_of
from rig_site.model.file_names import fault_of_name

_PAGES = frozenset(
    ("readme", "index", "home", "about", "previous", "archive", "contributing", "license", "code_of_conduct", "faq")
)
_PROSE = 40
"""Characters of a paragraph that is more than a label."""


def _note_path(document: Document, source: SourceDocument) -> str | None:
    """Return where in the content folder a document goes that is a note; None for one that says what the group is.

    A document whose every section is a list of links is a reading list.
    What is found in a folder keeps its place there, and in a vault all is
    notes.  A README is the note of its folder: builds pass over that name.
    """
    *folders, last = place_of(source)
    name = PurePath(last).stem
    if not document.is_markdown or document.generated:
        return None
    of_its_folder = bool(folders) and name.casefold() == "readme"
    kept = "/".join(("notes", *map(_nameable, folders), f"{'index' if of_its_folder else _nameable(name)}.md"))
    if source.in_vault:
        return kept
    if not folders and name.lower().replace("-", "_") in _PAGES:
        return None
    blocks = [block for section in document.root.walk() for block in section.blocks]
    written = any(
        isinstance(block, Table) or (isinstance(block, Paragraph) and len(block.text.markdown()) > _PROSE)
        for block in blocks
    )
    nested = any(isinstance(block, Listing) and any(item.children for item in block.items) for block in blocks)
    meets = any(
        said_in(block.text.text, document.place(block.line)) for block in blocks if isinstance(block, Paragraph)
    )
    parts = [section for section in document.root.walk() if section.heading is not None and section.blocks]
    if parts and all(is_reading_list(document, section) for section in parts):
        return None
    if meets or not (written or nested):
        return None
    return kept if source.folder else f"notes/{_plain(name)}.md"


def _nameable(name: str) -> str:
    """Return a name as every file system takes it; one that they all do stays as it is, as notes link to it by name."""
    return _plain(name) if fault_of_name(name) else name


def _plain(name: str) -> str:
    return re.sub(r"[^\w.()-]+", "-", name).strip("-.") or "note"


def notes_of(
    read: Sequence[tuple[Document, list[SourceRecord]]],
    sources: Sequence[SourceDocument],
    files: NoteFiles,
    journal: Journal,
) -> dict[str, str]:
    """Return the documents that are notes, by their paths in the content folder; nothing else is made of them.

    `files` collects what they show.
    """
    notes: dict[str, str] = {}
    for (document, records), source in zip(read, sources, strict=True):
        path = _note_path(document, source) if not records else None
        if path is not None:
            document.claim(document.root)
            path = _free(path, notes)
            notes[path] = files.text_of(source, path)
            journal.notice(document.place(1), f"there is no session in this document; it becomes {path}")
    return notes


def _free(path: str, taken: Collection[str]) -> str:
    """Return a path that no note has yet: the same, or with a number where two files have one name."""
    stem, number = path.removesuffix(".md"), 1
    while path in taken:
        number += 1
        path = f"{stem}-{number}.md"
    return path
