"""Histories of any shape, on a real repository and on a plain model of it, as calendar programs see them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import ics
import vobject
from click.testing import CliRunner
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from rig_site.cli.program import commands

BEGINS = datetime(2024, 1, 1, tzinfo=UTC)
STAMPS = ("sequence", "last-modified", "dtstamp")
IDS = ("one", "two", "three")
SITE = "title: A group\nbase_url: https://group.test/\ntimezone: Europe/London\nmeetings:\n"
USUAL = "  - {{from: 2024-01-01, weekday: monday, time: '{time}', room: {room}}}\n"

Fields = dict[str, str]
Seen = dict[str, dict[str, Any]]
ids = st.sampled_from(IDS)


class AnyHistory(RuleBasedStateMachine):
    """A group in a repository; `model` says in plain words what is written, `published` what was seen last."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.content = self.folder / "content"
        self.now = BEGINS
        self.form = 0
        self.usual = {"time": "11:00-12:00", "room": "Room A"}
        self.model: dict[str, Fields] = {
            name: {"id": name, "date": f"2024-06-{3 + 7 * number:02}", "title": name} for number, name in enumerate(IDS)
        }
        self.published: Seen = {}
        self.calendar = b""
        self.side: dict[str, Fields] | None = None

    @initialize()
    def first_commit(self) -> None:
        self.git("init", "--quiet", "--initial-branch=main")
        self.write()
        self.commit()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)
        others_read_the_same(self.calendar, self.published)

    def git(self, *arguments: str) -> None:
        who = ["-c", "user.name=Lead A", "-c", "user.email=lead-a@example.org", "-c", "commit.gpgsign=false"]
        when = {"GIT_COMMITTER_DATE": self.now.isoformat(), "GIT_AUTHOR_DATE": BEGINS.isoformat()}
        subprocess.run(
            ["git", *who, *arguments], cwd=self.folder, env=os.environ | when, check=True, capture_output=True
        )

    def write(self) -> None:
        """Write the model down, in one of several ways that say the same."""
        sessions = self.content / "sessions"
        shutil.rmtree(sessions, ignore_errors=True)
        sessions.mkdir(parents=True)
        (self.content / "site.yaml").write_text(SITE + USUAL.format(**self.usual))
        end = "\r\n" if self.form % 2 else "\n"
        listed = list(self.model.items())[:: -1 if self.form % 3 else 1]
        texts = {}
        for name, fields in listed:
            pairs = list(fields.items())[:: -1 if self.form % 5 else 1]
            texts[name] = "".join(f"{key}: {value}   # form {self.form}{end}" for key, value in pairs)
        if self.form % 7 < 3:
            text = "".join("- " + text.replace(end, end + "  ").rstrip(" ") for text in texts.values())
            (sessions / f"all-{self.form % 4}.yaml").write_bytes(text.encode())
        else:
            for name, text in texts.items():
                (sessions / f"{self.form % 4}-{name}.yaml").write_bytes(text.encode())

    def tick(self) -> None:
        self.now += timedelta(hours=1)

    def run(self, *arguments: str) -> str:
        now = {"SOURCE_DATE_EPOCH": str(int(self.now.timestamp()))}
        done = CliRunner().invoke(commands, [*arguments, "--content", str(self.content)], env=now)
        assert done.exit_code == 0, done.output
        return done.output

    def commit(self) -> None:
        """Commit, publish, and hold what subscribers see against what they saw."""
        self.tick()
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Change")
        self.publish()

    def publish(self) -> None:
        out = self.folder / ".git" / "calendar.ics"
        self.run("export", "--format", "ics", "--output", str(out))
        self.calendar = out.read_bytes()
        seen = read(self.calendar)
        assert seen.keys() == {f"{name}@group.test" for name in self.model}
        for uid, event in seen.items():
            before = self.published.get(uid)
            if before is None:
                continue
            changed = _visible(event) != _visible(before)
            for key in STAMPS:
                assert event[key] > before[key] if changed else event[key] == before[key], (uid, key, before, event)
            assert event["last-modified"] == event["dtstamp"] <= self.now
        self.published = seen

    @rule(name=ids, field=st.sampled_from(["title", "room", "kind", "time", "abstract"]), number=st.integers(0, 2))
    def edit(self, name: str, field: str, number: int) -> None:
        value = {"time": f"{10 + number}:00-{12 + number}:00"}.get(field, f"{field} {number}")
        self.model[name][field] = value
        self.write()
        self.commit()

    @rule(name=ids, field=st.sampled_from(["room", "kind", "time", "abstract"]))
    def forget(self, name: str, field: str) -> None:
        self.model[name].pop(field, None)
        self.write()
        self.commit()

    @rule(form=st.integers(0, 209))
    def write_the_same_otherwise(self, form: int) -> None:
        self.form = form
        self.write()
        self.commit()

    @rule(field=st.sampled_from(["time", "room"]), number=st.integers(0, 2))
    def change_the_usual_meeting(self, field: str, number: int) -> None:
        self.usual[field] = {"time": f"{10 + number}:00-{12 + number}:00", "room": f"Room {number}"}[field]
        self.write()
        self.commit()

    def command(self, name: str, do: Callable[[], object]) -> None:
        """Run a command on the files, and take over into the model what it wrote."""
        do()
        for key in ("date", "time", "room", "updated", "status", "reason", "moved_from"):
            self.model[name].pop(key, None)
        self.model[name] |= self.reread(name)
        self.commit()

    def reread(self, name: str) -> Fields:
        import yaml

        for file in (self.content / "sessions").iterdir():
            read = yaml.load(file.read_text(), yaml.BaseLoader)
            for fields in read if isinstance(read, list) else [read]:
                if fields["id"] == name:
                    return {
                        key: value if isinstance(value, str) and ":" not in value else flow(value)
                        for key, value in fields.items()
                    }
        raise AssertionError(name)

    @rule(name=ids, day=st.integers(1, 28), reason=st.booleans())
    def move(self, name: str, day: int, reason: bool) -> None:
        if self.model[name]["date"] == f"2024-07-{day:02}":
            return
        why = ["--reason", "strike"] if reason else []
        self.command(name, lambda: self.run("move", name, f"2024-07-{day:02}", *why))

    @rule(name=ids, undo=st.booleans())
    def cancel(self, name: str, undo: bool) -> None:
        if undo != (self.model[name].get("status") == "cancelled"):
            return
        self.command(name, lambda: self.run("cancel", name, *(["--undo"] if undo else ["--reason", "ill"])))

    @precondition(lambda self: self.side is None)
    @rule(name=ids)
    def branch(self, name: str) -> None:
        """Let somebody change a title on a branch, long before it is merged."""
        self.git("checkout", "--quiet", "-b", "side")
        self.side = {key: dict(fields) for key, fields in self.model.items()}
        self.model[name]["title"] = f"side {self.now:%H}"
        self.write()
        self.tick()
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Side")
        self.side, self.model = self.model, self.side
        self.git("checkout", "--quiet", "main")

    @precondition(lambda self: self.side is not None)
    @rule(theirs=st.booleans())
    def merge(self, theirs: bool) -> None:
        """Merge the branch, taking one of the two sides whole where they differ."""
        self.tick()
        self.git("merge", "--quiet", "--no-ff", "--no-edit", "--strategy=ours", "side")
        if theirs:
            assert self.side is not None
            self.model = self.side
            self.write()
            self.git("add", "--all")
            self.git("commit", "--quiet", "--amend", "--no-edit", "--allow-empty")
        self.git("branch", "--quiet", "-D", "side")
        self.side = None
        self.publish()


def _visible(event: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in event.items() if key not in STAMPS}


def flow(value: Any) -> str:
    """Return a value as it can stand on one line of YAML."""
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    return f'"{value}"'


def read(content: bytes) -> Seen:
    """Return what the calendar says of each event."""
    return {
        str(event["UID"]): {
            key.lower(): value.dt if hasattr(value, "dt") else str(value) for key, value in event.items()
        }
        | {"sequence": int(event["SEQUENCE"])}
        for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    }


def others_read_the_same(content: bytes, seen: Seen) -> None:
    """Hold what two other programs read in a calendar against what was read in it."""
    text = content.decode()
    one = {event.uid.value: event for event in vobject.readOne(text).vevent_list}
    other = {event.uid: event for event in ics.Calendar(text).events}
    assert seen.keys() == one.keys() == other.keys()
    for uid, event in seen.items():
        assert int(one[uid].sequence.value) == event["sequence"]
        assert one[uid].last_modified.value == event["last-modified"] == other[uid].last_modified.datetime
        assert one[uid].dtstart.value == event["dtstart"] == other[uid].begin.datetime
        assert one[uid].summary.value == event["summary"] == other[uid].name
        assert one[uid].status.value == event["status"] == other[uid].status


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(max_examples=5, stateful_step_count=10)
