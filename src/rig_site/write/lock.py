"""One build at a time: a lock that the operating system takes back when its holder dies, however it dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAUSE = 0.05
"""Seconds between two attempts."""


class Busy(Exception):  # noqa: N818 - it reads as what happened
    """Another build holds the lock; the message says which."""


@contextmanager
def hold(path: Path, *, wait: float) -> Iterator[None]:
    """Hold the lock on a file while the `with` block runs; raise `Busy` if it is not to be had within `wait` seconds.

    The file says whose the lock is and stays where it is: its presence
    means nothing, so one that a dead process left behind blocks nobody.
    """
    descriptor = _acquire(path, attempts=1 + round(wait / _PAUSE))
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)


def _acquire(path: Path, *, attempts: int) -> int:
    for attempt in range(attempts):
        if attempt:
            time.sleep(_PAUSE)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        if _lock(descriptor) and _is_still_there(descriptor, path):
            return descriptor
        os.close(descriptor)
    raise Busy(f"another build{_holder(path)} is publishing to the same folder; build again when it has finished")


def _holder(path: Path) -> str:
    try:
        number = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""
    return f" (process {number})" if number.isdecimal() else ""


def _is_still_there(descriptor: int, path: Path) -> bool:
    """Tell whether the locked file is the one others will find: somebody may have deleted the cache meanwhile."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    _BEYOND_THE_TEXT = 1 << 30
    """Where the locked byte lies: a locked byte cannot be read, and the holder's number should be."""

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _BEYOND_THE_TEXT, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
