"""A site appears on the disk whole or not at all.

A new generation is built beside the published one, out of the reader's
sight, and takes its place in one step of the file system; the old
generation stays in the cache until the next build, so that nobody who was
just on the way to a file of it is turned away.  The next one is made of
that by what differs.  Whatever is left lying
about by a build that was killed, the next one clears.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from rig_site.cache import LISTING
from rig_site.cache.record import identity
from rig_site.write import in_place, twin
from rig_site.write.change import Change, NotAsPublished, compare
from rig_site.write.exchange import IMPOSSIBLE, settle
from rig_site.write.file import create, holds, make_folders, put, replace_file
from rig_site.write.lock import Busy, hold
from rig_site.write.ownership import listing, owned
from rig_site.write.paths import check, folders
from rig_site.write.place import Place, find
from rig_site.write.refusal import OutputRefused
from rig_site.write.spool import Spool

__all__ = ["Busy", "NotAsPublished", "OutputRefused", "Publication", "publish", "replace_file", "update"]


class Publication(Struct, frozen=True):
    """What publishing did: paths relative to the output folder, in order.

    `note` is something its reader should know, in a sentence; said once
    for a folder, it is empty the next time.  `site` tells the folder as it
    is published now from any other.
    """

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    note: str = ""
    site: tuple[int, ...] = ()


def publish(
    files: Iterable[tuple[str, bytes]],
    output: Path,
    cache: Path,
    *,
    kept: Collection[str] = (),
    protected: Iterable[Path] = (),
    durable: bool = False,
    wait: float = 10.0,
    step: Callable[[str], None] = lambda name: None,
) -> Publication:
    """Make the folder `output` hold exactly `files` (relative paths with bytes), in one step for every reader.

    The files are taken one after the other, before anything is done.
    Files that are `kept` are none of these: they stay as the last build
    published them, and `NotAsPublished` is raised where one is not there.

    `cache` is a folder of ours on the same file system; it can be deleted
    at any time.  `protected` are folders that the output may neither be
    nor contain nor lie in; the root, the working folder and the cache are
    none either.  With
    `durable` it returns only when a power cut could do no harm.  `wait`
    is how long, in seconds, another build may keep us from beginning.
    `step` is told the name of every step before it is taken.

    Files whose bytes stay the same keep their inode and time.  Raises
    `OutputRefused` when the output is no place for a site or holds what
    no build of ours wrote, `Busy` when another build is at work,
    `PathError` when `files` cannot lie in one folder, and OSError when
    the disk fails.  In all these cases the output is as it was; only
    where files must be replaced one by one can a failing disk, or a
    kill, leave old and new ones side by side until the next build.
    """
    place = find(output, cache, protected)
    with Spool(files) as spool:
        paths = (*spool, *kept)
        if owned(place.site) != frozenset(paths):
            check(paths)
        spool.add(LISTING, listing(paths))
        if not place.workshop.exists():
            compare(place.site, spool, kept=kept, shown=output)  # a folder that is refused gets no cache beside it
        place.set_up()
        with hold(place.lock, wait=wait):
            step("clear")
            twin.clear(place.sibling)
            step("compare")
            change = compare(place.site, spool, kept=kept, shown=output)
            note = _carry_out(change, place, durable=durable, step=step) if change else ""
            if durable:
                step("settle")
                settle(place.site)
            step("finish")
            site = identity(str(place.site))
    written, unchanged = (
        tuple(path for path in paths if path != LISTING) for paths in (change.written, change.unchanged)
    )
    return Publication(written, unchanged, change.removed, note, site)


def update(
    files: Iterable[tuple[str, bytes]],
    output: Path,
    *,
    kept: Collection[str],
    made: Callable[[str, bool], None] = lambda path, is_new: None,
) -> Publication:
    """Replace some files of a folder that `publish` filled, each in one step; those that are `kept` stay.

    What is replaced is `made`, one after the other: the path, and whether
    its bytes are others.  Nobody else may write to the folder.  Raises
    `NotAsPublished` where a file that is kept is not there.
    """
    replaced = {}
    for path, content in files:
        replaced[path] = not holds(output / path, content)
        if replaced[path]:
            make_folders(output, folders([path]))
            put(output / path, content)
        made(path, replaced[path])
    everything = {*replaced, *kept}
    if not all(os.path.isfile(f"{output}/{path}") for path in everything):
        raise NotAsPublished
    written = tuple(sorted(path for path, is_new in replaced.items() if is_new))
    unchanged = tuple(sorted(everything.difference(written)))
    return Publication(written, unchanged, (), site=identity(str(output)))


def _carry_out(change: Change, place: Place, *, durable: bool, step: Callable[[str], None]) -> str:
    """Publish in the best way there is here; return what is to be said about it."""
    for built in (place.twin, place.sibling):
        try:
            _exchange(change, place.site, built, durable=durable, step=step)
        except OSError as error:
            if error.errno not in IMPOSSIBLE:
                raise
            obstacle = error.strerror
            if error.errno != errno.EXDEV:
                break
        else:
            if built == place.sibling:
                step("clear the sibling")
                twin.clear(built)
            place.told.unlink(missing_ok=True)
            return ""
    in_place.replace(place.site, change, durable=durable, step=step)
    if place.told.exists():
        return ""
    create(place.told, b"")
    return (
        f"{place.shown} cannot be exchanged in one step here ({obstacle}), so its files were replaced one by one:"
        " a build that is killed may leave old and new files side by side until the next build"
    )


def _exchange(
    change: Change,
    site: Path,
    built: Path,
    *,
    durable: bool,
    step: Callable[[str], None],
) -> None:
    """Build the new generation at `built` and give it the site's name; what fails on the way leaves nothing behind."""
    try:
        twin.build(built, site, change, step=step)
        if durable:
            step("settle the twin")
            settle(built)
        step("exchange")
        twin.put_in_place(built, site)
    except BaseException:
        with suppress(OSError):
            twin.clear(built)
        raise
