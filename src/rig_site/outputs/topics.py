"""`/topics/` and `/topics/<slug>/`: the sessions by what they are about."""

from __future__ import annotations

from collections.abc import Iterator

from rig_site.artifact import Artifact
from rig_site.model.link import Link
from rig_site.model.permalink import topic_path
from rig_site.model.session import Session
from rig_site.model.site import Site
from rig_site.model.topic import topics
from rig_site.outputs.edition import Edition
from rig_site.outputs.labels import label_page, labels_page

INDEX = "topics/"
TITLE = "Topics"


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield each topic's page, and the list of topics if there are any."""
    held: dict[str, list[Session]] = {name: [] for name in topics(edition.site.sessions)}
    for session in edition.site.sessions:
        for name in session.topics:
            held[name].append(session)
    for name, sessions in held.items():
        yield label_page(edition, topic_path(name), name=name, sessions=sessions, index=Link(TITLE, INDEX))
    if held:
        yield labels_page(edition, INDEX, title=TITLE, held=held, path_of=topic_path)


def pages(site: Site) -> Iterator[str]:
    """Yield the addresses of the list of topics and of each topic's page."""
    names = topics(site.sessions)
    if names:
        yield INDEX
        yield from map(topic_path, names)
