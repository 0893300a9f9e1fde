"""Building what is released, and running it far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGED = ("src", "templates", "hatch_build.py", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
GIT = ("git", "-c", "user.name=Author A", "-c", "user.email=author-a@example.org")
OWN_STYLE = "\n:root { --from-the-wheel: 1 }\n"


def build(tree: Path, target: str) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", f"dist-{target}", cwd=tree)
    (built,) = (tree / f"dist-{target}").iterdir()
    return built


def run(*command: str | Path, cwd: Path) -> str:
    """Return what a command printed; one that fails fails the test with all it said."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GIT_"))}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
