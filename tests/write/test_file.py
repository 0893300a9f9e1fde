"""The organisers' own files are replaced in one step, with their permissions, and never through a link that leads out."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from rig_site.write import file
from rig_site.write.disk import OutputRefused, replace_file


def test_it_is_written_once_and_then_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "PREVIOUS.md"
    former = os.umask(0o077)
    try:
        assert replace_file(path, b"one") is True
    finally:
        os.umask(former)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    before = path.stat()
    assert replace_file(path, b"one") is False
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )
    assert os.listdir(tmp_path) == ["PREVIOUS.md"]


def test_permissions_and_other_names_stay(tmp_path: Path) -> None:
    path, copy = tmp_path / "README.md", tmp_path / "copy"
    path.write_bytes(b"one")
    path.chmod(0o600)
    os.link(path, copy)
    assert replace_file(path, b"two") is True
    assert (path.read_bytes(), copy.read_bytes()) == (b"two", b"one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_is_followed_below_its_folder_and_no_further(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / "docs").mkdir(parents=True)
    (repository / "docs" / "README.md").write_bytes(b"one")
    (repository / "README.md").symlink_to("docs/README.md")
    assert replace_file(repository / "README.md", b"two") is True
    assert (repository / "README.md").is_symlink()
    assert (repository / "docs" / "README.md").read_bytes() == b"two"

    (tmp_path / "precious").write_bytes(b"mine")
    (repository / "PREVIOUS.md").symlink_to(tmp_path / "precious")
    with pytest.raises(OutputRefused) as refused:
        replace_file(repository / "PREVIOUS.md", b"two")
    assert str(refused.value) == (
        f"{repository}/PREVIOUS.md is a link that leads out of its folder, to {tmp_path}/precious; it is not written"
    )
    assert (tmp_path / "precious").read_bytes() == b"mine"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "round").symlink_to("round")
    for name in ("folder", "round"):
        with pytest.raises(OutputRefused, match=f"{name} is not a regular file; it is not written"):
            replace_file(tmp_path / name, b"")


def test_a_killed_build_leaves_the_old_file_and_the_next_one_no_litter(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "README[1].md"
    path.write_bytes(b"old")
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(Path, "replace", lambda part, target: os._exit(9))
        try:
            replace_file(path, b"new")
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert path.read_bytes() == b"old"
    assert len(os.listdir(tmp_path)) == 2
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["README[1].md"]


def test_a_failing_disk_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(b"old")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["README.md"]


def test_a_part_another_build_took_away_is_written_again(tmp_path: Path, monkeypatch) -> None:
    path, parts = tmp_path / "README.md", []
    create = file.create

    def lose_the_first(part: Path, content: bytes, **options) -> None:
        create(part, content, **options)
        parts.append(part)
        if len(parts) == 1:
            part.unlink()

    monkeypatch.setattr(file, "create", lose_the_first)
    assert replace_file(path, b"new") is True
    assert path.read_bytes() == b"new"
    assert len(set(parts)) == 2
