"""Notes on papers, and what they lead to."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from rig_site.model.text import Text


@dataclass(frozen=True, slots=True)
class Mention:
    """A paper that a note is on, by its key; `anchor` is the heading it stands under, empty for the whole note."""

    paper: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note; `authors` are keys of people, `sessions` ids, and `names` what else links may call it by."""

    key: str
    title: str
    text: Text
    date: datetime.date | None = None
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    papers: tuple[Mention, ...] = ()
    names: tuple[str, ...] = ()
