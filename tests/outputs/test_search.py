"""An index to search is there when it is asked for, of what the pages say now, and the same whatever was built before."""

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from rig_site.build import Built, build
from rig_site.cache.inputs import Edits
from rig_site.cli.program import commands
from rig_site.outputs.extras import Extras
from rig_site.outputs.search import SEARCH, find_program

GROUP = Path(__file__).parents[1] / "browser" / "content"
NOW = datetime(2023, 11, 5, 10, tzinfo=UTC)


def holds(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_index_follows_the_pages(tmp_path: Path) -> None:
    content, site, other = tmp_path / "content", tmp_path / "_site", tmp_path / "other" / "_site"
    shutil.copytree(GROUP, content)

    def built(*, search: bool = True) -> Built:
        made = build(content, site, as_of=NOW, extras=Extras(search=search), version=b"1", edits=Edits(b""))
        assert made.publication
        return made

    def index() -> dict[str, bytes]:
        return {path: found for path, found in holds(site).items() if path.startswith(SEARCH)}

    plain = holds(site) if built(search=False).publication else {}
    assert not index()
    assert not any(b"search" in page and b"pagefind" in page for page in plain.values())
    assert any(path.startswith(SEARCH) for path in built().publication.written)  # type: ignore[union-attr]
    first = index()
    assert built().publication.written == ()  # type: ignore[union-attr]
    assert index() == first
    sessions = content / "sessions" / "autumn.yaml"
    sessions.write_text(sessions.read_text(encoding="utf-8").replace("LoRA\n", "Adapters\n"), encoding="utf-8")
    built()
    assert index() != first
    build(content, other, as_of=NOW, extras=Extras(search=True))
    assert holds(site) == holds(other)
    next(path for path in site.glob("sessions/*/index.html")).unlink()
    (content / "people.yaml").write_text("lead-a: Lead A\nlead-b: Lead Z\n", encoding="utf-8")
    built()
    build(content, other, as_of=NOW, extras=Extras(search=True))
    assert holds(site) == holds(other)
    built(search=False)
    assert not index()


@pytest.mark.parametrize(
    ("language", "module", "extra"),
    [
        ("en", "pagefind_bin", "search"),
        ("zh", "pagefind_bin_extended", "search-extended"),
        ("ja-JP", "pagefind_bin_extended", "search-extended"),
    ],
)
def test_what_is_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    shutil.copytree(GROUP, tmp_path / "content")
    settings = tmp_path / "content" / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("en-GB", language), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(commands, ["build", "--search", "--as-of", "2023-11-05"])
    assert done.exit_code == 2
    assert f"Error: --search needs Pagefind: pip install 'rig-site[{extra}]'\n" in done.output
    assert not (tmp_path / "_site").exists()


def test_which_program_it_is_depends_on_the_language_alone() -> None:
    assert find_program("de").name.startswith("pagefind")
