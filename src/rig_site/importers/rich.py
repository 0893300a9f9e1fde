"""Text with its links: what is left of a piece of markup once only its meaning counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

_MARKUP = re.compile(r"([\\`*\[\]<>~])|(?<!\w)(_)|(_)(?!\w)")
_AROUND = {"strong": "**", "struck": "~~"}
MASK = "\ufffc"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text, from `start` to before `end`, that is a link, an image, emphasised, strong, struck, a note.

    `target` is the address of a link or an image and the label of a
    footnote, whose stretch is empty.
    """

    kind: str
    start: int
    end: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Rich:
    """A text as a reader sees it, and the marks on it in the order of their beginnings."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def links(self) -> tuple[Mark, ...]:
        """The links and images."""
        return tuple(mark for mark in self.marks if mark.kind in ("link", "image"))

    @property
    def masked(self) -> str:
        """The text with every character of a link replaced, so that a search stays out of links."""
        characters = list(self.text)
        for mark in self.links:
            characters[mark.start : mark.end] = MASK * (mark.end - mark.start)
        return "".join(characters)

    def label(self, mark: Mark) -> str:
        """Return the text of a mark."""
        return self.text[mark.start : mark.end]

    def part(self, start: int, end: int | None = None) -> Rich:
        """Return the text from `start` to before `end` with the marks that lie in it, cut to it."""
        end = len(self.text) if end is None else end
        marks = []
        for mark in self.marks:
            if (mark.start < end and mark.end > start) or start <= mark.start == mark.end <= end:
                cut = replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
                marks.append(cut)
        return Rich(self.text[start:end], tuple(marks))

    def without(self, start: int, end: int) -> Rich:
        """Return the text without a stretch."""
        return joined((self.part(0, start), self.part(end)))

    def strip(self, characters: str | None = None) -> Rich:
        """Return the text without blanks, or without the given characters, at its ends."""
        left = len(self.text) - len(self.text.lstrip(characters))
        return self.part(left, max(left, len(self.text.rstrip(characters))))

    def split(self, separator: re.Pattern[str]) -> Iterator[Rich]:
        """Yield the stripped, non-empty parts between separators that stand outside of links."""
        start = 0
        masked = self.masked
        for match in separator.finditer(masked):
            yield from self._piece(start, match.start())
            start = match.end()
        yield from self._piece(start, len(masked))

    def struck(self) -> bool:
        """Tell whether all of the text is struck through."""
        return bool(self.text.strip()) and any(
            mark.kind == "struck" and not (self.text[: mark.start] + self.text[mark.end :]).strip()
            for mark in self.marks
        )

    def markdown(self) -> str:
        """Return Markdown that reads as this text."""
        opening: dict[int, list[Mark]] = {}
        closing: dict[int, list[Mark]] = {}
        for mark in sorted(self.marks, key=lambda mark: (mark.start, -mark.end)):
            if mark.start < mark.end:
                opening.setdefault(mark.start, []).append(mark)
                closing.setdefault(mark.end, []).insert(0, mark)
        pieces = []
        for position in range(len(self.text) + 1):
            pieces += [_close(mark) for mark in closing.get(position, ())]
            pieces += [_open(mark) for mark in opening.get(position, ())]
            if position < len(self.text):
                pieces.append(_escaped(self.text, position))
        return "".join(pieces)

    def _piece(self, start: int, end: int) -> Iterator[Rich]:
        piece = self.part(start, end).strip()
        if piece.text:
            yield piece


def joined(parts: Iterable[Rich], between: str = "") -> Rich:
    """Return the parts as one text."""
    text = ""
    marks: list[Mark] = []
    for number, part in enumerate(parts):
        text += between if number else ""
        marks += [replace(mark, start=mark.start + len(text), end=mark.end + len(text)) for mark in part.marks]
        text += part.text
    return Rich(text, tuple(marks))


def squeezed(text: str) -> str:
    """Return the text on one line, with single blanks.

    >>> squeezed("a  b")
    'a b'
    """
    return " ".join(text.split())


def _open(mark: Mark) -> str:
    if mark.kind == "link":
        return "["
    return "![" if mark.kind == "image" else _AROUND.get(mark.kind, "")


def _close(mark: Mark) -> str:
    if mark.kind in ("link", "image"):
        target = re.sub("[ <>]", lambda match: f"%{ord(match[0]):02X}", mark.target)
        return f"](<{target}>)" if "(" in target or ")" in target else f"]({target})"
    return _AROUND.get(mark.kind, "")


def _escaped(text: str, position: int) -> str:
    match = _MARKUP.match(text, position)
    return "\\" + text[position] if match else text[position]
