"""The difference between the site on the disk and the site to be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct

from rig_site.write.file import is_published
from rig_site.write.ownership import refuse_strangers, survey


class Change(Struct, frozen=True):
    """What becomes of every file, as paths relative to the output folder, in order.

    `written` files get new bytes, those in `files`; `unchanged` ones are
    not touched and have the number of their inode, `removed` ones were
    published before and are no more; `swept` are worthless leftovers.
    """

    files: Mapping[str, bytes]
    written: tuple[str, ...]
    unchanged: Mapping[str, int]
    removed: tuple[str, ...]
    swept: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.written or self.removed or self.swept)

    @property
    def tree(self) -> frozenset[str]:
        """Every file that there will be."""
        return frozenset((*self.written, *self.unchanged))


class NotAsPublished(Exception):  # noqa: N818 - it reads as what happened
    """Files that were to be kept as they are were not there."""


def compare(site: Path, files: Mapping[str, bytes], *, kept: Collection[str] = (), shown: Path) -> Change:
    """Return what must change for the folder `site` to hold exactly `files` (bytes by path) and what is `kept`.

    What is kept is not read: it need only be there, else `NotAsPublished`
    is raised.  Raises `OutputRefused`, calling the folder `shown`, if it
    holds files that are not ours.
    """
    found = survey(site, files)
    refuse_strangers(shown, found.strangers)
    if any(path not in found.ours for path in kept):
        raise NotAsPublished
    same = {path for path in found.ours if path in files and is_published(site / path, files[path])}
    same.update(kept)
    return Change(
        files,
        written=tuple(sorted(files.keys() - same)),
        unchanged={path: found.ours[path] for path in sorted(same)},
        removed=tuple(sorted(found.ours.keys() - files.keys() - same)),
        swept=found.worthless,
    )
