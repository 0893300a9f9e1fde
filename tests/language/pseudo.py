"""A pseudo-language: every phrase in brackets, with accents and a third longer, so that what is not translated shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from language.extraction import extracted, write
from rig_site.language import catalogues
from rig_site.render.html import environment

OPEN, CLOSE = "⟦", "⟧"
ACCENTS = str.maketrans("aeiounycAEIOUNYC", "åéîøüñýçÅÉÎØÜÑÝÇ")
PLACEHOLDER = re.compile(r"(%\(\w+\)s)")


def pseudo(text: str) -> str:
    """Return a phrase as the pseudo-language has it, its placeholders as they are; punctuation alone stays.

    >>> pseudo("%(room)s and online")
    '⟦%(room)s åñd øñlîñé ẋẋẋẋẋ⟧'
    """
    parts = PLACEHOLDER.split(text)
    if not any(re.search(r"\w", part) for part in parts[::2]):
        return text
    accented = "".join(part if PLACEHOLDER.fullmatch(part) else part.translate(ACCENTS) for part in parts)
    return f"{OPEN}{accented} {'ẋ' * (len(text) // 4 + 1)}{CLOSE}"


@contextmanager
def pseudo_language(name: str, folder: Path) -> Iterator[None]:
    """Let a language speak pseudo-words; the source language itself (`en`) can."""
    catalogue = Catalog(locale="en", fuzzy=False)
    for message in extracted():
        if message.id:
            plural = not isinstance(message.id, str)
            catalogue.add(
                message.id, tuple(map(pseudo, message.id)) if plural else pseudo(message.id), context=message.context
            )
    write(catalogue, folder / f"{name}.po")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogues, "FOLDER", folder)
        patch.setattr(catalogues, "CATALOGUES", (name,))
        forget()
        yield
    forget()


def forget() -> None:
    catalogues.translations.cache_clear()
    environment.cache_clear()
