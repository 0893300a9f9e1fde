"""Material that stands under no date but carries a session's title is that session's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rig_site.importers.deciding.kinds import plain_kind
from rig_site.importers.deciding.material import attach
from rig_site.importers.deciding.readings import read_items
from rig_site.importers.deciding.work import Untangling
from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Draft
from rig_site.importers.reading.blocks import Headline, Item, Listing, Section, own_blocks
from rig_site.importers.record import SourceRecord
from rig_site.importers.rich import Rich, squeezed
from rig_site.importers.values.columns import folded

_SHORTEST = 2
"""Words of a title that no part of a document has by chance."""


def attach_by_title(documents: Sequence[Document], drafts: Sequence[Draft]) -> None:
    """Give sessions what stands under headings, and in items, that say their title and no date; all of it is said."""
    titled: dict[str, list[Draft]] = {}
    for draft in drafts:
        name = _name(draft.title)
        if len(draft.title.split()) >= _SHORTEST and not draft.exact:
            titled.setdefault(name, []).append(draft)
    only = {name: found[0] for name, found in titled.items() if len(found) == 1}
    for document in documents:
        if document.generated:
            continue
        for section in document.root.walk():
            _section(document, section, only)
            for block in document.open_blocks(section):
                if isinstance(block, Listing):
                    _items(document, block, only)


def _name(title: str) -> str:
    return folded(plain_kind(title))


def _section(document: Document, section: Section, titled: dict[str, Draft]) -> None:
    heading = section.heading
    if heading is None or document.is_claimed(section) or document.is_claimed(heading):
        return
    text = heading.text
    draft = titled.get(_name(squeezed(text.text)))
    blocks = [block for block in own_blocks(section) if not document.is_claimed(block)]
    if draft is None or not any(not isinstance(block, Headline) for block in blocks):
        return
    record = SourceRecord("heading", document.place(heading.line), section, body=blocks)
    work = Untangling(record, document, draft, Counter())
    work.title = Rich(draft.title)
    attach(work)
    document.claim(section)
    document.journal.notice(record.place, f"what stands here is taken to belong to '{draft.title}' on {draft.day}")


def _items(document: Document, listing: Listing, titled: dict[str, Draft]) -> None:
    """Attach the items of a list that begin with a session's title and a mark."""
    for item in listing.items:
        text = item.text
        name, mark, _ = text.text.partition(":")
        draft = titled.get(_name(squeezed(name)))
        if draft is None or document.is_claimed(item) or not (text.links or item.children):
            continue
        rest = text.part(len(name) + len(mark)).strip()
        items = [Item(rest if rest.text else text, item.line, item.end, item.children)]
        for heading, found in read_items(Listing(items)):
            draft.section(heading).readings += found.readings
            draft.links += found.links
        document.claim(item)
        document.journal.notice(
            document.place(item.line), f"this item is taken to belong to '{draft.title}' on {draft.day}"
        )
