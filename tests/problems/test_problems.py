"""Small broken contents, each with exactly what is said about them; refreshed by `--refresh` and read as a user would."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from rig_site.build import build
from rig_site.cli.program import commands
from rig_site.cli.report import as_text
from rig_site.content import load

HERE = Path(__file__).parent
CASES = sorted(folder.name for folder in HERE.iterdir() if (folder / "content").is_dir())
Tree = dict[str, tuple[bytes, int]]
"""The files of a folder, with what is in them and when they were written."""
AS_OF = datetime(2023, 11, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize("case", CASES)
def test_exactly_this_is_said(case: str, refresh: bool) -> None:
    loaded = load(HERE / case / "content", as_of=AS_OF)
    said = as_text(loaded.problems, content="content")
    golden = HERE / case / "problems.txt"
    if refresh:
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    assert (loaded.site is None) == (": error: " in said)


BROKEN = [case for case in CASES if ": error: " in (HERE / case / "problems.txt").read_text(encoding="utf-8")]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tree]:
    """A site that was published, and what is in it."""
    site = tmp_path_factory.mktemp("group") / "_site"
    assert build(HERE.parent / "sites" / "first-day" / "content", site, as_of=AS_OF).publication
    return site, _tree(site)


@pytest.mark.parametrize("case", BROKEN)
def test_an_error_is_exit_code_1_and_leaves_the_published_site_alone(
    case: str, published: tuple[Path, Tree], tmp_path: Path
) -> None:
    site, before = published
    content = shutil.copytree(HERE / case / "content", tmp_path / "content")
    result = CliRunner().invoke(
        commands, ["build", "--content", str(content), "-o", str(site), "--as-of", "2023-11-05"]
    )
    assert result.exit_code == 1
    assert "nothing was written" in result.output
    assert _tree(site) == before


def _tree(site: Path) -> Tree:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
