"""A wheel carries everything: built offline and installed far from the checkout, it makes a site."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import pytest

from distributions import OWN_STYLE, build, run

CONTENT = {
    "site.yaml": "title: A group\nbase_url: https://example.org/group/\ntimezone: Europe/Berlin\nlanguage: de\n",
    "sessions/2024-03-04-attention.yaml": "date: 2024-03-04\ntitle: Attention\nleads: [Lead A]\n",
}


@pytest.fixture(scope="module")
def unpacked_sdist(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build(tree, "sdist")) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = folder.iterdir()
    return unpacked


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"
    }


def test_the_installed_wheel_builds_a_site_with_its_own_theme(installed: Path, tmp_path: Path) -> None:
    for name, text in CONTENT.items():
        source = tmp_path / "content" / name
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(text, encoding="utf-8")
    arguments = ("--content", "content", "--output", "site", "--as-of", "2024-03-01")
    run(installed, "build", *arguments, cwd=tmp_path)

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
