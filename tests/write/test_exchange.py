"""Two folders change places in one step, or stay where they are."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from rig_site.write.exchange import exchange, settle


def test_folders_change_places(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "é" / "other"
    for folder in (one, other):
        folder.mkdir(parents=True)
        (folder / folder.name).write_bytes(b"")
    exchange(one, other)
    assert [path.name for path in (*one.iterdir(), *other.iterdir())] == ["other", "one"]
    settle(one)


def test_what_the_system_says_is_passed_on(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as error:
        exchange(tmp_path, tmp_path / "missing")
    assert (error.value.errno, error.value.filename2) == (errno.ENOENT, str(tmp_path / "missing"))
