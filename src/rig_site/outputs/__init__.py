"""What is published: OUTPUTS is the table of contents, one module a thing; EXPORTS is what other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rig_site.artifact import Artifact
from rig_site.model.site import Edited
from rig_site.outputs import assets, feeds, static_files
from rig_site.outputs.calendars import calendar
from rig_site.outputs.edition import Edition
from rig_site.outputs.exports import bibtex, csv_export, json_export
from rig_site.outputs.images import card, touch_icon
from rig_site.outputs.pages import (
    archive,
    changes,
    embed,
    glance,
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
    to_read,
    topics,
)
from rig_site.outputs.repository import listing

OUTPUTS: tuple[Callable[[Edition], Iterable[Artifact]], ...] = (
    schedule.plan,
    to_read.plan,
    archive.plan,
    glance.plan,
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
    embed.plan,
    changes.plan,
    calendar.plan,
    feeds.plan,
    not_found.plan,
    sitemap.plan,
    redirects.plan,
    assets.plan,
    card.plan,
    touch_icon.plan,
    static_files.plan,
)

_SHOWING_SESSIONS = frozenset(
    {
        schedule.plan,
        to_read.plan,
        card.plan,
        embed.plan,
        archive.plan,
        glance.plan,
        session.plan,
        people.plan,
        kinds.plan,
        topics.plan,
        papers.plan,
        notes.plan,
        prose.plan,
        calendar.plan,
        feeds.plan,
        sitemap.plan,
    }
)
"""Those that show more of a session than its readings and its address."""

_SHOWING_TEXTS = frozenset({notes.plan, prose.plan})
"""Those that show the words of notes and pages."""

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


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield every file of the site in the order of the table, or those that may show something else after an edit."""
    for output in OUTPUTS:
        if _concerns(output, edition.edited):
            yield from output(edition)


def _concerns(output: Callable[[Edition], Iterable[Artifact]], edited: Edited | None) -> bool:
    """Tell whether an output shows what was edited."""
    return edited is None or bool(
        (edited.sessions and output in _SHOWING_SESSIONS) or (edited.texts and output in _SHOWING_TEXTS)
    )
