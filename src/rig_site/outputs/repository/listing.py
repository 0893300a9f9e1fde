"""Sessions as a Markdown document that reads well on a forge: tables, and below them what was read for each session.

PREVIOUS.md has this shape, and `rig-site export --format markdown`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rig_site.language.language import ENGLISH
from rig_site.model.permalink import forge_anchors
from rig_site.model.session import Reading, ReadingSection, Session, Status
from rig_site.model.site import Site
from rig_site.model.timetable import chronological
from rig_site.outputs.edition import Edition
from rig_site.outputs.repository.markdown import absolute, as_link, as_markdown, as_row, people, topic
from rig_site.render.words import place

MATERIAL = "Material for sessions"


def export(edition: Edition) -> bytes:
    """Return all sessions, those to come first, under the group's name."""
    site = edition.site
    tables = {"Upcoming sessions": edition.upcoming, "Previous sessions": tuple(reversed(edition.past))}
    lines = [f"# {as_markdown(site.title)}", ""]
    if site.description:
        lines += [as_markdown(site.description), ""]
    lines += listing(tables, site, base_url=edition.base_url, above=[site.title])
    return "\n".join(lines).encode()


def listing(
    tables: Mapping[str, Sequence[Session]], site: Site, *, base_url: str, above: Sequence[str] = ()
) -> Iterator[str]:
    """Yield the lines of a document: each table under its heading, then the readings of all events in order of time.

    `above` are the headings that already stand in the document, as a
    forge's anchors are counted from its beginning.
    """
    sessions = [session for each in tables.values() for session in each if session.is_event]
    sessions = list(chronological(sessions))
    anchors = _date_anchors(sessions, site, above=[*above, *tables, MATERIAL])
    for heading, held in tables.items():
        yield from (f"# {heading}", "")
        if held:
            yield from (as_row(("Date", "Topic", "Room", "Lead")), as_row(["---"] * 4))
            yield from (_row(session, anchors.get(session.id), site, base_url) for session in held)
        else:
            yield "None yet."
        yield ""
    if sessions:
        yield f"# {MATERIAL}"
        for session in sessions:
            yield from _material(session, site, base_url)
        yield ""


def _date_anchors(sessions: Iterable[Session], site: Site, *, above: Sequence[str]) -> Mapping[str, str]:
    """Return for each session's id the anchor a forge makes of its date heading, counting all headings before it."""
    headings = list(above)
    for session in sessions:
        headings += [_written(session, site), session.heading]
    anchors = forge_anchors(headings)[len(above) :: 2]
    return {session.id: anchor for session, anchor in zip(sessions, anchors, strict=True)}


def _row(session: Session, anchor: str | None, site: Site, base_url: str) -> str:
    day = as_link(_written(session, site), f"#{anchor}" if anchor else None)
    if session.until:
        day += f" – {as_markdown(session.until.strftime(site.date_format))}"
    held = "" if session.status is Status.BREAK else place(session.room, ENGLISH, online=session.online is not None)
    return as_row((day, topic(session, base_url), as_markdown(held), people(session.leads)))


def _material(session: Session, site: Site, base_url: str) -> Iterator[str]:
    yield from ("", f"## {as_markdown(_written(session, site))}", f"### {as_markdown(session.heading)}")
    for section in session.readings:
        yield ""
        yield from _section(section, base_url)


def _section(section: ReadingSection, base_url: str) -> Iterator[str]:
    if section.heading is not None:
        yield f"**{as_markdown(section.heading)}**"
    for reading in section.readings:
        yield from _reading(reading, base_url)


def _reading(reading: Reading, base_url: str) -> Iterator[str]:
    yield "- " + as_link(reading.title, absolute(reading.url, base_url) if reading.url else None)
    for number, line in enumerate((reading.note.source if reading.note else "").strip().splitlines()):
        yield ("    " if number else "  - ") + line if line.strip() else ""


def _written(session: Session, site: Site) -> str:
    return session.date.strftime(site.date_format)
