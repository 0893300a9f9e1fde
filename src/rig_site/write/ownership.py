"""Which files of an output folder are ours.

The published site carries the list itself, in `.rig-site`: it changes in
the same step as the site does, so the two never disagree, and deleting
the cache loses nothing.  The list is only ever asked about files that
were found; its own paths lead nowhere.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from rig_site.cache import LISTING
from rig_site.write.file import holds
from rig_site.write.paths import PART, folders
from rig_site.write.refusal import OutputRefused

_WORTHLESS = frozenset({PART, ".DS_Store", "Thumbs.db", "desktop.ini"})
"""What may be dropped whoever left it: our own unfinished files, and what file browsers strew about by themselves."""

_NAMED = 5
"""How many foreign files a message names."""


class Survey(Struct, frozen=True):
    """What an output folder holds, as paths relative to it: files of ours, worthless ones, and all others.

    `ours` has the number of each file's inode.  `folders` are all that
    there are.
    """

    ours: Mapping[str, int]
    worthless: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    folders: frozenset[str] = frozenset()


def listing(paths: Iterable[str]) -> bytes:
    """Return the text of the list of published files.

    >>> print(listing(["index.html", "404.html"]).decode(), end="")
    {"published_by": "rig-site", "files": [
    "404.html",
    "index.html"
    ]}
    """
    lines = ",\n".join(json.dumps(path, ensure_ascii=False) for path in sorted(paths))
    return f'{{"published_by": "rig-site", "files": [\n{lines}\n]}}\n'.encode()


def owned(folder: Path) -> frozenset[str] | None:
    """Return the paths a folder's list names, or None if it has no list or not a whole one."""
    path = folder / LISTING
    if path.is_symlink() or not path.is_file():
        return None
    try:
        return frozenset(json.loads(path.read_bytes())["files"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def survey(folder: Path, files: Mapping[str, bytes]) -> Survey:
    """Return what a folder holds that is to be replaced, and by what (bytes by path); nothing where there is no folder.

    A file is ours when the folder's list names it, and also when it is
    just what we are about to publish: then nothing can be lost.  A link
    or a device is never ours.
    """
    listed = {LISTING, *(owned(folder) or ())}
    ours, worthless, strangers, inside = dict[str, int](), [], [], set()
    for path, entry in _walk(folder):
        if path.endswith("/"):
            inside.add(path.rstrip("/"))
        elif entry.name in _WORTHLESS:
            worthless.append(path)
        elif entry.is_file(follow_symlinks=False) and (
            path in listed or (path in files and holds(folder / path, files[path]))
        ):
            ours[path] = entry.inode()
        else:
            strangers.append(path)
    foreign = _topmost(strangers, known=folders([*ours, *files])) if strangers else ()
    return Survey(ours, tuple(sorted(worthless)), foreign, frozenset(inside))


def refuse_strangers(shown: Path, strangers: tuple[str, ...]) -> None:
    """Raise `OutputRefused` if there are any, naming a few of them and what can be done."""
    if not strangers:
        return
    first = [path if path.isprintable() else ascii(path) for path in strangers[:_NAMED]]
    more = len(strangers) - len(first)
    remedy = (
        "build into a folder of its own and copy the site into the checkout from there"
        if {".git", ".git/"} & set(strangers)
        else "move it elsewhere (what is to be published with the site belongs in content/static/),"
        " or choose another output folder"
    )
    raise OutputRefused(
        f"{shown} holds what rig-site did not put there:"
        f" {', '.join(first)}{f' and {more} more' if more else ''}; {remedy}"
    )


def _walk(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield everything below a folder by its relative path, a folder's with a slash; no link is followed."""
    top, pending = str(folder), [""]
    while pending:
        prefix = pending.pop()
        try:
            with os.scandir(f"{top}/{prefix}") as found:
                entries = list(found)
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                inner = f"{prefix}{entry.name}/"
                pending.append(inner)
                yield inner, entry
            else:
                yield prefix + entry.name, entry


def _topmost(paths: Iterable[str], *, known: Iterable[str]) -> tuple[str, ...]:
    """Return the paths with every folder that is foreign as a whole said once, as `folder/`.

    >>> _topmost(["a/b/1", "a/b/2", "a/3"], known=["a"])
    ('a/3', 'a/b/')
    """
    ours = set(known)
    return tuple(
        sorted({next((f"{folder}/" for folder in folders([path]) if folder not in ours), path) for path in paths})
    )
