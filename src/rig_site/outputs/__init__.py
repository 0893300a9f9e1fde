"""What is published: OUTPUTS is the table of contents, one module a thing; EXPORTS is what other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rig_site.artifact import Artifact
from rig_site.outputs import (
    archive,
    assets,
    atom,
    bibtex,
    calendar,
    exchange,
    json_feed,
    kinds,
    listing,
    not_found,
    notes,
    papers,
    people,
    proposals,
    prose_page,
    redirects,
    resources,
    rss,
    schedule,
    session_page,
    sitemap,
    static_files,
    subscribe,
    table,
    topics,
)
from rig_site.outputs.edition import Edition

OUTPUTS: tuple[Callable[[Edition], Iterable[Artifact]], ...] = (
    schedule.plan,
    archive.plan,
    session_page.plan,
    bibtex.plan,
    people.plan,
    kinds.plan,
    topics.plan,
    papers.plan,
    notes.plan,
    resources.plan,
    proposals.plan,
    prose_page.plan,
    subscribe.plan,
    calendar.plan,
    atom.plan,
    rss.plan,
    json_feed.plan,
    not_found.plan,
    sitemap.plan,
    redirects.plan,
    assets.plan,
    static_files.plan,
)

EXPORTS: dict[str, Callable[[Edition], bytes]] = {
    "json": exchange.export,
    "csv": table.export,
    "ics": calendar.export,
    "markdown": listing.export,
    "bib": bibtex.export,
}
"""The formats of other programs that `rig-site export` prints."""


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield every file of the site, in the order of the table."""
    for output in OUTPUTS:
        yield from output(edition)
