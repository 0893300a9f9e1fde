"""The files of static/, which are published as they are at the same path."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from rig_site.content.findings import Findings
from rig_site.content.sources.files import is_litter, reason
from rig_site.diagnostics import Position
from rig_site.model.prose import StaticFile

_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_UNPUBLISHABLE = re.compile(rf"{_UNSEEN.pattern}|\\|^[A-Za-z]:")


def names(static: Path) -> Iterator[str]:
    """Yield the paths of the files in a folder, with forward slashes, without what is hidden or left by editors."""
    for folder, folders, files in os.walk(static):
        folders[:] = [name for name in folders if not is_litter(name)]
        yield from (Path(folder, name).relative_to(static).as_posix() for name in files if not is_litter(name))


def static_files(content: Path, findings: Findings) -> tuple[StaticFile, ...]:
    """Return the files to publish in order of their paths; what cannot be published is added to the findings.

    Files are read here for their digests only, a piece at a time, however
    large they are.
    """
    static, inside = content / "static", Path(os.path.realpath(content))
    found = []
    for name in sorted(names(static)):
        file, at = static / name, Position(f"static/{name}")
        if _UNPUBLISHABLE.search(name):
            at = Position("static/" + _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", name))
            findings.error(at, "a file of this name cannot be published everywhere", suggestion="rename it")
        elif not Path(os.path.realpath(file)).is_relative_to(inside):
            what = "this link leads out of the content folder"
            findings.error(at, what, suggestion="put the file itself here")
        else:
            try:
                with file.open("rb") as opened:
                    digest = hashlib.file_digest(opened, "sha256").hexdigest()
            except OSError as error:
                findings.error(at, f"the file cannot be read: {reason(error)}")
            else:
                found.append(StaticFile(name, str(file), digest, source=f"static/{name}"))
    return tuple(found)
