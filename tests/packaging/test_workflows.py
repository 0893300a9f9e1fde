"""The workflows that `rig-site init` writes, and that publish this repository: they are valid, and their steps work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from forked import installed
from rig_site.cli.organise.starter_files import SURROUNDINGS, filled
from rig_site.cli.program import commands
from rig_site.content import load
from rig_site.diagnostics import Severity

ROOT = Path(__file__).parents[2]
OF_GITHUB = sorted(path for path in SURROUNDINGS if path.startswith(".github/"))
WORKFLOWS = [path for path in OF_GITHUB if "/workflows/" in path]
HERE = 'make .venv/site.stamp && echo "$PWD/.venv/bin" >> "$GITHUB_PATH"'
"""How this repository installs what it publishes itself with."""

SCHEMAS = {"/workflows/": "github-workflows", "/ISSUE_TEMPLATE/": "github-issue-forms", ".gitlab-ci": "gitlab-ci"}


def schema_of(path: str) -> str:
    return f"vendor.{next(schema for part, schema in SCHEMAS.items() if part in path)}"


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A group as `init` writes it, cloned from a bare repository, with a first commit that is pushed."""
    folder = tmp_path_factory.mktemp("forge")
    options = ["--title", "Paper Club", "--timezone", "Europe/London", "--as-of", "2026-01-05"]
    assert CliRunner().invoke(commands, ["init", str(folder / "club"), *options]).exit_code == 0
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "origin")
    club = folder / "club"
    git(club, "init", "--quiet", "--initial-branch=main")
    git(club, "config", "user.name", "Lead A")
    git(club, "config", "user.email", "lead-a@example.org")
    git(club, "add", ".")
    git(club, "commit", "--quiet", "--message", "Begin", date="2026-01-05T09:00:00Z")
    git(club, "remote", "add", "origin", str(folder / "origin"))
    git(club, "push", "--quiet", "--set-upstream", "origin", "main")
    return club


def git(folder: Path, *arguments: str, date: str = "") -> str:
    environment = os.environ | ({"GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date} if date else {})
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def steps(path: str, job: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))["jobs"][job]["steps"])


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Return what runs a step as GitHub does: bash, which ends at the first command that fails.

    Its `rig-site` has a process that is forked run the command.
    """
    folder = tmp_path_factory.mktemp("bin")
    path = os.pathsep.join([str(folder), os.environ["PATH"]])
    settings = {"PATH": path, "CI": "true", "PYTHONPATH": str(ROOT / "src"), "SOURCE_DATE_EPOCH": "1768300000"}
    with installed(folder / "rig-site", os.environ | settings):
        yield lambda folder, script, **environment: subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=folder,
            env=os.environ | settings | environment,
            capture_output=True,
            encoding="utf-8",
        )


@pytest.mark.parametrize("path", OF_GITHUB)
def test_this_repository_uses_what_a_new_group_gets(path: str, refresh: bool) -> None:
    expected = filled(SURROUNDINGS[path], {"install": HERE})
    if refresh:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(expected, encoding="utf-8")
    assert (ROOT / path).read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("schema", sorted(set(SCHEMAS.values())))
def test_the_files_are_as_their_host_wants_them(group: Path, schema: str) -> None:
    """By the schemas that come with check-jsonschema, which asks no network for them."""
    written = [group / path for path in (*OF_GITHUB, ".gitlab-ci.yml") if schema_of(path) == f"vendor.{schema}"]
    here = (ROOT / ".github" / "workflows").iterdir() if schema == "github-workflows" else ()
    assert written
    validate([*written, *here], f"vendor.{schema}")


def validate(files: Iterable[Path], schema: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_mistake_in_a_workflow_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "check.yml"
    file.write_text((ROOT / ".github/workflows/check.yml").read_text().replace("runs-on:", "run-on:"))
    with pytest.raises(AssertionError, match="run-on"):
        validate([file], "vendor.github-workflows")


def test_every_step_that_is_run_here_is_known() -> None:
    """So that a new step does not go untried."""
    scripts = {step["run"].splitlines()[0] for path in WORKFLOWS for step in all_steps(path) if "run" in step}
    assert scripts == {
        HERE,
        "rig-site build --search --qr --images",
        "rig-site build --quiet",
        'rig-site check --format github --since "$BASE"',
        'rig-site check --format github --since "$BEFORE"',
        "for file in README.md PREVIOUS.md; do",
    }


def all_steps(path: str) -> list[dict[str, Any]]:
    jobs = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job.get("steps", ())]


def test_every_build_has_the_whole_history(group: Path) -> None:
    for path in WORKFLOWS:
        for step in all_steps(path):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["fetch-depth"] == 0, path
    assert yaml.safe_load((group / ".gitlab-ci.yml").read_text())["variables"]["GIT_DEPTH"] == 0


def test_a_new_group_installs_this_release(group: Path) -> None:
    for path in (*WORKFLOWS, ".gitlab-ci.yml"):
        install = f"pip install 'rig-site[search,qr,images]=={version('rig-site')}'\n"
        assert install in (group / path).read_text(encoding="utf-8")


def test_a_pull_request_gets_its_mistakes_marked_on_the_lines(group: Path, run: Run, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(group.parent / "origin"), str(clone))
    base = git(clone, "rev-parse", "HEAD").strip()
    (session,) = (clone / "content/sessions").glob("*-first-session.yaml")
    session.write_text(
        session.read_text().replace("date: 2026-01-05", "date: 2026-01-06").replace("status:", "statsu:")
    )
    checking, building = (
        step for step in steps(".github/workflows/check.yml", "check") if "rig-site" in step.get("run", "")
    )
    assert checking["env"] == {"BASE": "${{ github.event.pull_request.base.sha }}"}
    done = run(clone, checking["run"], BASE=base)
    assert done.returncode == 1
    name = f"content/sessions/{session.name}"
    assert f"::error file={name},line=6,col=1,endColumn=7::a session has no field 'statsu'" in done.stdout
    session.write_text(session.read_text().replace("statsu:", "status:"))
    done = run(clone, checking["run"], BASE=base)
    assert done.returncode == 0
    assert f"::warning file={name},line=4,col=7,endColumn=17::the date was 2026-01-05 in " in done.stdout
    assert run(clone, building["run"]).returncode == 0


def test_a_push_is_built_with_its_history(group: Path, run: Run, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(group.parent / "origin"), str(clone))
    before = git(clone, "rev-parse", "HEAD").strip()
    for step in steps(".github/workflows/publish.yml", "publish"):
        if step.get("run", "").startswith("rig-site"):
            done = run(clone, step["run"], BEFORE=before)
            assert done.returncode == 0, done.stderr
    assert (clone / "_site/index.html").exists()
    shallow = tmp_path / "shallow"
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "Once more")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{clone}", str(shallow))
    assert "fetch-depth: 0" in run(shallow, "rig-site build").stderr


def test_what_is_over_is_archived_once_a_day_in_one_commit(group: Path, run: Run, tmp_path: Path) -> None:
    """On 13 January the first two sessions are over; a second run on that day commits nothing more."""
    clone, other = tmp_path / "clone", tmp_path / "other"
    for folder in (clone, other):
        git(tmp_path, "clone", "--quiet", str(group.parent / "origin"), str(folder))
        git(folder, "config", "user.name", "Lead A")
        git(folder, "config", "user.email", "lead-a@example.org")
    git(other, "commit", "--quiet", "--allow-empty", "--message", "Meanwhile")
    git(other, "push", "--quiet")
    building, committing = (
        step["run"] for step in steps(".github/workflows/daily.yml", "refresh") if "run" in step and step["run"] != HERE
    )
    for _ in range(2):
        for script in (building, committing):
            done = run(clone, script)
            assert done.returncode == 0, done.stderr
    origin = group.parent / "origin"
    assert git(origin, "log", "--format=%s").splitlines() == [
        "Bring README.md and PREVIOUS.md up to date",
        "Meanwhile",
        "Begin",
    ]
    assert git(origin, "show", "--format=", "--name-only", "main").split() == ["PREVIOUS.md", "README.md"]
    assert "Speaker to be announced" in git(origin, "show", "main:PREVIOUS.md")
    jobs = yaml.safe_load((ROOT / ".github/workflows/daily.yml").read_text())["jobs"]
    assert jobs["publish"]["needs"] == "refresh"
    assert jobs["publish"]["uses"] == "./.github/workflows/publish.yml"


def test_gitlab_builds_into_its_own_folder(group: Path, run: Run, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(group.parent / "origin"), str(clone))
    jobs = yaml.safe_load((clone / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    base = git(clone, "rev-parse", "HEAD").strip()
    for job in ("check", "pages"):
        for script in jobs[job]["script"][1:]:
            done = run(clone, script, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
            assert done.returncode == 0, done.stderr
    assert (clone / "public/index.html").exists()
    assert git(clone, "status", "--porcelain", "--", "public", ".rig-cache") == ""


def test_the_answer_of_the_form_can_be_pasted_into_proposals(tmp_path: Path) -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/topic.yml").read_text(encoding="utf-8"))
    (answer,) = (part["attributes"]["value"] for part in form["body"] if part["type"] == "textarea")
    settings = "title: A\nbase_url: https://group.test/\ntimezone: Europe/London\nuid_domain: group.test\n"
    texts = {"site.yaml": settings, "proposals.yaml": f"- title: Earlier\n{answer}"}
    loaded = load(tmp_path, as_of=date(2026, 1, 5), texts={name: text.encode() for name, text in texts.items()})
    assert [problem.what for problem in loaded.problems if problem.severity is not Severity.NOTICE] == []
    assert loaded.site
    assert [proposal.title for proposal in loaded.site.proposals] == ["Earlier", "What it is about"]
