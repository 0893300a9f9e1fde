"""The site's twin: a whole new generation is built out of sight, then takes the old one's place in one step."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from rig_site.write.change import Change
from rig_site.write.exchange import exchange
from rig_site.write.file import create, make_folders
from rig_site.write.ownership import owned, refuse_strangers, survey
from rig_site.write.paths import LISTING, folders


def build(twin: Path, site: Path, tree: Mapping[str, bytes], change: Change, *, step: Callable[[str], None]) -> None:
    """Make `twin`, which must not exist, hold `tree`; files that stay as they are become links to the site's.

    The list of files comes first, so that a twin with a whole list holds
    nothing that is not in it, and one without was never published.
    Raises OSError with EXDEV when the two folders cannot be exchanged.
    """
    unchanged = set(change.unchanged)
    step("make the twin")
    make_folders(twin, folders(tree))
    for path in sorted(tree, key=lambda path: (path != LISTING, path)):
        step(f"make {path}")
        if not (path in unchanged and _link(site / path, twin / path)):
            create(twin / path, tree[path])


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
