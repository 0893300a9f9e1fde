"""Which of the words that are known was probably meant by one that is not."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

MOST_COMPARED = 200
"""Of how many words each is compared with one that is not known; of more, those that begin or end most like it."""

NEIGHBOURS = 20
"""How many words are compared then to either side of its place in the alphabet."""

LONGEST_COMPARED = 200
"""How many characters a word may have to be compared at all."""

MOST_MEANT = 3
"""How many words are asked for that are as close as the closest."""

LEAST_ALIKE = 0.6
"""The ratio of `difflib` that a word that was meant has at least."""


class KnownWords(Collection[str]):
    """Words to compare others with, as often as there are mistakes.

    A comparison takes long, so there is a limit to how many are made for
    one mistake.  Wherever in a word a letter is wrong, the word begins or
    ends like the one that was meant: of many words, only its neighbours in
    the alphabet are compared, and those of the words read from behind.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = dict.fromkeys(words)

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def closest(self, written: str, *, least_alike: float = LEAST_ALIKE) -> str | None:
        """Return the word that was probably meant, or None; `least_alike` is the ratio of `difflib` that it needs.

        Capitals do not matter; of two words that differ in nothing else,
        the first in the alphabet is meant.
        """
        if len(written) > LONGEST_COMPARED:
            return None
        found = difflib.get_close_matches(written.casefold(), self._candidates(written), n=1, cutoff=least_alike)
        return self._by_folded[found[0]] if found else None

    def is_clear(self, written: str) -> bool:
        """Tell whether one word is closest to what is written, and no other as close."""
        word = written.casefold()
        if len(word) > LONGEST_COMPARED:
            return False
        found = difflib.get_close_matches(word, self._candidates(written), n=2, cutoff=LEAST_ALIKE)
        alike = [difflib.SequenceMatcher(None, each, word).ratio() for each in found]
        return len(alike) == 1 or (len(alike) == 2 and alike[0] > alike[1])

    def meant(self, written: str) -> Sequence[str]:
        """Return the words that were probably meant: the closest, and those that are just as close.

        >>> KnownWords(["lead-a", "lead-b"]).meant("lead-c"), KnownWords(["lead-a", "lead-b"]).meant("leed-a")
        (['lead-a', 'lead-b'], ['lead-a'])
        """
        word = written.casefold()
        if self.closest(written) is None:
            return []
        found = difflib.get_close_matches(word, self._candidates(written), n=MOST_MEANT, cutoff=LEAST_ALIKE)
        alike = {each: difflib.SequenceMatcher(None, each, word).ratio() for each in found}
        return sorted(self._by_folded[each] for each in found if alike[each] == max(alike.values()))

    def did_you_mean(self, written: str) -> str:
        """Return the question whether the closest word was meant, or one as close; empty where none is close."""
        words = [f"'{word}'" for word in self.meant(written)]
        return f"did you mean {' or '.join(words)}?" if words else ""

    def _candidates(self, written: str) -> Iterable[str]:
        if len(self._by_folded) <= MOST_COMPARED:
            return self._by_folded
        word = written.casefold()
        behind = (each[::-1] for each in _neighbours(word[::-1], self._from_behind))
        return {*_neighbours(word, self._in_order), *behind}

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        return {word.casefold(): word for word in sorted(self._words, reverse=True)}

    @cached_property
    def _in_order(self) -> Sequence[str]:
        return sorted(self._by_folded)

    @cached_property
    def _from_behind(self) -> Sequence[str]:
        return sorted(word[::-1] for word in self._by_folded)


def closest(written: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant, or None.

    >>> closest("leed", ["id", "date", "leads"])
    'leads'
    >>> closest("technical", ["Technical", "Discussion"])
    'Technical'
    """
    return KnownWords(known).closest(written)


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """Return the question whether the closest known word was meant; empty where none is close.

    >>> did_you_mean("leed", ["id", "date", "leads"])
    "did you mean 'leads'?"
    """
    return KnownWords(known).did_you_mean(written)


def _neighbours(word: str, words: Sequence[str]) -> Sequence[str]:
    """Return the words around the place that a word would have among sorted ones."""
    place = bisect_left(words, word)
    return words[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]
