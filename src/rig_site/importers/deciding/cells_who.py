"""Cells that say who leads, of what kind a session is, and whether it takes place."""

from __future__ import annotations

import re

from rig_site.importers.deciding.cells_when_where import TICK
from rig_site.importers.deciding.line_shapes import split_line
from rig_site.importers.deciding.work import Untangling
from rig_site.importers.draft import LinkDraft
from rig_site.importers.rich import Rich, squeezed
from rig_site.importers.values.addresses import is_absolute, is_broken, is_link_label
from rig_site.importers.values.columns import folded
from rig_site.importers.values.people import is_introduction, is_nobody, is_position, leads_in, people_like
from rig_site.importers.values.standing import is_open, says_break, standing_of
from rig_site.model.session import Status

_DASH = re.compile(r"\s+[-–—]{1,3}\s+")
_LINE_ENDS = re.compile(r"\s*\n\s*")
_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[)）]))\.\s+(?=\S)")


def kind_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take the kind, or the people where it says who leads: "Discussion led by Lead A"."""
    text = squeezed(cell.text)
    if is_introduction(cell):
        lead_cell(work, label, cell)
        return
    if text and not is_nobody(text):
        work.draft.kind = work.draft.kind or text


def topics_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take the topics."""
    work.draft.topics += [part.text for part in cell.split(re.compile(r"\s*[,;\n/]\s*")) if not is_nobody(part.text)]


def lead_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take the people; links among them that are no people are the session's."""
    page = squeezed(cell.text)
    if is_absolute(page) and work.draft.leads:
        _page_of_lead(work, label, page)
        return
    links = [mark for mark in cell.links if is_link_label(cell.label(mark))]
    for mark in reversed(links):
        work.link(mark, cell, label)
        cell = without_empty_brackets(cell.without(mark.start, mark.end))
    off = says_break(cell) or is_open(squeezed(cell.text))
    if off and work.record.form == "row" and not re.search(r"\w", work.title.text):
        work.title = cell
        return
    cell, rest = _introduced(_title_after(work, cell))
    leads = leads_in(cell)
    for lead in leads:
        if lead.url and is_broken(lead.url):
            work.document.journal.warn(
                work.place,
                f"the link of {lead.name} leads to '{lead.url}', which is no address; please correct people.yaml",
            )
        if all(folded(lead.name) != folded(other.name) for other in work.draft.leads):
            work.draft.leads.append(lead)
    if rest.text:
        work.draft.abstract.append(rest.markdown().strip())
    if work.record.form == "row" and re.search(r"\bt\.?b\.?c\b", cell.text, re.IGNORECASE) and leads:
        work.draft.status = Status.TENTATIVE


def _page_of_lead(work: Untangling, label: str, page: str) -> None:
    """Take an address that stands alone for that of the one lead without one, else for a link of the session."""
    without = [lead for lead in work.draft.leads if not lead.url]
    if len(work.draft.leads) == 1 and without:
        without[0].url = page
    else:
        work.draft.links.append(LinkDraft(label, page))


def _title_after(work: Untangling, cell: Rich) -> Rich:
    """Take what stands after a name and a dash for the title where no other is, and return the name."""
    dash = _DASH.search(cell.masked)
    if dash is None or work.title.text.strip() or work.record.take("title") or work.record.take("paper"):
        return cell
    people, rest = cell.part(0, dash.start()), cell.part(dash.end())
    if not people_like(people, strict=True) or people_like(rest) or is_position(rest.text):
        return cell
    work.title = rest
    return people


def title_line(work: Untangling, line: Rich) -> None:
    """Take a line as the title, and the people whom it names beside that, unless it says that there is no session."""
    line, *below = list(line.split(_LINE_ENDS)) if "\n" in line.text else [line]
    standing = standing_of(line, empty=True)
    off = standing.status is Status.CANCELLED and not standing.title.text
    whole = off or standing.status is Status.BREAK or bool(work.draft.leads)
    work.title, people = (line, None) if whole else split_line(line, work.votes)
    if people is not None:
        lead_cell(work, "", people)
    for one in below:
        (abstract_cell if work.draft.leads or not people_like(one, strict=True) else lead_cell)(work, "", one)


def _introduced(cell: Rich) -> tuple[Rich, Rich]:
    """Return the people that the first sentence of a cell names, and what is said after them: "Lead A. Chapter 4"."""
    for match in _SENTENCE_END.finditer(cell.masked):
        people = cell.part(0, match.start())
        if people_like(people, strict=True):
            return people, cell.part(match.end())
    return cell, Rich("")


def host_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take who receives the speaker; where nobody else is named, who leads."""
    if work.record.take("lead") or work.draft.leads:
        abstract_cell(work, label, cell)
    else:
        lead_cell(work, label, cell)


def affiliation_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Give the leads their affiliations."""
    text = squeezed(cell.text)
    parts = [part.text for part in cell.split(re.compile(r"\s*[,;/\n&]\s*"))]
    if is_nobody(text):
        return
    if len(work.draft.leads) == 1:
        work.draft.leads[0].affiliation = text
    elif len(parts) == len(work.draft.leads):
        for lead, part in zip(work.draft.leads, parts, strict=True):
            lead.affiliation = part
    else:
        work.draft.abstract.append(f"{label}: {text}")


def abstract_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take prose; a short note that the session is off is its state instead."""
    text = cell.markdown().strip()
    if not text or is_nobody(squeezed(cell.text)):
        return
    standing = standing_of(cell, empty=True)
    if (
        folded(label) in ("notes", "comments", "comment", "remarks", "note", "status", "state")
        and standing.status is not Status.CONFIRMED
        and len(text) < 80
    ):
        work.draft.status = standing.status
        reason = standing.reason or squeezed(standing.title.text)
        work.draft.reason = reason if standing.status is Status.CANCELLED and reason else None
        return
    plain = folded(label) in ("abstract", "description", "summary", "synopsis", "overview", "about", "")
    work.draft.abstract.append(text if plain else f"{label}: {text}")


def status_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Take the state, unless it only says that all is well."""
    if standing_of(cell, empty=True).status is Status.TENTATIVE:
        work.draft.status = Status.TENTATIVE
    elif not TICK.fullmatch(cell.text):
        abstract_cell(work, "status", cell)


def without_empty_brackets(cell: Rich) -> Rich:
    """Return a text without the first pair of brackets in it that holds nothing."""
    match = re.search(r"\s*(?:\(\s*[,;|/&]*\s*\)|\[\s*[,;|/&]*\s*\])", cell.text)
    return cell.without(match.start(), match.end()) if match else cell


def authors_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Keep the authors with what is read; where nobody leads and nothing is read, they are who speaks."""
    said = any(work.record.take(role) for role in ("lead", "paper", "host"))
    if work.record.form == "record" and not said:
        lead_cell(work, label, cell)
    else:
        work.note_paper(cell.markdown())


def year_cell(work: Untangling, label: str, cell: Rich) -> None:
    """Keep the year with what is read."""
    work.note_paper(cell.markdown())
