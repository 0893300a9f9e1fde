"""A message as Slack's mrkdwn.

Source: Slack, "Formatting text for app surfaces": `&`, `<` and `>` are written
as entities, links as `<address|label>`, and bold text between asterisks.
There is no way to write an asterisk, underscore, tilde or backtick as itself:
a character that is not seen keeps it from its neighbours.
"""

from __future__ import annotations

import re

from rig_site.outputs.announcements.message import Announcement, Block, Words, calling_nobody

_MARKUP = re.compile(r"[*_~`]")
_JOINER = "\N{WORD JOINER}"
_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "|": "%7C", "&": "&amp;"})


def encode(announcement: Announcement) -> str:
    """Return a message in which no text of the group's is markup, and which calls nobody."""
    return "\n\n".join(_block(block) for block in announcement.blocks) + "\n"


def _block(block: Block) -> str:
    first, other = ("• ", "   ") if block.listed else ("", "")
    return "\n".join(
        (other if number else first) + "".join(map(_words, line))
        for item in block.items
        for number, line in enumerate(item)
    )


def _words(words: Words) -> str:
    said = escaped(words.text)
    if words.url:
        address = words.url.translate(_IN_ADDRESS)
        return f"<{address}>" if words.url == words.text else f"<{address}|{said.replace('|', '¦')}>"
    return f"*{said}*" if words.strong else said


def escaped(text: str) -> str:
    """Return text that shows as itself.

    >>> escaped("<!channel> & a_b").replace("\N{WORD JOINER}", "·")
    '&lt;!channel&gt; &amp; a·_·b'
    """
    said = calling_nobody(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(lambda found: f"{_JOINER}{found[0]}{_JOINER}", said)
