"""Text with its links: what is left of a piece of markup once only its meaning counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

_MARKUP = re.compile(r"[\\`*\[\]<>~]|(?<!\w)_|_(?!\w)")
_AROUND = {"strong": "**", "struck": "~~", "emphasis": "*", "code": "`"}
_AS_IT_IS = ("code", "source")
MASK = "\ufffc"


class TextMark(Struct, frozen=True):
    """A stretch of a text, from `start` to before `end`.

    `kind` is `link`, `image`, `emphasis`, `strong`, `struck`, `code`,
    `source` (a formula, as it is typed), `footnote` or `line` (the blank at
    the end of a line).  `target` is the address of a link or an image, the
    label of a footnote, whose stretch is empty, and the number of the line
    that follows.
    """

    kind: str
    start: int
    end: int
    target: str = ""


class Rich(Struct, frozen=True):
    """A text as a reader sees it, and the marks on it in the order of their beginnings."""

    text: str
    marks: tuple[TextMark, ...] = ()

    @property
    def links(self) -> tuple[TextMark, ...]:
        """The links and images."""
        return tuple(mark for mark in self.marks if mark.kind in ("link", "image"))

    @property
    def masked(self) -> str:
        """The text with every character of a link replaced, so that a search stays out of links."""
        return self.outside("link", "image")

    def outside(self, *kinds: str) -> str:
        """Return the text with every character of marks of some kinds replaced."""
        characters = list(self.text)
        for mark in self.marks:
            if mark.kind in kinds:
                characters[mark.start : mark.end] = MASK * (mark.end - mark.start)
        return "".join(characters)

    def lines(self) -> list[Rich]:
        """Return the lines it stood on."""
        ends = [mark.start for mark in self.marks if mark.kind == "line"]
        starts = [0, *(end + 1 for end in ends)]
        return [self.part(start, end).strip() for start, end in zip(starts, [*ends, None], strict=True)]

    def label(self, mark: TextMark) -> str:
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

    def is_image(self) -> bool:
        """Tell whether it is nothing but images."""
        shown = self.outside("image").replace(MASK, "")
        return any(mark.kind == "image" for mark in self.marks) and not re.search(r"\w", shown)

    def struck(self) -> bool:
        """Tell whether all of the text is struck through."""
        return bool(self.text.strip()) and any(
            mark.kind == "struck" and not (self.text[: mark.start] + self.text[mark.end :]).strip()
            for mark in self.marks
        )

    def markdown(self) -> str:
        """Return Markdown that reads as this text."""
        opening: dict[int, list[TextMark]] = {}
        closing: dict[int, list[TextMark]] = {}
        kept: set[int] = set()
        if not re.search(r"\][(\[:]", self.text):
            kept.update(position for position, character in enumerate(self.text) if character in "[]")
        ends = {mark.start for mark in self.marks if mark.kind == "line"}
        for mark in sorted(self.marks, key=lambda mark: (mark.start, -mark.end)):
            if mark.start < mark.end and mark.kind != "line" and not self._is_bare(mark):
                opening.setdefault(mark.start, []).append(mark)
                closing.setdefault(mark.end, []).insert(0, mark)
            if mark.kind in _AS_IT_IS or self._is_bare(mark):
                kept.update(range(mark.start, mark.end))
        pieces = []
        for position in range(len(self.text) + 1):
            pieces += [_close(mark) for mark in closing.get(position, ())]
            pieces += [_open(mark) for mark in opening.get(position, ())]
            if position < len(self.text):
                character = self.text[position]
                escaped = position not in kept and _MARKUP.match(self.text, position)
                pieces.append("\n" if position in ends else f"\\{character}" if escaped else character)
        return "".join(pieces)

    def _is_bare(self, mark: TextMark) -> bool:
        return mark.kind == "link" and "://" in mark.target and self.label(mark) == mark.target

    def _piece(self, start: int, end: int) -> Iterator[Rich]:
        piece = self.part(start, end).strip()
        if piece.text:
            yield piece


def joined(parts: Iterable[Rich], between: str = "") -> Rich:
    """Return the parts as one text."""
    text = ""
    marks: list[TextMark] = []
    for number, part in enumerate(parts):
        text += between if number else ""
        marks += [replace(mark, start=mark.start + len(text), end=mark.end + len(text)) for mark in part.marks]
        text += part.text
    return Rich(text, tuple(marks))


def joined_lines(lines: Sequence[tuple[int, Rich]]) -> Rich:
    """Return lines with their numbers as one text that can be parted into them again."""
    text = joined([line for _, line in lines], " ")
    ends, position = [], -1
    for (_, line), (number, _) in pairwise(lines):
        position += len(line.text) + 1
        ends.append(TextMark("line", position, position + 1, str(number)))
    return Rich(text.text, tuple(sorted((*text.marks, *ends), key=lambda mark: (mark.start, -mark.end))))


def squeezed(text: str) -> str:
    """Return the text on one line, with single blanks.

    >>> squeezed("a  b")
    'a b'
    """
    return " ".join(text.split())


def _open(mark: TextMark) -> str:
    if mark.kind == "link":
        return "["
    return "![" if mark.kind == "image" else _AROUND.get(mark.kind, "")


def _close(mark: TextMark) -> str:
    if mark.kind in ("link", "image"):
        target = re.sub("[ <>]", lambda match: f"%{ord(match[0]):02X}", mark.target)
        return f"](<{target}>)" if "(" in target or ")" in target else f"]({target})"
    return _AROUND.get(mark.kind, "")
