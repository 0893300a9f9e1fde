"""Notes on papers, and what they lead to."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct

from rig_site.model.permalink import LEADING_DATE, made_of
from rig_site.model.text import Text

NOTE_ENDINGS = (".md", ".markdown")
"""What the names of notes end in."""
_OF_A_FOLDER = ("index", "_index")
"""What Hugo calls the text of the folder that it lies in."""


class Mention(Struct, frozen=True):
    """A paper that a note is on, by its key; `anchor` is the heading it stands under, empty for the whole note."""

    paper: str
    anchor: str = ""


class Note(Struct, frozen=True):
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


def without_ending(path: str) -> str:
    """Return the path or the name of a note without its ending.

    >>> without_ending("notes/LoRA.md"), without_ending("v1.2")
    ('notes/LoRA', 'v1.2')
    """
    return next((path[: -len(ending)] for ending in NOTE_ENDINGS if path.casefold().endswith(ending)), path)


def key_of(path: str) -> str:
    """Return the key of a note by its path in the content folder: a piece of an address for each folder and its name.

    A date before the name is left out, unless it is all there is.

    >>> key_of("notes/2023-11-06-LoRA.md"), key_of("notes/Deep Learning/LoRA.markdown")
    ('lora', 'deep-learning/lora')
    >>> key_of("notes/Daily/2023-11-06.md"), key_of("notes/attention/index.md"), key_of("notes/--.md")
    ('daily/2023-11-06', 'attention', '')
    """
    *folders, name = without_ending(path).split("/")[1:]
    pieces = [made_of(folder) for folder in folders]
    own = made_of(LEADING_DATE.sub("", name)) or made_of(name)
    if any(pieces) and name.casefold() in _OF_A_FOLDER:
        return "/".join(filter(None, pieces))
    return "/".join(filter(None, (*pieces, own))) if own else ""


def picture_path(path: str) -> str:
    """Return where an image beside notes is published: in a folder that is called like that of the notes' addresses.

    Some file systems take `notes/Methods/` and `notes/methods/` for one.

    >>> picture_path("notes/Deep Learning/Pasted image 1.png")
    'notes/deep-learning/Pasted image 1.png'
    """
    *folders, name = path.split("/")
    return "/".join((*(made_of(folder) or folder for folder in folders), name))


def title_of(path: str) -> str:
    """Return what a note is called that says no title: the name of its file in words.

    >>> title_of("notes/2023-11-06-low-rank.md"), title_of("notes/RAG vs. DPR.md"), title_of("notes/a/index.md")
    ('Low rank', 'RAG vs. DPR', 'A')
    >>> title_of("notes/GPT-3.md"), title_of("notes/My-first_note.md"), title_of("notes/2023-11-06.md")
    ('GPT-3', 'My first note', '2023-11-06')
    """
    *folders, name = without_ending(path).split("/")
    name = folders[-1] if name.casefold() in _OF_A_FOLDER and len(folders) > 1 else name
    own = LEADING_DATE.sub("", name).strip("-_ .")
    joined = r"[-_]" if own.islower() else r"_|(?<=[^\W\d])-(?=[^\W\d])"
    words = own if " " in own else re.sub(joined, " ", own)
    return words[:1].upper() + words[1:] if own else name
