"""What all tests share: the flag that refreshes golden files, and properties that hold at any speed and repeat."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import wraps
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from rig_site import workers
from rig_site.cache import inputs
from rig_site.cli import unchanged
from rig_site.cli.build import SELDOM
from rig_site.content.resolve.texts import FieldText, FileText, TextReader
from rig_site.model.text import Text

# Hundreds of programs are started, and each would compile all of its modules where Python is told to keep none;
# so would each run of the tests compile theirs.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

MEMORY = Path("/dev/shm")
"""Where Linux has files in memory.  Sites are thousands of small files, which take a disk a quarter of a run."""
ROOM = 2_000_000_000

if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# Garbage is looked for as seldom as in a build: most of what the tests make stays, too.
gc.set_threshold(*SELDOM)

settings.register_profile("repository", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("repository")

TESTS = Path(__file__).parent
LONGEST = [
    "browser/test_every_page.py",
    "browser/test_pages.py",
    "test_incremental.py",
    "packaging/test_wheel.py",
    "packaging/test_workflows.py",
    "browser/test_serve.py",
    "problems/test_fixes.py",
    "test_growth.py",
    "cli/test_console.py",
    "test_recipes.py",
]
"""The files of tests that take longest, each run by one process."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh", action="store_true", help="write golden files anew instead of comparing with them")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return one process more than there are processors, since browsers and programs are waited for."""
    return workers.cores() + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no process is left with one when the others are done."""
    places = {TESTS / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture
def refresh(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written anew; the result is reviewed as a diff."""
    return bool(request.config.getoption("--refresh"))


@pytest.fixture(scope="session", autouse=True)
def texts_are_read_once() -> Iterator[None]:
    """Read each text of a content folder once a run: the key that a build keeps it by has all it depends on.

    A test that counts how often texts are read takes the wrapping off.
    """
    read, known = TextReader._read, dict[bytes, Text]()

    @wraps(read)
    def remembered(reader: TextReader, wanted: FieldText | FileText, key: bytes) -> Text:
        if key not in known:
            known[key] = read(reader, wanted, key)
        return known[key]

    TextReader._read = remembered  # type: ignore[method-assign]
    yield
    TextReader._read = read  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def the_program_is_read_once() -> Iterator[None]:
    """Read the program's own files once a run, which each first build of a site makes digests of, unless one changes."""
    digest, own, known = inputs._digest, (unchanged._PROGRAM, unchanged._THEME), dict[object, str]()

    def remembered(path: str, found: os.stat_result | None) -> str:
        if found is None or not path.startswith(own):
            return digest(path, found)
        key = path, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
        if key not in known:
            known[key] = digest(path, found)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputs, "_digest", remembered)
        yield


@pytest.fixture(scope="session", autouse=True)
def builds_take_one_process() -> Iterator[None]:
    """Build in the process of the tests alone, as these are spread over the processors already.

    A test of several processes lets little work be worth one, and a program
    that a test starts is left as it is.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "WORTHWHILE", sys.maxsize)
        yield
