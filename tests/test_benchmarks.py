"""The benchmarks measure what they say: the same group on every machine, and all of what a command takes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import corpus
from benchmarks.measure import CommandError, Cost, measure
from benchmarks.served import served
from benchmarks.table import goals
from benchmarks.tools import RIG_SITE, SERVED, edits, own_tools
from benchmarks.typed import browser, typed
from rig_site.cli.program import commands

SESSIONS = 3


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in (folder / "content").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_corpus_is_the_same_everywhere(tmp_path: Path) -> None:
    corpus.write(tmp_path / "plain", SESSIONS)
    corpus.write_repository(tmp_path / "git", SESSIONS)
    plain = contents(tmp_path / "plain")
    assert contents(tmp_path / "git") == plain
    digest = hashlib.sha256(b"".join(path.encode() + plain[path] for path in sorted(plain)))
    assert digest.hexdigest() == "288d78305ee9207ba4a963e95347d9c6614aa053dc68475ef13bedbcb609fef6"
    log = subprocess.check_output(["git", "-C", tmp_path / "git", "log", "--format=%ct"], text=True).split()
    assert len(log) == 1 + 3 * SESSIONS
    assert sorted(log, key=int, reverse=True) == log
    assert int(log[0]) <= corpus.present(SESSIONS).timestamp()


def test_every_note_has_two_kilobytes() -> None:
    assert {round(len(corpus.note(number).encode()) / 1_000) for number in range(0, 10_000, 97)} == {2}


@pytest.mark.parametrize("write", [corpus.write, corpus.write_repository])
def test_rig_site_finds_nothing_wrong_with_the_corpus(tmp_path: Path, write: Callable[[Path, int], None]) -> None:
    write(tmp_path / "group", SESSIONS)
    content, as_of = str(tmp_path / "group" / "content"), corpus.present(SESSIONS).isoformat()
    done = CliRunner().invoke(commands, ["check", "--strict", "--content", content, "--as-of", as_of])
    assert done.exit_code == 0, done.output


def test_the_memory_of_processes_of_processes_counts(tmp_path: Path) -> None:
    inner = "held = bytes(range(256)) * 1_000_000"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}], check=True)"
    assert measure([sys.executable, "-c", outer], tmp_path, os.environ).memory > 256


def test_a_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no good"):
        measure([sys.executable, "-c", "raise SystemExit('no good')"], tmp_path, os.environ)


def test_figures_are_compared_with_hugos_in_the_same_run() -> None:
    walls = {("cold", "rig-site"): 3.0, ("cold", "Hugo"): 1.0, ("nothing", "rig-site"): 0.1, ("nothing", "Hugo"): 1.0}
    figures = {(1_000, work, tool): Cost(wall, wall, 100) for (work, tool), wall in walls.items()}
    assert [(goal.what, goal.figure, goal.verdict) for goal in goals(figures)] == [
        ("cold build, wall × Hugo", 3.0, "bar met"),
        ("nothing changed, wall × Hugo", 0.1, "missed"),
        ("cold build, MB of the largest process", 100, "–"),
    ]


def test_a_key_that_is_typed_is_timed(tmp_path: Path) -> None:
    chromium = browser()
    assert chromium
    corpus.write(tmp_path / "group", SESSIONS + 20)
    site, content = tmp_path / "site", str(tmp_path / "group" / "content")
    as_of = corpus.present(SESSIONS + 20).isoformat()
    built = ["build", "--content", content, "--output", str(site), "--as-of", as_of, "--quiet"]
    assert CliRunner().invoke(commands, built).exit_code == 0
    with ThreadPoolExecutor(1) as apart:  # Playwright runs once in a thread, and other tests may have it in this one
        costs = apart.submit(typed, site, chromium, 1, keys="p", rest=50).result()
    assert len(costs) == 2
    assert all(0 < cost.wall < cost.cpu and cost.memory > 0 for cost in costs)


def test_edits_under_serve_are_seen_and_timed(tmp_path: Path) -> None:
    corpus.write(tmp_path / "group", SESSIONS)
    (tool,) = (tool for tool in own_tools() if tool.name == RIG_SITE)
    command = (sys.executable, "-m", "rig_site", "serve", "--port", "0")
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(corpus.present(SESSIONS).timestamp()))}
    for work in SERVED:
        costs = served(command, tmp_path / "group", environment, edits(tool, work, SESSIONS, 3))
        assert len(costs) == 2
        assert all(cost.wall > 0 and cost.memory > 1 for cost in costs)
