"""What `export` and `schema` print and write, byte for byte."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from rig_site.cli.program import commands
from rig_site.cli.schema import FILES

CONTENT = Path(__file__).parents[1] / "sites" / "reading-group" / "content"
AS_OF = ("--as-of", "2024-03-12")


def rig_site(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    done = CliRunner().invoke(commands, [str(argument) for argument in arguments])
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout_bytes, done.stderr_bytes)


@pytest.mark.parametrize("form", ["csv", "ics", "json"])
def test_a_file_holds_what_would_be_printed(form: str, tmp_path: Path) -> None:
    printed = rig_site("export", "--content", CONTENT, *AS_OF, "--format", form)
    assert (printed.returncode, printed.stderr) == (0, b"")
    written = rig_site("export", "--content", CONTENT, *AS_OF, "--format", form, "--output", tmp_path / "file")
    assert (written.returncode, written.stdout, written.stderr) == (0, b"", b"")
    assert (tmp_path / "file").read_bytes() == printed.stdout
    assert b"Attention is all you need" in printed.stdout
    line_ends = {b"\r\n"} if form in ("csv", "ics") else {b"\n"}
    assert {line[len(line.rstrip(b"\r\n")) :] for line in printed.stdout.splitlines(keepends=True)} == line_ends


def test_errors_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("titel: A group\n", encoding="utf-8")
    done = rig_site("export", "--content", tmp_path, "--output", tmp_path / "file")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"site.yaml:1:1: error: site.yaml has no field 'titel'" in done.stderr
    assert not (tmp_path / "file").exists()


def test_schemas_are_listed_printed_and_written(tmp_path: Path) -> None:
    listed = rig_site("schema").stdout.decode().splitlines()
    assert [line.split() for line in listed] == [[name, path] for name, path in FILES.items()]

    printed = rig_site("schema", "sessions").stdout
    assert json.loads(printed)["properties"]["status"]["enum"][-1] == "break"

    folder = tmp_path / "schemas"
    assert rig_site("schema", "--output", folder).returncode == 0
    assert {path.name for path in folder.iterdir()} == {f"{name}.schema.json" for name in FILES}
    assert (folder / "sessions.schema.json").read_bytes() == printed

    alone = tmp_path / "alone"
    assert rig_site("schema", "people", "--output", alone).stdout.decode().split()[1:] == ["for", "people.yaml"]
    assert [path.name for path in alone.iterdir()] == ["people.schema.json"]

    refused = rig_site("schema", "session")
    assert refused.returncode == 2
    assert b"is not one of 'site', 'sessions'" in refused.stderr
    assert b"Did you mean 'sessions'?" in refused.stderr


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    group = str(Path(__file__).parents[1] / "sites" / "first-day" / "content")
    refused = CliRunner().invoke(commands, ["export", "--content", group, "--output", "nowhere/group.json"])
    assert refused.exit_code == 2
    assert "nowhere/group.json cannot be written: there is no folder nowhere" in refused.output
