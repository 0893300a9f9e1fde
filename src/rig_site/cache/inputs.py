"""What a build reads: files by size and time, and by a digest of what is in them where these do not tell.

It imports nothing that takes time, since a build with nothing to do ends here.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping

Stamp = tuple[int, int, str]
"""A file's size in bytes, its time of change in nanoseconds, and the digest of its bytes in hexadecimal."""

TICK = 2_000_000_000
"""How coarse, in nanoseconds, the clock of a file system may be: FAT's has two seconds."""

_PASSED_OVER = ("__pycache__", ".git")


class Edits:
    """What became of the inputs of a build: digests of them all `now` and at the last build.

    `paths` are the files of the content folder that were edited `since`,
    relative to it, if nothing else is different; else None.
    """

    def __init__(self, now: bytes, since: bytes = b"", paths: frozenset[str] | None = None) -> None:
        self.now = now
        self.since = since
        self.paths = paths


class Inputs:
    """The files of a build by their paths, with their stamps; `found_at` is the time, in nanoseconds, of the search."""

    def __init__(self, files: Mapping[str, Stamp], found_at: int) -> None:
        self.files = files
        self.found_at = found_at

    @classmethod
    def find(cls, places: Mapping[str, str], *, now: int, known: Inputs | None = None) -> Inputs:
        """Return what lies at some places, each a file or a folder, under the names of the places.

        Of a file whose size and time are `known`, so is its digest, unless
        it changed when it was looked at or shortly before: then it may have
        changed once more without showing it (git's documentation,
        "racy-git").
        """
        files: dict[str, Stamp] = {}
        stamps: Mapping[str, Stamp] = known.files if known else {}
        settled = known.found_at - TICK if known else 0
        for name, place in places.items():
            for path, file, found in _walk(name, place):
                stamp = stamps.get(path)
                size, time = (found.st_size, found.st_mtime_ns) if found else (0, 0)
                if stamp and stamp[0] == size and stamp[1] == time and time < settled:
                    files[path] = stamp
                else:
                    files[path] = size, time, _digest(file, found)
        return cls(files, now)

    def agrees(self, other: Inputs, *, but: tuple[str, ...] = ()) -> bool:
        """Tell whether the same files are there, with the same bytes in each, some of them left aside."""
        if (self.files.keys() ^ other.files.keys()) - {*but}:
            return False
        return all(stamp[2] == other.files[path][2] for path, stamp in self.files.items() if path not in but)

    def edits(self, since: Inputs, place: str) -> Edits:
        """Return what was edited since a search, if it is nothing but files of one place that were there before."""
        now, before = self.digest(), since.digest()
        if self.files.keys() != since.files.keys():
            return Edits(now)
        edited = {path for path, stamp in self.files.items() if stamp[2] != since.files[path][2]}
        if not all(path.startswith(f"{place}/") for path in edited):
            return Edits(now)
        return Edits(now, before, frozenset(path.removeprefix(f"{place}/") for path in edited))

    def digest(self, choose: Callable[[str], bool] = lambda path: True) -> bytes:
        """Return a digest of the files whose paths are chosen."""
        import hashlib

        chosen = (f"{path}\0{stamp[2]}\0" for path, stamp in sorted(self.files.items()) if choose(path))
        return hashlib.blake2b("".join(chosen).encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _walk(name: str, place: str) -> Iterator[tuple[str, str, os.stat_result | None]]:
    """Yield what lies at a place: paths that begin with its name, where they are on the disk, what is known of them.

    A folder is there as well, by a path that ends in a slash; nothing is
    known of it, nor of a link that leads nowhere.
    """
    if not os.path.isdir(place):
        if os.path.exists(place):
            yield name, place, os.stat(place)
        return
    pending = [""]
    while pending:
        inside = pending.pop()
        try:
            with os.scandir(place + inside) as found:
                entries = list(found)
        except OSError:
            continue
        for entry in entries:
            path = f"{inside}/{entry.name}"
            if entry.name in _PASSED_OVER:
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(path)
                yield f"{name}{path}/", entry.path, None
                continue
            written = f" -> {os.readlink(entry.path)}" if entry.is_symlink() else ""
            try:
                yield f"{name}{path}{written}", entry.path, entry.stat()
            except OSError:
                yield f"{name}{path}{written}", entry.path, None


def _digest(path: str, found: os.stat_result | None) -> str:
    """Return the digest of what is in a regular file; of one that cannot be read, why."""
    import hashlib

    if found is None or not stat.S_ISREG(found.st_mode):
        return ""
    digest = hashlib.blake2b(digest_size=16)
    try:
        with open(path, "rb") as file:
            while content := file.read(1 << 20):
                digest.update(content)
    except OSError as error:
        return f"error {error.errno}"
    return digest.hexdigest()
