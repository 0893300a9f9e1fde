"""Where a site can be published, and where not, said in exact words."""

from __future__ import annotations

from pathlib import Path

import pytest

from rig_site.write.disk import OutputRefused, publish


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("content", "here/below", "outside"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to("outside")
    (tmp_path / "round").symlink_to("round")
    monkeypatch.chdir(tmp_path / "here" / "below")
    return tmp_path


INSIDE = "you are in it; go to another folder first"
SAME = "is the same folder or lies inside it"


@pytest.mark.parametrize(
    ("output", "cache", "said"),
    [
        ("ROOT/content", ".rig-cache", f"ROOT/content cannot be the output folder: ROOT/content {SAME}"),
        (".", "../.rig-cache", f". cannot be the output folder: {INSIDE}"),
        ("ROOT/here", ".rig-cache", f"ROOT/here cannot be the output folder: {INSIDE}"),
        ("/", ".rig-cache", f"/ cannot be the output folder: ROOT/.rig-cache {SAME}"),
        ("ROOT/new", "new/.rig-cache", f"ROOT/new cannot be the output folder: ROOT/new/.rig-cache {SAME}"),
        (
            "ROOT/content/static",
            ".rig-cache",
            "ROOT/content/static cannot be the output folder: it lies inside ROOT/content, where its sources are",
        ),
        (
            "ROOT/cache/site",
            "cache",
            "ROOT/cache/site cannot be the output folder: it lies inside the cache, ROOT/cache",
        ),
        ("ROOT/link", ".rig-cache", "ROOT/link is a link, to ROOT/outside; name the folder itself as the output"),
        ("ROOT/round", ".rig-cache", "ROOT/round is a link, to ROOT/round; name the folder itself as the output"),
        ("ROOT/file", ".rig-cache", "ROOT/file is a file, not a folder; choose another output folder"),
        ("ROOT/file/site", ".rig-cache", "ROOT/file is a file, not a folder; choose another output folder"),
        ("ROOT/_site", "link", "ROOT/link is a link; delete it, the cache is made anew where it is missing"),
    ],
)
def test_what_cannot_be_the_output(root: Path, output: str, cache: str, said: str) -> None:
    before = sorted(root.rglob("*"))
    with pytest.raises(OutputRefused) as refused:
        publish(
            {"index.html": b""}.items(),
            Path(output.replace("ROOT", str(root))),
            root / cache,
            protected=[root / "content"],
        )
    assert str(refused.value).replace(str(root), "ROOT") == said
    assert sorted(root.rglob("*")) == before


def test_a_link_planted_in_the_cache_is_not_followed(root: Path) -> None:
    files = {"index.html": b""}
    publish(files.items(), root / "_site", root / ".rig-cache")
    (workshop,) = (path for path in (root / ".rig-cache").iterdir() if path.is_dir())
    (root / "outside" / "twin").mkdir()
    (root / "outside" / "twin" / "precious").write_bytes(b"")
    (workshop / "twin").symlink_to(root / "outside")
    publish({**files, "a": b""}.items(), root / "_site", root / ".rig-cache")
    workshop.rename(root / "was")
    workshop.symlink_to(root / "outside")
    with pytest.raises(OutputRefused, match="is a link; delete it"):
        publish(files.items(), root / "_site", root / ".rig-cache")
    assert (root / "outside" / "twin" / "precious").exists()
