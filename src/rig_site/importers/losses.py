"""What a source holds and the result does not: every address and every link's text is looked for again.

The source is read here by plain patterns, not by the readers that made
the result, so that what they overlooked is found all the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from rig_site.importers.addresses import identifier_of, is_generic
from rig_site.importers.draft import Place, SourceDocument

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"'|\\\]})`*]+", re.IGNORECASE)
_LINK = re.compile(r"(?<!\\)\[((?:[^\[\]]|\[[^\[\]]*\])*?)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?[^()]*\)")
_HREF = re.compile(r"<a\b[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]+)[\"']?[^>]*>(.*?)</a", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Loss:
    """An address or a link's text that is in a source and not in the result."""

    place: Place
    what: str


def losses(documents: Sequence[SourceDocument], result: str) -> list[Loss]:
    """Return every address and every link's text of the sources that the result does not have.

    An arXiv or DOI address counts as its identifier.  Links within a
    document, and texts that say nothing ("here", "PDF"), do not count.
    """
    haystack = _Haystack(result)
    found: dict[Loss, None] = {}
    for document in documents:
        text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), _plain(document))
        for line, address in _addresses(text):
            if not haystack.has_address(address):
                found[Loss(Place(document.path, line), address)] = None
        for line, label in _labels(text):
            if not haystack.has_words(label):
                found[Loss(Place(document.path, line), f"'{label}'")] = None
    return list(found)


def _plain(document: SourceDocument) -> str:
    """Return a document's text with its addresses whole and apart: CSV cells parted, folded calendar lines joined."""
    name = document.path.lower()
    if name.endswith((".csv", ".tsv")):
        return re.sub(r"[,;\t](?=[\w\"]|$)|[,;\t]{2,}", " ", document.text, flags=re.MULTILINE)
    if name.endswith(".ics"):
        return re.sub(r"\n[ \t](.*)", r"\1", document.text).replace("\\n", " ").replace("\\,", ",").replace("\\;", ";")
    return document.text


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    for match in _ADDRESS.finditer(text):
        address = html.unescape(match[0]).rstrip(".,;:!?_~")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1]
        if len(address) > len("https://"):
            yield text.count("\n", 0, match.start()) + 1, address
    for line, _, target in _links(text):
        if not target.startswith(("#", "http://", "https://", "mailto:")) and re.search(r"[^\W\d_]", target):
            yield line, target


def _labels(text: str) -> Iterator[tuple[int, str]]:
    for line, label, target in _links(text):
        plain = re.sub(r"<[^<>]*>", " ", html.unescape(label)).replace("\\", "")
        plain = " ".join(re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)|[\[\]*`~]", r"\1", plain).split())
        if target.startswith("#") or is_generic(plain) or re.fullmatch(r"[\W\d]*", plain):
            continue
        yield line, plain


def _links(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _LINK.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[1], match[2]
    for match in _HREF.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[2], match[1]


class _Haystack:
    """The result, made fit to be searched."""

    def __init__(self, result: str) -> None:
        self.text = unquote(html.unescape(result.replace("\\", "")))
        self.words = " ".join(_WORD.findall(self.text.casefold()))

    def has_address(self, address: str) -> bool:
        identifier = identifier_of(address)
        wanted = unquote(address.replace("\\", ""))
        return wanted in self.text or wanted.rstrip("/") in self.text or bool(identifier and identifier[1] in self.text)

    def has_words(self, label: str) -> bool:
        words = _WORD.findall(unquote(label).casefold())
        return " ".join(words) in self.words or (all(word in self.words for word in words) and len(words) <= 3)
