"""What changed, as commits tell it: what is said of it, to whom, and under which ids."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import html5lib
import pytest
from msgspec.structs import replace

from rig_site.content import NOTHING_KNOWN, load
from rig_site.model.history import Commit, History
from rig_site.outputs import plan
from rig_site.outputs.edition import Edition
from rig_site.outputs.feeds import FEED_FILES
from rig_site.render.theme import Theme

AS_OF = datetime(2023, 10, 25, tzinfo=UTC)
USUAL = "{{from: 2023-09-18, weekday: monday, time: '11:00-12:00', room: {room}}}"
SITE = "title: Group A\nbase_url: https://group.test/\ntimezone: Europe/London\nmeetings: [" + USUAL + "]\n"
FIRST = {
    "site.yaml": SITE.format(room="Room 1"),
    "sessions/a.yaml": "date: 2023-11-06\ntitle: Attention\n",
    "sessions/b.yaml": "date: 2023-11-13\ntitle: LoRA <b>\n",
    "sessions/c.yaml": "date: 2023-11-20\nstatus: free\n",
    "sessions/over.yaml": "date: 2023-09-25\ntitle: Over\n",
}
LATER: Sequence[tuple[int, dict[str, str | None]]] = (
    (
        9,
        {
            "sessions/a.yaml": "date: 2023-11-07\ntitle: Attention!\nroom: Room 2\ntime: '9:00-10:00'\n"
            "moved_from: [{date: 2023-11-06, reason: strike}]\n",
            "sessions/over.yaml": "date: 2023-09-25\ntitle: Over\nroom: Room 9\n",
        },
    ),
    (10, {"sessions/a.yaml": None, "sessions/all.yaml": "- {id: a, date: 2023-11-07, title: 'Attention?', kind: Talk, "
          "room: Room 2, time: '9:00-10:00'}\n"}),
    (11, {"sessions/c.yaml": "date: 2023-11-20\ntitle: RetNet\nstatus: tentative\nonline: https://call.test/\n"}),
    (12, {"sessions/b.yaml": "date: 2023-11-13\ntitle: LoRA <b>\nstatus: cancelled\nreason: ill\n"}),
    (13, {"sessions/b.yaml": "date: 2023-11-14\ntitle: LoRA <b>\nstatus: cancelled\nreason: ill\n"}),
    (14, {"sessions/b.yaml": "date: 2023-11-13\ntitle: LoRA <b>\ntime: '15:00'\n"}),
    (15, {"sessions/c.yaml": "date: 2023-11-20\ntitle: RetNet\nonline: https://call.test/\n"}),
    (16, {"site.yaml": SITE.format(room="Room 7")}),
    (17, {"sessions/c.yaml": "date: 2023-11-20\nstatus: free\n"}),
    (18, {"sessions/c.yaml": "date: 2023-11-20\ntitle: RetNet\n"}),
    (19, {"sessions/b.yaml": None}),
)  # fmt: skip


def line(commits: int) -> History:
    """Return the history up to some commits after the first."""
    held = ((2, FIRST), *LATER[:commits])
    return History([Commit(datetime(2023, 10, day, 12, tzinfo=UTC), encoded(files)) for day, files in held])


def encoded(files: dict[str, str | None] | dict[str, str]) -> dict[str, bytes | None]:
    return {path: text.encode() if text is not None else None for path, text in files.items()}


def site_of(folder: Path, history: History, *, commits: int = len(LATER), as_of: datetime = AS_OF) -> dict[str, bytes]:
    """Return every file of a site whose content is what some commits came to."""
    files: dict[str, str | None] = dict(FIRST)
    for _, held in LATER[:commits]:
        files |= held
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        if text is not None:
            file.write_text(text, encoding="utf-8")
    loaded = load(folder, as_of=as_of, history=history, feeds=FEED_FILES)
    assert loaded.site_map, loaded.problems
    edition = Edition(loaded.site_map, as_of, "https://group.test/", Theme.of(folder / "none"))
    return {artifact.path: artifact.render() for artifact in plan(edition)}


def said(page: bytes) -> list[list[str]]:
    """Return what the page says of each change, line by line."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page, transport_encoding="utf-8")
    days = {day.find("h2/time").get("datetime"): day.findall("ul/li") for day in tree.iter("section")}
    return [
        [day[-2:], *(" ".join("".join(part.itertext()).split()) for part in change)]
        for day, changes in days.items()
        for change in changes
    ]


def test_each_change_says_what_was_and_what_is(tmp_path: Path) -> None:
    site = site_of(tmp_path, line(len(LATER)))
    assert said(site["changes/index.html"]) == [
        ["19", "No longer planned", "LoRA <b>", "When: Mon 13 Nov 2023, 15:00–16:00 GMT"],
        ["18", "New session", "RetNet", "When: Mon 20 Nov 2023, 11:00–12:00 GMT", "Where: Room 7"],
        ["17", "No longer planned", "RetNet", "When: Mon 20 Nov 2023, 11:00–12:00 GMT"],
        ["16", "Another room", "RetNet", "Where: Room 1 and online, now Room 7 and online"],
        ["16", "Another room", "LoRA <b>", "Where: Room 1, now Room 7"],
        ["15", "Confirmed", "RetNet", "When: Mon 20 Nov 2023, 11:00–12:00 GMT"],
        ["14", "Takes place after all · Moved · Another room", "LoRA <b>",
         "When: Tue 14 Nov 2023, now Mon 13 Nov 2023, 15:00–16:00 GMT", "Where: to be confirmed, now Room 1"],
        ["12", "Cancelled", "LoRA <b>", "When: Mon 13 Nov 2023, 11:00–12:00 GMT", "Reason: ill"],
        ["11", "New session", "RetNet", "When: Mon 20 Nov 2023, 11:00–12:00 GMT", "Where: Room 1 and online"],
        ["09", "Moved · Another room", "Attention!",
         "When: Mon 6 Nov 2023, 11:00–12:00 GMT, now Tue 7 Nov 2023, 09:00–10:00 GMT", "Where: Room 1, now Room 2",
         "Reason: strike"],
        ["02", "New session", "LoRA <b>", "When: Mon 13 Nov 2023, 11:00–12:00 GMT", "Where: Room 1"],
        ["02", "New session", "Attention", "When: Mon 6 Nov 2023, 11:00–12:00 GMT", "Where: Room 1"],
    ]  # fmt: skip
    for path in ("index.html", "subscribe/index.html"):
        assert b"changes/" in site[path]


def test_a_change_keeps_its_id_and_its_place_whatever_comes_after(tmp_path: Path) -> None:
    before: list[tuple[str, str]] = []
    for commits in range(len(LATER) + 1):
        site = site_of(tmp_path, line(commits), commits=commits)
        atom = feedparser.parse(site["changes/feed.xml"])
        assert not atom.bozo
        entries = [(entry.id, entry.updated) for entry in atom.entries]
        assert entries[len(entries) - len(before) :] == before
        assert len({name for name, _ in entries}) == len(entries)
        assert [entry.id for entry in feedparser.parse(site["changes/rss.xml"]).entries] == [
            each for each, _ in entries
        ]
        assert [item["id"] for item in json.loads(site["changes/feed.json"])["items"]] == [each for each, _ in entries]
        before = entries
    later = site_of(tmp_path, line(len(LATER)), as_of=AS_OF.replace(year=2025))
    assert later["changes/feed.xml"] == site["changes/feed.xml"]
    assert [entry.title for entry in atom.entries][:2] == ["No longer planned: LoRA <b>", "New session: RetNet"]
    assert [entry.link for entry in atom.entries][:2] == [
        "https://group.test/changes/",
        "https://group.test/sessions/c/",
    ]


@pytest.mark.parametrize("history", [NOTHING_KNOWN, replace(line(len(LATER)), shallow=True)])
def test_where_commits_tell_nothing_there_is_no_such_page(tmp_path: Path, history: History) -> None:
    site = site_of(tmp_path, history)
    assert [path for path in site if "changes" in path] == []
    assert [path for path, content in site.items() if path.endswith((".html", ".xml")) and b"changes/" in content] == []


def test_a_change_that_is_dated_after_the_present_is_told_when_that_has_come(tmp_path: Path) -> None:
    whole = site_of(tmp_path, line(len(LATER)))["changes/feed.xml"]
    early = site_of(tmp_path, line(len(LATER)), as_of=datetime(2023, 10, 13, tzinfo=UTC))["changes/feed.xml"]
    ids = [[entry.id for entry in feedparser.parse(feed).entries] for feed in (whole, early)]
    assert ids[0][-len(ids[1]) :] == ids[1]
    assert len(ids[1]) == 5
