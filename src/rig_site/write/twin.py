"""The site's twin: a whole new generation is built out of sight, then takes the old one's place in one step."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from rig_site.cache import LISTING
from rig_site.write.change import Change
from rig_site.write.exchange import exchange
from rig_site.write.file import create, make_folders
from rig_site.write.ownership import owned, refuse_strangers, survey
from rig_site.write.paths import folders


def build(twin: Path, site: Path, change: Change, *, step: Callable[[str], None]) -> None:
    """Make `twin` hold the new generation; files that stay as they are become links to the site's.

    What an earlier build left there is made use of, as far as its files are
    the site's own.  Deletions come first, then the list of files, so that
    nothing lies in a twin with a whole list that is not in it; one without
    was never published.
    Raises OSError with EXDEV when the two folders cannot be exchanged, and
    `OutputRefused` if somebody put a file there.
    """
    step("make the twin")
    if owned(twin) is None:
        clear(twin)
    found = survey(twin, {})
    refuse_strangers(twin, found.strangers)
    right = {path for path, inode in change.unchanged.items() if found.ours.get(path) == inode and path != LISTING}
    for path in (*found.worthless, *sorted(found.ours.keys() - right)):
        step(f"drop {path}")
        (twin / path).unlink()
    for folder in sorted(found.folders.difference(folders(change.tree)), reverse=True):
        (twin / folder).rmdir()
    missing, fresh = change.tree - right, frozenset(change.written)
    make_folders(twin, folders(missing))
    for path in sorted(missing, key=lambda path: (path != LISTING, path)):
        step(f"make {path}")
        if path in fresh:
            create(twin / path, change.files[path])
        elif not _link(site / path, twin / path):
            create(twin / path, (site / path).read_bytes())


def put_in_place(twin: Path, site: Path) -> None:
    """Give the twin the site's name; a former site now has the twin's."""
    if site.exists():
        exchange(twin, site)
    else:
        twin.rename(site)


def clear(twin: Path) -> None:
    """Remove what a former build left under the twin's name: half a new site, or the whole old one.

    A file that somebody put into the old site just when it was exchanged
    is not ours to delete: it raises `OutputRefused`.
    """
    if twin.is_symlink() or twin.is_file():
        twin.unlink()
    elif twin.is_dir():
        if owned(twin) is not None:
            refuse_strangers(twin, survey(twin, {}).strangers)
        shutil.rmtree(twin)


def _link(existing: Path, new: Path) -> bool:
    """Tell whether the file could be given a second name; where links are not to be had it is simply written anew."""
    try:
        os.link(existing, new, follow_symlinks=False)
    except OSError as error:
        if error.errno == errno.EXDEV:
            raise
        return False
    return True
