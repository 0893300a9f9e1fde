"""What is saved is noticed, however it is saved and whatever tells of it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rig_site.serve.watch import watch


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """Ends the watching; it does by itself where a change that a test waits for is never told."""
    stop = threading.Event()
    timer = threading.Timer(120, stop.set)
    timer.daemon = True
    timer.start()
    yield stop
    timer.cancel()
    stop.set()


def told(changes: Iterator[frozenset[Path]], path: Path) -> bool:
    """Tell whether a change of a path is told, in whichever company; hidden files never are."""
    for found in changes:
        assert not [other for other in found if other.name.startswith(".")]
        if path in found:
            return True
    return False


def replaced(file: Path) -> None:
    """Save a file as many editors do: a copy takes its place."""
    copy = file.with_name(f"{file.name}~")
    copy.write_text("another\n", encoding="utf-8")
    os.replace(copy, file)


@pytest.mark.parametrize("poll", [False, True])
@pytest.mark.parametrize("save", [lambda file: file.write_text("other\n"), replaced, Path.unlink])
def test_a_file_that_is_saved_or_deleted_is_told(
    save: Callable[[Path], object], poll: bool, tmp_path: Path, stop: threading.Event
) -> None:
    folder = tmp_path / ".hidden" / "content"
    (folder / "sessions").mkdir(parents=True)
    file = folder / "sessions" / "a.yaml"
    file.write_text("one\n", encoding="utf-8")
    os.utime(file, (0, 0))
    changes = watch((folder, tmp_path / "templates"), poll=poll, stop=stop, say=print)
    assert next(changes) == frozenset()
    (file.parent / ".a.yaml.swp").write_text("")
    save(file)
    assert told(changes, file)


def test_a_folder_may_come_and_go_and_be_replaced(tmp_path: Path, stop: threading.Event) -> None:
    content, templates = tmp_path / "content", tmp_path / "templates"
    content.mkdir()
    changes = watch((content, templates), stop=stop, say=print)
    assert next(changes) == frozenset()
    templates.mkdir()
    assert told(changes, templates)
    (templates / "page.html").write_text("")
    assert told(changes, templates / "page.html")
    shutil.copytree(content, tmp_path / "other")
    content.rename(tmp_path / "former")
    (tmp_path / "other").rename(content)
    assert told(changes, content)
    (content / "site.yaml").write_text("")
    assert told(changes, content / "site.yaml")
    shutil.rmtree(templates)
    assert told(changes, templates)
    shutil.rmtree(content)
    assert told(changes, content)
    content.mkdir()
    (content / "site.yaml").write_text("")
    assert told(changes, content)
    (content / "site.yaml").write_text("title: A")
    assert told(changes, content / "site.yaml")


def test_it_ends_when_it_is_told_to(tmp_path: Path, stop: threading.Event) -> None:
    changes = watch((tmp_path / "missing",), stop=stop, say=print)
    assert next(changes) == frozenset()
    stop.set()
    assert list(changes) == []
