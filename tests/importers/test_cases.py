"""Documents of many groups, and the content, decisions and report that must come out of each, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from rig_site.cli.program import commands

CASES = Path(__file__).parent / "cases"
EXPECTED = "expected"
REPORT = "report.txt"
OPTIONS = "options"


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def documents(case: Path) -> list[str]:
    """Return the documents of a case, a README before the others, as a person would name them."""
    names = [path.name for path in case.iterdir() if path.is_file() and path.name not in (REPORT, OPTIONS)]
    return sorted(names, key=lambda name: (name != "README.md", name))


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_a_document_becomes_content(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refresh: bool) -> None:
    monkeypatch.chdir(case)
    options = (case / OPTIONS).read_text().split() if (case / OPTIONS).exists() else []
    content = tmp_path / "content"
    command = ["import", *documents(case), "--to", str(content), "--as-of", "2024-06-01", *options]
    done = CliRunner().invoke(commands, command)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    report = done.output.replace(str(content), "content")
    if refresh:
        shutil.rmtree(case / EXPECTED, ignore_errors=True)
        shutil.copytree(content, case / EXPECTED)
        (case / REPORT).write_text(report)
    assert report == (case / REPORT).read_text()
    assert tree(content) == tree(case / EXPECTED)
    assert done.exit_code == 0
    again = CliRunner().invoke(commands, command)
    assert "content: 0 files written, 0 changed" in again.output.replace(str(content), "content")
    assert tree(content) == tree(case / EXPECTED)
