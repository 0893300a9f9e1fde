"""What is published: OUTPUTS is the table of contents, one module a thing; EXPORTS is what other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from rig_site.artifact import Artifact
from rig_site.model.site import Edited
from rig_site.outputs.edition import Edition

OUTPUTS = (
    "pages.schedule",
    "pages.to_read",
    "pages.archive",
    "pages.glance",
    "pages.session",
    "exports.bibtex",
    "pages.people",
    "pages.kinds",
    "pages.topics",
    "pages.papers",
    "pages.notes",
    "pages.resources",
    "pages.proposals",
    "pages.prose",
    "pages.subscribe",
    "pages.embed",
    "pages.changes",
    "calendars.calendar",
    "feeds",
    "pages.not_found",
    "pages.sitemap",
    "pages.redirects",
    "assets",
    "images.card",
    "images.touch_icon",
    "static_files",
)
"""Each module, below this folder, that plans files; it is imported when it is asked for them."""

_SHOWING_SESSIONS = frozenset(
    {
        "pages.schedule",
        "pages.to_read",
        "images.card",
        "pages.embed",
        "pages.archive",
        "pages.glance",
        "pages.session",
        "pages.people",
        "pages.kinds",
        "pages.topics",
        "pages.papers",
        "pages.notes",
        "pages.prose",
        "calendars.calendar",
        "feeds",
        "pages.sitemap",
    }
)
"""Those that show more of a session than its readings and its address."""

_OWN_PAGES = frozenset({"pages.session", "pages.notes", "pages.prose"})
"""Those with a page for each session, note and page."""

_SHOWING_TEXTS = frozenset({"pages.notes", "pages.prose"})
"""Those that show the words of notes and pages."""

EXPORTS = {
    "json": "exports.json_export",
    "csv": "exports.csv_export",
    "ics": "calendars.calendar",
    "markdown": "repository.listing",
    "bib": "exports.bibtex",
}
"""The formats of other programs that `rig-site export` prints, each with its module."""


def prepare(edition: Edition, *, jobs: int) -> None:
    """Make what many files have in common, with up to `jobs` processes, and keep it in the edition's store."""
    from rig_site.outputs.calendars import calendar
    from rig_site.outputs.pages import archive

    calendar.encode_ahead(edition, jobs=jobs)
    archive.make_rows_ahead(edition, jobs=jobs)


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield every file of the site in the order of the table, or those that may show something else after an edit.

    After an edit the pages of what was edited come first.
    """
    order = OUTPUTS if edition.edited is None else sorted(OUTPUTS, key=lambda output: output not in _OWN_PAGES)
    for output in order:
        if _concerns(output, edition.edited):
            yield from planner(output)(edition)


def planner(output: str) -> Callable[[Edition], Iterable[Artifact]]:
    """Return what plans the files of an output."""
    found: Callable[[Edition], Iterable[Artifact]] = import_module(f"{__name__}.{output}").plan
    return found


def exporter(form: str) -> Callable[[Edition], bytes]:
    """Return what makes a group a text in a format of other programs."""
    found: Callable[[Edition], bytes] = import_module(f"{__name__}.{EXPORTS[form]}").export
    return found


def _concerns(output: str, edited: Edited | None) -> bool:
    """Tell whether an output shows what was edited."""
    return edited is None or bool(
        (edited.sessions and output in _SHOWING_SESSIONS) or (edited.texts and output in _SHOWING_TEXTS)
    )
