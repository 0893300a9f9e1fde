"""`rig-site serve` says where it serves and what becomes of the content, and ends when it is told to."""

from __future__ import annotations

import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from rig_site.cli.builder import Builder
from rig_site.cli.program import commands
from rig_site.render.html import environment
from serve.running import running

FILES = {
    "site.yaml": "title: Group A\nbase_url: https://group.example/a/\ntimezone: Europe/London\nrepository_files: true\n",
    "sessions/attention.yaml": "date: 2024-03-04\ntitle: Attention\nleads: [Lead A]\n",
}
SESSION = "content/sessions/attention.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_every_build_is_a_line_and_what_is_wrong_is_in_the_words_of_build(folder: Path) -> None:
    session = folder / SESSION
    with running(folder, "--as-of", "2024-03-01") as server:
        address = re.fullmatch(r"content is served at (\S+) until Ctrl-C\.\n", server.until("\n"))
        assert address
        server.until(r"content: \d+ files written.*, \d+ ms\n")
        with urlopen(address[1]) as page:
            assert page.url == f"{address[1]}a/"
            assert "This is a preview of" in page.read().decode()
        session.write_text(FILES["sessions/attention.yaml"].replace("leads", "leed"), encoding="utf-8")
        said = server.until("not built")
        built = CliRunner().invoke(commands, ["check", "--content", str(folder / "content"), "--as-of", "2024-03-01"])
        told = built.output.replace(f"{folder}/", "").rpartition("\n")[0].rpartition("\n")[0] + "\n"
        assert said.startswith(told)
        assert re.fullmatch(rf"{SESSION}: not built, 1 error.*, \d+ ms\n", said.removeprefix(told))
        session.write_text(FILES["sessions/attention.yaml"], encoding="utf-8")
        assert re.search(rf"^{SESSION}: nothing changed.*, \d+ ms$", server.until(" ms\n"), re.MULTILINE)
        assert server.end() == 0
        assert server.until("ended") == "\nThe preview has ended.\n"
    assert [path.name for path in folder.iterdir()] == ["content"]


def test_an_interrupt_in_the_middle_of_the_first_build_ends_it_as_well(folder: Path) -> None:
    with running(folder) as server:
        server.until("served at")
        assert server.end(signal.SIGTERM) == 0
        server.until("ended")
    assert [path.name for path in folder.iterdir()] == ["content"]


def test_an_interrupt_right_after_the_first_build_leaves_no_thread_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> Iterator[frozenset[Path]]:
        yield frozenset()
        raise KeyboardInterrupt

    monkeypatch.setattr("rig_site.serve.watch.watch", interrupted)
    before = set(threading.enumerate())
    ended = CliRunner().invoke(commands, ["serve", "--content", str(folder / "content"), "--port", "0"])
    assert ended.exit_code == 0
    assert ended.output.endswith("\nThe preview has ended.\n")
    assert set(threading.enumerate()) <= before


def test_whatever_is_edited_the_site_is_that_of_a_build_from_nothing(folder: Path) -> None:
    def git(*arguments: str) -> object:
        author = ("-c", "user.name=Author A", "-c", "user.email=author-a@example.org")
        return subprocess.run(["git", "-C", folder, *author, *arguments], check=True, capture_output=True)

    def write(path: str, text: str) -> object:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.write_text(text, encoding="utf-8")

    def site_of(builder: Builder) -> dict[str, bytes]:
        built = builder.build()
        assert built.publication, built.problems
        publication = built.publication
        return {path: (builder.site / path).read_bytes() for path in (*publication.written, *publication.unchanged)}

    def builder(name: str) -> Builder:
        return Builder(content, folder / name, origin="http://127.0.0.1:1", as_of=datetime(2100, 1, 1, tzinfo=UTC))

    content, note = folder / "content", "content/notes/note.md"
    warm = builder("warm/site")
    steps: list[Callable[[], object]] = [
        lambda: write(note, "---\ntitle: Note\n---\nOne\n"),
        lambda: write(note, "---\ntitle: Note\n---\nTwo\n"),
        lambda: None,
        lambda: git("init", "--quiet"),
        lambda: git("add", "content") and git("commit", "--quiet", "--message", "One"),
        lambda: write(note, "---\ntitle: Note\n---\nThree\n"),
        lambda: write(SESSION, FILES["sessions/attention.yaml"].replace("Attention", "Another")),
        lambda: git("commit", "--quiet", "--all", "--message", "Two"),
        lambda: write("templates/note.html", "<p>Of our own</p>\n"),
    ]
    for number, step in enumerate(steps):
        step()
        if (folder / "templates").exists():
            environment.cache_clear()
        assert site_of(warm) == site_of(builder(f"cold-{number}/site")), number


def test_without_content_it_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(commands, ["serve"])
    assert done.exit_code == 2
    assert "there is no content/site.yaml in" in done.output
