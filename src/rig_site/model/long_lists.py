"""Which years of a long list have pages of their own: of papers, notes, changes, or some of the sessions.

A list goes by years as the archive does, and nothing but the content
decides it: what counts is how many entries there are and of which years.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from rig_site.model.catalogue import arxiv_year
from rig_site.model.note import Note
from rig_site.model.paper import Paper
from rig_site.model.permalink import kind_path, person_path, slug, topic_path
from rig_site.model.relations import Relations
from rig_site.model.site import Site
from rig_site.model.timetable import local_day
from rig_site.model.topic import topics

ARCHIVE = "archive/"
"""The page of all past sessions."""
CHANGES = "changes/"
"""The page that lists what changed, and the folder of its feeds."""
NOTES = "notes/"
"""The page that lists every note."""
PAPERS = "papers/"
"""The page that lists every paper, also those of which there is no more to say."""

MOST_LISTED = 1_000
"""How many entries one page of a list has while more than one year is on it: about a megabyte."""

_FOLDERS = {PAPERS: "papers/years/", NOTES: "notes/years/"}
"""Where the years of a list stand whose own folder has pages that the group names."""


def year_page(listing: str, year: int) -> str:
    """Return the address of the page of a year that left the list at an address.

    >>> year_page("archive/", 2019), year_page("notes/", 2019)
    ('archive/2019/', 'notes/years/2019/')
    """
    return f"{_FOLDERS.get(listing, listing)}{year}/"


def oldest_years(sizes: Mapping[int | None, int], limit: int) -> tuple[int, ...]:
    """Return the years that leave a list so that what remains keeps to a limit: the oldest ones, each as a whole.

    The latest year stays whatever its size, and so does what is of no year.

    >>> oldest_years({2019: 400, 2020: 400, 2021: 400, None: 300}, 1000)
    (2019, 2020)
    """
    remaining = sum(sizes.values())
    apart = []
    for year in sorted(year for year in sizes if year is not None)[:-1]:
        if remaining <= limit:
            break
        apart.append(year)
        remaining -= sizes[year]
    return tuple(apart)


def years_apart(site: Site, related: Relations) -> Mapping[str, tuple[int, ...]]:
    """Return the years that leave each list but the archive, by its address; for most groups there are none."""
    days = {session.id: session.date for session in site.sessions}
    sizes: dict[str, Counter[int | None]] = {
        PAPERS: Counter(paper_year(paper, related) for paper in site.papers),
        NOTES: Counter(note_year(note, days) for note in site.notes),
        CHANGES: Counter(local_day(change.at, site.timezone).year for change in site.changes),
    }
    for page, year in _listed(site):
        sizes.setdefault(page, Counter())[year] += 1
    found = {page: oldest_years(counts, MOST_LISTED) for page, counts in sizes.items()}
    return {page: years for page, years in found.items() if years}


def _listed(site: Site) -> Iterator[tuple[str, int]]:
    """Yield the pages that list some of the sessions, with the year of each session on them."""
    known = {slug(topic) for topic in topics(site)}
    for session in site.sessions:
        pages = [kind_path(session.kind)] if session.kind else []
        pages += [topic_path(topic) for topic in session.topics if slug(topic) in known]
        pages += [person_path(lead.key) for lead in session.leads]
        yield from ((page, session.date.year) for page in dict.fromkeys(pages))


def paper_year(paper: Paper, related: Relations) -> int | None:
    """Return the year a paper is listed in: that of the latest session that reads it, else its own."""
    read = (session.date.year for session in related.read_in.get(paper.key, ()))
    return max(read, default=None) or published_in(paper)


def published_in(paper: Paper) -> int | None:
    """Return the year in which a paper was published, or came to arXiv; None for an unknown one."""
    return paper.year or (arxiv_year(paper.arxiv) if paper.arxiv else None)


def note_year(note: Note, days: Mapping[str, date]) -> int | None:
    """Return the year a note is listed in: that it was written in, else that of its latest session.

    `days` are those of the sessions by their ids.
    """
    held = (days[session].year for session in note.sessions if session in days)
    return note.date.year if note.date else max(held, default=None)
