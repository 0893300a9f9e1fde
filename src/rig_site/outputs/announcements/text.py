"""A message as plain text."""

from __future__ import annotations

from urllib.parse import unquote

from rig_site.outputs.announcements.message import Announcement, Block, Line, Words, calling_nobody


def encode(announcement: Announcement) -> str:
    """Return a message as text, which can be put into anything."""
    return "\n\n".join(_block(block) for block in announcement.blocks) + "\n"


def _block(block: Block) -> str:
    first, other = ("- ", "  ") if block.listed else ("", "")
    return "\n".join(
        (other if number else first) + _line(line) for item in block.items for number, line in enumerate(item)
    )


def _line(line: Line) -> str:
    if len(line) == 1 and line[0].url and line[0].url != line[0].text:
        return f"{calling_nobody(line[0].text)}: {_address(line[0].url)}"
    return "".join(_words(words) for words in line)


def _words(words: Words) -> str:
    said = calling_nobody(words.text)
    return said if words.url is None or words.url == words.text else f"{said} ({_address(words.url)})"


def _address(url: str) -> str:
    """Return an address to be read: of a mail with words already in it, only to whom it goes (RFC 6068)."""
    if not url.startswith("mailto:"):
        return url
    return unquote(url.removeprefix("mailto:").partition("?")[0])
