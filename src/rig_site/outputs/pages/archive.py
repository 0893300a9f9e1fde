"""`/archive/`: every past session by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import ClassVar

from rig_site.artifact import Artifact
from rig_site.cache.digest import digest
from rig_site.language.language import Language
from rig_site.model.permalink import date_anchors
from rig_site.model.topic import alphabetical
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame
from rig_site.outputs.summary import Summary, summary


@dataclass(frozen=True, slots=True)
class Year:
    """A year's sessions, latest first."""

    number: int
    sessions: tuple[Summary, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice among the sessions; `options` are pairs of a value and what it is called.

    `by` leads to the page that lists what can be chosen.
    """

    name: str
    label: str
    everything: str
    by: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """The archive, latest year first."""

    template: ClassVar[str] = "archive.html"

    frame: Frame
    years: tuple[Year, ...]
    count: int
    filters: tuple[Filter, ...]


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the archive."""
    site = edition.site
    anchors = date_anchors(site.sessions, date_format=site.date_format)
    if not edition.differs(edition.past):
        return
    shown = tuple((edition.session_key(session), anchors[session.id]) for session in edition.past)
    yield Artifact("archive/index.html", digest(shown), partial(_page, anchors, edition), edition.encode_page)


def _page(anchors: Mapping[str, Sequence[str]], edition: Edition) -> ArchivePage:
    site, language = edition.site, edition.language
    sessions = [summary(session, edition, anchors=anchors[session.id]) for session in edition.past]
    return ArchivePage(
        frame=frame(
            edition,
            "archive/",
            title=language.gettext("Archive"),
            description=language.gettext("Every past session of %(group)s.", group=site.title),
        ),
        years=_years(sessions),
        count=len(sessions),
        filters=tuple(choice for choice in _filters(sessions, site.kinds, language) if choice.options),
    )


def _years(sessions: Iterable[Summary]) -> tuple[Year, ...]:
    """Return the sessions by year; in far zones they need not begin in the order of their dates."""
    by_year = sorted(sessions, key=lambda session: session.date.year, reverse=True)
    return tuple(Year(number, tuple(held)) for number, held in groupby(by_year, lambda session: session.date.year))


def _filters(sessions: Sequence[Summary], group_kinds: Iterable[str], language: Language) -> Iterator[Filter]:
    """Yield the filters, kinds in the group's own order, topics and people in that of the alphabet."""
    held = {session.kind for session in sessions if session.kind}
    kinds = (kind for kind in dict.fromkeys((*group_kinds, *alphabetical(held))) if kind in held)
    topics = alphabetical({topic for session in sessions for topic in session.topics})
    names = {lead.key: lead.name for session in sessions for lead in session.leads}
    people = sorted(names.items(), key=lambda person: (person[1].casefold(), person[1]))
    gettext = language.gettext
    topic = language.ngettext("Topic", "Topics", 1)
    yield Filter(
        "kind", gettext("Kind"), gettext("All kinds"), gettext("By kind"), tuple((kind, kind) for kind in kinds)
    )
    yield Filter("topic", topic, gettext("All topics"), gettext("By topic"), tuple((each, each) for each in topics))
    yield Filter("person", gettext("Person"), gettext("Everybody"), gettext("By person"), tuple(people))
