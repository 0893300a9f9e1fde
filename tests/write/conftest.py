"""What the tests of publishing share: a folder to publish into, and ways to look at it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from rig_site.write import twin
from rig_site.write.disk import Publication, publish
from rig_site.write.ownership import listing


@dataclass(frozen=True)
class Folder:
    """A folder with a site and its cache in it, as an organiser has them."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "_site"

    @property
    def cache(self) -> Path:
        return self.root / ".rig-cache"

    @property
    def workshop(self) -> Path:
        (found,) = (path for path in self.cache.iterdir() if path.is_dir())
        return found

    def publish(self, files: Mapping[str, bytes], **options: object) -> Publication:
        return publish(files.items(), self.site, self.cache, wait=0, **options)  # type: ignore[arg-type]

    def holds(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in self.site.rglob("*")
            if not path.is_dir()
        }

    def is_tidy(self) -> bool:
        """Nothing lies about beside the site, and in the cache nothing but what belongs there."""
        return set(os.listdir(self.root)) <= {"_site", ".rig-cache"} and all(
            set(os.listdir(folder)) <= {"lock", "twin", "told"} for folder in self.cache.iterdir() if folder.is_dir()
        )


def whole(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {**files, ".rig-site": listing(files)}


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder on a disk, where people have their sites, while other tests write to memory if there is room."""
    with TemporaryDirectory(dir="/var/tmp" if sys.platform == "linux" else None) as folder:
        own = Path(folder, "group")
        own.mkdir()
        yield own


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture(name="whole")
def whole_fixture() -> Callable[[Mapping[str, bytes]], dict[str, bytes]]:
    """What a site holds when files were published: those and the list of them."""
    return whole


WAYS = ("exchange", "sibling", "one by one")


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make the file system behave so that a site can be published in one way only."""

    def choose(way: str) -> None:
        put_in_place = twin.put_in_place

        def restricted(built: Path, site: Path) -> None:
            if way == "one by one":
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
            if way == "sibling" and built.parent != site.parent:
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
            put_in_place(built, site)

        monkeypatch.setattr(twin, "put_in_place", restricted)

    return choose
