import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rig_site.cli.history import committed, history
from rig_site.model.history import FileHistory


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

    def history(self) -> dict[str, FileHistory]:
        return dict(history(self.folder / "content"))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "group")


def at(day: int) -> datetime:
    return datetime(2024, 1, day, 11, tzinfo=UTC)


LONG = "date: 2024-03-04\ntitle: A title that makes a rename plain to see\nroom: Room A\nkind: Technical\n"


def test_a_file_is_as_old_as_its_first_commit_through_renames(repository: Repository) -> None:
    repository.commit(1, attention=LONG, lora="date: 2024-03-11\n")
    repository.commit(3, attention=LONG + "status: tentative\n")
    repository.git("mv", "content/sessions/attention.yaml", "content/sessions/transformers.yaml")
    repository.commit(5)
    assert repository.history() == {
        "sessions/lora.yaml": FileHistory(at(1), at(1)),
        "sessions/transformers.yaml": FileHistory(at(1), at(5)),
    }


def test_what_is_not_committed_counts_as_the_last_commit(repository: Repository) -> None:
    repository.commit(1, attention=LONG)
    repository.commit(2, lora="date: 2024-03-11\n")
    (repository.sessions / "attention.yaml").write_text(LONG + "status: tentative\n")
    (repository.sessions / "new.yaml").write_text("date: 2024-04-01\n")
    assert repository.history() == {
        "sessions/attention.yaml": FileHistory(at(1), at(2)),
        "sessions/lora.yaml": FileHistory(at(2), at(2)),
        "sessions/new.yaml": FileHistory(at(2), at(2)),
    }


def test_each_line_of_a_list_has_its_own_commit(repository: Repository) -> None:
    repository.commit(1, term="# Spring\n- id: one\n  date: 2024-03-04\n")
    repository.commit(2, term="# Spring\n- id: one\n  date: 2024-03-04\n- id: two\n  date: 2024-03-11\n")
    (repository.sessions / "term.yaml").write_text(
        "# Spring\n- id: one\n  date: 2024-03-05\n- id: two\n  date: 2024-03-11\n"
    )
    assert repository.history() == {
        "sessions/term.yaml": FileHistory(at(1), at(2), (at(1), at(1), at(2), at(2), at(2)))
    }


def test_what_differs_from_the_last_commit_can_be_compared_with_it(repository: Repository) -> None:
    assert committed(repository.folder / "content") == {}
    repository.commit(1, attention=LONG, lora="date: 2024-03-11\n", same="date: 2024-03-18\n")
    (repository.sessions / "attention.yaml").write_text("date: 2024-03-05\n")
    (repository.sessions / "lora.yaml").rename(repository.sessions / "adapters.yaml")
    assert committed(repository.folder / "content") == {
        "sessions/attention.yaml": LONG.encode(),
        "sessions/lora.yaml": b"date: 2024-03-11\n",
    }


def test_without_the_whole_history_there_is_none(repository: Repository, tmp_path: Path) -> None:
    assert repository.history() == {}
    repository.commit(1, attention=LONG)
    repository.commit(2, attention=LONG + "status: tentative\n")
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(tmp_path / "shallow")], check=True
    )
    assert history(tmp_path / "shallow" / "content") == {}
    (tmp_path / "plain" / "sessions").mkdir(parents=True)
    assert history(tmp_path / "plain") == {}
