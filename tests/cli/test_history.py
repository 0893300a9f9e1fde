import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from rig_site.cli.history import history
from rig_site.model.history import Commit


class Repository:
    """A git repository in a temporary folder whose commits are dated by the day of January 2024."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sessions = folder / "content" / "sessions"
        self.sessions.mkdir(parents=True)
        self.git("init", "--quiet")

    def git(self, *arguments: str, day: int = 1) -> None:
        instant = f"2024-01-{day:02}T12:00:00+01:00"
        identity = ["-c", "user.name=Lead A", "-c", "user.email=lead-a@example.org", "-c", "commit.gpgsign=false"]
        environment = {**os.environ, "GIT_COMMITTER_DATE": instant, "GIT_AUTHOR_DATE": instant}
        subprocess.run(
            ["git", *identity, *arguments], cwd=self.folder, env=environment, check=True, capture_output=True
        )

    def commit(self, day: int, **files: str) -> None:
        for name, text in files.items():
            (self.sessions / f"{name}.yaml").write_text(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Change", day=day)

    def commits(self) -> list[Commit]:
        return list(history(self.folder / "content").commits)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "group")


def at(day: int) -> datetime:
    return datetime(2024, 1, day, 11, tzinfo=UTC)


ONE, TWO = "sessions/one.yaml", "sessions/two.yaml"


def test_each_commit_has_its_time_and_what_it_changes(repository: Repository) -> None:
    repository.commit(1, one="title: One\n")
    repository.commit(2, two="title: Two\n")
    repository.git("mv", "content/sessions/one.yaml", "content/sessions/first.yaml")
    (repository.folder / "content" / "site.yaml").write_text("title: A group\n")
    (repository.folder / "README.md").write_text("Hello\n")
    repository.commit(3)
    (repository.folder / "README.md").write_text("Hello again\n")
    repository.commit(4)
    assert repository.commits() == [
        Commit(at(1), {ONE: b"title: One\n"}),
        Commit(at(2), {TWO: b"title: Two\n"}),
        Commit(at(3), {ONE: None, "sessions/first.yaml": b"title: One\n", "site.yaml": b"title: A group\n"}),
        Commit(at(4), {}),
    ]


def test_what_was_merged_counts_when_it_was_merged(repository: Repository) -> None:
    repository.commit(1, one="title: One\n")
    repository.git("branch", "older")
    repository.commit(3, two="title: Two\n")
    repository.git("checkout", "--quiet", "older")
    repository.commit(2, one="title: Another\n")
    repository.git("checkout", "--quiet", "-")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "older", day=5)
    assert repository.commits() == [
        Commit(at(1), {ONE: b"title: One\n"}),
        Commit(at(3), {TWO: b"title: Two\n"}),
        Commit(at(5), {ONE: b"title: Another\n"}),
    ]


def test_names_and_bytes_of_any_kind_come_through(repository: Repository) -> None:
    name = "a\nb \u2028 é"
    (repository.sessions / f"{name}.yaml").write_bytes(b"commit \0\r\n\xff")
    (repository.sessions / "link.yaml").symlink_to("one.yaml")
    (repository.sessions / "empty.yaml").write_bytes(b"")
    repository.commit(1)
    (commit,) = repository.commits()
    assert commit.files == {
        f"sessions/{name}.yaml": b"commit \0\r\n\xff",
        "sessions/empty.yaml": b"",
        "sessions/link.yaml": None,
    }


def test_any_revision_can_be_compared_with(repository: Repository) -> None:
    repository.commit(1, one="title: One\n")
    repository.commit(2, one="title: Another\n", two="title: Two\n")
    since = history(repository.folder / "content", since="HEAD~1").since
    assert since
    assert (since.name, since.files) == ("'HEAD~1'", {ONE: b"title: One\n"})
    for unknown in ("nowhere", "--all", "HEAD:content"):
        with pytest.raises(click.UsageError, match="git knows no commit"):
            history(repository.folder / "content", since=unknown)


def test_without_a_repository_nothing_is_known(repository: Repository, tmp_path: Path) -> None:
    assert repository.commits() == []
    (tmp_path / "plain" / "sessions").mkdir(parents=True)
    assert list(history(tmp_path / "plain").commits) == []
    repository.commit(1, one="title: One\n")
    assert list(history(repository.folder / "content", without=True).commits) == []


def test_why_there_is_no_such_commit_is_told(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").mkdir()
    with pytest.raises(click.UsageError, match="nothing is committed here yet, so there is no commit 'HEAD' to"):
        history(repository.folder, since="HEAD")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(click.UsageError, match=r"plain is in no git repository, so there is no commit 'HEAD' to"):
        history(tmp_path / "plain", since="HEAD")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(click.UsageError, match="'HEAD' is a commit of git's, and there is no git on this computer"):
        history(tmp_path / "plain", since="HEAD")


def test_a_shallow_clone_is_refused_where_programs_build(repository: Repository, tmp_path: Path) -> None:
    repository.commit(1, one="title: One\n")
    repository.commit(2, two="title: Two\n")
    clone = tmp_path / "shallow" / "content"
    address = f"file://{repository.folder}"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", address, str(clone.parent)], check=True)
    known = history(clone, environment={})
    assert known.shallow
    assert [commit.files for commit in known.commits] == [{ONE: b"title: One\n", TWO: b"title: Two\n"}]
    with pytest.raises(click.UsageError, match=r"Run 'git fetch --unshallow' first[^.]*--without-history"):
        history(clone, environment={"CI": "true"})
    assert history(clone, environment={"CI": "true"}, without=True).shallow is False
