"""Two builds never work at once, and a dead one blocks nobody."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rig_site.write import lock
from rig_site.write.disk import Busy, publish


def hold_and_die(path: Path) -> int:
    """Return the number of a child that took the lock and was killed while it held it."""
    child = os.fork()
    if child == 0:
        with lock.hold(path, wait=0):
            os._exit(9)
    os.waitpid(child, 0)
    return child


def test_a_second_build_is_told_whose_turn_it_is(tmp_path: Path) -> None:
    def second(name: str) -> None:
        with pytest.raises(Busy) as busy:
            publish({"index.html": b"2"}.items(), tmp_path / "_site", tmp_path / ".rig-cache", wait=0.1)
        assert str(busy.value) == (
            f"another build (process {os.getpid()}) is publishing to the same folder; build again when it has finished"
        )

    publish({"index.html": b"1"}.items(), tmp_path / "_site", tmp_path / ".rig-cache", step=second)
    assert (tmp_path / "_site" / "index.html").read_bytes() == b"1"


def test_the_dead_hold_nothing(tmp_path: Path) -> None:
    number = hold_and_die(tmp_path / "lock")
    assert (tmp_path / "lock").read_text() == str(number)
    with lock.hold(tmp_path / "lock", wait=0):
        assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_a_lock_on_a_deleted_file_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody deletes the cache between our opening the file and locking it."""
    path, taken = tmp_path / "lock", []
    take = lock._lock

    def take_after_deletion(descriptor: int) -> bool:
        if not taken:
            path.unlink()
        taken.append(descriptor)
        return take(descriptor)

    monkeypatch.setattr(lock, "_lock", take_after_deletion)
    with lock.hold(path, wait=0.1):
        assert path.exists()
    assert len(taken) == 2


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"mine")
    (tmp_path / "lock").symlink_to(tmp_path / "precious")
    with pytest.raises(OSError, match="symbolic links"), lock.hold(tmp_path / "lock", wait=0):
        pass
    assert (tmp_path / "precious").read_bytes() == b"mine"
