"""A message as a page of HTML, which is also what an e-mail shows."""

from __future__ import annotations

from html import escape

from rig_site.outputs.announcements.message import Announcement, Block, Line, Words
from rig_site.outputs.text import legible


def encode(announcement: Announcement) -> str:
    """Return a message as a document without styles or scripts, in which text is text whatever it looks like."""
    language = announcement.language
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{escape(language.tag)}" dir="{language.direction}">',
            f'<head><meta charset="utf-8"><title>{escape(legible(announcement.subject))}</title></head>',
            "<body>",
            *map(_block, announcement.blocks),
            "</body>",
            "</html>",
            "",
        )
    )


def _block(block: Block) -> str:
    if block.html:
        return block.html
    items = ["<br>".join(_line(line) for line in item) for item in block.items]
    if block.listed:
        return "\n".join(("<ul>", *(f"<li>{item}</li>" for item in items), "</ul>"))
    return f"<p>{'<br>'.join(items)}</p>"


def _line(line: Line) -> str:
    return "".join(map(_words, line))


def _words(words: Words) -> str:
    said = escape(legible(words.text))
    shown = f"<strong>{said}</strong>" if words.strong else said
    return f'<a href="{escape(words.url)}">{shown}</a>' if words.url else shown
