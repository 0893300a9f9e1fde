"""`/topics/` and `/topics/<slug>/`: the sessions and notes by what they are about."""

from __future__ import annotations

from collections.abc import Iterator

from rig_site.artifact import Artifact
from rig_site.model.link import Link
from rig_site.model.note import Note
from rig_site.model.permalink import slug, topic_path
from rig_site.model.session import Session
from rig_site.model.topic import topics
from rig_site.outputs.edition import Edition
from rig_site.outputs.pages.labels import label_pages, labels_page
from rig_site.outputs.pages.notes import note_links

INDEX = "topics/"


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield each topic's page, and the list of topics if there are any."""
    names = topics(edition.site)
    held: dict[str, list[Session]] = {slug(name): [] for name in names}
    written: dict[str, list[Note]] = {slug(name): [] for name in names}
    for session in edition.site.sessions:
        for key in dict.fromkeys(map(slug, session.topics)):
            if key in held:
                held[key].append(session)
    for note in edition.site.notes:
        for key in dict.fromkeys(map(slug, note.topics)):
            if key in written:
                written[key].append(note)
    for name in names:
        if not edition.differs(held[slug(name)]):
            continue
        yield from label_pages(
            edition,
            topic_path(name),
            name=name,
            sessions=held[slug(name)],
            notes=note_links(written[slug(name)]),
            index=Link(edition.language.gettext("Topics"), INDEX),
            cites=True,
        )
    if names and edition.edited is None:
        listed = {name: held[slug(name)] for name in names}
        counts = {name: len(written[slug(name)]) for name in names}
        yield labels_page(
            edition,
            INDEX,
            title=edition.language.gettext("Topics"),
            description=edition.language.gettext("Topics of the sessions of %(group)s.", group=edition.site.title),
            held=listed,
            notes=counts,
            path_of=topic_path,
        )
