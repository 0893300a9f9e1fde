"""What is published: OUTPUTS is the table of contents, one module a thing; EXPORTS is what other programs read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from rig_site.artifact import Artifact
from rig_site.outputs import assets, feeds, static_files
from rig_site.outputs.calendars import calendar
from rig_site.outputs.edition import Edition
from rig_site.outputs.exports import bibtex, csv_export, json_export
from rig_site.outputs.pages import (
    archive,
    kinds,
    not_found,
    notes,
    papers,
    people,
    proposals,
    prose,
    redirects,
    resources,
    schedule,
    session,
    sitemap,
    subscribe,
    topics,
)
from rig_site.outputs.repository import listing

OUTPUTS: tuple[Callable[[Edition], Iterable[Artifact]], ...] = (
    schedule.plan,
    archive.plan,
    session.plan,
    bibtex.plan,
    people.plan,
    kinds.plan,
    topics.plan,
    papers.plan,
    notes.plan,
    resources.plan,
    proposals.plan,
    prose.plan,
    subscribe.plan,
    calendar.plan,
    feeds.plan,
    not_found.plan,
    sitemap.plan,
    redirects.plan,
    assets.plan,
    static_files.plan,
)

FEED_FILES = tuple(each.file for each in feeds.FEEDS)
"""The names of the feeds' files, beside the pages of all sessions and of some."""

EXPORTS: dict[str, Callable[[Edition], bytes]] = {
    "json": json_export.export,
    "csv": csv_export.export,
    "ics": calendar.export,
    "markdown": listing.export,
    "bib": bibtex.export,
}
"""The formats of other programs that `rig-site export` prints."""


def prepare(edition: Edition, *, jobs: int) -> None:
    """Make what many files have in common, with up to `jobs` processes, and keep it in the edition's store."""
    calendar.encode_ahead(edition, jobs=jobs)


def pages_of_texts(edition: Edition, paths: Collection[str]) -> Iterator[Artifact]:
    """Yield what shows the notes and texts in some files of the content folder: their pages, and the list of notes."""
    edited = [note for note in edition.site.notes if note.text.path in paths]
    if edited:
        yield notes.list_of(edition)
    yield from (notes.page_of(note, edition) for note in edited)
    yield from (prose.page_of(page, edition) for page in edition.site.pages if page.text.path in paths)


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield every file of the site, in the order of the table."""
    for output in OUTPUTS:
        yield from output(edition)
