"""The scripts that find what a machine has, on machines made of stubs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]

SCRIPTS = Path(__file__).parents[2] / ".ci"
WORKS = "exit 0"
FAILS = "exit 1"


class Machine:
    """A folder that is the whole of PATH, and the current folder of the script."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"

    def has(self, name: str, script: str) -> Path:
        path = self.folder / name if "/" in name else self.bin / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    def run(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", SCRIPTS / script],
            cwd=self.folder,
            env={"PATH": str(self.bin), **environment},
            capture_output=True,
            encoding="utf-8",
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_python_chosen_is_one_that_works(machine: Machine) -> None:
    machine.has("python3.13", FAILS)
    machine.has("python3.12", WORKS)
    machine.has("python3", WORKS)
    assert machine.run("python").stdout == "python3.12\n"
    assert machine.run("python", PYTHON="python3").stdout == "python3\n"


def test_without_a_python_it_says_what_is_needed(machine: Machine) -> None:
    machine.has("python3", FAILS)
    done = machine.run("python")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("rig-site needs Python 3.11 or newer with its venv module")


def test_the_chromium_chosen_is_one_that_starts(machine: Machine) -> None:
    machine.has("chromium-browser", FAILS)
    chrome = machine.has("google-chrome", WORKS)
    assert machine.run("chromium").stdout == f"{chrome}\n"
    own = machine.has("own/chrome", WORKS)
    assert machine.run("chromium", CHROMIUM=str(own)).stdout == f"{own}\n"


def test_the_chromium_playwright_has_is_used(machine: Machine) -> None:
    downloaded = machine.has("cache/chrome", WORKS)
    machine.has(".venv/bin/python", f"echo {downloaded}")
    done = machine.run("chromium")
    assert (done.stdout, done.stderr) == (f"{downloaded}\n", "")


def test_root_on_debian_installs_the_package(machine: Machine) -> None:
    machine.has(".venv/bin/python", "echo /nowhere/chrome")
    machine.has("id", "echo 0")
    package = machine.has("package", WORKS)
    machine.has(
        "apt-get", f'echo "apt-get $*"; [ "$1" = update ] || PATH=/bin:/usr/bin cp {package} {machine.bin}/chromium'
    )
    done = machine.run("chromium")
    assert done.stdout == f"{machine.bin}/chromium\n"
    assert done.stderr.splitlines() == [
        "There is no Chromium here: installing the system's package.",
        "apt-get update",
        "apt-get install -y chromium",
    ]


@pytest.mark.parametrize(("user", "command"), [("1000", "install chromium"), ("0", "install --with-deps chromium")])
def test_otherwise_playwright_downloads_one(machine: Machine, user: str, command: str) -> None:
    downloaded = machine.folder / "cache/chrome"
    source = machine.has("source", WORKS)
    machine.has("id", f"echo {user}")
    machine.has("apt-get", FAILS)
    machine.has(".venv/bin/python", f"echo {downloaded}")
    downloaded.parent.mkdir()
    machine.has(".venv/bin/playwright", f'echo "$*"; PATH=/bin:/usr/bin cp {source} {downloaded}')
    done = machine.run("chromium")
    assert done.stdout == f"{downloaded}\n"
    assert done.stderr.splitlines()[-2:] == ["There is no Chromium here: downloading Playwright's.", command]


def test_what_is_deployed_goes_by_the_real_clock() -> None:
    """`make site` builds a preview of another day; what goes to the host is built by rig-site itself."""
    workflow = (ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    commands = [step.get("run", "") for step in yaml.safe_load(workflow)["jobs"]["publish"]["steps"]]
    builds = [command for command in commands if command.startswith(("make site", "rig-site build"))]
    assert builds == ["rig-site build --search --qr --images"]
