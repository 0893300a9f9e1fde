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


def test_only_what_differs_is_made_anew_in_the_generation_before(folder) -> None:
    """The twin is two generations old: what changed with the last one is linked, what changes now is written."""
    folder.publish({"a.html": b"1", "b.html": b"1", "c.html": b"1", "d/e.css": b"1"})
    folder.publish({"a.html": b"2", "b.html": b"1", "c.html": b"1", "d/e.css": b"1"})
    steps: list[str] = []
    folder.publish({"b.html": b"3"}, kept=("a.html", "c.html"), step=steps.append)
    assert steps == [
        "clear",
        "compare",
        "make the twin",
        "drop .rig-site",
        "drop a.html",
        "drop b.html",
        "drop d/e.css",
        "make .rig-site",
        "make a.html",
        "make b.html",
        "exchange",
        "finish",
    ]
    assert {name: content for name, content in folder.holds().items() if name != ".rig-site"} == {
        "a.html": b"2",
        "b.html": b"3",
        "c.html": b"1",
    }
    assert not (folder.site / "d").exists()
