"""What the operating system does in one step: two folders exchanged, everything written brought to the disk."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

IMPOSSIBLE = frozenset(
    {
        errno.EXDEV,  # the folders lie on different file systems, or on different mounts of one
        errno.EBUSY,  # the output is itself a mount point, a container's volume for instance
        errno.EINVAL,  # the file system cannot exchange (NFS)
        errno.ENOSYS,  # the operating system cannot (Windows, old kernels)
        errno.ENOTSUP,
        errno.EOPNOTSUPP,
        errno.EPERM,  # the folder around the output belongs to somebody else, or cannot be written to
        errno.EACCES,
        errno.EROFS,
    }
)
"""The error numbers that mean: not here, whatever we try; another way must be found."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""`renameat2`'s flag: <linux/fs.h>; see rename(2)."""
_RENAME_SWAP = 2
"""`renamex_np`'s flag: <sys/stdio.h> of macOS; see rename(2) there."""


def exchange(one: Path, other: Path) -> None:
    """Give each of two folders the other's name, in one step that nobody sees half done.

    Raises OSError; where its number is in `IMPOSSIBLE`, trying again would
    change nothing.
    """
    import ctypes  # only a build that changes something needs it

    number = errno.ENOSYS
    if sys.platform != "win32":
        library = ctypes.CDLL(None, use_errno=True)
        first, second = os.fsencode(one), os.fsencode(other)
        if hasattr(library, "renameat2"):
            failed = library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, ctypes.c_uint(_RENAME_EXCHANGE))
            number = ctypes.get_errno() if failed else 0
        elif hasattr(library, "renamex_np"):
            failed = library.renamex_np(first, second, ctypes.c_uint(_RENAME_SWAP))
            number = ctypes.get_errno() if failed else 0
    if number:
        raise OSError(number, os.strerror(number), str(one), None, str(other))


def settle(folder: Path) -> None:
    """Return when the disk has everything written to the folder's file system.

    By syncfs(2) on Linux, else by sync(2) for all file systems; Windows has
    neither, and nothing is promised there.
    """
    import ctypes

    if sys.platform == "win32":
        return
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if library.syncfs(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)
