"""What sessions and notes are about: the kinds and topics that have a page each."""

from __future__ import annotations

from collections.abc import Iterable

from rig_site.model.file_names import fault_of_name
from rig_site.model.permalink import slug
from rig_site.model.session import Session
from rig_site.model.site import Site


def kinds(sessions: Iterable[Session], *, listed: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the kinds there are: the group's own list in its order, then the alphabet of those that sessions add.

    A kind that no session is of yet is there, so that people can follow it
    before it first happens.
    """
    met = {session.kind for session in sessions if session.kind}
    return tuple(dict.fromkeys((*listed, *alphabetical(met))))


def topics(site: Site) -> tuple[str, ...]:
    """Return the topics of a group's sessions and notes, in the order of the alphabet.

    Spellings that share a page are one topic, spelled as a session does
    where there is one.  Words of other tools that no page can be called
    after are none.
    """
    written = [topic for session in site.sessions for topic in session.topics]
    written += alphabetical({topic for note in site.notes for topic in note.topics})
    by_page: dict[str, str] = {}
    for topic in written:
        if slug(topic) and not fault_of_name(slug(topic)):
            by_page.setdefault(slug(topic), topic)
    return alphabetical(by_page.values())


def alphabetical(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in the order of the alphabet, small letters beside capitals.

    >>> alphabetical(["LoRA", "agents", "Attention"])
    ('agents', 'Attention', 'LoRA')
    """
    return tuple(sorted(names, key=lambda name: (name.casefold(), name)))
