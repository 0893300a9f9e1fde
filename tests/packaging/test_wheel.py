"""A wheel carries everything: built offline and installed far from the checkout, it makes a site."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGED = ("src", "templates", "hatch_build.py", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
GIT = ("git", "-c", "user.name=Author A", "-c", "user.email=author-a@example.org")
OWN_STYLE = "\n:root { --from-the-wheel: 1 }\n"
CONTENT = {
    "site.yaml": "title: A group\nbase_url: https://example.org/group/\ntimezone: Europe/Berlin\nlanguage: de\n",
    "sessions/2024-03-04-attention.yaml": "date: 2024-03-04\ntitle: Attention\nleads: [Lead A]\n",
}


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def wheel(tree: Path) -> Path:
    return build(tree, "wheel")


@pytest.fixture(scope="module")
def unpacked_sdist(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build(tree, "sdist")) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = folder.iterdir()
    return unpacked


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


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"
    }


def test_the_installed_wheel_builds_a_site_with_its_own_theme(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    python = environment / "bin/python"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=tmp_path)
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps", wheel, cwd=tmp_path)
    # The dependencies are those of this environment.  Its own .pth files, the editable install
    # among them, have no effect from here.
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    dependencies = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "dependencies.pth").write_text("\n".join(sorted(dependencies)), encoding="utf-8")
    origin = run(python, "-c", "import rig_site; print(rig_site.__file__)", cwd=tmp_path).strip()
    assert Path(origin).is_relative_to(packages)

    for name, text in CONTENT.items():
        source = tmp_path / "content" / name
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(text, encoding="utf-8")
    arguments = ("--content", "content", "--output", "site", "--as-of", "2024-03-01")
    run(environment / "bin/rig-site", "build", *arguments, cwd=tmp_path)

    front_page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "Attention" in front_page
    assert "Nächstes Treffen" in front_page
    style_sheets = [path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.css")]
    assert style_sheets
    assert all(OWN_STYLE.strip() in text for text in style_sheets)


def test_the_wheel_holds_the_package_with_the_theme_in_it(tree: Path, wheel: Path) -> None:
    held = contents(wheel)
    package = {
        f"rig_site/{name.removesuffix('.po')}{'.mo' * name.endswith('.po')}" for name in files(tree / "src/rig_site")
    }
    theme = {
        f"rig_site/templates/{name}": (tree / "templates" / name).read_bytes() for name in files(tree / "templates")
    }
    assert theme.items() <= held.items()
    assert {name for name in held if name.startswith("rig_site/")} == package | theme.keys()
    assert "rig_site/py.typed" in package


def test_the_sdist_holds_the_package_and_the_theme_and_nothing_else(tree: Path, unpacked_sdist: Path) -> None:
    package = {f"src/rig_site/{name}" for name in files(tree / "src/rig_site")}
    theme = {f"templates/{name}" for name in files(tree / "templates")}
    assert files(unpacked_sdist) == package | theme | {
        "hatch_build.py",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        ".gitignore",
        "PKG-INFO",
    }


def test_the_wheel_from_the_sdist_is_the_wheel_from_the_checkout(wheel: Path, unpacked_sdist: Path) -> None:
    assert contents(build(unpacked_sdist, "wheel")) == contents(wheel)


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
