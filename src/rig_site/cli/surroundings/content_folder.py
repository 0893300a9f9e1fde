"""Which content folder a command means that names none: the one here, or in a folder above, as git looks for its own.

A build with nothing to do asks this before anything else is imported.
"""

from __future__ import annotations

import os

_CONTENT = "content"
_SETTINGS = "site.yaml"
_SESSIONS = "sessions"
_SITE = "_site"


def content_folder() -> str | None:
    """Return the content folder of the group that one stands in, as it is seen from here; None outside of all groups.

    It is `content/` with a `site.yaml`, here or in a folder above, or a
    folder of another name that has `site.yaml` and `sessions/` and that one
    stands in.  Its own name always comes last, as in `../content`, so that
    what lies beside it is found in its parent.  Where there is none, a
    `content/` without `site.yaml` is meant.
    """
    folder, above = os.getcwd(), ""
    while True:
        if os.path.isfile(os.path.join(folder, _CONTENT, _SETTINGS)):
            return os.path.join(above, _CONTENT)
        parent, name = os.path.split(folder)
        if name and os.path.isfile(os.path.join(folder, _SETTINGS)) and os.path.isdir(os.path.join(folder, _SESSIONS)):
            return os.path.join(above, os.pardir, name)
        if parent == folder:
            return _CONTENT if os.path.isdir(_CONTENT) else None
        folder, above = parent, os.path.join(above, os.pardir)


def output_folder(content: str, *, named: bool) -> str:
    """Return where a site is published by itself: here if its content folder was `named`, else beside that.

    >>> output_folder("group/content", named=True)
    '_site'
    """
    return _SITE if named else os.path.join(os.path.dirname(content), _SITE)
