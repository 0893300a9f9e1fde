"""What templates can say beside Jinja's own filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlsplit

from markupsafe import Markup

from rig_site.model.link import Link
from rig_site.model.note import TAKEN as NOTE_TAKEN
from rig_site.model.note import Note
from rig_site.model.paper import places
from rig_site.model.permalink import kind_path, person_path, topic_path
from rig_site.model.prose import Prose
from rig_site.model.session import Reading
from rig_site.render.address import href
from rig_site.render.words import day, elsewhere, span, usual

_IN_A_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


TAKEN = ("main", "recent", "recent-heading", "part-heading", "schedule", "schedule-heading")
"""Fragments of the pages that a text of the group's own can stand on."""


def in_a_script(json: str) -> Markup:
    r"""Return JSON that can stand in a `<script>`: nothing in it can end the element or open a comment.

    >>> print(in_a_script('{"name":"</script>"}'))
    {"name":"\u003c/script\u003e"}
    """
    return Markup(json.translate(_IN_A_SCRIPT))


def chips(reading: Reading) -> tuple[Link, ...]:
    """Return the places a reading can be found at, as short labelled links."""
    return places(arxiv=reading.arxiv, doi=reading.doi, url=reading.url, code=reading.code)


def markdown(text: str, root: str, top_heading: int = 3, macros: tuple[tuple[str, str], ...] = ()) -> Markup:
    """Return Markdown as HTML for a page that reaches the site's own address by `root`."""
    from rig_site.markup.short import to_html

    return Markup(to_html(text, address=partial(href, root=root), top_heading=top_heading, macros=macros))


def prose(text: Prose, root: str, macros: tuple[tuple[str, str], ...], title: str = "") -> Markup:
    """Return a text of the group's own as HTML for a page that reaches the site's own address by `root`.

    A first heading that says what the page's `title` says is left out.
    """
    from rig_site.markup.parse import parse
    from rig_site.markup.render import render
    from rig_site.markup.surroundings import Picture, Surroundings

    targets = {written: href(target, root) for written, target in text.targets}
    pictures = {written: Picture(address) for written, address in targets.items()}
    surroundings = Surroundings(links=targets, images=pictures, macros=macros, title=title)
    return Markup(render(parse(text.text, taken=TAKEN), surroundings).html)


def note(written: Note, root: str, macros: tuple[tuple[str, str], ...]) -> Markup:
    """Return a note as HTML for its page, which reaches the site's own address by `root`."""
    from rig_site.markup.parse import parse
    from rig_site.markup.render import render
    from rig_site.markup.surroundings import Picture, Surroundings

    surroundings = Surroundings(
        pages=_reached(written.pages, root),
        links=_reached(written.links, root),
        images={each.source: Picture(href(each.address, root), each.width, each.height) for each in written.figures},
        tags=_reached(written.tags, root),
        macros=macros,
        title=written.title,
    )
    return Markup(render(parse(written.text, taken=NOTE_TAKEN), surroundings).html)


def _reached(addresses: tuple[tuple[str, str], ...], root: str) -> dict[str, str]:
    return {written: href(address, root) for written, address in addresses}


def host(address: str) -> str:
    """Return where an address leads in short: its host, or the mailbox.

    >>> host("https://www.example.org/people/lead-a"), host("mailto:lead-a@example.org")
    ('example.org', 'lead-a@example.org')
    """
    return (urlsplit(address).hostname or urlsplit(address).path).removeprefix("www.")


FILTERS: Mapping[str, Callable[..., object]] = {
    "chips": chips,
    "day": day,
    "elsewhere": elsewhere,
    "host": host,
    "href": href,
    "in_a_script": in_a_script,
    "kind_path": kind_path,
    "markdown": markdown,
    "note": note,
    "person_path": person_path,
    "prose": prose,
    "span": span,
    "topic_path": topic_path,
    "usual": usual,
}
