"""The phrases there are, read from `messages.pot`, and what a text that takes the place of one has to hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from rig_site.language.catalogues import FOLDER

_PLACEHOLDER = re.compile(r"%\(\w+\)s")


class SourcePhrase(Struct, frozen=True):
    """A phrase in English; `counts` tells that it has a form for each number."""

    message: str
    counts: bool
    placeholders: frozenset[str]


@cache
def source_phrases() -> Mapping[str, SourcePhrase]:
    """Return every phrase by its words; one that counts something by those of its singular."""
    from babel.messages.pofile import read_po

    with (FOLDER / "messages.pot").open("rb") as file:
        messages = [message.id for message in read_po(file) if message.id]
    forms = [(message,) if isinstance(message, str) else tuple(message) for message in messages]
    return {each[0]: SourcePhrase(each[0], len(each) > 1, placeholders(" ".join(each))) for each in forms}


def placeholders(text: str) -> frozenset[str]:
    """Return the placeholders of a phrase.

    >>> sorted(placeholders("%(room)s and %(other)s, 100 %"))
    ['%(other)s', '%(room)s']
    """
    return frozenset(_PLACEHOLDER.findall(text))


def with_plain_percents(text: str) -> str:
    """Return a phrase that anybody wrote, its per cent signs doubled but for those of placeholders.

    >>> with_plain_percents("%(count)s of 100 %")
    '%(count)s of 100 %%'
    """
    return re.sub(r"%(?!\(\w+\)s)", "%%", text)
