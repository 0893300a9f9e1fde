"""Names that some file system or host does not take: each is built, or refused with its place, and no build after dies."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from rig_site.build import build
from rig_site.content import load
from rig_site.diagnostics import Severity

AS_OF = datetime(2023, 11, 5, 12, tzinfo=UTC)
SITE = "title: Reading group\nbase_url: https://group.example.edu/reading/\ntimezone: Europe/London\n"
SESSION = "id: attention\ndate: 2023-11-06\ntitle: Attention\nleads: [Lead A]\nlinks: [{label: Slides, url: a.pdf}]\n"
FILES = {
    "site.yaml": SITE,
    "people.yaml": "lead-a: Lead A\n",
    "papers.yaml": "retnet: {title: A paper, arxiv: 2307.08621}\n",
    "references.bib": "@misc{b, title={Another}}\n",
    "resources.yaml": "A subject:\n  - {url: https://example.org/a, title: A}\n",
    "proposals.yaml": "- {title: A topic}\n",
    "sessions/attention.yaml": SESSION,
    "sessions/2023-11-13-second.yaml": "date: 2023-11-13\ntitle: Second\n",
    "pages/about.md": "# About\n",
    "notes/attention.md": "# Attention\n\n![](figures/a.png)\n",
    "notes/figures/a.png": "",
    "static/a.pdf": "",
    "static/slides/b.pdf": "",
}
AWKWARD = [
    *("CON", "con", "nul.txt", "COM1", "aux.tar.gz", "lpt\u00b9", "prn .x", "conin$"),
    *(".git", ".env", ".git.", "GIT~1", "..a", "...", "a.", "a ", " a", "-a", "--help", "~", "a~", "#a", "a#b"),
    *(
        "a\u202eb",
        "\u2066a",
        "a\u200fb",
        "\ufeffa",
        "a\nb",
        "a\tb",
        "a\x1b[31mb",
        "a\x7fb",
        "a\u2028b",
        "\udcff",
        "a\udc80",
    ),
    *(
        "a:b",
        "a?b",
        "a*b",
        'a"b',
        "a<b>",
        "a|b",
        "a\\b",
        "C:",
        "%2e%2e",
        "%2f",
        "%",
        "a%b",
        "{{ a }}",
        "'a'",
        "a&b",
        "a;b",
    ),
    *("é" * 100, "注" * 80, "\U00020000" * 60, "\ufdfa" * 70, "a" * 240, "a.b" * 80, "İ" * 90, "ß" * 100),
    *(
        "index.html",
        "static",
        "sessions",
        "home",
        "404",
        "calendar.ics",
        "people",
        "archive",
        "e\u0301",
        "é",
        "ＣＯＮ",
        "🎉",
        "_",
    ),
]
NAMES = st.sampled_from(AWKWARD) | st.text(
    st.characters(blacklist_characters="/\0", max_codepoint=0x2FFFF), min_size=1, max_size=20
)


def made(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return folder / "content"


def builds_or_says_why(folder: Path) -> None:
    """Build twice; either nothing changes the second time, or there are errors, all with a place; both can be cleared."""
    content, site = folder / "content", folder / "_site"
    first = build(content, site, as_of=AS_OF)
    second = build(content, site, as_of=AS_OF)
    errors = [problem for problem in first.problems if problem.severity is Severity.ERROR]
    assert first.problems == second.problems
    assert bool(errors) == (first.publication is None) == (second.publication is None)
    assert all(error.position.path and error.what for error in errors)
    for problem in first.problems:
        (problem.what + problem.suggestion + problem.allowed).encode()
    if second.publication:
        assert not second.publication.written
    shutil.rmtree(content)
    assert build(made(folder, {"site.yaml": SITE}), site, as_of=AS_OF).publication


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(FILES)), NAMES, st.booleans())
@example("sessions/2023-11-13-second.yaml", "con", True)
@example("pages/about.md", "CON", True)
@example("notes/attention.md", "nul", True)
@example("static/a.pdf", "con", True)
def test_any_file_may_have_any_name(
    tmp_path_factory: pytest.TempPathFactory, path: str, name: str, keep_ending: bool
) -> None:
    folder = tmp_path_factory.mktemp("group")
    content = made(folder, FILES)
    renamed = (content / path).with_name("x").parent / (name + (Path(path).suffix if keep_ending else ""))
    try:
        os.rename(content / path, renamed)
    except (OSError, UnicodeEncodeError):
        assume(False)
    builds_or_says_why(folder)


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(
        ["id", "alias", "kind", "topic", "lead", "person", "paper", "key", "author", "tag", "url", "title"]
    ),
    NAMES,
)
@example("alias", "a" * 300)
@example("alias", "a/" * 2000)
@example("alias", ".git/config")
@example("alias", "a/CON/b")
@example("topic", "con")
@example("author", "Lead B")
@example("tag", "x" * 300)
def test_anything_may_be_called_anything(tmp_path_factory: pytest.TempPathFactory, field: str, name: str) -> None:
    folder = tmp_path_factory.mktemp("group")
    written = json.dumps(name)
    lines = {"id": f"id: {written}", "alias": f"aliases: [{written}]", "kind": f"kind: {written}"}
    lines |= {"topic": f"topics: [{written}]", "lead": f"leads: [{{name: {written}}}]"}
    lines |= {"url": f"links: [{{label: a, url: {written}}}]", "title": f"room: {written}"}
    front = {"author": f"authors: [{written}]", "tag": f"tags: [{written}]"}
    files = {
        "site.yaml": SITE,
        "sessions/a.yaml": f"date: 2023-11-06\ntitle: A\n{lines.get(field, '')}\n",
        "notes/a.md": f"---\n{front.get(field, '')}\n---\n# A\n",
    }
    if field in ("person", "paper"):
        files |= {
            "people.yaml"
            if field == "person"
            else "papers.yaml": f"{written}: {{{'name' if field == 'person' else 'title'}: A}}\n"
        }
    if field == "key":
        files |= {"references.bib": f"@misc{{{name}, title={{A}}}}\n".encode("utf-8", "replace").decode()}
        files["sessions/a.yaml"] += f"readings: [{{paper: {written}}}]\n"
    made(folder, files)
    builds_or_says_why(folder)


def test_each_real_folder_is_entered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = made(tmp_path, FILES)
    for link, target in {
        "notes/a": ".",
        "notes/b": ".",
        "notes/c": "..",
        "static/d": "..",
        "static/e": "../notes",
        "notes/f": "../static",
    }.items():
        (content / link).symlink_to(target)
    looked_into: list[str] = []
    scandir = os.scandir

    def counted(path: str) -> object:
        looked_into.append(os.path.realpath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", counted)
    told = {problem.position.path: problem.what for problem in load(content, as_of=AS_OF).problems}
    assert told["static/d"] == told["static/e"] == "this folder is a link, and what is in it is not published"
    folders = {os.path.realpath(folder) for folder, _, _ in os.walk(content)}
    assert set(looked_into) <= folders
    assert max(map(looked_into.count, folders)) <= 6  # by each that looks for files, once by itself and once by a link


def test_hidden_files_are_never_published(tmp_path: Path) -> None:
    hidden = {f"static/{name}": "secret" for name in (".env", ".git/config", "a/.htpasswd", ".well-known/b")}
    content = made(tmp_path, FILES | hidden | {"notes/.obsidian/a.png": ""})
    assert build(content, tmp_path / "_site", as_of=AS_OF).publication
    found = [path for path in (tmp_path / "_site").rglob("*") if path.is_file()]
    assert not [path for path in found if b"secret" in path.read_bytes()]
    assert {path.name for path in found if path.name.startswith(".")} == {".rig-site"}
