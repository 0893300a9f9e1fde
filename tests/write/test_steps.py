"""The order in which things happen, written out: this is what makes a killed build harmless."""

from __future__ import annotations

OLD = {"index.html": b"old", "same.css": b"same", "gone.html": b"gone", "Talks/a.html": b"", "turned": b""}
NEW = {"index.html": b"new", "same.css": b"same", "b.css": b"", "talks/a.html": b"", "turned/a.css": b""}


def test_the_list_of_files_comes_first_and_the_exchange_last(folder) -> None:
    folder.publish(OLD)
    steps: list[str] = []
    folder.publish(NEW, step=steps.append, durable=True)
    assert steps == [
        "clear",
        "compare",
        "make the twin",
        "make .rig-site",
        "make b.css",
        "make index.html",
        "make same.css",
        "make talks/a.html",
        "make turned/a.css",
        "settle the twin",
        "exchange",
        "settle",
        "finish",
    ]


def test_one_by_one_assets_come_before_pages_and_deletions_last(folder, go) -> None:
    """But what stands in the way of a new file goes first, also by the rules of a file system that ignores case."""
    go("one by one")
    folder.publish(OLD)
    (folder.site / ".rig-site.part").write_bytes(b"half a fi")
    steps: list[str] = []
    folder.publish(NEW, step=steps.append)
    assert steps[steps.index("exchange") + 1 :] == [
        "remove .rig-site.part",
        "replace .rig-site",
        "remove Talks/a.html",
        "remove turned",
        "replace b.css",
        "replace turned/a.css",
        "replace index.html",
        "replace talks/a.html",
        "remove gone.html",
        "replace .rig-site",
        "finish",
    ]
