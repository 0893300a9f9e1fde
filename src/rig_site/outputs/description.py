"""What is said of a session outside its page: in plain text for calendars, in HTML for feeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from rig_site.model.link import Link
from rig_site.model.session import Status
from rig_site.outputs.details import Details
from rig_site.outputs.plain import plain
from rig_site.outputs.readings import ShownReading
from rig_site.outputs.text import legible, one_line
from rig_site.render import words


def as_text(said: Details) -> str:
    """Return a session's description as plain text in paragraphs."""
    facts = [one_line(said.kind)] if said.kind else []
    if said.leads:
        facts.append(_led(said, [one_line(lead.label) for lead in said.leads]))
    facts += [
        _pair(one_line(role), words.listing([one_line(person.label) for person in people], said.language), said)
        for role, people in said.roles
    ]
    if said.call and said.room:
        facts.append(_pair(said.language.gettext("Online"), said.call, said))
    if said.located and said.located.address:
        facts.append(_pair(one_line(said.located.name), one_line(said.located.address), said))
    if said.located and said.located.map:
        facts.append(_pair(said.language.gettext("Map"), said.located.map, said))
    if said.located and said.located.directions:
        facts.append(_pair(said.language.gettext("Getting in"), one_line(said.located.directions), said))
    paragraphs = ["\n".join(notices(said)), "\n".join(facts), plain(said.abstract)]
    for section in said.readings:
        heading = [one_line(section.heading)] if section.heading else []
        paragraphs.append("\n".join([*heading, *(_reading_text(reading, said) for reading in section.readings)]))
    paragraphs.append(
        "\n".join(_pair(one_line(link.label), link.url or one_line(link.text or ""), said) for link in said.links)
    )
    paragraphs.append(said.page)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def as_html(said: Details, *, when: str) -> str:
    """Return a session's description as HTML.

    Text is text whatever it looks like, and every address is absolute.
    """
    facts = [escape(when)]
    if said.room:
        facts.append(_escaped(said.room))
    if said.located and said.located.address:
        facts.append(_escaped(said.located.address))
    if said.located and said.located.map:
        facts.append(_link(said.language.gettext("Map"), said.located.map))
    if said.located and said.located.directions:
        facts.append(_pair(escape(said.language.gettext("Getting in")), _escaped(said.located.directions), said))
    if said.call:
        facts.append(_link(said.language.gettext("Join online"), said.call))
    elif said.online:
        facts.append(escape(said.language.gettext("Online")))
    if said.kind:
        facts.append(_escaped(said.kind))
    if said.leads:
        facts.append(_led(said, [_link(lead.label, lead.url) for lead in said.leads]))
    for role, people in said.roles:
        names = words.listing([_link(person.label, person.url) for person in people], said.language)
        facts.append(_pair(_escaped(role), names, said))
    warning = "<br>".join(escape(notice) for notice in notices(said))
    parts = [f"<p><strong>{warning}</strong></p>"] if warning else []
    parts += [f"<p>{'<br>'.join(facts)}</p>", said.abstract]
    for section in said.readings:
        if section.heading:
            parts.append(f"<h3>{_escaped(section.heading)}</h3>")
        parts += ["<ul>", *(_reading_html(reading, said) for reading in section.readings), "</ul>"]
    if said.links:
        parts.append(f"<p>{'<br>'.join(_labelled(link, said) for link in said.links)}</p>")
    return "\n".join(part for part in parts if part)


def notices(said: Details) -> Iterator[str]:
    """Yield what somebody who means to come must know first, a line each."""
    if said.status is Status.CANCELLED:
        yield _because(said.language.gettext("Cancelled"), said.reason, said)
    if said.status is Status.TENTATIVE:
        yield said.language.gettext("To be confirmed")
    for move in reversed(said.moved_from):
        day = words.day(move.date, said.language)
        yield _because(said.language.gettext("Moved from %(date)s", date=day), move.reason, said)


def _because(what: str, reason: str | None, said: Details) -> str:
    return _pair(what, one_line(reason), said) if reason else what


def _led(said: Details, names: Sequence[str]) -> str:
    label = said.language.ngettext("Lead", "Leads", len(names))
    return _pair(label, words.listing(names, said.language), said)


def _pair(label: str, text: str, said: Details) -> str:
    return said.language.gettext("%(label)s: %(text)s", label=label, text=text)


def credit(reading: ShownReading, said: Details) -> str:
    """Return what is known of a reading beside its title, introduced by a dash; nothing where nothing is."""
    known = [one_line(author) for author in reading.authors]
    if reading.year:
        known.append(str(reading.year))
    if reading.required is not None:
        language = said.language
        known.append(language.gettext("required") if reading.required else language.gettext("optional"))
    return f" – {', '.join(known)}" if known else ""


def _reading_text(reading: ShownReading, said: Details) -> str:
    lines = [
        f"- {one_line(reading.title)}{credit(reading, said)}",
        reading.url,
        one_line(plain(_note(reading))),
    ]
    return "\n  ".join(line for line in lines if line)


def _reading_html(reading: ShownReading, said: Details) -> str:
    also = [_link(place.label, place.url) for place in reading.chips if place.url != reading.url]
    where = f" ({' · '.join(also)})" if also else ""
    title = _link(reading.title, reading.url)
    return f"<li>{title}{escape(credit(reading, said))}{where}{_note(reading)}</li>"


def _labelled(link: Link, said: Details) -> str:
    return _link(link.label, link.url) if link.url else _pair(_escaped(link.label), _escaped(link.text or ""), said)


def _link(label: str, address: str | None) -> str:
    return f'<a href="{escape(address)}">{_escaped(label)}</a>' if address else _escaped(label)


def _escaped(text: str) -> str:
    return escape(one_line(text))


def _note(reading: ShownReading) -> str:
    return legible(reading.note or "").strip()
