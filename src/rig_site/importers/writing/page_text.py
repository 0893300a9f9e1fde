"""Prose as a page of the site can show it: Markdown for raw HTML, and no link that leads nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection

from msgspec import Struct, field

from rig_site.importers.documents.document import Document
from rig_site.importers.reading.blocks import Block, Verbatim
from rig_site.importers.values.addresses import is_absolute, static_path

CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_DELIMITERS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~", "strike": "~~"}
_TAGGED = re.compile(r"<(b|strong|i|em|s|del|strike)>([^<>]*)</\1>", re.IGNORECASE)
_LINK = re.compile(r"(?<!\\)!?\[((?:[^\[\]\\]|\\.)*)\]\(\s*<?([^\s()<>]+)>?(\s+\"[^\"]*\")?\s*\)")
ARCHIVE = "/archive/"
DEEPEST = 8
"""How deep tags may stand in one another to become Markdown."""


class PageWriter(Struct):
    """Makes pages of documents.

    `documents` are the paths of all that are imported, `beside` tells
    whether a document's relative address is a file to copy, and `copies`
    collects those that pages link to, by their paths in the content folder.
    """

    documents: Collection[str]
    beside: Callable[[str, str], bool]
    copies: dict[str, tuple[str, str]] = field(default_factory=dict)

    def text_of(self, document: Document, block: Block) -> str:
        """Return a block as a page shows it; code stays as it is."""
        text = document.text_of(block)
        if isinstance(block, Verbatim):
            return text

        def shown(piece: str, start: int) -> str:
            def link(match: re.Match[str]) -> str:
                if is_absolute(match[2]) or match[2].startswith("#"):
                    return match[0]
                line = block.line + text.count("\n", 0, start + match.start())
                return self._link(document, line, match)

            return _without_tags(_LINK.sub(link, piece))

        pieces, end = [], 0
        for code in CODE.finditer(text):
            pieces += [shown(text[end : code.start()], end), code[0]]
            end = code.end()
        return "".join([*pieces, shown(text[end:], end)])

    def _link(self, document: Document, line: int, match: re.Match[str]) -> str:
        label, address, title = match[1], match[2], match[3] or ""
        file = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), address.partition("#")[0]))
        imported = {posixpath.normpath(path) for path in self.documents}
        if file in imported and file != posixpath.normpath(document.path):
            document.journal.notice(
                document.place(line), f"'{address}' is imported too; the page's link to it leads to {ARCHIVE}"
            )
            return f'[{label}]({ARCHIVE} "{address}")'
        if file not in imported and self.beside(document.path, address):
            self.copies[f"static/{static_path(address)}"] = (document.path, address)
            return match[0]
        document.journal.notice(
            document.place(line),
            f"'{address}' leads to nothing on the site; the page names it in brackets instead of a link",
            "write its web address, or write a page of that name in pages/",
        )
        return f"{label} ({address}{title})" if label else f"{address}{title}"


def _without_tags(text: str) -> str:
    """Return Markdown with its own marks for bold, italic and struck text in place of tags.

    >>> _without_tags("on <b>Mondays <i>only</i> </b>at <b>'9'</b>am")
    "on **Mondays *only*** at <b>'9'</b>am"
    """
    for _ in range(DEEPEST):
        text = _TAGGED.sub(_marked, text)
    return text


def _marked(match: re.Match[str]) -> str:
    """Return a tagged text between marks, which must not stand between a letter and a punctuation mark."""
    inside = match[2]
    inner = inside.strip()
    if not inner or "\n\n" in inner:
        return match[0]
    left, right = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    before = left or match.string[max(match.start() - 1, 0) : match.start()]
    after = right or match.string[match.end() : match.end() + 1]
    if (before[-1:].isalnum() and not inner[0].isalnum()) or (after[:1].isalnum() and not inner[-1].isalnum()):
        return match[0]
    marks = _DELIMITERS[match[1].lower()]
    return f"{left}{marks}{inner}{marks}{right}"
