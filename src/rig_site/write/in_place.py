"""Where folders cannot be exchanged: the site is replaced file by file, each in one step, and never loses its list."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from rig_site.cache import LISTING
from rig_site.write.change import Change
from rig_site.write.file import make_folder, make_folders, put
from rig_site.write.ownership import listing
from rig_site.write.paths import fold, folders


def replace(site: Path, change: Change, *, durable: bool, step: Callable[[str], None]) -> None:
    """Make the folder hold the new generation: first what pages need, then the pages, then the deletions.

    While it goes on, the list names old and new files alike, so that the
    next build can finish what a killed one began.
    """

    def replace_one(path: str, content: bytes) -> None:
        step(f"replace {path}")
        put(site / path, content, durable=durable)

    def remove(path: str) -> None:
        step(f"remove {path}")
        (site / path).unlink(missing_ok=True)

    tree = change.tree
    make_folder(site)
    for path in change.swept:
        remove(path)
    replace_one(LISTING, listing({*tree, *change.removed} - {LISTING}))
    in_the_way = _in_the_way(change.removed, tree)
    for path in in_the_way:
        remove(path)
    _prune(site)
    make_folders(site, folders(tree))
    for path in sorted(change.written, key=lambda path: (path.endswith(".html"), path)):
        if path != LISTING:
            replace_one(path, change.files[path])
    for path in change.removed:
        if path not in in_the_way:
            remove(path)
    _prune(site)
    replace_one(LISTING, listing(tree - {LISTING}))


def _in_the_way(removed: tuple[str, ...], tree: Collection[str]) -> tuple[str, ...]:
    """Return the old files that must go first.

    They stand where a folder is to be, lie in a folder where a file is to
    be, or differ from a new one only by what some file systems ignore.
    """
    files = {fold(path) for path in tree}
    names = files.union(fold(folder) for folder in folders(tree))
    return tuple(
        path for path in removed if fold(path) in names or any(fold(folder) in files for folder in folders([path]))
    )


def _prune(site: Path) -> None:
    """Remove the folders with nothing in them."""
    for folder, _, _ in os.walk(site, topdown=False):
        if folder != str(site):
            with suppress(OSError):
                os.rmdir(folder)
