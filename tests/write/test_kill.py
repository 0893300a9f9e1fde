"""A build killed at any step leaves the old site or the new one, and the next build puts everything right."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from typing import Any

import pytest

OLD = {"index.html": b"old", "same.css": b"same", "gone/index.html": b"gone", "turned": b"file", "turned2/x": b"folder"}
NEW = {"index.html": b"new", "same.css": b"same", "come/index.html": b"come", "turned/x": b"", "turned2": b""}


def killed_at(number: int, publish: Callable[[Callable[[str], None]], object]) -> bool:
    """Publish in a child process that dies at its n-th step; return whether it came so far."""
    child = os.fork()
    if child == 0:
        steps: list[str] = []

        def die_or_go_on(name: str) -> None:
            if len(steps) == number:
                os._exit(9)
            steps.append(name)

        try:
            publish(die_or_go_on)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 9


@pytest.mark.parametrize("way", ["exchange", "sibling"])
@pytest.mark.parametrize("before", [None, OLD], ids=["first build", "later build"])
def test_the_old_site_or_the_new_one(folder, whole, go, way: str, before: Mapping[str, bytes] | None) -> None:
    go(way)
    number, seen = 0, []
    while True:
        if before is None:
            shutil.rmtree(folder.site, ignore_errors=True)
        else:
            folder.publish({"index.html": b"older"})
            folder.publish(before)
        old = folder.holds() if before else {}
        if not killed_at(number, lambda step: folder.publish(NEW, step=step)):
            break
        assert folder.holds() in (old, whole(NEW))
        seen.append(folder.holds())
        folder.publish({"index.html": b"next"} if number % 2 else NEW)
        assert folder.holds() == whole({"index.html": b"next"} if number % 2 else NEW)
        assert folder.is_tidy()
        number += 1
    assert seen[0] == old
    assert seen[-1] == whole(NEW)
    assert number > 2 * len(NEW)


def test_one_by_one_every_file_is_old_or_new_and_never_missing(folder, whole, go) -> None:
    go("one by one")
    number = 0
    folder.publish(OLD)
    while killed_at(number, lambda step: folder.publish(NEW, step=step)):
        found: dict[str, Any] = folder.holds()
        del found[".rig-site"]
        assert all(found[path] in (OLD.get(path), NEW.get(path)) for path in found)
        assert found.keys() >= OLD.keys() & NEW.keys()
        folder.publish(NEW)
        assert folder.holds() == whole(NEW)
        folder.publish(OLD)
        assert folder.holds() == whole(OLD)
        number += 1
    assert number > 2 * len(NEW)
