"""`static/cards/<id>.png`: the image that chats and other sites show of a session (Open Graph, `og:image`)."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.model.session import Session
from rig_site.outputs.assets import Mark, mark_of
from rig_site.outputs.edition import Edition
from rig_site.outputs.images.font import FAMILY, font
from rig_site.outputs.images.png import png
from rig_site.outputs.text import one_line
from rig_site.render import words
from rig_site.render.colour import accent

WIDTH, HEIGHT = 1200, 630
"""The size in pixels that everybody who shows such images takes as it is."""

_MARGIN = 80
_ROOM = 270
"""How high, in pixels, the lines of a title may be together."""
_SIZES = (80, 68, 58, 50)
"""The sizes of a title in pixels; the largest that leaves room for all of it is taken."""
_LEADING = 1.22


class Card(Struct, frozen=True):
    """What an image of a session shows."""

    mark: Mark
    group: str
    title: str
    day: str


def card_path(session: Session) -> str:
    """Return the path of a session's image."""
    return f"static/cards/{session.id}.png"


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield an image for each event where images are asked for."""
    if not edition.extras.images:
        return
    for session in edition.site.sessions:
        if session.is_event and edition.differs((session,)):
            yield Artifact.of(card_path(session), card(session, edition), encode_card)


def card(session: Session, edition: Edition) -> Card:
    """Return what a session's image shows; a day that the font cannot write is said in digits."""
    day = words.day(session.date, edition.language)
    return Card(
        mark=mark_of(edition.site),
        group=one_line(edition.site.title),
        title=one_line(session.title),
        day=day if font().writes(day) else session.date.isoformat(),
    )


def encode_card(view: Card) -> bytes:
    """Return an image as PNG."""
    return png(svg(view), width=WIDTH, height=HEIGHT)


def svg(view: Card) -> str:
    """Return an image as SVG: the mark and the day, and the title and the group's, each if it can be written whole."""
    ground, _ = accent(view.mark.colour)
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fdfcf9"/><rect width="{WIDTH}" height="14" fill="{ground}"/>'
    ]
    parts.append(f'<rect x="{_MARGIN}" y="74" width="88" height="88" rx="19" fill="{ground}"/>')
    parts.append(_text(view.mark.initials, _MARGIN + 44, 133, size=42, fill="#fff", anchor="middle"))
    if font().width(view.group, 36) <= WIDTH - 2 * _MARGIN - 116:
        parts.append(_text(view.group, _MARGIN + 116, 131, size=36, fill="#5b6067"))
    if not font().writes(view.title):
        parts.append(_text(view.day, _MARGIN, 360, size=_SIZES[0], fill=ground))
    else:
        size, lines = wrapped(view.title)
        parts += [
            _text(line, _MARGIN, 270 + round(number * size * _LEADING), size=size, fill="#24282c")
            for number, line in enumerate(lines)
        ]
        parts.append(_text(view.day, _MARGIN, HEIGHT - 62, size=36, fill=ground))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(parts)}</svg>'


def wrapped(title: str) -> tuple[int, list[str]]:
    """Return the size of a title and its lines; of one that is too long at any size, the beginning.

    >>> wrapped("Attention")
    (80, ['Attention'])
    """
    lines: list[str] = []
    for size in _SIZES:
        lines, most = _lines(title, size), int(_ROOM / (size * _LEADING))
        if len(lines) <= most:
            return size, lines
    last = f"{lines[most - 1]} …"
    while font().width(last, size) > WIDTH - 2 * _MARGIN:
        last = f"{last[:-2].rpartition(' ')[0] or last[:-3]} …"
    return size, [*lines[: most - 1], last]


def _lines(title: str, size: int) -> list[str]:
    """Return a title in lines that are not too wide; a word that is, in pieces."""
    lines, room = [""], WIDTH - 2 * _MARGIN
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if font().width(longer, size) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if font().width(lines[-1] + character, size) > room:
                lines.append("")
            lines[-1] += character
    return lines


def _text(text: str, x: int, y: int, *, size: int, fill: str, anchor: str = "start") -> str:
    """Return a line of text, or nothing if a character of it cannot be written: an empty box would stand for it."""
    if not font().writes(text):
        return ""
    return (
        f'<text x="{x}" y="{y}" font-family="{FAMILY}" font-weight="700" font-size="{size}" fill="{fill}"'
        f' text-anchor="{anchor}" xml:space="preserve">{escape(text)}</text>'
    )
