"""Publishing under fire: killed at every system call it makes, and at random, and read without pause all the while.

Run as `python tests/write/stress.py`; it needs Linux with strace and
takes about ten minutes.  System calls that only touch memory or signals are
passed over: a kill at one of them leaves the disk as a kill at the next
other one does.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random

from rig_site.write import twin
from rig_site.write.disk import publish
from rig_site.write.ownership import listing

OLD = {"index.html": b"old", "same.css": b"same", "gone/index.html": b"gone", "turned": b"file", "back/x": b"folder"}
NEW = {"index.html": b"new", "same.css": b"same", "come/index.html": b"come", "turned/x": b"", "back": b""}
WAYS = {"exchange": 0, "sibling": errno.EXDEV, "one by one": errno.EINVAL}
KILLS = 200
"""How many publications are killed at random in each way while others read."""
READERS = 4
_NOT_OF_THE_DISK = re.compile("brk|m(un)?map|mprotect|madvise|mremap|rt_sig.*|getrandom|futex|prlimit64|getsid|getpid")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="rig-site-stress-") as root:
        for way in WAYS:
            for before in (None, OLD):
                killed = sum(1 for _ in kill_everywhere(Path(root) / "killed", way, before))
                print(f"{way}, {'later' if before else 'first'} build: killed at {killed} system calls", flush=True)
        for way in WAYS:
            reads, publishes = read_while_publishing(Path(root) / "read", way)
            print(f"{way}: {publishes} publishes, {KILLS} killed at random, {reads} reads, none failed", flush=True)


def kill_everywhere(root: Path, way: str, before: Mapping[str, bytes] | None) -> Iterator[str]:
    """Yield every system call of a publication after killing one at it; raise AssertionError if that did harm."""
    site, cache = root / "_site", root / ".rig-cache"

    def begin() -> dict[str, bytes]:
        with going(way):
            publish({"index.html": b"older"}.items(), site, cache)
            publish(OLD.items(), site, cache)
        if before is None:
            shutil.rmtree(site)
        return contents(site)

    root.mkdir()
    begin()
    for call, number in list(system_calls(root, way)):
        old = begin()
        killed = run_child(root, way, "-e", f"trace={call},getsid", "-e", f"inject={call}:signal=KILL:when={number}")
        assert killed.count("getsid(") == 1, f"{call} number {number} was not called while publishing"
        found = contents(site)
        if way == "one by one":
            files = {path: content for path, content in found.items() if not path.startswith(".rig-site")}
            assert all(content in (old.get(path), NEW.get(path)) or is_part(path) for path, content in files.items())
            assert files.keys() >= old.keys() & NEW.keys(), (call, number, sorted(files))
        else:
            assert found in (old, whole(NEW)), (call, number, found)
        with going(way):
            publish(NEW.items(), site, cache)
        assert contents(site) == whole(NEW), (call, number)
        assert set(os.listdir(root)) == {"_site", ".rig-cache"}, (call, number, os.listdir(root))
        (workshop,) = (folder for folder in cache.iterdir() if folder.is_dir())
        assert set(os.listdir(workshop)) <= {"lock", "twin", "told"}, (call, number, os.listdir(workshop))
        yield call
    shutil.rmtree(root)


def system_calls(root: Path, way: str) -> Iterator[tuple[str, int]]:
    """Yield the system calls between the child's two marks: each with how many of its name there were, it included."""
    counts: Counter[str] = Counter()
    for line in run_child(root, way).splitlines():
        if called := re.match(r"(\w+)\(", line):
            counts[called[1]] += 1
            if counts["getsid"] == 1 and not _NOT_OF_THE_DISK.fullmatch(called[1]):
                yield called[1], counts[called[1]]


def run_child(root: Path, way: str, *options: str) -> str:
    """Publish in another process under strace; return what strace saw."""
    log = root.with_suffix(".log")
    program = [sys.executable, __file__, "child", str(root), way]
    ran = subprocess.run(
        ["strace", "-o", str(log), *options, *program], env={**os.environ, "PYTHONHASHSEED": "0"}, check=False
    )
    assert ran.returncode in ((-signal.SIGKILL,) if options else (0,)), ran.returncode
    return log.read_text()


def child(root: Path, way: str) -> None:
    """Publish between two marks that strace can see."""
    with going(way):
        os.getsid(0)
        publish(NEW.items(), root / "_site", root / ".rig-cache")
        os.getsid(0)


def read_while_publishing(root: Path, way: str) -> tuple[int, int]:
    """Return how many reads there were while sites were published, and how many publications.

    Each publication in turn is one of two sites; every other one is killed
    after a random part of the time that one takes, and the next finishes
    what it began.  Raises AssertionError if a read failed.
    """
    root.mkdir()
    site, cache = root / "_site", root / ".rig-cache"
    files = [
        {**NEW, **{f"{name}.html": letter * size for name in range(50)}} for letter, size in ((b"a", 9), (b"b", 99))
    ]
    fork = multiprocessing.get_context("fork")
    finished, results = fork.Event(), fork.SimpleQueue()
    random, numbers, kills = Random(way), count(), 0
    with going(way):
        publish(files[0].items(), site, cache)
        readers = [fork.Process(target=read, args=(site, files, finished, results)) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        begun = time.monotonic()
        publish(files[1].items(), site, cache)
        usual = time.monotonic() - begun
        while kills < KILLS:
            number = next(numbers)
            publishing = fork.Process(target=publish, args=(files[number % 2].items(), site, cache))
            publishing.start()
            publishing.join(random.uniform(0, usual) if number % 2 else None)
            kills += publishing.is_alive()
            publishing.kill()
            publishing.join()
        publish(files[0].items(), site, cache)
        assert contents(site) == whole(files[0])
    finished.set()
    counts = [results.get() for _ in readers]
    for reader in readers:
        reader.join()
    shutil.rmtree(root)
    assert all(isinstance(count, int) for count in counts), counts
    return sum(counts), next(numbers)


def read(site: Path, files: list[dict[str, bytes]], finished: Event, results: SimpleQueue[int | str]) -> None:
    """Read every file again and again, by its path; tell how many reads there were, or what was wrong with one."""
    reads = 0
    while not finished.is_set():
        for path in files[0]:
            try:
                content = (site / path).read_bytes()
            except OSError as error:
                results.put(f"{path}: {error}")
                return
            if content not in [generation[path] for generation in files]:
                results.put(f"{path} is half old, half new")
                return
            reads += 1
    results.put(reads)


@contextmanager
def going(way: str) -> Iterator[None]:
    """Make the file system behave so that a site can be published in one way only."""
    put_in_place = twin.put_in_place

    def restricted(built: Path, site: Path) -> None:
        if WAYS[way] and not (way == "sibling" and built.parent == site.parent):
            raise OSError(WAYS[way], os.strerror(WAYS[way]))
        put_in_place(built, site)

    twin.put_in_place = restricted
    try:
        yield
    finally:
        twin.put_in_place = put_in_place


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def whole(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {**files, ".rig-site": listing(files)}


def is_part(path: str) -> bool:
    return path.endswith(".rig-site.part")


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(Path(sys.argv[2]), sys.argv[3])
    else:
        main()
