"""Addresses: slugs, the site's paths, and the anchors a forge makes of a heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from rig_site.model.session import Session

MOST_KEPT = 100_000
"""How many slugs are kept: each is asked for many times."""

LONGEST_ID = 100
"""How many characters an identity may have."""
LONGEST_NAME = 240
"""How many bytes of UTF-8: it becomes the name of a folder or, with an ending, of a file (255 bytes at most)."""
LEADING_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[-_ .])")
"""The day that the name of a file may begin with."""


@lru_cache(MOST_KEPT)
def slug(text: str) -> str:
    """Return the text as a piece of an address: lower case, accents dropped, words joined by hyphens.

    Letters of other scripts stay as they are.

    >>> slug("Anastasiia Grishina"), slug("Balázs Mészáros "), slug("Q&A: 1 + 1?")
    ('anastasiia-grishina', 'balazs-meszaros', 'q-a-1-1')
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", plain)).strip("-")


def made_of(text: str) -> str:
    """Return an identity made of a text; empty where it has no letter and no digit.

    >>> made_of("Attention: all you need")
    'attention-all-you-need'
    """
    return shortened(slug(text))


def shortened(name: str) -> str:
    """Return a slug as far as it can stand in an address.

    >>> len(shortened("注意" * 100).encode())
    240
    """
    return name[:LONGEST_ID].encode()[:LONGEST_NAME].decode("utf-8", "ignore").rstrip("-")


def session_path(session_id: str) -> str:
    """Return the address of a session's page, relative to the site's own.

    >>> session_path("attention")
    'sessions/attention/'
    """
    return f"sessions/{session_id}/"


def person_path(key: str) -> str:
    """Return the address of a person's page, relative to the site's own.

    >>> person_path("lead-a")
    'people/lead-a/'
    """
    return f"people/{key}/"


def kind_path(kind: str) -> str:
    """Return the address of the page of a kind of sessions, relative to the site's own.

    >>> kind_path("Invited Talk")
    'kinds/invited-talk/'
    """
    return f"kinds/{slug(kind)}/"


def calendar_path(kind: str) -> str:
    """Return the address of the calendar of a kind of sessions, relative to the site's own.

    >>> calendar_path("Invited Talk")
    'calendars/kind/invited-talk.ics'
    """
    return f"calendars/kind/{slug(kind)}.ics"


def topic_path(topic: str) -> str:
    """Return the address of a topic's page, relative to the site's own.

    >>> topic_path("Q&A")
    'topics/q-a/'
    """
    return f"topics/{slug(topic)}/"


def note_path(key: str) -> str:
    """Return the address of a note's page, relative to the site's own.

    >>> note_path("attention")
    'notes/attention/'
    """
    return f"notes/{key}/"


def paper_path(key: str) -> str:
    """Return the address of a paper's page, relative to the site's own.

    >>> paper_path("1706.03762")
    'papers/1706.03762/'
    """
    return f"papers/{key}/"


def folded(path: str) -> str:
    """Return what two paths have in common that are one file where case, or the spelling of accents, is ignored."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def forge_anchor(heading: str) -> str:
    """Return the anchor GitHub gives a heading: lower case, punctuation dropped, blanks as hyphens.

    >>> forge_anchor("06/11/23"), forge_anchor("Material for sessions")
    ('061123', 'material-for-sessions')
    """
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def forge_anchors(headings: Iterable[str]) -> tuple[str, ...]:
    """Return the anchors of a document's headings in order; the second of a name ends in `-1`.

    >>> forge_anchors(["06/11/23", "Talk", "06/11/23"])
    ('061123', 'talk', '061123-1')
    """
    taken: set[str] = set()
    counts: dict[str, int] = {}
    anchors = []
    for heading in headings:
        wanted = anchor = forge_anchor(heading)
        while anchor in taken:
            counts[wanted] = counts.get(wanted, 0) + 1
            anchor = f"{wanted}-{counts[wanted]}"
        taken.add(anchor)
        anchors.append(anchor)
    return tuple(anchors)


def resource_anchors(titles: Iterable[str]) -> tuple[str, ...]:
    """Return the fragments of the page of resources, one for each subject.

    >>> resource_anchors(["Tokenizers"])
    ('on-tokenizers',)
    """
    return tuple(f"on-{anchor}" for anchor in forge_anchors(titles))


def date_anchors(sessions: Iterable[Session], *, date_format: str) -> Mapping[str, tuple[str, ...]]:
    """Return for each session id the date anchors that lead to it, its own date's first.

    Sessions of one day share the date and are told apart by order, as a
    forge does.  A date a session was moved from keeps its anchor unless
    another session is held on it.
    """
    in_order = [session for session in sessions if session.is_event]
    own = forge_anchors(_written(session.date, date_format) for session in in_order)
    anchors = {session.id: [anchor] for session, anchor in zip(in_order, own, strict=True)}
    taken = set(own)
    for session in in_order:
        for move in session.moved_from:
            anchor = forge_anchor(_written(move.date, date_format))
            if anchor not in taken:
                taken.add(anchor)
                anchors[session.id].append(anchor)
    return {session_id: tuple(found) for session_id, found in anchors.items()}


def _written(day: date, date_format: str) -> str:
    return day.strftime(date_format)
