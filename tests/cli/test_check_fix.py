"""rig-site check --fix: what is written, what is only shown, and what is said afterwards."""

import contextlib
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rig_site.cli.program import commands

SITE = "title: Group A\nbase_url: https://group.example.edu/\nuid_domain: group.example.edu\ntimezone: Europe/London\n"
SESSION = b"\xef\xbb\xbf# ours\r\nid: attention\r\ndate: 2023-11-06  # a Monday\r\ntime: 2-3pm\r\ntitle: Attention\r\n"
MISTAKES = b"leed: Lead A\r\nstatus: tbc\r\nreadings: https://example.org/a\r\n"
SAFE = b"leads: [Lead A]\r\nstatus: tbc\r\nreadings: [{url: https://example.org/a}]\r\n"


@pytest.fixture
def group(tmp_path: Path) -> Path:
    (tmp_path / "content" / "sessions").mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text(SITE)
    (tmp_path / "content" / "sessions" / "attention.yaml").write_bytes(SESSION + MISTAKES)
    return tmp_path


def check(group: Path, *options: str) -> Result:
    with contextlib.chdir(group):
        result = CliRunner().invoke(commands, ["check", "--as-of", "2023-11-05", "--without-history", *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def session(group: Path) -> bytes:
    return (group / "content" / "sessions" / "attention.yaml").read_bytes()


def test_what_can_be_fixed_is_said_and_nothing_is_written(group: Path) -> None:
    said = check(group)
    assert said.exit_code == 1
    assert said.output.splitlines()[-1] == "4 errors; can be fixed: 3 with --fix, 1 more with --unsafe-fixes"
    assert session(group) == SESSION + MISTAKES


def test_what_is_sure_is_written_and_all_else_stays(group: Path) -> None:
    said = check(group, "--fix")
    assert session(group) == SESSION.replace(b"2-3pm", b"14:00-15:00") + SAFE
    assert said.exit_code == 1
    assert said.output.splitlines()[-1] == "1 error; 3 fixed; can be fixed: 1 with --unsafe-fixes"


def test_what_is_likely_is_written_when_asked_for(group: Path) -> None:
    said = check(group, "--unsafe-fixes")
    assert session(group).endswith(b"status: tentative\r\nreadings: [{url: https://example.org/a}]\r\n")
    assert b"4 fixed" in said.stdout_bytes


def test_a_diff_is_what_git_applies_to_get_the_same(group: Path) -> None:
    shown = check(group, "--diff")
    assert shown.exit_code == 1
    assert session(group) == SESSION + MISTAKES
    subprocess.run(["git", "init", "-q", str(group)], check=True)
    subprocess.run(["git", "apply", "-"], cwd=group, input=shown.stdout_bytes, check=True)
    applied = session(group)
    (group / "content" / "sessions" / "attention.yaml").write_bytes(SESSION + MISTAKES)
    check(group, "--fix")
    assert session(group) == applied
    assert check(group, "--diff").exit_code == 0


def test_edits_of_json_make_the_same_change(group: Path) -> None:
    listed = json.loads(check(group, "--format", "json").stdout)
    lines = session(group).decode("utf-8-sig").split("\r\n")
    for problem in listed:
        edits = problem["fix"]["edits"] if problem["fix"] and problem["fix"]["safe"] else []
        for edit in reversed(edits):
            line = lines[edit["line"] - 1]
            assert edit["line"] == edit["end_line"]
            lines[edit["line"] - 1] = line[: edit["column"] - 1] + edit["text"] + line[edit["end_column"] - 1 :]
    check(group, "--fix")
    assert session(group).decode("utf-8-sig").split("\r\n") == lines


def test_a_file_that_cannot_be_written_keeps_all_as_they_were(group: Path) -> None:
    other = group / "content" / "people.yaml"
    other.write_text("lead-a: {nmae: Lead A}\n")
    (group / "content" / "sessions" / "attention.yaml").chmod(0o444)
    with contextlib.chdir(group), pytest.raises(PermissionError):
        CliRunner().invoke(commands, ["check", "--fix", "--without-history"], catch_exceptions=False)
    assert other.read_text() == "lead-a: {nmae: Lead A}\n"
    assert session(group) == SESSION + MISTAKES
