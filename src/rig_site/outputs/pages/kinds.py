"""`/kinds/` and `/kinds/<slug>/`: the sessions of each kind, with a calendar and feeds of just these."""

from __future__ import annotations

from collections.abc import Iterator

from rig_site.artifact import Artifact
from rig_site.model.link import Link
from rig_site.model.permalink import calendar_path, kind_path
from rig_site.model.session import Session
from rig_site.model.topic import kinds
from rig_site.outputs.calendars.calendar import as_one_holds, calendar_file
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds import FEED_LINKS, feeds_of
from rig_site.outputs.pages.labels import label_pages, labels_page

INDEX = "kinds/"


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield each kind's page, calendar and feeds, and the list of kinds if there are any."""
    site = edition.site
    names = kinds(site.sessions, listed=site.kinds)
    held: dict[str, list[Session]] = {name: [] for name in names}
    for session in site.sessions:
        if session.kind:
            held[session.kind].append(session)
    for name, sessions in held.items():
        if not edition.differs(sessions):
            continue
        path, its_calendar = kind_path(name), calendar_path(name)
        title = f"{site.title}: {name}"
        yield from label_pages(
            edition,
            path,
            name=name,
            sessions=sessions,
            index=Link(edition.language.gettext("Kinds"), INDEX),
            calendar=its_calendar,
            feeds=FEED_LINKS,
        )
        yield calendar_file(edition, as_one_holds(sessions, edition), path=its_calendar, name=title)
        yield from feeds_of(sessions, edition, title=title, folder=path)
    if held and edition.edited is None:
        yield labels_page(
            edition,
            INDEX,
            title=edition.language.gettext("Kinds"),
            description=edition.language.gettext("Kinds of the sessions of %(group)s.", group=site.title),
            held=held,
            path_of=kind_path,
        )
