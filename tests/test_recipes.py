"""What it takes to add something, proven by adding it to a copy of the sources.

A recipe is data, so that what is written about it elsewhere can be held
against it: a file, a line in it, and what a newcomer writes below that line.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import html5lib
import pytest

ROOT = Path(__file__).parents[1]


class Insertion(NamedTuple):
    """Lines that go below the one line of a file that reads like `anchor`, or that are a new file."""

    file: str
    anchor: str | None
    lines: str


FIELD_RECIPE: tuple[Insertion, ...] = (
    Insertion(
        "src/rig_site/content/schema/shapes.py",
        '    reason: Line | None = Field(None, description="Why it was cancelled.")',
        '    dress_code: Line | None = Field(None, description="What to wear.")\n',
    ),
    Insertion("src/rig_site/model/session.py", "    room: str | None = None", "    dress_code: str | None = None\n"),
    Insertion("src/rig_site/outputs/summary.py", "    room: str | None", "    dress_code: str | None\n"),
    Insertion(
        "src/rig_site/outputs/summary.py",
        "        room=session.room if session.meets else None,",
        "        dress_code=session.dress_code,\n",
    ),
    Insertion(
        "templates/session.html",
        "      {{ parts.facts(session, frame) }}",
        "      {% if session.dress_code %}\n      <p>Dress code: {{ session.dress_code }}</p>\n      {% endif %}\n",
    ),
)
"""A plain text field of a session: what may be written, the model, the view and the template.

The way from what is written to the model, the JSON export and what editors
are told follow from these.
"""

FEED_RECIPE: tuple[Insertion, ...] = (
    Insertion(
        "src/rig_site/outputs/feeds/plain_text.py",
        None,
        '''"""The feed as plain text: `feed.txt`."""

from __future__ import annotations

from rig_site.outputs.feeds.feed import Feed
from rig_site.outputs.feeds.feed_format import FeedFormat


def encode_plain_text(view: Feed) -> bytes:
    """Return the titles of a feed, one a line, under its own."""
    return "".join(f"{title}\\n" for title in (view.title, *(entry.title for entry in view.entries))).encode()


PLAIN_TEXT = FeedFormat("Plain text", "feed.txt", "text/plain", encode_plain_text)
''',
    ),
    Insertion(
        "src/rig_site/outputs/feeds/__init__.py",
        "from rig_site.outputs.feeds.json_feed import JSON_FEED",
        "from rig_site.outputs.feeds.plain_text import PLAIN_TEXT\n",
    ),
    Insertion("src/rig_site/outputs/feeds/__init__.py", "    JSON_FEED,", "    PLAIN_TEXT,\n"),
)
"""A format of feeds: one new file, and its line in the table."""

SITE = """\
title: Group A
base_url: https://group.test/
timezone: Europe/London
"""
SESSION = """\
date: 2024-03-04
title: LoRA
kind: Technical
leads: [Lead A]
announced: 2024-01-15
"""

Changed = Callable[[tuple[Insertion, ...], str], "Copy"]


class Copy:
    """The sources with a recipe applied, and a group with one session beside them."""

    def __init__(self, folder: Path, recipe: tuple[Insertion, ...], session: str) -> None:
        self.folder = folder
        for name in ("src", "templates"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, symlinks=True, ignore=ignored)
        for insertion in recipe:
            self.insert(insertion)
        (folder / "content" / "sessions").mkdir(parents=True)
        (folder / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
        (folder / "content" / "sessions" / "lora.yaml").write_text(session, encoding="utf-8")

    def insert(self, insertion: Insertion) -> None:
        path = self.folder / insertion.file
        if insertion.anchor is None:
            assert not path.exists()
            path.write_text(insertion.lines, encoding="utf-8")
            return
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        assert lines.count(f"{insertion.anchor}\n") == 1, insertion
        lines.insert(lines.index(f"{insertion.anchor}\n") + 1, insertion.lines)
        path.write_text("".join(lines), encoding="utf-8")

    def run(self, *arguments: str) -> str:
        """Return what the copy's own rig-site prints."""
        done = subprocess.run(
            [sys.executable, "-m", "rig_site", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder / "src")},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def published(self, path: str) -> str:
        return (self.folder / "_site" / path).read_text(encoding="utf-8")


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """Return what applies a recipe to a copy of the sources and builds a group's site with it."""

    def change(recipe: tuple[Insertion, ...], session: str) -> Copy:
        copy = Copy(tmp_path, recipe, session)
        copy.run("build", "--quiet", "--as-of", "2024-02-01")
        return copy

    return change


def links(page: str, within: str, element: str = "a") -> list[str | None]:
    """Return where the links in a part of a page lead."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return [link.get("href") for link in tree.findall(f".//{within}//{element}")]


def test_a_plain_text_field_of_a_session_is_at_most_six_files(changed: Changed) -> None:
    assert len({insertion.file for insertion in FIELD_RECIPE}) <= 6
    copy = changed(FIELD_RECIPE, SESSION + 'dress_code: "A hat & <tie>"\n')
    assert "<p>Dress code: A hat &amp; &lt;tie&gt;</p>" in copy.published("sessions/lora/index.html")
    (session,) = json.loads(copy.run("export", "--format", "json"))["sessions"]
    assert session["dress_code"] == "A hat & <tie>"
    described = json.loads(copy.run("schema", "sessions"))["properties"]["dress_code"]
    assert described["description"] == "What to wear."


def test_a_format_of_feeds_is_a_file_and_a_line(changed: Changed) -> None:
    copy = changed(FEED_RECIPE, SESSION)
    titles = {"": "Group A", "kinds/technical/": "Group A: Technical", "people/lead-a/": "Group A: Lead A"}
    for folder, title in titles.items():
        assert copy.published(f"{folder}feed.txt") == f"{title}\nMon 4 Mar 2024: LoRA\n"
        page = copy.published(f"{folder}index.html")
        root = "../" * folder.count("/") or "./"
        beside = "feed.txt" if folder else "./feed.txt"
        assert {f"{root}feed.txt", beside} <= set(links(page, "head", "link"))
        assert f"{root}feed.txt" in links(page, "footer")
        assert beside in links(page, "main")
    subscribe = links(copy.published("subscribe/index.html"), "main")
    assert {"https://group.test/feed.txt", "https://group.test/kinds/technical/feed.txt"} <= set(subscribe)
