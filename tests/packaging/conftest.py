"""What the tests of what is released share: a wheel, built offline, and an environment that it is installed in."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path

import pytest

from distributions import GIT, OWN_STYLE, PACKAGED, ROOT, build, run


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of what the distributions are built from, its style sheets marked.

    It has no symbolic links, as on Windows, where git writes each as a file.
    """
    origin = tmp_path_factory.mktemp("origin")
    present = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *PACKAGED, cwd=ROOT)
    for name in present.rstrip("\0").split("\0"):
        if os.path.lexists(ROOT / name):
            (origin / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, origin / name, follow_symlinks=False)
    run(*GIT, "init", "--quiet", cwd=origin)
    run(*GIT, "add", "--all", cwd=origin)
    run(*GIT, "commit", "--quiet", "--message", "All that is packaged", cwd=origin)
    clone = tmp_path_factory.mktemp("clone") / "rig-site"
    run(*GIT, "clone", "--quiet", "--config", "core.symlinks=false", origin, clone, cwd=origin)
    for style_sheet in (clone / "templates/static").glob("*.css"):
        style_sheet.write_text(style_sheet.read_text(encoding="utf-8") + OWN_STYLE, encoding="utf-8")
    return clone


@pytest.fixture(scope="session")
def wheel(tree: Path) -> Path:
    return build(tree, "wheel")


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of an environment that has the wheel and, from this one, what it depends on."""
    tmp_path = tmp_path_factory.mktemp("installed")
    environment = tmp_path / "environment"
    python = environment / "bin/python"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=tmp_path)
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-index",
        "--no-deps",
        "--no-compile",
        wheel,
        cwd=tmp_path,
    )
    # The dependencies are those of this environment.  Its own .pth files, the editable install
    # among them, have no effect from here.
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    dependencies = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "dependencies.pth").write_text("\n".join(sorted(dependencies)), encoding="utf-8")
    origin = run(python, "-c", "import rig_site; print(rig_site.__file__)", cwd=tmp_path).strip()
    assert Path(origin).is_relative_to(packages)
    return environment / "bin/rig-site"
