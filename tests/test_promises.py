"""The house's own claims: floors kept, tables complete, one build like another."""

import importlib
import inspect
import os
import pkgutil
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from importlinter import cli as import_linter

import rig_site
from rig_site import outputs
from rig_site.cli.program import COMMANDS, command
from rig_site.outputs import feeds
from rig_site.outputs.feeds.feed_format import FeedFormat

ROOT = Path(__file__).parents[1]

MOST_MODULES = 23
"""How many modules a folder may hold: one for each rule of the dialects is the longest list there is."""


def test_every_floor_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert import_linter.lint_imports(no_cache=True) == import_linter.EXIT_STATUS_SUCCESS


def test_every_output_stands_in_the_table_of_contents() -> None:
    found = pkgutil.walk_packages(outputs.__path__, "rig_site.outputs.")
    modules = [importlib.import_module(each.name) for each in found]
    planned = {module.plan for module in modules if hasattr(module, "plan")}
    assert planned == set(map(outputs.planner, outputs.OUTPUTS))
    assert len(outputs.OUTPUTS) == len(planned)


def test_every_format_of_feeds_stands_in_their_table() -> None:
    found = pkgutil.iter_modules(feeds.__path__, "rig_site.outputs.feeds.")
    modules = [importlib.import_module(each.name) for each in found]
    formats = {value for module in modules for value in vars(module).values() if isinstance(value, FeedFormat)}
    assert formats == set(feeds.FEEDS)
    assert len({each.file for each in feeds.FEEDS}) == len(feeds.FEEDS) == len(formats)


def test_only_its_own_module_says_where_a_feed_is_and_what_it_is() -> None:
    files = {*(ROOT / "src").rglob("*.py"), *(path for path in (ROOT / "templates").rglob("*") if path.is_file())}
    texts = {path: path.read_bytes() for path in files}
    for each in feeds.FEEDS:
        for said in (each.file, each.media_type):
            saying = [path for path, text in texts.items() if said.encode() in text]
            assert saying == [Path(inspect.getfile(each.encode))], said


WRITTEN = "rig_site.content.schema"
"""Where the contract is, as written: its classes have the names of what the model makes of them."""


def modules() -> list[str]:
    found = pkgutil.walk_packages(rig_site.__path__, "rig_site.")
    return [each.name for each in found if each.name != "rig_site.__main__"]


def test_a_class_name_means_one_thing() -> None:
    places: dict[str, set[str]] = {}
    for name in modules():
        for called, value in vars(importlib.import_module(name)).items():
            if inspect.isclass(value) and value.__module__ == name and not called.startswith("_"):
                places.setdefault(called, set()).add("the contract" if name.startswith(WRITTEN) else name)
    assert {called: found for called, found in places.items() if len(found - {"the contract"}) > 1} == {}


def test_no_folder_holds_more_modules_than_one_looks_over() -> None:
    folders = Counter(name.rpartition(".")[0] for name in modules())
    assert {folder: count for folder, count in folders.items() if count > MOST_MODULES} == {}


def test_every_command_has_examples_in_its_help() -> None:
    assert {"build", "check", "export", "completion"} <= set(COMMANDS)
    assert [name for name in COMMANDS if "Examples:" not in (command(name).epilog or "")] == []


def build(folder: Path, **environment: str) -> dict[str, bytes]:
    """Build a copy of the golden group in a folder, in a process of its own, and return every file of the site."""
    shutil.copytree(ROOT / "tests" / "sites" / "reading-group" / "content", folder / "content")
    subprocess.run(
        [sys.executable, "-m", "rig_site", "build", "--quiet"],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1710261000", **environment},
        check=True,
        umask=int(environment.get("UMASK", "022"), 8),
    )
    site = folder / "_site"
    files = [*site.rglob("*"), folder / "PREVIOUS.md"]
    assert {path.stat().st_mode & 0o777 for path in files} <= {0o644, 0o755}
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.is_file()}


def test_two_builds_are_identical_wherever_and_whenever_they_run(tmp_path: Path) -> None:
    here = build(tmp_path / "here", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C", UMASK="022")
    there = build(
        tmp_path / "quite somewhere" / "ælse",
        PYTHONHASHSEED="2",
        TZ="Asia/Kathmandu",
        LC_ALL="C.UTF-8",
        UMASK="077",
    )
    assert here == there
