"""Which files were saved: told by the file system, or found by looking where it tells nothing."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

_STEP = 10
"""Milliseconds without another change after which changes are told."""
_TOGETHER = 50
"""Milliseconds at most for which changes are gathered to be told together."""
_TURN = 50
"""Milliseconds between two looks at whether the watched folders are still the same."""
_BETWEEN_LOOKS = 200
"""Milliseconds between two looks at all files where no file system tells of changes."""

_MOUNTS = Path("/proc/self/mountinfo")
_SILENT = {
    "9p",
    "afs",
    "ceph",
    "cifs",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "nfs",
    "nfs4",
    "prl_fs",
    "smb3",
    "smbfs",
    "vboxsf",
    "virtiofs",
}
"""File systems that others write to as well, of which the kernel hears nothing (inotify(7), "Limitations")."""


def watch(
    folders: Sequence[Path], *, poll: bool = False, stop: threading.Event, say: Callable[[str], None]
) -> Iterator[frozenset[Path]]:
    """Yield the files that changed, as real paths, whenever some did; first nothing, once changes are not missed.

    A folder may come later, go, or be replaced by another of its name:
    then the folder itself is what changed.  Hidden files and the copies
    that editors make for themselves are left out.  `poll` looks at all
    files again and again; so it is done without being asked where a file
    system does not tell of changes, or tells no more of them, and `say` is
    given a sentence about it.  It ends when `stop` is set.
    """
    silent = next(filter(None, map(_silent_file_system, folders)), None)
    if silent and not poll:
        say(f"{silent} tells nothing of changes, so files are looked at every {_BETWEEN_LOOKS} milliseconds")
    poll = poll or silent is not None
    before = _identities(folders)
    changed, begun = frozenset[Path](), False
    while not stop.is_set():
        present = _identities(folders)
        changed |= {path for path, _ in before ^ present}
        before = present
        try:
            for found in _watch(present, poll=poll, stop=stop):
                if changed or found or not begun:
                    yield changed | found
                    changed, begun = frozenset[Path](), True
                if _identities(folders) != present:
                    break
        except OSError as error:
            if _identities(folders) != present:
                continue
            if poll:
                raise
            poll = True
            say(f"changes are not told here ({error}), so files are looked at every {_BETWEEN_LOOKS} milliseconds")


def _watch(present: frozenset[tuple[Path, object]], *, poll: bool, stop: threading.Event) -> Iterator[frozenset[Path]]:
    """Yield what changes in folders that exist, and nothing at every turn."""
    from watchfiles import watch as changes

    paths = sorted(path for path, _ in present)
    if not paths:
        while not stop.wait(_TURN / 1000):
            yield frozenset()
        return
    for found in changes(
        *paths,
        watch_filter=lambda _, path: is_source(path, paths),
        debounce=_TOGETHER,
        step=_STEP,
        stop_event=stop,
        rust_timeout=_TURN,
        yield_on_timeout=True,
        force_polling=poll or None,
        poll_delay_ms=_BETWEEN_LOOKS,
        ignore_permission_denied=True,
    ):
        yield frozenset(Path(path) for _, path in found)


def is_source(path: str, folders: Sequence[Path]) -> bool:
    """Tell whether a file may be part of the group's, going by the names from the folder on that it lies in.

    >>> folders = [Path("/home/.group/content")]
    >>> is_source("/home/.group/content/site.yaml", folders), is_source("/home/.group/content/.site.yaml.swp", folders)
    (True, False)
    """
    folder = next((folder for folder in folders if Path(path).is_relative_to(folder)), None)
    names = Path(path).relative_to(folder).parts if folder else ()
    return not any(name.startswith(".") or name.endswith("~") for name in names)


def file_system(path: Path, mounts: str) -> str:
    r"""Return the type of the file system that a path lies on, by the text of mountinfo; empty if it is not there.

    Source: proc_pid_mountinfo(5); a blank in a path is written as `\040`.

    >>> mounts = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n30 22 0:40 / /home rw shared:1 - nfs4 host:/home rw\n"
    >>> file_system(Path("/home/a/content"), mounts), file_system(Path("/homes"), mounts)
    ('nfs4', 'ext4')
    """
    found = {}
    for line in mounts.splitlines():
        fields, _, rest = line.partition(" - ")
        point = Path(fields.split(" ")[4].replace("\\040", " "))
        if path.is_relative_to(point):
            found[len(point.parts)] = rest.partition(" ")[0]
    return found[max(found)] if found else ""


def _silent_file_system(folder: Path) -> str | None:
    try:
        found = file_system(folder, _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return None
    return found if found in _SILENT else None


def _identities(folders: Sequence[Path]) -> frozenset[tuple[Path, object]]:
    """Return the folders that exist, each with what tells it from another of its name."""
    found = []
    for folder in folders:
        if os.path.isdir(folder):
            state = os.stat(folder)
            found.append((folder, (state.st_dev, state.st_ino)))
    return frozenset(found)
