"""The files of static/, which are published as they are at the same path."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from rig_site.content.findings import Findings
from rig_site.content.sources.files import reason
from rig_site.diagnostics import Position
from rig_site.model.file_names import better_name, fault_of_name, fault_of_path, is_litter, visible
from rig_site.model.prose import StaticFile


def names(static: Path) -> Iterator[str]:
    """Yield the paths of the files in a folder, with forward slashes, without what is hidden or left by editors."""
    return (path for path in _entries(static) if not path.endswith("/"))


def _entries(static: Path) -> Iterator[str]:
    """Yield the paths of files, and of linked folders, which are not entered, with a slash at the end."""
    pending = [""]
    while pending:
        inside = pending.pop()
        with suppress(OSError), os.scandir(static / inside) as found:
            for entry in found:
                if is_litter(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{inside}{entry.name}/")
                else:
                    yield inside + entry.name + ("/" if entry.is_dir() else "")


def static_files(content: Path, findings: Findings) -> tuple[StaticFile, ...]:
    """Return the files to publish in order of their paths; what cannot be published is added to the findings.

    Files are read here for their digests only, a piece at a time, however
    large they are.
    """
    static, inside = content / "static", Path(os.path.realpath(content))
    found = []
    for name in sorted(_entries(static)):
        file, at = static / name, Position(f"static/{name.rstrip('/')}")
        if name.endswith("/"):
            what = "this folder is a link, and what is in it is not published"
            findings.warning(at, what, suggestion="put the folder itself here")
        elif fault := fault_of_path(name):
            findings.error(
                Position(f"static/{visible(name)}"),
                f"a file of this name cannot be published everywhere: {fault}",
                suggestion=_another_name(name),
            )
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


def _another_name(path: str) -> str:
    """Return what to rename where a path cannot be published as it is."""
    names = path.split("/")
    wrong = next(filter(fault_of_name, names), "")
    better = better_name(wrong) if wrong else ""
    return f"rename '{visible(wrong)}' to '{better}'" if better else "give it a shorter name, in fewer folders"
