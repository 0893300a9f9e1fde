"""A build with nothing to do says what the last one said, and anything that could make it another is noticed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from rig_site.cli.program import commands
from rig_site.cli.unchanged import Look

BUILD = ["build", "--as-of", "2023-11-06T09:00Z"]
PRESENT = 1_699_261_200
"""6 November 2023, nine o'clock in UTC."""


def answer(arguments: list[str], environment: Mapping[str, str] = os.environ) -> bool:
    look = Look.of(arguments, environment)
    return look is not None and look.answer()


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content" / "sessions").mkdir(parents=True)
    (tmp_path / "content" / "static").mkdir()
    (tmp_path / "content" / "site.yaml").write_text(
        "title: Group A\nbase_url: https://group.test/\ntimezone: UTC\nuid_domain: group.test\n"
    )
    session = "date: 2023-11-06\ntime: '11:00-12:00'\ntitle: One\nroom: Room 1\nannounced: 2023-10-01\n"
    (tmp_path / "content" / "sessions" / "2023-11-06-one.yaml").write_text(session)
    (tmp_path / "content" / "static" / "a.txt").write_text("a")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(PRESENT))
    return tmp_path


def build(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> tuple[str, str]:
    monkeypatch.setattr(sys, "argv", ["rig-site", *arguments])
    result = CliRunner().invoke(commands, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


@pytest.mark.parametrize("arguments", [["build"], BUILD, ["build", "-q"], ["build", "-o", "out/site", "-v"]])
def test_it_says_what_a_build_that_changes_nothing_says(
    group: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert not answer(arguments)
    first = build(monkeypatch, arguments)
    assert answer(arguments)
    said = capsys.readouterr()
    assert (said.out, said.err) == build(monkeypatch, arguments)
    assert said.err == first[1]
    assert not answer([*arguments, "--strict"])
    assert not answer([*arguments, "--full"])


@pytest.mark.parametrize("folder", ["content", "content/sessions", "docs"])
@pytest.mark.parametrize("arguments", [["build"], ["build", "-o", "out"]])
def test_it_answers_in_any_folder_of_the_group_for_itself(
    group: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    folder: str,
    arguments: list[str],
) -> None:
    (group / "docs").mkdir()
    if "content" in folder and "-o" in arguments:
        arguments = ["build", "-o", str(group / "out")]
    build(monkeypatch, ["build"])
    monkeypatch.chdir(group / folder)
    assert not answer(arguments)
    build(monkeypatch, arguments)
    assert answer(arguments)
    said = capsys.readouterr()
    assert (said.out, said.err) == build(monkeypatch, arguments)
    (group / "content" / "static" / "a.txt").write_text("b")
    assert not answer(arguments)
    build(monkeypatch, arguments)
    assert answer(arguments)
    monkeypatch.chdir(group)
    assert not answer(arguments)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a session": lambda group: (group / "content/sessions/2023-11-06-one.yaml").write_text(
        "date: 2023-11-06\ntitle: Two\n"
    ),
    "a new file": lambda group: (group / "content/static/b.txt").write_text("b"),
    "a file that is gone": lambda group: (group / "content/static/a.txt").unlink(),
    "a new folder": lambda group: (group / "content/talks").mkdir(),
    "a template": lambda group: ((group / "templates").mkdir(), (group / "templates/head.html").write_text("x")),
    "a README": lambda group: (group / "README.md").write_text("x"),
    "a link": lambda group: (group / "content/static/c.txt").symlink_to("a.txt"),
    "the site": lambda group: shutil.rmtree(group / "_site"),
    "the cache": lambda group: shutil.rmtree(group / ".rig-cache"),
    "the record": lambda group: [path.write_text("{") for path in (group / ".rig-cache").glob("*/record.json")],
    "the end of a session": lambda group: os.environ.update(SOURCE_DATE_EPOCH=str(PRESENT + 3 * 3600)),
    "a clock set back": lambda group: os.environ.update(SOURCE_DATE_EPOCH=str(PRESENT - 1)),
    "a clock that shows nothing": lambda group: os.environ.update(SOURCE_DATE_EPOCH="noon"),
    "the machine": lambda group: os.environ.update(CI="true"),
    "a repository": lambda group: subprocess.run(["git", "init", "-q", str(group)], check=True),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_is_noticed(group: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    build(monkeypatch, ["build"])
    assert answer(["build"])
    monkeypatch.setattr(os, "environ", dict(os.environ))
    CHANGES[name](group)
    assert not answer(["build"], os.environ)


def test_a_commit_is_noticed_and_a_file_of_another_time_is_not(group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", "content")
    git("commit", "-qm", "One")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4000000000")
    build(monkeypatch, ["build"])
    assert answer(["build"])
    for path in (group / "content").rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert answer(["build"])
    git("commit", "-q", "--allow-empty", "-m", "Two")
    assert not answer(["build"])
    build(monkeypatch, ["build"])
    git("pack-refs", "--all")
    assert answer(["build"])


def test_a_preview_stays_whatever_the_clock_shows(group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(monkeypatch, BUILD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(PRESENT + 10**9))
    assert answer(BUILD)


def test_a_build_with_mistakes_is_never_taken_for_done(group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(monkeypatch, ["build"])
    (group / "content" / "sessions" / "2023-11-06-one.yaml").write_text("date: 2023-11-06\n")
    assert CliRunner().invoke(commands, ["build"]).exit_code == 1
    assert not answer(["build"])


def test_nothing_is_imported_for_it(group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import sys; sys.argv[1:] = ['build']; from rig_site.__main__ import main; main(); print(*sys.modules)"
    run = [sys.executable, "-c", program]
    subprocess.run([sys.executable, "-m", "rig_site", "build"], check=True, capture_output=True)
    first = subprocess.run(run, check=True, capture_output=True, text=True)
    modules = set(first.stdout.splitlines()[-1].split())
    heavy = {
        "click",
        "pydantic",
        "yaml",
        "jinja2",
        "markdown_it",
        "icalendar",
        "feedgen",
        "dataclasses",
        "msgspec",
        "pathlib",
    }
    assert not modules & heavy
    assert "rig_site.cli.unchanged" in modules


@pytest.mark.parametrize("said", [["-v"], ["--quiet", "--jobs", "1"], ["-j1", "--durable"], ["--jobs=1", "--verbose"]])
def test_how_a_build_is_made_or_told_does_not_make_the_next_one_begin_anew(
    group: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    build(monkeypatch, BUILD)
    file = group / "content" / "sessions" / "2023-11-06-one.yaml"
    file.write_text(file.read_text().replace("title: One", "title: Two"))
    monkeypatch.setattr("rig_site.build.load", None)
    build(monkeypatch, [*BUILD, *said])
    assert "Two" in (group / "_site" / "index.html").read_text()
