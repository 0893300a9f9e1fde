"""Whole builds, byte for byte: content in, site out.

A case is a folder with `content/`, `as-of.txt` and what a build makes of
it: `expected/_site/`, and `expected/` itself for the repository's files.
Files of the theme are compared with the theme, not with a copy of it.
"""

import shutil
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest

from rig_site.build import build
from rig_site.diagnostics import Severity

SITES = Path(__file__).parent
STATIC = SITES.parents[1] / "templates" / "static"
CASES = sorted(folder.parent.name for folder in SITES.glob("*/content"))


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", CASES)
def test_site(case: str, tmp_path: Path, refresh: bool) -> None:
    expected = SITES / case / "expected"
    group = tmp_path / "group"
    shutil.copytree(SITES / case / "content", group / "content")
    for name in ("README.md", "PREVIOUS.md"):
        if (SITES / case / name).exists():
            shutil.copy(SITES / case / name, group / name)

    built = build(
        group / "content", group / "_site", as_of=date.fromisoformat((SITES / case / "as-of.txt").read_text().strip())
    )
    assert [problem for problem in built.problems if problem.severity is not Severity.NOTICE] == []

    shutil.rmtree(group / "content")
    shutil.rmtree(group / ".rig-cache")
    published = files_of(group)
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            assert published.pop(f"_site/static/{path.relative_to(STATIC).as_posix()}") == path.read_bytes()
    if refresh:
        shutil.rmtree(expected, ignore_errors=True)
        for name, content in published.items():
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_bytes(content)
    assert published == files_of(expected)


@pytest.mark.parametrize("case", CASES)
def test_every_link_leads_to_something_that_is_published(case: str) -> None:
    site = SITES / case / "expected" / "_site"
    anchors: dict[str, set[str]] = {}
    links = []
    for page in sorted(site.rglob("index.html")):
        elements = list(html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False).iter())
        path = page.relative_to(site).as_posix()
        anchors[path] = {element.get("id", "") for element in elements}
        for element in elements:
            written = element.get("href") or element.get("src")
            if written and not urlsplit(written).scheme:
                links.append((path, urlsplit(urljoin(f"/{path}", written))))
    assert links
    for path, target in links:
        file = unquote(target.path).lstrip("/") + ("index.html" if target.path.endswith("/") else "")
        assert (site / file).is_file() or (STATIC / file.removeprefix("static/")).is_file(), (path, target.path)
        assert not target.fragment or unquote(target.fragment) in anchors[file], (path, target.path, target.fragment)
