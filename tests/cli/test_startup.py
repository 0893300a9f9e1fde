"""The command line starts quickly: what is heavy is imported where it is used."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"feedgen", "icalendar", "jinja2", "markdown_it", "pydantic", "yaml"}


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "rig_site", "--help"], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Usage: ")
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "rig_site" in imported
    assert HEAVY & imported == set()
