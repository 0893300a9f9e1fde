"""Single files: compared, created, replaced, always with the same permissions and never through a link."""

from __future__ import annotations

import errno
import glob
import os
import secrets
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from rig_site.write.paths import PART
from rig_site.write.refusal import OutputRefused

FILE_MODE = 0o644
FOLDER_MODE = 0o755
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_HAS_MODES = os.name == "posix"


def holds(path: Path, content: bytes) -> bool:
    """Tell whether there is a regular file with exactly these bytes; a link is not followed."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == len(content) and path.read_bytes() == content


def is_published(path: Path, content: bytes) -> bool:
    """Tell whether an existing file is exactly as `create` makes it, permissions included."""
    right_mode = not _HAS_MODES or stat.S_IMODE(path.lstat().st_mode) == FILE_MODE
    return right_mode and holds(path, content)


def create(path: Path, content: bytes, *, mode: int = FILE_MODE, durable: bool = False) -> None:
    """Write a new file with the given permissions, whatever the umask; raise FileExistsError if there is one.

    With `durable` it returns only when the disk has the bytes.
    """
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        if durable:
            os.fsync(file.fileno())
    _set_mode(path, mode)


def put(path: Path, content: bytes, *, durable: bool = False) -> None:
    """Give a published file new bytes in one step, whether it was there or not; nobody else may write to its folder."""
    part = path.with_name(PART)
    try:
        create(part, content, durable=durable)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make one folder that everybody can read, whatever the umask; an existing one stays as it is."""
    with suppress(FileExistsError):
        path.mkdir()
        _set_mode(path, FOLDER_MODE)


def make_folders(top: Path, folders: Iterable[str]) -> None:
    """Make the folders below `top`, and `top` itself; each must come before those inside it."""
    make_folder(top)
    for folder in folders:
        make_folder(top / folder)


def replace_file(path: Path, content: bytes) -> bool:
    """Give one file new bytes in a single step; return False, and touch nothing, if it has them already.

    For the organisers' own files (PREVIOUS.md, a README): a reader, or a
    power cut, finds the old bytes or the new ones; permissions and owner
    stay.  A link is followed as long as it stays in the file's own folder
    or below; one that leads out of it, and anything but a regular file,
    raises `OutputRefused`.  A file that nobody may write is left alone:
    that, and whatever else the disk refuses, is an OSError that names
    `path`.  What a killed build left beside the file is cleared away.
    """
    try:
        return _replace(path, content)
    except OSError as error:
        error.filename = str(path)
        raise


def _replace(path: Path, content: bytes) -> bool:
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(os.path.realpath(path.parent)):
        raise OutputRefused(f"{path} is a link that leads out of its folder, to {target}; it is not written")
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise OutputRefused(f"{path} is not a regular file; it is not written")
    if holds(target, content):
        return False
    if target.exists() and not (target.stat().st_mode & _WRITABLE and os.access(target, os.W_OK)):
        raise PermissionError(errno.EACCES, "the file is read-only")
    while True:
        for leftover in target.parent.glob(f".{glob.escape(target.name)}.*.rig-site"):
            leftover.unlink(missing_ok=True)
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.rig-site")
        try:
            create(part, content, durable=True)
            _take_after(part, target)
            part.replace(target)
            return True
        except FileNotFoundError:  # another build took our part for a leftover: once more
            if not target.parent.is_dir():
                raise
        finally:
            part.unlink(missing_ok=True)


def _set_mode(path: Path, mode: int) -> None:
    if _HAS_MODES:
        with suppress(PermissionError):  # a file system without permissions, such as a memory stick's
            path.chmod(mode)


def _take_after(part: Path, target: Path) -> None:
    """Give a file the owner and permissions of the one it will replace, as far as that is allowed."""
    if sys.platform == "win32" or not target.exists():
        return
    model, own = target.stat(), part.stat()
    if (model.st_uid, model.st_gid) != (own.st_uid, own.st_gid):
        with suppress(PermissionError):
            os.chown(part, model.st_uid, model.st_gid)
    _set_mode(part, stat.S_IMODE(model.st_mode))
