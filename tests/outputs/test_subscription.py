"""Somebody subscribes, and the group goes on: five builds as two calendar programs and two feed readers see them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import ics
import pytest
import vobject
from click.testing import CliRunner

from rig_site.cli.program import commands
from rig_site.model.identity import session_uuid

ATOM = "{http://www.w3.org/2005/Atom}"

SITE = """\
title: A group
base_url: https://group.test/
timezone: Europe/London
meetings: [{from: 2024-01-01, every: week, weekday: monday, time: "11:00-12:00", room: Room A}]
"""
SESSION = "date: 2024-03-04\ntitle: LoRA   # as in the paper\nannounced: 2024-01-15\n"
OTHER = "date: 2024-03-11\ntitle: Untouched\nannounced: 2024-01-22\n"


@dataclass(frozen=True)
class Seen:
    """A session as subscribers see it after a build."""

    event: str
    uid: str
    status: str
    sequence: int
    modified: str
    start: str
    titles: tuple[str, str]
    atom: tuple[str, str, str]
    rss: tuple[str, str]
    places: tuple[list[str], list[str], list[str]]


class Group:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        (self.content / "sessions").mkdir(parents=True)
        (self.content / "site.yaml").write_text(SITE)
        (self.content / "sessions" / "lora.yaml").write_text(SESSION)
        (self.content / "sessions" / "other.yaml").write_text(OTHER)

    def run(self, *arguments: str, as_of: str) -> None:
        options = ["--content", str(self.content)]
        epoch = int(datetime.fromisoformat(as_of).replace(tzinfo=UTC).timestamp())
        result = CliRunner().invoke(commands, [*arguments, *options], env={"SOURCE_DATE_EPOCH": str(epoch)})
        assert result.exit_code == 0, result.output

    def build(self, day: str, *arguments: str) -> dict[str, Seen]:
        """Return what subscribers see of each session after a build."""
        site = self.folder / "_site"
        self.run("build", "--output", str(site), *arguments, as_of=day)
        text = (site / "calendar.ics").read_bytes().decode()
        events = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL)
        one = {event.uid.value: event for event in vobject.readOne(text).vevent_list}
        other = {event.uid: event for event in ics.Calendar(text).events}
        assert one.keys() == other.keys()
        atom = {
            entry.find(f"{ATOM}id").text: entry for entry in ElementTree.parse(site / "feed.xml").iter(f"{ATOM}entry")
        }
        parsed = feedparser.parse((site / "feed.xml").read_bytes())
        rss = feedparser.parse((site / "rss.xml").read_bytes())
        listed = json.loads((site / "feed.json").read_text())["items"]
        assert list(atom) == [entry.id for entry in parsed.entries] == [item["id"] for item in listed]
        seen = {}
        for uid, event in one.items():
            assert other[uid].begin.datetime == event.dtstart.value
            assert (other[uid].status, other[uid].name) == (event.status.value, event.summary.value)
            name = uid.partition("@")[0]
            entry = next(entry for entry in parsed.entries if entry.id == session_uuid("group.test", name))
            item = next(item for item in rss.entries if item.id == uid)
            raw = atom[entry.id]
            assert (raw.findtext(f"{ATOM}title"), raw.findtext(f"{ATOM}updated")) == (entry.title, entry.updated)
            seen[name] = Seen(
                event=next(event for event in events if f"UID:{uid}" in event),
                uid=uid,
                status=event.status.value,
                sequence=int(event.sequence.value),
                modified=event.last_modified.value.isoformat(),
                start=event.dtstart.value.isoformat(),
                titles=(event.summary.value, entry.title),
                atom=(entry.id, entry.published, entry.updated),
                rss=(item.id, item.published),
                places=(list(atom), [entry.id for entry in rss.entries], [item["id"] for item in listed]),
            )
        return seen


@pytest.fixture
def group(tmp_path: Path) -> Group:
    return Group(tmp_path)


def test_a_session_that_changes_stays_the_same_session(group: Group) -> None:
    file = group.content / "sessions" / "lora.yaml"
    new = group.build("2024-02-01")
    file.write_text(file.read_text().replace("LoRA ", "LoRA and QLoRA ") + "updated: 2024-02-02\n")
    retitled = group.build("2024-02-03")
    group.run("move", "lora", "2024-04-08", "--reason", "strike", as_of="2024-02-04")
    moved = group.build("2024-02-05")
    group.run("cancel", "lora", "--reason", "ill", as_of="2024-02-06")
    cancelled = group.build("2024-02-07", "--base-url", "https://elsewhere.test/group/")
    group.run("cancel", "lora", "--undo", as_of="2024-02-08")
    reinstated = group.build("2024-02-09")

    builds = [build["lora"] for build in (new, retitled, moved, cancelled, reinstated)]
    assert {seen.uid for seen in builds} == {"lora@group.test"}
    assert [seen.status for seen in builds] == ["CONFIRMED", "CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert [seen.sequence for seen in builds] == [
        (datetime.fromisoformat(seen.modified) - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds() for seen in builds
    ]
    assert [seen.modified[:10] for seen in builds] == [
        "2024-01-15",
        "2024-02-02",
        "2024-02-04",
        "2024-02-06",
        "2024-02-08",
    ]
    assert [seen.start for seen in builds[1:3]] == ["2024-03-04T11:00:00+00:00", "2024-04-08T10:00:00+00:00"]
    assert [seen.titles for seen in builds] == [
        ("LoRA", "Mon 4 Mar 2024: LoRA"),
        ("LoRA and QLoRA", "Mon 4 Mar 2024: LoRA and QLoRA"),
        ("LoRA and QLoRA", "Mon 8 Apr 2024 (moved from Mon 4 Mar 2024): LoRA and QLoRA"),
        ("Cancelled: LoRA and QLoRA", "Mon 8 Apr 2024 (cancelled): LoRA and QLoRA"),
        ("LoRA and QLoRA", "Mon 8 Apr 2024 (moved from Mon 4 Mar 2024): LoRA and QLoRA"),
    ]
    assert {seen.atom[:2] for seen in builds} == {(session_uuid("group.test", "lora"), "2024-01-15T00:00:00+00:00")}
    assert [seen.atom[2][:10] for seen in builds] == [seen.modified[:10] for seen in builds]
    assert {seen.rss for seen in builds} == {("lora@group.test", "Mon, 15 Jan 2024 00:00:00 +0000")}
    assert all(seen.places == builds[0].places for seen in builds)
    assert "# as in the paper" in file.read_text()


def test_an_event_nobody_touched_keeps_its_bytes(group: Group) -> None:
    before = group.build("2024-02-01")["other"].event
    group.run("move", "lora", "2024-04-08", as_of="2024-02-04")
    assert group.build("2024-02-05")["other"].event == before
    assert group.build("2025-02-05")["other"].event == before
