"""What one release accepts the next accepts: each has a folder here that uses everything it knew."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from rig_site.build import check
from rig_site.content.schema.reference import fields_of, mappings
from rig_site.diagnostics import Severity

ROOT = Path(__file__).parents[2]
RELEASES = sorted(folder for folder in Path(__file__).parent.iterdir() if (folder / "content").is_dir())
CHANGELOG = ROOT / "docs" / "changelog.md"
GIT = ("git", "-c", "user.name=Author A", "-c", "user.email=author-a@example.org")
WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"


def version() -> str:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


@pytest.mark.parametrize("release", RELEASES, ids=lambda folder: folder.name)
def test_what_a_release_accepted_is_accepted(release: Path) -> None:
    _, problems = check(release / "content", as_of=date(2024, 2, 1))
    assert [problem for problem in problems if problem.severity is not Severity.NOTICE] == []


def test_the_folder_of_this_release_uses_every_field() -> None:
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(__file__).parent / version() / "content").rglob("*")
        if path.suffix in (".yaml", ".md")
    )
    plural = {"zero", "two", "few", "many"}  # English, the folder's language, has no such forms
    names = {field.name for shape in mappings() for field in fields_of(shape)} - plural
    assert {name for name in names if not re.search(rf"(^|[\s{{,]){name}:", text, re.MULTILINE)} == set()


def test_the_changelog_begins_with_this_release() -> None:
    (newest, *_) = re.findall(r"^## (.+)$", CHANGELOG.read_text(encoding="utf-8"), re.MULTILINE)
    assert newest == version()


def test_a_release_is_what_the_changelog_says(tmp_path: Path) -> None:
    """The steps that stand between a version and its publication do what they are for."""
    steps = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    (guard,) = (step["run"] for step in steps["build"]["steps"] if step.get("id") == "version")
    (tagged,) = (step["run"] for step in steps["publish"]["steps"] if "gh release" in step.get("run", ""))
    for path in ("pyproject.toml", "docs/changelog.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes((ROOT / path).read_bytes())
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)

    def run(script: str, **environment: str) -> int:
        shell = ["bash", "-e", "-o", "pipefail", "-c", script]
        around = {"PATH": f"{tmp_path}:/usr/bin:/bin:{Path(sys.executable).parent}", "HOME": str(tmp_path)}
        return subprocess.run(shell, cwd=tmp_path, env=around | environment, check=False).returncode

    output = tmp_path / "output"
    assert run(guard, GITHUB_OUTPUT=str(output)) == 0
    assert output.read_text() == f"version={version()}\n"
    subprocess.run([*GIT, "commit", "--quiet", "--allow-empty", "--message", "All"], cwd=tmp_path, check=True)
    subprocess.run(["git", "tag", f"v{version()}"], cwd=tmp_path, check=True)
    assert run(guard, GITHUB_OUTPUT=str(output)) != 0
    subprocess.run(["git", "tag", "--delete", f"v{version()}"], cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "docs/changelog.md").write_text(f"# Changelog\n\n## {version()}\n\nNew.\n\n## 0.9\n\nOld.\n")
    (tmp_path / "gh").write_text("#!/bin/sh\ncat notes.md\n")
    (tmp_path / "gh").chmod(0o755)
    assert run(tagged, VERSION=version(), GITHUB_SHA="0" * 40) == 0
    assert (tmp_path / "notes.md").read_text().strip() == "New."
    (tmp_path / "docs/changelog.md").write_text("# Changelog\n\n## 0.9\n")
    assert run(guard, GITHUB_OUTPUT=str(output)) != 0
