"""A message as Markdown, for chats and forges that read it."""

from __future__ import annotations

import re

from rig_site.outputs.announcements.message import Announcement, Block, Line, Words, calling_nobody
from rig_site.outputs.repository.markdown import as_link, as_markdown

_BEGINNING = re.compile(r"^(?=#|[-+=] |[-=]+$)|(?<=\d)(?=[.)] )")


def encode(announcement: Announcement) -> str:
    """Return a message as Markdown in which no text of the group's is markup."""
    return "\n\n".join(_block(block) for block in announcement.blocks) + "\n"


def _block(block: Block) -> str:
    if block.listed:
        lines = [("  " if number else "- ") + _line(line) for item in block.items for number, line in enumerate(item)]
        return "\n".join(lines)
    return "  \n".join(_line(line) for item in block.items for line in item)


def _line(line: Line) -> str:
    return "".join(_words(words, is_first=not number) for number, words in enumerate(line))


def _words(words: Words, *, is_first: bool) -> str:
    said = calling_nobody(words.text)
    if words.url:
        return words.url if words.url == words.text else as_link(said, words.url)
    written = as_markdown(said)
    if words.strong:
        return f"**{written}**"
    before, after = " " * said.startswith(" "), " " * said.endswith(" ")
    return before + (_BEGINNING.sub(r"\\", written, count=1) if is_first else written) + after
