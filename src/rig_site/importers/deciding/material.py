"""What stands under a session's heading or bullet: its title, reading lists by section, prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rig_site.importers.deciding.cells_when_where import room_cell
from rig_site.importers.deciding.cells_who import lead_cell, title_line
from rig_site.importers.deciding.pointed_links import pointed_to, points
from rig_site.importers.deciding.readings import Listed, read_items, read_text
from rig_site.importers.deciding.work import Untangling
from rig_site.importers.draft import ReadingDraft
from rig_site.importers.outline.key_values import key_value, with_values
from rig_site.importers.reading.block_markdown import block_source
from rig_site.importers.reading.blocks import LABEL_LEVEL, Block, Headline, Item, Listing, Paragraph, Table
from rig_site.importers.record import Field
from rig_site.importers.rich import MASK, Rich, joined_lines, squeezed
from rig_site.importers.values.addresses import is_absolute, is_generic, is_link_label, is_work, label_by_address
from rig_site.importers.values.clock_times import find_time
from rig_site.importers.values.columns import folded, is_label
from rig_site.importers.values.people import is_introduction, is_nobody, is_workplace, people_like
from rig_site.importers.vocabulary import words

_PLAIN_LABEL = re.compile(r"[\W_]*([^\W\d_][\w /&'-]{1,38}?)\s*[:：]\W*")
_LINE = 120
"""Characters up to which a paragraph with a link to a paper also counts as a line that says what is read."""

_FACTS = words("paper|notes|lead|time|room|title|kind|online|abstract|status|affiliation|end|host|authors")
"""The keys below a date that speak of the session, whatever they say."""
_TALKS = re.compile(r"\b(?:talks|presentations)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:below|following|hereafter|from here on)\b", re.IGNORECASE)
_ABSTRACT = words("abstract|summary|description|overview|synopsis|about|details|outline")


def attach(work: Untangling) -> None:
    """Give a session what stands below its heading or bullet, its title too where one is found there.

    Headings below it name reading sections, as do bold lines and items
    above nested links; the first that names none is the title where the
    date stands alone.  Prose becomes the abstract.
    """
    for block, following in pairwise([*work.record.body, None]):
        if block is not None:
            _block(work, block, following)


def _block(work: Untangling, block: Block, following: Block | None) -> None:
    if isinstance(block, Headline):
        _heading(work, block)
    elif isinstance(block, Listing):
        _listing(work, block)
    elif isinstance(block, Paragraph):
        _paragraph(work, block, following)
    elif isinstance(block, Table) or block.kind == "code":
        work.draft.abstract.append(block_source(block))


def _heading(work: Untangling, heading: Headline) -> None:
    text = heading.text
    if not work.title.text.strip() and _may_be_title(work, heading):
        if work.record.generated:
            work.title = text
            return
        title_line(work, text)
        return
    if work.record.generated:
        work.heading = text.text
        return
    work.heading = squeezed(text.text).strip(" :")
    for mark in text.links:
        found = read_text(text)
        work.draft.section(None).readings += [reading for reading in found.readings if reading.url == mark.target]


def _may_be_title(work: Untangling, heading: Headline) -> bool:
    if work.record.generated:
        return heading.level < LABEL_LEVEL
    return not is_label(heading.name) and work.heading is None and not list(work.draft.readings())


def _listing(work: Untangling, listing: Listing) -> None:
    document, draft = work.document, work.draft
    if work.record.generated:
        _add(work, read_items(listing, plain=True))
        return
    rest: list[Item] = []
    in_section = work.heading is not None and folded(work.heading) not in _ABSTRACT
    for item in [_without_facts(work, one) for one in listing.items]:
        text = item.text
        said = key_value(text)
        if said and not in_section and (said.text.text.strip() or item.children) and _is_fact(said):
            _say(work, said)
            _nested(work, said.label, item)
        elif not (work.title.text.strip() or rest or in_section or said or _only_material(text)):
            _first_item(work, item, text)
        elif (
            not in_section
            and not text.links
            and people_like(text, strict=True)
            and not draft.leads
            and not item.children
        ):
            lead_cell(work, "", text)
        else:
            rest.append(item)
    if rest and folded(work.heading or "") in _ABSTRACT and not _holds_links(work, rest):
        draft.abstract.append(block_source(Listing(rest)))
    elif rest and _TALKS.search(work.heading or "") and not _holds_links(work, rest):
        draft.abstract.append(f"{work.heading}:\n\n{block_source(Listing(rest))}")
        document.journal.notice(
            document.place(listing.line),
            f"the list under '{work.heading}' has no links; it is kept in the session's abstract, not as readings",
        )
        work.heading = None
    elif rest:
        _add(work, read_items(Listing(rest)))


def _without_facts(work: Untangling, item: Item) -> Item:
    """Take the lines of an item below its first that are labels with values of the session; return the rest."""
    lines: list[tuple[int, Rich]] = []
    for number, text in item.lines:
        said = key_value(text) if lines else None
        if said and said.text.text.strip() and _is_fact(said):
            _say(work, said)
        else:
            lines.append((number, text))
    return item if len(lines) == len(item.lines) else Item(joined_lines(lines), item.line, item.end, item.children)


def _only_material(text: Rich) -> bool:
    """Tell whether an item is a link called by what it leads to: "Slides", "Profile: Google Scholar"."""
    return bool(text.links) and all(is_link_label(text.label(mark)) for mark in text.links)


def _holds_links(work: Untangling, items: Sequence[Item]) -> bool:
    return any(item.text.links for item in items)


def _is_fact(said: Field) -> bool:
    """Tell whether a label below a date speaks of the session: "Speaker: …", not "Background: the history of …"."""
    return said.role in _FACTS or (said.role in ("extra", "links") and bool(said.text.links))


def _say(work: Untangling, said: Field) -> None:
    """Take a field below the date as one of the session; its title and its people at once, as others ask for them."""
    if said.role == "title":
        work.title = said.text
    elif said.role == "lead":
        lead_cell(work, said.label, said.text)
    else:
        role = "links" if said.role == "notes" and said.text.links else said.role
        work.record.late.append(Field(role, said.label, said.text))


def _nested(work: Untangling, label: str, item: Item) -> None:
    for child in item.children:
        if isinstance(child, Listing):
            for heading, found in read_items(child):
                _add(work, [(heading or label, found)])
        else:
            work.draft.abstract.append(block_source(child))


def _first_item(work: Untangling, item: Item, text: Rich) -> None:
    """Read the first item below a date that stands alone: the title, perhaps with people, or the people."""
    if people_like(text, strict=True):
        lead_cell(work, "", text)
    else:
        title_line(work, text)
    for child in item.children:
        _block(work, child, None)


def _add(work: Untangling, sections: Sequence[tuple[str | None, Listed]]) -> None:
    for heading, found in sections:
        name = heading
        if work.heading and (work.record.generated or folded(work.heading) not in _ABSTRACT):
            name = f"{work.heading}: {heading}" if heading else work.heading
        if found.readings:
            work.draft.section(name).readings += found.readings
        work.draft.links += found.links


def _paragraph(work: Untangling, paragraph: Paragraph, following: Block | None) -> None:
    document = work.document
    if paragraph.text.is_image():
        work.draft.abstract.append(paragraph.text.markdown())
        for mark in [one for one in paragraph.text.links if one.kind == "link" and is_absolute(one.target)]:
            work.link(mark, paragraph.text, label_by_address(mark.target) or "")
        return
    label = _PLAIN_LABEL.fullmatch(paragraph.text.text) if isinstance(following, Listing) else None
    if label and len(paragraph.lines) == 1:
        work.heading = label[1].strip()
        return
    rest: list[tuple[int, Rich]] = []
    for number, text in with_values(paragraph.lines):
        if not (text.text.strip() or text.marks):
            continue
        said = key_value(text) if not work.record.generated else None
        if said and _is_fact(said) and said.role != "abstract" and len(said.text.text) < 300 and said.text.text.strip():
            _say(work, said)
        elif (
            not (said or rest or work.draft.leads or text.links or work.record.generated)
            and people_like(text, strict=True)
        ) or (not said and is_introduction(text) and people_like(text)):
            lead_cell(work, "", text)
        elif not (said or rest or work.record.generated) and _fact_line(work, text):
            continue
        elif _only_material(text) and not re.search(r"\w", text.masked.replace(MASK, "")):
            _add(work, [(None, read_text(text))])
        elif said and said.role == "abstract":
            rest.append((number, said.text))
        elif (
            not (work.title.text.strip() or rest)
            and work.record.form != "record"
            and len(text.text) < 200
            and not said
            and _title_line(work, text)
        ):
            continue
        else:
            rest.append((number, text))
    label = _PLAIN_LABEL.fullmatch(rest[-1][1].text) if rest and isinstance(following, Listing) else None
    if label and is_label(label[1]):
        work.heading = label[1].strip()
        rest.pop()
    if not rest:
        return
    kept = paragraph if rest == paragraph.lines else Paragraph.of(rest)
    text = kept.text
    if text.links and not re.search(r"\w", text.masked.replace(MASK, "")):
        _add(work, [(None, read_text(text, plain=work.record.generated))])
        return
    pointed = [] if work.record.generated else pointed_to(text)
    if pointed:
        work.draft.section(work.heading).readings += pointed
    readings = [] if work.record.generated or pointed else _read_in_sentence(text)
    if readings:
        _add(work, [(None, Listed(readings))])
        if readings[0].note:
            return
    elif len(text.text) <= _LINE:
        work.draft.section(None).readings += [
            reading for reading in read_text(text).readings if reading.url and is_work(reading.url)
        ]
    if following is None and len(text.text) <= _LINE and _AHEAD.search(text.text) and not work.record.generated:
        document.journal.notice(
            document.place(rest[0][0]),
            "this remark seems to speak of what stands below it, but ends a session; it is kept in that one's abstract",
        )
    prose = block_source(kept).strip()
    if not is_nobody(squeezed(text.text)):
        filled = any(section.heading == work.heading for section in work.draft.sections)
        named = work.heading and not filled and folded(work.heading) not in _ABSTRACT
        work.draft.abstract.append(f"**{work.heading}**\n\n{prose}" if named else prose)
        work.heading = None if named and not list(work.draft.readings()) else work.heading


def _fact_line(work: Untangling, text: Rich) -> bool:
    """Take a line below a date that says where its speaker works, or when and where it is; tell if it was one."""
    draft = work.draft
    placed = not text.links and is_workplace(text.text) and not re.search(r"[.:!?]\s", text.text)
    if placed and len(text.text) < _LINE and draft.leads and draft.leads[-1].affiliation is None:
        draft.leads[-1].affiliation = squeezed(text.text).strip(" .,;")
        return True
    time = find_time(text.text)
    if time is None or time.at > 2 or not work.title.text.strip() or len(text.text) > _LINE:
        return False
    work.set_time(time)
    room_cell(work, "", text.part(time.to))
    return True


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


def _title_line(work: Untangling, text: Rich) -> bool:
    """Take a line below a date that stands alone as its title."""
    if any(points(text, link) for link in text.links):
        return False
    if people_like(text, strict=True) and not work.draft.leads:
        lead_cell(work, "", text)
        return True
    title_line(work, text)
    return True
