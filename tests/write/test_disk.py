"""A published site is exactly what was to be published, and nobody else's files are ever touched."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rig_site.write.disk import NotAsPublished, OutputRefused, Publication, publish
from rig_site.write.paths import PathError, check

FILES = {"index.html": b"one", "archive/index.html": b"two", "static/a.css": b"three"}


def marks(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_it_says_what_it_did_and_touches_only_that(folder, whole) -> None:
    done = folder.publish(FILES)
    assert done == Publication(written=tuple(sorted(FILES)), unchanged=(), removed=(), site=done.site)
    assert folder.holds() == whole(FILES)
    before = marks(folder.site)

    later = {"index.html": b"new", "static/a.css": b"three", "feed.xml": b"four"}
    done = folder.publish(later)
    assert done == Publication(
        written=("feed.xml", "index.html"),
        unchanged=("static/a.css",),
        removed=("archive/index.html",),
        site=done.site,
    )
    assert folder.holds() == whole(later)
    kept = str(folder.site / "static" / "a.css")
    assert marks(folder.site)[kept] == before[kept]
    assert not (folder.site / "archive").exists()
    assert folder.is_tidy()


def test_with_nothing_to_do_nothing_is_touched(folder) -> None:
    folder.publish(FILES)
    before = folder.site.stat().st_mtime_ns, marks(folder.site)
    assert folder.publish(FILES).written == ()
    assert (folder.site.stat().st_mtime_ns, marks(folder.site)) == before


def test_a_linked_file_is_never_written_through(folder) -> None:
    folder.publish(FILES)
    copy = folder.root / "copy"
    os.link(folder.site / "index.html", copy)
    folder.publish({**FILES, "index.html": b"new"})
    assert copy.read_bytes() == b"one"


def test_permissions_do_not_depend_on_the_umask_and_are_repaired(folder) -> None:
    def modes() -> dict[str, int]:
        found = [folder.site, *folder.site.rglob("*")]
        return {path.name: stat.S_IMODE(path.stat().st_mode) for path in found if path.name != "index.html"}

    expected = {"_site": 0o755, "archive": 0o755, "static": 0o755, "a.css": 0o644, ".rig-site": 0o644}
    former = os.umask(0o077)
    try:
        folder.publish(FILES)
        assert modes() == expected
        (folder.site / "static" / "a.css").chmod(0o600)
        assert folder.publish(FILES).written == ("static/a.css",)
        assert modes() == expected
    finally:
        os.umask(former)


def test_a_file_that_is_kept_must_be_there(folder, whole) -> None:
    folder.publish({"index.html": b"", "a.css": b"a"})
    folder.publish({"index.html": b"new"}, kept=["a.css"])
    assert folder.holds() == whole({"index.html": b"new", "a.css": b"a"})
    (folder.site / "a.css").unlink()
    before = folder.holds()
    with pytest.raises(NotAsPublished):
        folder.publish({"index.html": b"newer"}, kept=["a.css"])
    assert folder.holds() == before


def test_what_lies_in_the_twin_is_never_trusted(folder, whole) -> None:
    """A twin that somebody changed gives the same site: its files count only where they are the site's own."""
    for number in range(2):
        folder.publish({"index.html": b"%d" % number, "a.css": b"a", "b/c.css": b"c"})
    twin = folder.workshop / "twin"
    (twin / "a.css").unlink()
    (twin / "b" / "c.css").unlink()
    (twin / "b" / "c.css").write_bytes(b"other")
    folder.publish({"index.html": b"2"}, kept=["a.css", "b/c.css"])
    assert folder.holds() == whole({"index.html": b"2", "a.css": b"a", "b/c.css": b"c"})


def test_the_cache_can_be_deleted_at_any_time(folder, whole) -> None:
    folder.publish(FILES)
    shutil.rmtree(folder.cache)
    assert folder.publish({"index.html": b"new"}).removed == ("archive/index.html", "static/a.css")
    assert folder.holds() == whole({"index.html": b"new"})


def test_a_site_moved_with_its_cache_keeps_it_and_two_outputs_share_one(folder, tmp_path: Path) -> None:
    folder.publish(FILES)
    elsewhere = tmp_path.rename(tmp_path.with_name("elsewhere"))
    publish({"index.html": b"new"}.items(), elsewhere / "_site", elsewhere / ".rig-cache")
    publish({"index.html": b"other"}.items(), elsewhere / "preview", elsewhere / ".rig-cache")
    workshops = sorted(path.name for path in (elsewhere / ".rig-cache").iterdir() if path.is_dir())
    assert [name.rpartition("-")[0] for name in workshops] == ["_site", "preview"]
    assert (elsewhere / "_site" / "index.html").read_bytes() == b"new"
    assert (elsewhere / "preview" / "index.html").read_bytes() == b"other"


def test_an_empty_folder_and_a_missing_parent_are_fine(folder, whole, tmp_path: Path) -> None:
    folder.site.mkdir(mode=0o700)
    folder.publish(FILES)
    assert folder.holds() == whole(FILES)
    publish(FILES.items(), tmp_path / "some" / "where" / "site", tmp_path / "cache", durable=True)
    assert (tmp_path / "some" / "where" / "site" / "index.html").read_bytes() == b"one"


def test_a_file_that_is_just_what_will_be_published_is_no_stranger(folder, whole) -> None:
    folder.publish(FILES)
    (folder.site / "CNAME").write_bytes(b"example.org\n")
    (folder.site / ".rig-site").unlink()
    files = {**FILES, "CNAME": b"example.org\n"}
    folder.publish(files)
    assert folder.holds() == whole(files)


def test_what_file_browsers_strew_about_stops_nothing(folder, whole) -> None:
    folder.publish(FILES)
    (folder.site / "static" / ".DS_Store").write_bytes(b"")
    folder.publish(FILES)
    assert folder.holds() == whole(FILES)


ELSEWHERE = (
    "move it elsewhere (what is to be published with the site belongs in content/static/),"
    " or choose another output folder"
)


@pytest.mark.parametrize(
    ("put", "said"),
    [
        (["mine.txt"], f"mine.txt; {ELSEWHERE}"),
        (["CNAME", ".nojekyll"], f".nojekyll, CNAME; {ELSEWHERE}"),
        (["own/a", "own/b/c", "static/d", "static/e/f"], f"own/, static/d, static/e/; {ELSEWHERE}"),
        ([f"{number}.txt" for number in range(8)], f"0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 3 more; {ELSEWHERE}"),
        (["\x1b[31m\udcff"], rf"'\x1b[31m\udcff'; {ELSEWHERE}"),
        ([".git/HEAD"], ".git/; build into a folder of its own and copy the site into the checkout from there"),
    ],
)
def test_anything_else_in_the_folder_is_refused_by_name(folder, put: list[str], said: str) -> None:
    folder.publish(FILES)
    for path in put:
        (folder.site / path).parent.mkdir(parents=True, exist_ok=True)
        (folder.site / path).write_bytes(b"mine")
    before = marks(folder.site)
    for _ in ("with the cache", "without"):
        with pytest.raises(OutputRefused) as refused:
            folder.publish({"index.html": b"new"})
        assert str(refused.value) == f"{folder.site} holds what rig-site did not put there: {said}"
        assert marks(folder.site) == before
        shutil.rmtree(folder.cache, ignore_errors=True)
    assert os.listdir(folder.root) == ["_site"]


def test_links_and_pipes_are_strangers_even_under_our_names(folder) -> None:
    folder.publish(FILES)
    outside = folder.root / "outside"
    outside.mkdir()
    (outside / "index.html").write_bytes(b"one")
    shutil.rmtree(folder.site / "archive")
    (folder.site / "archive").symlink_to(outside)
    (folder.site / "index.html").unlink()
    (folder.site / "index.html").symlink_to(outside / "index.html")
    (folder.site / "static" / "a.css").unlink()
    os.mkfifo(folder.site / "static" / "a.css")
    with pytest.raises(OutputRefused, match=r": archive, index\.html, static/a\.css; "):
        folder.publish(FILES)
    assert (outside / "index.html").read_bytes() == b"one"


def test_a_list_of_files_leads_nowhere_and_a_torn_one_owns_nothing(folder, tmp_path: Path) -> None:
    folder.publish(FILES)
    precious = tmp_path / "precious"
    precious.write_bytes(b"")
    listed = folder.site / ".rig-site"
    listed.write_text('{"files": ["../precious", "index.html", "archive/index.html", "static/a.css"]}')
    folder.publish({"index.html": b"new"})
    assert precious.exists()
    for torn in ("", "[" * 100_000, '{"files": 7}', '{"files": [["index.html"]]}', "[]"):
        listed.write_text(torn)
        with pytest.raises(OutputRefused, match=r"did not put there: index\.html;"):
            folder.publish({"index.html": b"newer"})


def test_a_file_that_comes_while_the_folders_are_exchanged_is_not_lost(folder) -> None:
    folder.publish(FILES)

    def interfere(name: str) -> None:
        if name == "exchange":
            (folder.site / "late.txt").write_bytes(b"mine")

    folder.publish({"index.html": b"new"}, step=interfere)
    late = folder.workshop / "twin" / "late.txt"
    with pytest.raises(OutputRefused, match=f"^{late.parent} holds what rig-site did not put there: late.txt; "):
        folder.publish(FILES)
    assert late.read_bytes() == b"mine"
    late.unlink()
    folder.publish(FILES)


@pytest.mark.parametrize("way", ["exchange", "sibling"])
@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_build_that_fails_leaves_the_old_site_and_no_litter(folder, whole, go, way: str, failure) -> None:
    go(way)
    folder.publish(FILES)

    def fail(name: str) -> None:
        if name == "make static/a.css" and (way == "exchange" or (folder.root / "._site.rig-twin").exists()):
            raise failure

    with pytest.raises(type(failure)):
        folder.publish({**FILES, "index.html": b"new"}, step=fail)
    assert folder.holds() == whole(FILES)
    assert os.listdir(folder.workshop) == ["lock"]
    assert folder.is_tidy()


def test_where_folders_cannot_be_exchanged_it_is_said_once(folder, whole, go) -> None:
    folder.publish(FILES)
    go("one by one")
    note = folder.publish({"index.html": b"new"}).note
    assert note == (
        f"{folder.site} cannot be exchanged in one step here (Invalid argument), so its files were replaced one by one:"
        " a build that is killed may leave old and new files side by side until the next build"
    )
    assert folder.publish(FILES).note == ""
    assert folder.holds() == whole(FILES)
    assert folder.is_tidy()


def test_paths_are_checked_before_anything_is_made(folder) -> None:
    with pytest.raises(PathError, match=r"cannot publish '\.\./index\.html'"):
        folder.publish({"../index.html": b""})
    assert os.listdir(folder.root) == []


def test_a_reader_never_fails_while_sites_are_published(folder) -> None:
    folder.publish(FILES)
    reading, published = threading.Event(), threading.Event()
    failures: list[OSError] = []

    def read() -> None:
        while not published.is_set():
            for path in ("index.html", "static/a.css"):
                try:
                    assert (folder.site / path).read_bytes() in (b"one", b"new", b"three")
                except OSError as error:
                    failures.append(error)
            reading.set()

    reader = threading.Thread(target=read)
    reader.start()
    assert reading.wait(60)
    for number in range(60):
        folder.publish(FILES if number % 2 else {"index.html": b"new", "static/a.css": b"three"})
    published.set()
    reader.join()
    assert failures == []


def test_nothing_heavy_is_imported(tmp_path: Path) -> None:
    heavy = "{'ctypes', 'jinja2', 'markdown_it', 'pydantic', 'icalendar', 'feedgen'} & set(sys.modules)"
    program = f"import sys, rig_site.write.disk; print({heavy})"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


def publishable(files: Mapping[str, bytes]) -> bool:
    try:
        check(files)
    except PathError:
        return False
    return True


NAMES = st.sampled_from(["a", "b", "A", "é", "c.html", "index.html"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
SITES = st.dictionaries(PATHS, st.sampled_from([b"", b"1", b"2", b"long" * 5000]), max_size=6).filter(publishable)


@settings(max_examples=35, deadline=None)
@given(sites=st.lists(st.tuples(st.sampled_from(["exchange", "one by one"]), SITES), min_size=2, max_size=4))
def test_any_site_follows_any_other(tmp_path_factory: pytest.TempPathFactory, sites) -> None:
    root = tmp_path_factory.mktemp("sites")
    published: dict[str, bytes] = {}
    for way, files in sites:
        with pytest.MonkeyPatch.context() as patch:
            if way == "one by one":
                patch.setattr("rig_site.write.twin.put_in_place", _impossible)
            said = publish(files.items(), root / "_site", root / ".rig-cache", wait=0)
        found = {
            path.relative_to(root / "_site").as_posix(): path.read_bytes()
            for path in (root / "_site").rglob("*")
            if path.is_file() and path.name != ".rig-site"
        }
        assert found == files
        assert all(path.is_file() or any(path.iterdir()) for path in (root / "_site").rglob("*"))
        assert set(said.unchanged) == {path for path in files if published.get(path) == files[path]}
        assert set(said.written) == files.keys() - set(said.unchanged)
        assert set(said.removed) == published.keys() - files.keys()
        published = files


def _impossible(built: Path, site: Path) -> None:
    raise OSError(errno.EINVAL, "Invalid argument")
