"""Where publishing happens: the output folder, and our own corner of the cache that belongs to it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from rig_site.write.file import create
from rig_site.write.refusal import OutputRefused

_CACHE_FILES = {
    ".gitignore": b"*\n",
    # https://bford.info/cachedir/: backup programs leave the folder out
    "CACHEDIR.TAG": b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by rig-site; may be deleted at any time.\n",
}


class Place(Struct, frozen=True):
    """The paths that publishing touches, all absolute and free of links; `shown` is the output as its user calls it."""

    shown: Path
    site: Path
    cache: Path
    workshop: Path

    @property
    def lock(self) -> Path:
        """The file whose lock keeps two builds apart."""
        return self.workshop / "lock"

    @property
    def twin(self) -> Path:
        """Where the next generation is built; after publishing, the former one."""
        return self.workshop / "twin"

    @property
    def sibling(self) -> Path:
        """Where it is built if the cache lies on another file system; after publishing, nothing."""
        return self.site.with_name(f".{self.site.name}.rig-twin")

    @property
    def store(self) -> Path:
        """What a build keeps for the next one."""
        return self.workshop / "store"

    @property
    def told(self) -> Path:
        """A file that exists when the user knows that files are replaced one by one here."""
        return self.workshop / "told"

    def set_up(self) -> None:
        """Make the folders around the output and in the cache, as far as they are missing."""
        self.site.parent.mkdir(parents=True, exist_ok=True)
        make_cache(self.cache)
        self.workshop.mkdir(exist_ok=True)


def make_cache(cache: Path) -> None:
    """Make the folder of the cache, as far as it is missing, so that git and backups pass it over."""
    cache.mkdir(parents=True, exist_ok=True)
    for name, content in _CACHE_FILES.items():
        with suppress(FileExistsError):
            create(cache / name, content)


def find(output: Path, cache: Path, protected: Iterable[Path]) -> Place:
    """Return the place for an output folder; raise `OutputRefused` if a site must not be published there.

    Neither the output nor the cache may be a link: a link that came with
    a stranger's content would lead the site to wherever it likes.  The
    output may neither be nor contain a protected folder, the cache, or
    the folder we are in, nor lie in a protected folder or the cache.
    """
    site, store = _real(output), _real(cache)
    if output.is_symlink():
        raise OutputRefused(f"{output} is a link, to {site}; name the folder itself as the output")
    for folder in (site, *site.parents):
        if folder.exists() and not folder.is_dir():
            raise OutputRefused(f"{folder} is a file, not a folder; choose another output folder")
    kept = tuple(protected)
    for folder in map(_real, (cache, *kept)):
        if _lies_in(folder, site):
            raise OutputRefused(f"{output} cannot be the output folder: {folder} is the same folder or lies inside it")
    if _lies_in(_real(Path.cwd()), site):
        raise OutputRefused(f"{output} cannot be the output folder: you are in it; go to another folder first")
    if _lies_in(site, store):
        raise OutputRefused(f"{output} cannot be the output folder: it lies inside the cache, {cache}")
    for folder in kept:
        if _lies_in(site, _real(folder)):
            raise OutputRefused(f"{output} cannot be the output folder: it lies inside {folder}, where its sources are")
    workshop = store / _key(site, store)
    for folder in (cache, workshop):
        if folder.is_symlink():
            raise OutputRefused(f"{folder} is a link; delete it, the cache is made anew where it is missing")
    return Place(output, site, store, workshop)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _lies_in(inner: Path, outer: Path) -> bool:
    """Tell whether a folder is another one or lies inside it, however the file system spells the two."""
    return any(folder == outer or _same(folder, outer) for folder in (inner, *inner.parents))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _key(site: Path, cache: Path) -> str:
    """Return the name of an output's own folder in the cache; it stays when both are moved together."""
    try:
        route = os.path.relpath(site, cache)
    except ValueError:  # another drive of Windows
        route = str(site)
    return f"{site.name[:32]}-{hashlib.sha256(os.fsencode(route)).hexdigest()[:8]}"
