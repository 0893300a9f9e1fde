"""What it takes to add something, proven by adding it to a copy of the sources.

A recipe is data, so that what CONTRIBUTING.md writes about it can be held
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
        "src/rig_site/content/schema/session.py",
        '    date: Day = Field(description="The day.", examples=["2023-11-06"])',
        '    dress_code: Line | None = Field(None, description="What to wear; left out, anything.", examples=["a hat"])\n',
    ),
    Insertion("src/rig_site/model/session.py", "    room: str | None = None", "    dress_code: str | None = None\n"),
    Insertion("src/rig_site/outputs/summary.py", "    room: str | None", "    dress_code: str | None\n"),
    Insertion(
        "src/rig_site/outputs/summary.py",
        "        room=room,",
        "        dress_code=session.dress_code,\n",
    ),
    Insertion(
        "templates/session.html",
        "      {{ parts.facts(session, frame) }}",
        "      {% if session.dress_code %}\n      <p>{% trans code=session.dress_code %}Dress code: {{ code }}{% endtrans %}</p>\n      {% endif %}\n",
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

RULE_RECIPE: tuple[Insertion, ...] = (
    Insertion(
        "src/rig_site/markup/rules/copyright_sign.py",
        None,
        '''"""The copyright sign: `(c)` by itself is shown as ©, but not in code."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_LETTER = re.compile(r"(?<!\\w)\\(c\\)(?!\\w)")


def enable(parser: MarkdownIt) -> None:
    """Write the sign for its letter in brackets."""
    parser.core.ruler.push("copyright_sign", _sign)


def _sign(state: StateCore) -> None:
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "text":
                token.content = _LETTER.sub("©", token.content)
''',
    ),
    Insertion("src/rig_site/markup/dialect.py", "    code,", "    copyright_sign,\n"),
    Insertion("src/rig_site/markup/dialect.py", "    arrow.enable,", "    copyright_sign.enable,\n"),
    Insertion(
        "tests/dialects/signs.md",
        None,
        """\
a sign for a letter in brackets
.
(c) *2024*, not b(c) and `(c)`
.
<p>© <em>2024</em>, not b(c) and <code>(c)</code></p>
.
""",
    ),
)
"""A rule of the dialect: one new file, its line in the table, and a case that shows what it does."""

PAGE_RECIPE: tuple[Insertion, ...] = (
    Insertion(
        "src/rig_site/outputs/pages/hello.py",
        None,
        '''"""`/hello/`: a greeting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct

from rig_site.artifact import Artifact
from rig_site.outputs.edition import Edition
from rig_site.outputs.frame import Frame, frame


class HelloPage(Struct, frozen=True):
    """A greeting to whoever is named."""

    template: ClassVar[str] = "hello.html"

    frame: Frame
    greeted: str


def plan(edition: Edition) -> Iterator[Artifact]:
    """Yield the page."""
    page_frame = frame(edition, "hello/", title=edition.language.gettext("Hello"), description=edition.language.gettext("A greeting."))
    page = HelloPage(page_frame, edition.site.title)
    yield Artifact.of("hello/index.html", page, edition.encode_page)
''',
    ),
    Insertion("src/rig_site/outputs/__init__.py", '    "pages.proposals",', '    "pages.hello",\n'),
    Insertion(
        "src/rig_site/model/locations.py",
        '    StandingPage(ARCHIVE, gettext_noop("Archive")),',
        '    StandingPage("hello/", gettext_noop("Hello")),\n',
    ),
    Insertion(
        "templates/hello.html",
        None,
        """\
{% extends "frame.html" %}

{% block main %}
  <h1>{{ frame.title | spoken }}</h1>
  <p>{% trans name=page.greeted %}Hello, {{ name }}!{% endtrans %}</p>
{% endblock %}
""",
    ),
)
"""A page there is one of: a new file and its line in the table, its address, and a template."""

CHECK_RECIPE: tuple[Insertion, ...] = (
    Insertion(
        "src/rig_site/content/checks/titles.py",
        None,
        '''"""Titles in capitals only."""

from __future__ import annotations

from collections.abc import Mapping

from rig_site.content.findings import Findings, cite
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.shapes import Session


def check_titles(entries: Mapping[str, Decoded[Session]], findings: Findings) -> None:
    """Add a warning for each title that is written in capitals; one word may be a name."""
    for entry in entries.values():
        title = entry.value.title
        if title and title.isupper() and " " in title:
            findings.warning(
                entry.at("title"),
                f"the title {cite(title)} is in capitals",
                suggestion=f"write '{title.capitalize()}'",
            )
''',
    ),
    Insertion(
        "src/rig_site/content/checks/each.py",
        "from rig_site.content.checks.slips import check_slips",
        "from rig_site.content.checks.titles import check_titles\n",
    ),
    Insertion(
        "src/rig_site/content/checks/each.py",
        "    check_slips(entries, people, findings)",
        "    check_titles(entries, findings)\n",
    ),
    Insertion(
        "tests/problems/title-in-capitals/content/site.yaml",
        None,
        "title: Group A\nbase_url: https://group-a.dev/\nuid_domain: group-a.dev\ntimezone: Europe/London\n",
    ),
    Insertion(
        "tests/problems/title-in-capitals/content/sessions/attention.yaml",
        None,
        "date: 2023-10-30\ntime: 11:00-12:00\ntitle: ATTENTION AGAIN\nannounced: 2023-10-16\n",
    ),
    Insertion(
        "tests/problems/title-in-capitals/problems.txt",
        None,
        """\
content/sessions/attention.yaml:3:8: warning: the title 'ATTENTION AGAIN' is in capitals
    3 | title: ATTENTION AGAIN
               ^^^^^^^^^^^^^^^
  write 'Attention again'
""",
    ),
)
"""A check of the content: one new file, its call, and a case that shows exactly what is said."""

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
    """The sources with a recipe applied, and a group with one session beside them.

    What Python has compiled is copied too, and holds for each file that stays as it is.
    """

    def __init__(self, folder: Path, recipe: tuple[Insertion, ...], session: str) -> None:
        self.folder = folder
        for name in ("src", "templates"):
            shutil.copytree(ROOT / name, folder / name, symlinks=True)
        for insertion in recipe:
            self.insert(insertion)
        (folder / "content" / "sessions").mkdir(parents=True)
        (folder / "content" / "site.yaml").write_text(SITE, encoding="utf-8")
        (folder / "content" / "sessions" / "lora.yaml").write_text(session, encoding="utf-8")

    def insert(self, insertion: Insertion) -> None:
        path = self.folder / insertion.file
        if insertion.anchor is None:
            assert not path.exists()
            path.parent.mkdir(parents=True, exist_ok=True)
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
    assert described["description"] == "What to wear; left out, anything."


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


def test_a_rule_of_the_dialect_is_a_file_and_a_line(changed: Changed) -> None:
    *_, (_, _, case) = RULE_RECIPE
    _, markdown, html, _ = case.split("\n.\n")
    copy = changed(RULE_RECIPE, f"{SESSION}abstract: '{markdown}'\n")
    assert html in copy.published("sessions/lora/index.html")


def test_a_page_is_a_file_a_line_an_address_and_a_template(changed: Changed) -> None:
    copy = changed(PAGE_RECIPE, SESSION + 'abstract: "[A greeting](/hello/)"\n')
    assert "<p>Hello, Group A!</p>" in copy.published("hello/index.html")
    assert "../../hello/" in links(copy.published("sessions/lora/index.html"), "header")
    assert "../../hello/" in links(copy.published("sessions/lora/index.html"), "main")
    assert "<loc>https://group.test/hello/</loc>" in copy.published("sitemap.xml")


def test_a_check_is_a_file_and_a_call(tmp_path: Path) -> None:
    copy = Copy(tmp_path, CHECK_RECIPE, SESSION)
    case = Path("tests/problems/title-in-capitals")
    said = copy.run("check", "--content", f"{case}/content", "--as-of", "2023-11-05")
    expected = (copy.folder / case / "problems.txt").read_text(encoding="utf-8")
    assert said == expected.replace("content/", f"{case}/content/") + "1 session: 1 warning\n"
