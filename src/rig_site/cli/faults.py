"""What ends a command or a build without being about the content, in words."""

from __future__ import annotations

import errno

MACHINE_REFUSES = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT)
"""Errors of the operating system that the user can do something about: no permission, no space."""

FAULT = "This is a fault of rig-site, not of your content; please report it with the lines of its traceback."


def refusal(error: Exception) -> str | None:
    """Return in words what the machine refuses, None for any other error."""
    if isinstance(error, OSError) and error.errno in MACHINE_REFUSES:
        return f"{error.filename or 'the disk'}: {error.strerror}"
    return None
