"""Reading lists that people can take with them: which pages have one, and which sessions it is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rig_site.model.permalink import person_path, session_path, slug, topic_path
from rig_site.model.session import Session, is_citable
from rig_site.model.site import Site
from rig_site.model.topic import topics


def with_something_to_cite(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Return those of some sessions that are events with a published work among their readings."""
    return tuple(session for session in sessions if session.is_event and is_citable(session.readings))


def reading_lists(site: Site) -> Mapping[str, Sequence[Session]]:
    """Return the sessions with something to cite by the pages of themselves, of their leads and of their topics."""
    known = {slug(topic) for topic in topics(site)}
    found: dict[str, list[Session]] = {}
    for session in with_something_to_cite(site.sessions):
        led = (person_path(lead.key) for lead in session.leads)
        about = (topic_path(topic) for topic in session.topics if slug(topic) in known)
        for page in dict.fromkeys((session_path(session.id), *led, *about)):
            found.setdefault(page, []).append(session)
    return found
