"""What sessions are about: the kinds and topics that have a page each."""

from __future__ import annotations

from collections.abc import Iterable

from rig_site.model.session import Session


def kinds(sessions: Iterable[Session], *, listed: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the kinds there are: the group's own list in its order, then the alphabet of those that sessions add.

    A kind that no session is of yet is there, so that people can follow it
    before it first happens.
    """
    met = {session.kind for session in sessions if session.kind}
    return tuple(dict.fromkeys((*listed, *alphabetical(met))))


def topics(sessions: Iterable[Session]) -> tuple[str, ...]:
    """Return the topics of the sessions, in the order of the alphabet."""
    return alphabetical({topic for session in sessions for topic in session.topics})


def alphabetical(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in the order of the alphabet, small letters beside capitals.

    >>> alphabetical(["LoRA", "agents", "Attention"])
    ('agents', 'Attention', 'LoRA')
    """
    return tuple(sorted(names, key=lambda name: (name.casefold(), name)))
