"""Documents without a session are notes: they are kept as they are, front matter and all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from rig_site.importers.deciding.usual_meeting import said_in
from rig_site.importers.documents.document import Document
from rig_site.importers.draft import FoundSession, Journal, SourceDocument
from rig_site.importers.reading.blocks import Listing, Paragraph, Table
from rig_site.importers.writing.prose import is_reading_list

_PAGES = frozenset(
    ("readme", "index", "home", "about", "previous", "archive", "contributing", "license", "code_of_conduct", "faq")
)
_PROSE = 40
"""Characters of a paragraph that is more than a label."""


def _note_path(document: Document) -> str | None:
    """Return where in the content folder a document goes that is a note; None for one that says what the group is.

    A document whose every section is a list of links is a reading list.
    """
    name = PurePath(document.path).stem
    if not document.is_markdown or document.generated or name.lower().replace("-", "_") in _PAGES:
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
    file = re.sub(r"[^\w.()-]+", "-", name).strip("-.") or "note"
    return f"notes/{file}.md"


def notes_of(
    read: Sequence[tuple[Document, list[FoundSession]]], sources: Sequence[SourceDocument], journal: Journal
) -> dict[str, str]:
    """Return the documents that are notes, by their paths in the content folder; nothing else is made of them."""
    notes = {}
    for (document, entries), source in zip(read, sources, strict=True):
        path = _note_path(document) if not entries else None
        if path is not None:
            document.claim(document.root)
            notes[path] = source.text if source.text.endswith("\n") else source.text + "\n"
            journal.notice(document.place(1), f"there is no session in this document; it becomes {path}")
    return notes
