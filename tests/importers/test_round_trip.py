"""A group moves in, its archive is generated, and the archive moves in again: the same past sessions."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from rig_site.cli.program import commands

HERE = Path(__file__).parent
CASES = ("archive_and_readme", "columns", "dated_headings", "html_table", "remarks", "several_papers", "us_lines")
NOW, LATER = "2025-01-01", "2100-01-01"


def run(*arguments: str, as_of: str = LATER) -> str:
    epoch = int(datetime.fromisoformat(as_of).replace(tzinfo=UTC).timestamp())
    result = CliRunner().invoke(commands, arguments, env={"SOURCE_DATE_EPOCH": str(epoch)})
    assert result.exit_code == 0, result.output
    return result.stdout


def moved_in(folder: Path, *documents: Path, as_of: str) -> Path:
    """Return the content folder that documents were imported into."""
    folder.mkdir()
    run("import", *map(str, documents), "--to", str(folder / "content"), "--timezone", "Europe/London", as_of=as_of)
    return folder / "content"


def past(content: Path) -> list[dict[str, Any]]:
    """Return what PREVIOUS.md carries of a group's past sessions."""
    sessions = json.loads(run("export", "--content", str(content)))["sessions"]
    return [
        {
            "date": session["date"],
            "kind": session["kind"],
            "title": session["title"],
            "status": session["status"],
            "room": session["room"],
            "leads": [lead["name"] for lead in session["leads"]],
            "links": [link for link in session["links"] if "url" in link],
            "readings": [(reading["section"], reading["title"], reading["url"]) for reading in session["readings"]],
        }
        for session in sessions
        if session["status"] not in ("free", "break")
    ]


@pytest.mark.parametrize("case", CASES)
def test_the_generated_archive_moves_in_as_the_same_sessions(case: str, tmp_path: Path) -> None:
    documents = sorted(path for path in (HERE / "cases" / case).iterdir() if path.suffix in (".md", ".html"))
    first = moved_in(tmp_path / "first", *documents, as_of=NOW)
    with (first / "site.yaml").open("a") as settings:
        settings.write("repository_files: true\n")
    run("build", "--content", str(first), "--output", str(tmp_path / "first" / "_site"))
    again = moved_in(tmp_path / "again", tmp_path / "first" / "PREVIOUS.md", as_of=LATER)
    assert past(first)
    assert past(again) == past(first)
