"""What a word that is not known was probably meant for, among few words and among many."""

from __future__ import annotations

import pytest

from rig_site.content.known_words import LONGEST_COMPARED, MOST_COMPARED, KnownWords

MANY = KnownWords(f"Lead-{number:05}" for number in range(0, 100_000, 7))


@pytest.mark.parametrize(
    "written", ["Laed-07777", "ead-07777", "Lead07777", "Lead-07777x", "lead_07777", "Leads-07777"]
)
def test_among_many_words_one_with_a_wrong_letter_is_found(written: str) -> None:
    assert len(MANY) > MOST_COMPARED
    assert MANY.closest(written) == "Lead-07777"


def test_what_is_like_none_of_many_words_was_meant_for_none() -> None:
    assert MANY.closest("somebody") is None
    assert MANY.did_you_mean("somebody") == ""


def test_of_words_that_differ_in_capitals_alone_the_first_in_the_alphabet_is_meant() -> None:
    assert KnownWords(["attention", "Attention"]).closest("atention") == "Attention"


def test_a_text_that_is_no_word_is_compared_with_none() -> None:
    word = "a" * (LONGEST_COMPARED + 1)
    assert KnownWords([word]).closest(word) is None
