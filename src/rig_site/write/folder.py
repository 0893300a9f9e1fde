"""Files are added to a folder of the organisers' own: to a new one all at once, to another one file after the other."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rig_site.write.file import replace_file
from rig_site.write.refusal import OutputRefused


def add_files(folder: Path, files: Mapping[str, bytes | Path]) -> None:
    """Write files by their paths in a folder: bytes as they are, another file as a copy.

    A folder that does not exist yet is there whole or not at all.  In one
    that does, each file is replaced in one step, and a copy never takes
    the place of a file.
    """
    if folder.exists():
        _add(folder, files)
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=".import-", dir=folder.parent))
    try:
        _add(staged, files)
        staged.chmod(0o755)
        staged.rename(folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Give files in a folder new bytes, new ones among them, each in one step.

    Where one cannot be written, those before it are as they were.
    """
    before = {name: (folder / name).read_bytes() if (folder / name).exists() else None for name in files}
    written: list[str] = []
    try:
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            replace_file(folder / name, content)
            written.append(name)
    except (OSError, OutputRefused):
        for name in written:
            former = before[name]
            if former is None:
                (folder / name).unlink()
            else:
                replace_file(folder / name, former)
        raise


def _add(folder: Path, files: Mapping[str, bytes | Path]) -> None:
    for name, content in files.items():
        path = folder / name
        if isinstance(content, Path) and path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content.read_bytes() if isinstance(content, Path) else content)
