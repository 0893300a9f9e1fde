"""What is read, as pages and feeds show it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct

from rig_site.model.link import Link
from rig_site.model.permalink import paper_path
from rig_site.model.session import Reading, ReadingSection
from rig_site.outputs.edition import Edition


class ShownReading(Struct, frozen=True):
    """A reading; `chips` are the places it can be found at.

    `page` is the address of its paper's own page, which `sessions` sessions
    and `notes` notes touch.
    """

    title: str
    url: str | None
    authors: tuple[str, ...]
    year: int | None
    required: bool | None
    chips: tuple[Link, ...]
    note: Markup | None
    page: str | None = None
    sessions: int = 0
    notes: int = 0


class ShownSection(Struct, frozen=True):
    """Readings under a heading; None for a plain list."""

    heading: str | None
    readings: tuple[ShownReading, ...]


def sections(
    written: Iterable[ReadingSection], edition: Edition, root: str, *, top_heading: int = 4, with_pages: bool = False
) -> tuple[ShownSection, ...]:
    """Return readings for a place that reaches the site's own address by `root`.

    The highest heading in a remark is an `<h{top_heading}>`.
    """
    return tuple(
        ShownSection(
            section.heading,
            tuple(
                shown(reading, edition, root, top_heading=top_heading, with_page=with_pages)
                for reading in section.readings
            ),
        )
        for section in written
    )


def shown(
    reading: Reading, edition: Edition, root: str, *, top_heading: int = 4, with_page: bool = False
) -> ShownReading:
    """Return a reading for a place that reaches the site's own address by `root`."""
    page, held, noted = touched(reading, edition) if with_page else (None, 0, 0)
    return ShownReading(
        title=reading.title,
        url=reading.url,
        authors=reading.authors,
        year=reading.year,
        required=reading.required,
        chips=edition.places(arxiv=reading.arxiv, doi=reading.doi, url=reading.url, code=reading.code),
        note=edition.html(reading.note, root, top_heading=top_heading),
        page=page,
        sessions=held,
        notes=noted,
    )


def touched(reading: Reading, edition: Edition) -> tuple[str | None, int, int]:
    """Return the page of a reading's paper, if it has one, and how many sessions and notes touch the paper."""
    related = edition.related
    paper = related.paper(reading)
    if paper is None:
        return None, 0, 0
    page = paper_path(paper.key)
    notes = {note.key for note, _ in related.noted_in.get(paper.key, ())}
    return page if page in edition.site_map.at else None, len(related.read_in.get(paper.key, ())), len(notes)
