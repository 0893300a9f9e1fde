"""What stands under a session's heading or bullet: its title, reading lists by section, prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rig_site.importers.deciding.line_shapes import split_line
from rig_site.importers.deciding.readings import Listed, read_items, read_text
from rig_site.importers.deciding.set_off_titles import title_of_citation
from rig_site.importers.documents.document import Document
from rig_site.importers.draft import Draft, FoundSession, ReadingDraft, whole_link
from rig_site.importers.outline.key_values import key_value, with_values
from rig_site.importers.reading.block_markdown import block_source
from rig_site.importers.reading.blocks import LABEL_LEVEL, Block, Headline, Item, Listing, Paragraph, Table
from rig_site.importers.rich import Rich, squeezed
from rig_site.importers.values.addresses import is_generic, is_link_label, is_work
from rig_site.importers.values.columns import folded, is_label
from rig_site.importers.values.people import is_introduction, is_nobody, people_like

_PLAIN_LABEL = re.compile(r"[\W_]*([^\W\d_][\w /&'-]{1,38}?)\s*[:：]\W*")
_LINE = 120
"""Characters up to which a paragraph with a link to a paper also counts as a line that says what is read."""

_TALKS = re.compile(r"\b(?:talks|presentations)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:below|following|hereafter|from here on)\b", re.IGNORECASE)
_ABSTRACT = frozenset(("abstract", "summary", "description", "overview", "synopsis", "about", "details", "outline"))


@dataclass
class _Material:
    entry: FoundSession
    document: Document
    draft: Draft
    votes: Counter[str]
    add_leads: Callable[[str, Rich], None]
    title: Rich
    heading: str | None = None


def attach(
    entry: FoundSession,
    document: Document,
    draft: Draft,
    title: Rich,
    add_leads: Callable[[str, Rich], None],
    votes: Counter[str],
) -> Rich:
    """Give a draft what stands below its heading or bullet, and return its title, found there or as it was.

    Headings below it name reading sections, as do bold lines and items
    above nested links; the first that names none is the title where the
    date stands alone.  Prose becomes the abstract.
    """
    material = _Material(entry, document, draft, votes, add_leads, title)
    blocks = list(entry.body)
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        _block(material, block, following)
    return material.title


def _block(material: _Material, block: Block, following: Block | None) -> None:
    if isinstance(block, Headline):
        _heading(material, block)
    elif isinstance(block, Listing):
        _listing(material, block)
    elif isinstance(block, Paragraph):
        _paragraph(material, block, following)
    elif isinstance(block, Table) or block.kind == "code":
        material.draft.abstract.append(block_source(block))


def _heading(material: _Material, heading: Headline) -> None:
    text = heading.text
    if not material.title.text.strip() and _may_be_title(material, heading):
        if material.entry.generated:
            material.title = text
            return
        if heading.level >= LABEL_LEVEL and not material.draft.leads and people_like(text, strict=True):
            material.add_leads("", text)
            return
        title, people = split_line(text, material.votes)
        if people is not None:
            material.add_leads("", people)
        material.title = title
        return
    if material.entry.generated:
        material.heading = text.text
        return
    said = key_value(text)
    if said and said[2].text.strip() and said[0] in ("lead", "title"):
        _say(material, *said)
        return
    material.heading = squeezed(text.text).strip(" :")
    for mark in text.links:
        found = read_text(text)
        material.draft.section(None).readings += [reading for reading in found.readings if reading.url == mark.target]


def _may_be_title(material: _Material, heading: Headline) -> bool:
    if material.entry.generated:
        return heading.level < LABEL_LEVEL
    return not is_label(heading.name) and material.heading is None and not list(material.draft.readings())


def _listing(material: _Material, listing: Listing) -> None:
    document, draft = material.document, material.draft
    if material.entry.generated:
        _add(material, read_items(listing, plain=True))
        return
    rest: list[Item] = []
    in_section = material.heading is not None and folded(material.heading) not in _ABSTRACT
    for item in listing.items:
        text = item.text
        said = key_value(text)
        if said and not in_section and (said[2].text.strip() or item.children) and _is_fact(said[0], said[2]):
            _say(material, *said)
            _nested(material, said[1], item)
        elif not material.title.text.strip() and not rest and not in_section and not said:
            _first_item(material, item, text)
        elif (
            not in_section
            and not text.links
            and people_like(text, strict=True)
            and not draft.leads
            and not item.children
        ):
            material.add_leads("", text)
        else:
            rest.append(item)
    if rest and folded(material.heading or "") in _ABSTRACT and not _holds_links(material, rest):
        draft.abstract.append(block_source(Listing(rest)))
    elif rest and _TALKS.search(material.heading or "") and not _holds_links(material, rest):
        draft.abstract.append(f"{material.heading}:\n\n{block_source(Listing(rest))}")
        document.journal.notice(
            document.place(listing.line),
            f"the list under '{material.heading}' has no links; it is kept in the session's abstract, not as readings",
        )
        material.heading = None
    elif rest:
        _add(material, read_items(Listing(rest)))


def _holds_links(material: _Material, items: Sequence[Item]) -> bool:
    return any(item.text.links for item in items)


def _is_fact(role: str, value: Rich) -> bool:
    """Tell whether a key below a date speaks of the session: "Speaker: …", not "Background: the history of …"."""
    if role in (
        "lead",
        "time",
        "room",
        "title",
        "kind",
        "online",
        "abstract",
        "status",
        "affiliation",
        "end",
        "host",
        "authors",
    ):
        return True
    return role in ("paper", "notes") or (role in ("extra", "links") and bool(value.links))


def _say(material: _Material, role: str, label: str, value: Rich) -> None:
    """Take a key and its value as a cell of the session."""
    if not value.text.strip() and not value.links:
        return
    if role == "title":
        material.title = value
    elif role == "lead":
        material.add_leads(label, value)
    else:
        role = "links" if role == "notes" and value.links else role
        material.entry.late.append((role, label, value))


def _nested(material: _Material, label: str, item: Item) -> None:
    for child in item.children:
        if isinstance(child, Listing):
            for heading, found in read_items(child):
                _add(material, [(heading or label, found)])
        else:
            material.draft.abstract.append(block_source(child))


def _first_item(material: _Material, item: Item, text: Rich) -> None:
    """Read the first item below a date that stands alone: the title, perhaps with people, or the people."""
    link = whole_link(text)
    if link and is_link_label(text.text):
        _add(material, [(None, read_text_found(text))])
    elif people_like(text, strict=True):
        material.add_leads("", text)
    else:
        title, people = split_line(text, material.votes)
        if people is not None:
            material.add_leads("", people)
        material.title = title
    for child in item.children:
        _block(material, child, None)


def read_text_found(text: Rich) -> Listed:
    """Return what an item holds."""
    return read_text(text)


def _add(material: _Material, sections: Sequence[tuple[str | None, Listed]]) -> None:
    for heading, found in sections:
        name = heading
        if material.heading and (material.entry.generated or folded(material.heading) not in _ABSTRACT):
            name = f"{material.heading}: {heading}" if heading else material.heading
        if found.readings:
            material.draft.section(name).readings += found.readings
        for link in found.links:
            if name and not is_label(name):
                link.label = f"{name}: {link.label}"
            material.draft.links.append(link)


def _paragraph(material: _Material, paragraph: Paragraph, following: Block | None) -> None:
    document = material.document
    label = _PLAIN_LABEL.fullmatch(paragraph.text.text) if isinstance(following, Listing) else None
    if label and len(paragraph.lines) == 1:
        material.heading = label[1].strip()
        return
    rest: list[tuple[int, Rich]] = []
    for number, text in with_values(paragraph.lines):
        said = key_value(text) if not material.entry.generated else None
        if (
            said
            and _is_fact(said[0], said[2])
            and said[0] != "abstract"
            and len(said[2].text) < 300
            and said[2].text.strip()
        ):
            _say(material, *said)
        elif (
            not (said or rest or material.draft.leads or text.links or material.entry.generated)
            and people_like(text, strict=True)
        ) or (not said and is_introduction(text) and people_like(text)):
            material.add_leads("", text)
        elif said and said[0] == "abstract":
            rest.append((number, said[2]))
        elif (
            not (material.title.text.strip() or rest)
            and material.entry.form != "record"
            and len(text.text) < 200
            and not said
            and _title_line(material, text)
        ):
            continue
        else:
            rest.append((number, text))
    if not rest:
        return
    kept = paragraph if rest == paragraph.lines else Paragraph.of(rest)
    text = kept.text
    if text.links and not re.search(r"\w", text.masked.replace("\ufffc", "")):
        _add(material, [(None, read_text(text, plain=material.entry.generated))])
        return
    readings = [] if material.entry.generated else _read_in_sentence(text)
    if readings:
        _add(material, [(None, Listed(readings))])
        if readings[0].note:
            return
    elif len(text.text) <= _LINE:
        material.draft.section(None).readings += [
            reading for reading in read_text(text).readings if reading.url and is_work(reading.url)
        ]
    if following is None and len(text.text) <= _LINE and _AHEAD.search(text.text) and not material.entry.generated:
        document.journal.notice(
            document.place(rest[0][0]),
            "this remark seems to speak of what stands below it, but ends a session; it is kept in that one's abstract",
        )
    prose = block_source(kept)
    if not is_nobody(squeezed(text.text)):
        filled = any(section.heading == material.heading for section in material.draft.sections)
        named = material.heading and not filled and folded(material.heading) not in _ABSTRACT
        material.draft.abstract.append(f"**{material.heading}**\n\n{prose}" if named else prose)
        material.heading = None if named and not list(material.draft.readings()) else material.heading


def _read_in_sentence(text: Rich) -> list[ReadingDraft]:
    """Return the readings that a short text names by links to papers, each called by its link's text.

    The rest of a single sentence with one link is its note; that of any
    other is left to the abstract.  "Beginning: [a](…), [b](…)" is no sentence.
    """
    titles = [squeezed(text.label(link)) for link in text.links]
    if len(text.text) > _LINE or not all(is_work(link.target) for link in text.links):
        return []
    if any(is_generic(title) or is_link_label(title) for title in titles):
        return []
    found = [ReadingDraft(title, link.target) for title, link in zip(titles, text.links, strict=True)]
    if len(found) > 1 and text.text[: text.links[0].start].rstrip().endswith((":", "-", "–", "—")):
        return []
    if len(found) == 1 and not re.search(r"[.!?]\s", text.masked.strip()):
        around = (text.part(0, text.links[0].start), text.part(text.links[0].end))
        remarks = [part.strip(" \n.,;:–—-").markdown() for part in around]
        found[0].note = " … ".join(part for part in remarks if re.search(r"\w", part)) or None
    return found


def _title_line(material: _Material, text: Rich) -> bool:
    """Take a line below a date that stands alone as its title."""
    plain = squeezed(text.text)
    if not plain or (plain.endswith((".", ":")) and len(plain.split()) > 12):
        return False
    if people_like(text, strict=True):
        material.add_leads("", text)
        return True
    cited = title_of_citation(plain)
    if cited is not None:
        place = next((mark.target for mark in text.links), None)
        material.draft.section(None).readings.append(ReadingDraft(cited, place, text.markdown()))
        material.title = Rich(cited)
        return True
    title, people = split_line(text, material.votes)
    if people is not None:
        material.add_leads("", people)
    material.title = title
    return True
