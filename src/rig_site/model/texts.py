"""The texts in Markdown that a group has, and the pages that show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rig_site.model.permalink import note_path, paper_path, person_path, session_path
from rig_site.model.session import ReadingSection
from rig_site.model.site import Site
from rig_site.model.text import Text


def texts(site: Site) -> Iterator[Text]:
    """Yield every text in Markdown that a group has, wherever it is written; one that is shared comes several times."""
    yield from (text for _, text in texts_by_page(site))


def texts_by_page(site: Site) -> Iterator[tuple[str, Text]]:
    """Yield the texts with the address of the page that each is on, or would be on if there were one."""
    yield from ((page.path, page.text) for page in (*((site.home,) if site.home else ()), *site.pages))
    yield from said_of_pages(site).items()
    for session in site.sessions:
        yield from ((session_path(session.id), note) for note in _remarks(session.readings))
    for resource in site.resources:
        yield from (("resources/", note) for note in _remarks(resource.readings))
    for proposal in site.proposals:
        yield from (("proposals/", note) for note in _remarks(proposal.readings))


def said_of_pages(site: Site) -> Mapping[str, Text]:
    """Return the texts that say what something is, by its page's address: notes, abstracts, bios."""
    found: dict[str, Text | None] = {note_path(note.key): note.text for note in site.notes}
    found |= {session_path(session.id): session.abstract for session in site.sessions}
    found |= {paper_path(paper.key): paper.abstract for paper in site.papers}
    found |= {person_path(person.key): person.bio for person in site.people}
    return {address: text for address, text in found.items() if text}


def _remarks(sections: Iterable[ReadingSection]) -> Iterator[Text]:
    return (reading.note for section in sections for reading in section.readings if reading.note)
