"""What a document's name, folder and front matter say of when it is: posts, and folders of one file a session."""

from __future__ import annotations

import re

from rig_site.importers.documents.document import Document
from rig_site.importers.outline.key_values import key_value
from rig_site.importers.reading.blocks import Block, Headline, Listing, Paragraph, Verbatim
from rig_site.importers.record import SourceRecord
from rig_site.importers.rich import Rich
from rig_site.importers.values.dates import Written, day_in_path, find_dates
from rig_site.importers.values.people import is_introduction

_SESSIONS = re.compile(
    r"(?:^|/)_?(?:posts|sessions?|meetings?|talks?|seminars?|events?|weeks?|minutes)/", re.IGNORECASE
)


_FACTS = {"lead", "room", "time"}
_TITLE = re.compile(r"^title\s*:\s*(.+)$", re.MULTILINE)


def dated_document_records(document: Document) -> list[SourceRecord]:
    """Return the one session that a document is about whose name or folder begins with a date.

    It must stand in a folder of sessions, or say who leads; else it is a note of that day.
    """
    day = day_in_path(document.path)
    if day is None or not document.is_markdown or not (_SESSIONS.search(document.path) or _says_who(document)):
        return []
    written: Written = find_dates(day)[0]
    record = SourceRecord("record", document.place(1), document, written=written)
    record.add("date", "Date", Rich(day))
    blocks: list[Block] = []
    for section in document.root.walk():
        if section.heading is not None and not record.take("title"):
            record.add("title", "", section.heading.text)
        elif section.heading is not None:
            blocks.append(Headline(section.heading.text, 7, section.heading.line, section.heading.end))
        blocks += section.blocks
    record.body = [block for block in blocks if not (isinstance(block, Verbatim) and block.kind == "front matter")]
    matter = document.front_matter
    titled = _TITLE.search(matter.text) if matter and not record.take("title") else None
    if titled:
        text = re.sub(r"^(?:\d{4}-\d\d-\d\d)[\s:–-]*", "", titled[1].strip(" \t\"'"))
        record.add("title", "", document.rich(text, 2))
    if not record.take("title"):
        return []
    document.claim(document.root)
    return [record]


def _says_who(document: Document) -> bool:
    for section in document.root.walk():
        for block in section.blocks:
            if isinstance(block, Paragraph) and is_introduction(block.lines[0][1]):
                return True
            if isinstance(block, Listing):
                said = [key_value(item.text) for item in block.items]
                if _FACTS & {found.role for found in said if found}:
                    return True
    return False
