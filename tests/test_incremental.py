"""A build that uses what the last one kept publishes what a build without it publishes, whatever was changed between."""

import shutil
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from rig_site.build import Built, build
from rig_site.cache import record
from rig_site.cache.inputs import Edits, Inputs
from rig_site.cache.memory import Memory
from rig_site.cache.store import LostError
from rig_site.content import load
from rig_site.model.history import Commit, History
from rig_site.model.text import Deferred, Text
from rig_site.outputs.extras import Extras

NOW = datetime(2023, 11, 6, 9, tzinfo=UTC)
SITE = """\
title: Group A
base_url: https://group.test/a/
timezone: Europe/London
uid_domain: group.test
kinds: [Discussion]
contacts: [lead-a]
macros: {'\\R': '\\mathbb{R}'}
meetings:
  - {from: 2023-10-02, every: week, weekday: monday, time: "11:00-12:00", room: Room 1}
"""
SESSION = """\
title: {title}
date: {day}
announced: 2023-09-01
kind: Discussion
topics: [Scaling]
leads: [lead-a]
readings: [{{paper: p}}, {{title: On {title}, url: https://paper.test/{name}, note: "See [[Note B]]"}}]
abstract: On $\\R$ and [the archive](/archive/), [[One]] and ![](/picture.png)
"""
LIST = """\
- {id: four, date: 2023-11-20, announced: 2023-09-01, title: Four, links: [{label: Slides, url: "https://slides.test/4"}]}
- {id: five, date: 2023-11-27, announced: 2023-09-01, title: Five, leads: [lead-b], online: {url: "https://call.test/5"}}
"""


def png(width: int) -> bytes:
    """Return an image of no colours, which only its size tells from others."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    size = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" + b"\0" * width)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class Group:
    """A content folder, its site, and the same site built from nothing beside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.kept = root.with_name("kept")
        self.content = root / "content"
        self.output = root / "_site"
        self.as_of = NOW
        self.options: dict[str, object] = {}
        self.version = b"1"
        self.memory: Memory | None = None
        self.known: tuple[Inputs, Built, object] | None = None
        files: dict[str, str | bytes] = {
            "site.yaml": SITE,
            "people.yaml": "lead-a: {name: Lead A, bio: 'Reads *much*'}\nlead-b: {name: Lead B}\n",
            "papers.yaml": "p: {title: Paper P, arxiv: '2310.00001', abstract: 'About [[One]]'}\n",
            "notes/note-a.md": "---\npapers: [p]\nauthors: [Lead B]\n---\n# Note A\n\nSee [[One]], [[Missing]], #scaling.\n\nLater.\n",
            "notes/note-b.md": "# Note B\n\n$\\R$ and [A](note-a.md), ![](../static/picture.png)\n",
            "notes/note-c.md": "# Note C\n\n![[rules]]\n\n![[Two]]\n\nSee [@p, p. 3; @q].\n",
            "notes/deep/note-d.md": "# Note D\n\n[[Note A]], [[deep/missing]], [B](../note-b.md), ![[own.png]].\n\nLater.\n",
            "notes/deep/own.png": png(4),
            "pages/rules.md": "# Rules\n\nBe kind.\n",
            "references.bib": "@article{q, title={Paper Q}, author={Lead, A}, year={2020}}",
            "pages/about.md": "# About\n\nWe meet, see [[Two]].\n\nLater.\n",
            "static/picture.png": png(1),
        }
        for number, (name, day) in enumerate((("one", "2023-10-30"), ("two", "2023-11-06"), ("three", "2023-11-13"))):
            files[f"sessions/{day}-{name}.yaml"] = SESSION.format(title=name.title(), day=day, name=number)
        files["sessions/list.yaml"] = LIST
        for path, text in files.items():
            self.write(path, text)

    def as_kept(self) -> "Group":
        """Return the group as it was when it was kept, with its site and what the next build uses."""
        shutil.rmtree(self.root)
        shutil.copytree(self.kept, self.root, symlinks=True)
        group = copy(self)
        group.options = dict(self.options)
        if self.memory:
            group.memory = copy(self.memory)
            group.memory._values, group.memory._asked = dict(self.memory._values), set(self.memory._asked)
        return group

    def write(self, path: str, text: str | bytes) -> None:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.content / path).read_text(encoding="utf-8")
        assert old in text
        assert old not in new or new not in text, "it is there already"
        self.write(path, text.replace(old, new))

    def move(self, path: str, to: str) -> None:
        """Give a file another place."""
        (self.content / to).parent.mkdir(parents=True, exist_ok=True)
        (self.content / path).rename(self.content / to)

    def build(self, *, full: bool = False) -> Built:
        """Build as the command does, which tells what was edited since the last time."""
        places = {"content": str(self.content), "templates": str(self.root / "templates")}
        before, last, circumstances = self.known or (None, None, None)
        inputs = Inputs.find(places, now=time.time_ns(), known=before)
        edits = Edits(inputs.digest())
        now = (self.version, dict(self.options))
        if (
            before
            and last
            and last.as_of
            and last.until
            and circumstances == now
            and last.as_of <= self.as_of < last.until
        ):
            edits = inputs.edits(before, "content")
        built = build(
            self.content,
            self.output,
            as_of=self.as_of,
            version=self.version,
            memory=self.memory,
            edits=edits,
            full=full,
            **self.options,  # type: ignore[arg-type]
        )
        self.known = inputs, built, now
        assert built.publication, [problem.what for problem in built.problems]
        return built

    def afresh(self) -> tuple[dict[str, bytes], Built]:
        """Return the site that a build from nothing makes, and what it says."""
        other = self.root / "other" / "_site"
        fresh = build(self.content, other, as_of=self.as_of, **self.options)  # type: ignore[arg-type]
        return holds(other), fresh

    def check(self, built: Built, afresh: tuple[dict[str, bytes], Built] | None = None) -> None:
        """Compare the site, and what was said, with what a build from nothing makes and says."""
        site, fresh = afresh or self.afresh()
        assert holds(self.output) == site
        assert built.problems == fresh.problems
        assert (built.next, built.until) == (fresh.next, fresh.until)


def holds(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


COMMITTED = History(
    [
        Commit(NOW - timedelta(days=9), {"site.yaml": SITE.encode(), "sessions/list.yaml": LIST.encode()}),
        Commit(NOW - timedelta(days=8), {"sessions/list.yaml": LIST.replace("11-27", "11-28").encode()}),
    ]
)


Edit = Callable[[Group], None]
EVERYTHING = "everything"

EDITS: dict[str, tuple[Edit, set[str] | str | None]] = {
    "nothing": (lambda group: None, set()),
    "a note's text": (
        lambda group: group.change("notes/note-b.md", "and", "or"),
        {"notes/note-b/index.html", "notes/index.html"},
    ),
    "a note's later text": (
        lambda group: group.change("notes/note-a.md", "Later.", "Later, $\\R$, {%} and <b>more</b>."),
        {"notes/note-a/index.html"},
    ),
    "a page's text": (lambda group: group.change("pages/about.md", "Later.", "Afterwards."), {"about/index.html"}),
    "a page's text that a note shows": (
        lambda group: group.change("pages/rules.md", "kind", "on time"),
        {"rules/index.html", "notes/note-c/index.html"},
    ),
    "an abstract that a note shows": (
        lambda group: group.change("sessions/2023-11-06-two.yaml", "On $", "About $"),
        None,
    ),
    "what a note cites": (
        lambda group: group.change("references.bib", "2020", "2021"),
        {"notes/note-c/index.html"},
    ),
    "a note's new link": (lambda group: group.change("notes/note-a.md", "Later.", "Later: [[Two]]."), None),
    "a note's mistake": (lambda group: group.change("notes/note-a.md", "Later.", "Later: $\\frac$."), None),
    "a note's front matter": (lambda group: group.change("notes/note-a.md", "Lead B", "Lead A"), None),
    "a session's room": (
        lambda group: group.change("sessions/2023-11-13-three.yaml", "kind:", "room: Room 2\nkind:"),
        {
            "index.html",
            "to-read/index.html",
            "embed/index.html",
            "sessions/three/index.html",
            "sessions/three/session.ics",
            "calendar.ics",
            "calendars/kind/discussion.ics",
            "kinds/discussion/index.html",
            "papers/p/index.html",
            "people/lead-a/calendar.ics",
            "people/lead-a/index.html",
            "topics/scaling/index.html",
            *(
                f"{place}{file}"
                for place in ("", "kinds/discussion/", "people/lead-a/")
                for file in ("feed.xml", "rss.xml", "feed.json")
            ),
        },
    ),
    "a session's time": (
        lambda group: group.change("sessions/2023-11-13-three.yaml", "kind:", 'time: "15:00"\nkind:'),
        None,
    ),
    "a session's time, which is over": (
        lambda group: group.change("sessions/2023-10-30-one.yaml", "kind:", 'time: "15:00"\nkind:'),
        None,
    ),
    "a session that is over by now": (
        lambda group: group.change("sessions/2023-11-06-two.yaml", "kind:", 'time: "07:00-08:00"\nkind:'),
        None,
    ),
    "a session's time that is skipped": (
        lambda group: group.change("sessions/2023-11-13-three.yaml", "kind:", "timezone: Asia/Tokyo\nkind:"),
        None,
    ),
    "a session before another of its day": (
        lambda group: group.change("sessions/list.yaml", "date: 2023-11-27", 'date: 2023-11-20, time: "09:00"'),
        None,
    ),
    "a title in a list": (lambda group: group.change("sessions/list.yaml", "title: Four", "title: Fourth"), None),
    "a title that links go by": (
        lambda group: group.change("sessions/2023-11-06-two.yaml", "title: Two", "title: Deux"),
        None,
    ),
    "a title that a lost link goes by": (
        lambda group: group.change("sessions/list.yaml", "title: Four", "title: Missing"),
        None,
    ),
    "a title that a lost link nearly goes by": (
        lambda group: group.change("sessions/list.yaml", "title: Four", "title: Missin"),
        None,
    ),
    "a title that says cancelled": (
        lambda group: group.change("sessions/list.yaml", "title: Five", "title: 'Cancelled: five'"),
        None,
    ),
    "slides": (lambda group: group.change("sessions/list.yaml", "slides.test/4", "slides.test/four"), None),
    "a link into the site": (
        lambda group: group.change("sessions/list.yaml", "https://slides.test/4", "/archive/"),
        None,
    ),
    "a link that leads nowhere": (
        lambda group: group.change("sessions/list.yaml", "https://slides.test/4", "/nowhere/"),
        None,
    ),
    "a call": (lambda group: group.change("sessions/list.yaml", "call.test/5", "call.test/6"), None),
    "a call that is public": (
        lambda group: group.change("sessions/list.yaml", '/5"}', '/5", public: true}'),
        None,
    ),
    "a session of a list cancelled": (
        lambda group: group.change("sessions/list.yaml", "title: Four", "title: Four, status: cancelled"),
        None,
    ),
    "a list's other lead": (lambda group: group.change("sessions/list.yaml", "lead-b", "lead-a"), None),
    "a list's order": (
        lambda group: group.write("sessions/list.yaml", "".join(reversed(LIST.splitlines(keepends=True)))),
        None,
    ),
    "two rooms at one time": (
        lambda group: group.change("sessions/list.yaml", "date: 2023-11-27", "date: 2023-11-20"),
        None,
    ),
    "a list as it was": (lambda group: group.write("sessions/list.yaml", LIST), None),
    "a session as it was": (
        lambda group: group.write(
            "sessions/2023-11-13-three.yaml", SESSION.format(title="Three", day="2023-11-13", name=2)
        ),
        None,
    ),
    "a comment": (lambda group: group.change("sessions/list.yaml", "- {id: five", "# more\n- {id: five"), None),
    "a session's abstract": (lambda group: group.change("sessions/2023-10-30-one.yaml", "On $", "About $"), None),
    "a session's title": (
        lambda group: group.change("sessions/2023-11-13-three.yaml", "title: Three", "title: Drei"),
        None,
    ),
    "a session moved": (
        lambda group: group.change(
            "sessions/2023-11-13-three.yaml",
            "date: 2023-11-13",
            "date: 2023-11-20\nmoved_from: [{date: 2023-11-13, reason: ill}]",
        ),
        None,
    ),
    "a session cancelled": (
        lambda group: group.change("sessions/2023-11-06-two.yaml", "kind:", "status: cancelled\nreason: ill\nkind:"),
        None,
    ),
    "a session free": (
        lambda group: group.write("sessions/2023-12-04-free.yaml", "date: 2023-12-04\nstatus: free\n"),
        None,
    ),
    "a session deleted": (lambda group: (group.content / "sessions/2023-10-30-one.yaml").unlink(), None),
    "a session renamed": (
        lambda group: group.change(
            "sessions/2023-11-06-two.yaml", "kind:", "id: second\naliases: [sessions/two/]\nkind:"
        ),
        None,
    ),
    "a link's target appears": (lambda group: group.write("notes/missing.md", "# Missing\n\nHere.\n"), None),
    "a note deleted": (lambda group: (group.content / "notes/note-b.md").unlink(), None),
    "the text of a note in a folder": (
        lambda group: group.change("notes/deep/note-d.md", "Later.", "Afterwards."),
        {"notes/deep/note-d/index.html"},
    ),
    "a note in a folder": (lambda group: group.write("notes/deep/missing.md", "# Missing\n\nDeep.\n"), None),
    "a note of a name there is, nearer to another": (
        lambda group: group.write("notes/deep/note-a.md", "# Another\n\nSee [[note-d]].\n"),
        None,
    ),
    "a note into another folder": (lambda group: group.move("notes/deep/note-d.md", "notes/higher/note-d.md"), None),
    "a note out of its folder": (lambda group: group.move("notes/deep/note-d.md", "notes/note-d.md"), None),
    "a note renamed in its folder": (
        lambda group: group.move("notes/deep/note-d.md", "notes/deep/note-e.markdown"),
        None,
    ),
    "a note into a folder": (lambda group: group.move("notes/note-b.md", "notes/deep/note-b.md"), None),
    "an image in a folder": (lambda group: group.write("notes/deep/own.png", png(5)), None),
    "a nearer image": (lambda group: group.write("notes/deep/picture.png", png(6)), None),
    "a folder hidden": (lambda group: (group.content / "notes/deep").rename(group.content / "notes/.trash"), None),
    "a note's heading": (lambda group: group.change("notes/note-a.md", "See", "## Part\n\nSee"), None),
    "an image": (lambda group: group.write("static/picture.png", png(3)), None),
    "a person's name": (lambda group: group.change("people.yaml", "Lead A", "Lead C"), None),
    "a person's bio": (lambda group: group.change("people.yaml", "*much*", "[[One]]"), None),
    "a paper's venue": (
        lambda group: group.change("papers.yaml", "title: Paper P", "title: Paper P, venue: Journal"),
        None,
    ),
    "a paper's title": (lambda group: group.change("papers.yaml", "Paper P", "Paper Q"), None),
    "a page's title": (lambda group: group.change("pages/about.md", "# About", "# About us"), EVERYTHING),
    "the front page's text": (lambda group: group.write("pages/index.md", "Welcome, [[Note B]]\n"), None),
    "the group's title": (lambda group: group.change("site.yaml", "Group A", "Group B"), EVERYTHING),
    "a macro": (lambda group: group.change("site.yaml", "mathbb", "mathcal"), EVERYTHING),
    "the language": (lambda group: group.change("site.yaml", "kinds:", "language: de\nkinds:"), EVERYTHING),
    "a session's roles": (
        lambda group: group.change("sessions/2023-11-13-three.yaml", "kind:", "roles: {Chair: Lead B}\nkind:"),
        None,
    ),
    "a place": (
        lambda group: group.change("site.yaml", "meetings:", "places: {Room 1: A street}\nmeetings:"),
        EVERYTHING,
    ),
    "an exception": (
        lambda group: group.change("site.yaml", "from: 2023-10-02", "from: 2023-10-02, except: 2023-11-13"),
        EVERYTHING,
    ),
    "the usual room": (lambda group: group.change("site.yaml", "Room 1", "Room 7"), EVERYTHING),
    "a template": (
        lambda group: group.write(
            "../templates/session.html", '{% extends "bundled/session.html" %}{% block foot %}!{% endblock %}'
        ),
        EVERYTHING,
    ),
    "a style sheet": (lambda group: group.write("../templates/static/extra.css", "body {}"), EVERYTHING),
    "the style sheet's text": (lambda group: group.write("../templates/static/extra.css", "p {}"), None),
    "resources": (
        lambda group: group.write("resources.yaml", "Books:\n  - {title: A book, note: 'See [[One]]'}\n"),
        EVERYTHING,
    ),
    "proposals": (lambda group: group.write("proposals.yaml", "- title: A topic\n"), EVERYTHING),
    "the clock passes an end": (lambda group: setattr(group, "as_of", NOW + timedelta(hours=3)), None),
    "the clock passes a week": (lambda group: setattr(group, "as_of", NOW + timedelta(days=8)), None),
    "the address": (lambda group: group.options.update(base_url="https://elsewhere.test/"), EVERYTHING),
    "what commits tell": (lambda group: group.options.update(history=COMMITTED), None),
    "an extra": (lambda group: group.options.update(extras=Extras(qr=True, images=True)), EVERYTHING),
    "a preview": (lambda group: group.options.update(preview=True), EVERYTHING),
    "the program": (lambda group: setattr(group, "version", b"2"), EVERYTHING),
    "the cache deleted": (lambda group: shutil.rmtree(group.root / ".rig-cache"), EVERYTHING),
    "the cache cut short": (lambda group: damage(group, lambda content: content[: len(content) // 2]), None),
    "the site deleted": (lambda group: shutil.rmtree(group.output), EVERYTHING),
    "a published file deleted": (lambda group: (group.output / "papers/index.html").unlink(), None),
}
"""What can happen between two builds, with the files that are made anew for it where that is worth saying."""


def damage(group: Group, change: Callable[[bytes], bytes]) -> None:
    for store in (group.root / ".rig-cache").glob("*/store"):
        store.write_bytes(change(store.read_bytes()))


ALONE = {
    "a note's text",
    "a page's text",
    "a session's room",
    "a session's time",
    "a session's time, which is over",
    "a session's title",
    "a session cancelled",
    "a title in a list",
    "slides",
    "a call",
    "a call that is public",
    "a session of a list cancelled",
    "a comment",
}
"""The edits after which no more is read than the file that was edited."""


@contextmanager
def copies_are_the_site() -> Iterator[None]:
    """Take the copy of a site for the site, which only its inodes tell from it."""

    def identity(site: str) -> tuple[int, ...]:
        return record.identity(site)[3:]

    with pytest.MonkeyPatch.context() as patch:
        for module in ("build", "write.disk"):
            patch.setattr(f"rig_site.{module}.identity", identity)
        yield


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Group, Group]:
    """A group that was built once, by the command and by a process that keeps all in memory."""
    groups = Group(tmp_path_factory.mktemp("group") / "group"), Group(tmp_path_factory.mktemp("group") / "group")
    groups[1].memory = Memory()
    with copies_are_the_site():
        for group in groups:
            group.build()
            shutil.copytree(group.root, group.kept, symlinks=True)
    return groups


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_what_changed_is_made_anew_and_nothing_else(
    name: str, begun: tuple[Group, Group], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit, expected = EDITS[name]
    afresh = None
    loaded: list[int] = []
    monkeypatch.setattr("rig_site.build.load", lambda *args, **options: loaded.append(1) or load(*args, **options))
    for group in (each.as_kept() for each in begun):
        if group.memory and (name.startswith("the cache ") or name == "the program"):
            continue
        edit(group)
        loaded.clear()
        with copies_are_the_site():
            built = group.build()
            assert not (loaded and name in ALONE)
            afresh = afresh or group.afresh()
            group.check(built, afresh)
            if expected == EVERYTHING:
                assert set(built.rendered) == holds(group.output).keys() - {".rig-site"}
            elif expected is not None:
                assert set(built.rendered) == expected
            assert not group.build().rendered


def test_a_full_build_repairs_what_was_changed_by_hand(tmp_path: Path) -> None:
    group = Group(tmp_path)
    group.build()
    (group.output / "index.html").write_bytes(b"other")
    group.build()
    assert (group.output / "index.html").read_bytes() == b"other"
    group.check(group.build(full=True))


def test_a_damaged_store_only_costs_time(tmp_path: Path) -> None:
    group = Group(tmp_path)
    group.build()
    for part in range(0, 100, 15):
        damage(group, lambda content, part=part: _turned(content, len(content) * part // 100))
        group.change("sessions/2023-11-13-three.yaml", "topics:", f"room: Room {part}\ntopics:")
        group.build()
        group.change("sessions/2023-11-13-three.yaml", f"room: Room {part}\n", "")
    group.check(group.build())


def test_where_a_text_is_lost_everything_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    group = Group(tmp_path)
    group.build()
    lost: list[str] = []

    def lose(text: Text, name: str) -> object:
        if name == "_read" or name not in Text.__slots__:
            raise AttributeError(name)
        lost.append(name)
        raise LostError

    EDITS["a note's text"][0](group)
    monkeypatch.setattr(Deferred, "__getattr__", lose)
    group.check(group.build())
    assert lost


def _turned(content: bytes, at: int) -> bytes:
    return content[:at] + bytes(255 - byte for byte in content[at : at + 20]) + content[at + 20 :]


class AnyEdits(RuleBasedStateMachine):
    """Any edits, one after the other, with a build after some of them."""

    @initialize(memory=st.booleans())
    def begin(self, memory: bool) -> None:
        self.root = Path(mkdtemp(prefix="rig-site-"))
        self.group = Group(self.root)
        self.group.memory = Memory() if memory else None

    @rule(names=st.lists(st.sampled_from(list(EDITS)), min_size=1, max_size=3))
    def edit(self, names: list[str]) -> None:
        for name in names:
            try:
                EDITS[name][0](self.group)
            except (AssertionError, FileNotFoundError):
                continue

    @rule(back=st.sampled_from(["as_of", "options"]))
    def undo(self, back: str) -> None:
        self.group.as_of = NOW
        self.group.options = {}

    @invariant()
    def is_as_if_built_from_nothing(self) -> None:
        if hasattr(self, "group"):
            self.group.check(self.group.build())

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)


def test_any_edits_give_what_a_build_from_nothing_gives() -> None:
    run_state_machine_as_test(
        AnyEdits,
        settings=settings(
            derandomize=True,
            deadline=None,
            max_examples=4,
            stateful_step_count=6,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_until_the_moment_that_a_build_names_nothing_changes(tmp_path: Path) -> None:
    group = Group(tmp_path)
    seen = []
    for _ in range(12):
        built = group.build()
        assert built.until
        group.as_of, before = built.until - timedelta(seconds=1), holds(group.output)
        later = group.build()
        assert not later.rendered
        assert later.problems == built.problems
        group.check(later)
        assert holds(group.output) == before
        group.as_of = built.until
        seen.append(built.until)
    assert date(2023, 11, 13) in {moment.date() for moment in seen}
