"""When a session was announced and last changed: as written and as the commits tell, never in the future."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from rig_site.content import NOTHING_KNOWN, Loaded
from rig_site.model.history import Commit, History
from rig_site.model.session import SEQUENCE_BEGINS

Load = Callable[..., Loaded]

MEETINGS = "meetings: [{from: 2023-09-18, weekday: monday, time: 11:00-12:00, room: Room 1}]\n"
SITE = (
    "title: Reading group\nbase_url: https://group.example.edu/reading/\nuid_domain: example.edu\n"
    "timezone: Europe/London\n"
)
PLAIN = "date: 2023-11-06\ntitle: A\n"


def day(number: int, hour: int = 12) -> datetime:
    return datetime(2023, 10, number, hour, tzinfo=UTC)


def line(*commits: tuple[int, dict[str, str | None]], site: str = SITE + MEETINGS) -> History:
    """Return commits of days of October, the first of which brings site.yaml."""
    files = [{path: text.encode() if text is not None else None for path, text in held.items()} for _, held in commits]
    files[0]["site.yaml"] = site.encode()
    return History([Commit(day(when), held) for (when, _), held in zip(commits, files, strict=True)])


COMMITTED = line((2, {"sessions/a.yaml": PLAIN}), (9, {"sessions/a.yaml": PLAIN + "kind: Talk\n"}))
FIRST_MEETING = datetime(2023, 9, 17, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "history", "announced", "updated"),
    [
        ("announced: 2023-10-01", NOTHING_KNOWN, day(1, 0).replace(month=9, day=30, hour=23), None),
        ("announced: 2023-10-05T12:00:00Z", NOTHING_KNOWN, day(5), None),
        ("announced: 2023-10-05T12:00", NOTHING_KNOWN, day(5, 11), None),
        ("announced: 2023-10-05T12:00Z\nupdated: 2023-10-06T12:00Z", COMMITTED, day(5), day(9)),
        ("announced: 2023-10-05T12:00Z\nupdated: 2023-10-10T12:00Z", COMMITTED, day(5), day(10)),
        ("", COMMITTED, day(2), day(9)),
        ("announced: 2023-10-12T12:00Z", COMMITTED, day(12), day(12)),
        ("updated: 2023-10-01T12:00Z", COMMITTED, day(2), day(9)),
        ("announced: 2023-12-01", COMMITTED, day(2), day(9)),
        ("announced: 2023-12-01\nupdated: 2023-12-02", NOTHING_KNOWN, FIRST_MEETING, None),
        ("updated: 2023-09-01T12:00Z", NOTHING_KNOWN, datetime(2023, 9, 1, 12, tzinfo=UTC), None),
        ("", NOTHING_KNOWN, FIRST_MEETING, None),
    ],
)  # fmt: skip
def test_the_latest_of_what_is_written_and_known(
    group: Load, written: str, history: History, announced: datetime, updated: datetime | None
) -> None:
    text = PLAIN + ("kind: Talk\n" if history is COMMITTED else "") + f"{written}\n"
    loaded = group({"site.yaml": SITE + MEETINGS, "sessions/a.yaml": text}, history=history)
    assert loaded.site
    (session,) = loaded.site.sessions
    assert (session.announced, session.updated) == (announced, updated or announced)
    assert session.sequence == ((updated or announced) - SEQUENCE_BEGINS).total_seconds()
    said = [problem.what for problem in loaded.problems]
    assert sum("is not used before it has come" in what for what in said) == written.count("2023-12")
    guessed = history is NOTHING_KNOWN and "announced: 2023-10" not in written
    assert sum("was announced" in what for what in said) == guessed


A = "sessions/a.yaml"
ROOM = PLAIN + "room: Room 2\n"


@pytest.mark.parametrize(
    ("second", "changed"),
    [
        ({A: "# Hello\ndate: 2023-11-06\r\ntitle: A   # as said\r\n"}, False),
        ({A: "title: 'A'\ndate: 2023-11-06\n"}, False),
        ({A: PLAIN + "time: 11:00-12:00\nroom: Room 1\ntimezone: Europe/London\n"}, False),
        ({A: PLAIN + "revision: 2\nupdated: 2023-10-01\n"}, False),
        ({A: None, "sessions/2023-11-06-a.yaml": PLAIN}, False),
        ({A: None, "sessions/list.yaml": "- {id: b, date: 2023-11-13, title: B}\n- id: a\n  date: 2023-11-06\n  title: A\n"}, False),
        ({A: "date: [\n"}, False),
        ({A: PLAIN + "tite: B\n"}, False),
        ({"sessions/b.yaml": PLAIN}, False),
        ({"site.yaml": SITE + MEETINGS.replace("monday", "tuesday").replace("}]", "}, {from: 2023-09-18, weekday: monday, time: 11:00-12:00, room: Room 1}]")}, False),
        ({A: ROOM}, True),
        ({A: PLAIN.replace("A", "B")}, True),
        ({A: PLAIN + "reason: none\n"}, True),
        ({A: PLAIN + "abstract: Text\n"}, True),
        ({A: PLAIN + "time: 11:00\n"}, False),
        ({A: PLAIN + "time: 11:00-13:00\n"}, True),
        ({A: PLAIN + "timezone: Europe/Paris\n"}, True),
        ({A: PLAIN + "status: cancelled\n"}, True),
        ({"site.yaml": SITE + MEETINGS.replace("Room 1", "Room 2")}, True),
        ({"site.yaml": SITE + MEETINGS.replace("11:00", "11:30")}, True),
        ({"site.yaml": SITE.replace("London", "Paris") + MEETINGS}, True),
        ({"site.yaml": SITE}, True),
        ({"site.yaml": None}, False),
    ],
)  # fmt: skip
def test_a_change_is_one_of_what_the_session_comes_to(
    group: Load, second: dict[str, str | None], changed: bool
) -> None:
    history = line((1, {A: PLAIN}), (4, second))
    unreadable = second.get(A) in ("date: [\n", PLAIN + "tite: B\n")
    now = {A: PLAIN, "site.yaml": SITE + MEETINGS} | (
        {} if unreadable or ("site.yaml" in second and not second["site.yaml"]) else second
    )
    loaded = group({path: text for path, text in now.items() if text is not None}, history=history)
    assert loaded.site, loaded.problems
    session = next(session for session in loaded.site.sessions if session.id == "a")
    assert (session.announced, session.updated) == (day(1), day(4) if changed else day(1))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_of_a_list_each_item_is_dated_by_itself(group: Load, count: int) -> None:
    items = ["# Autumn\n", *(f"- id: {name}\n  date: 2023-11-06\n  title: {name}\n" for name in "abc"[:count])]
    states = [
        "".join(items),
        "".join([items[0], *reversed(items[1:])]),
        "".join([items[0], items[1].replace("title: a", "title: A"), *items[2:]]),
    ]
    history = line(*((number, {"sessions/all.yaml": text}) for number, text in enumerate(states, start=1)))
    loaded = group({"site.yaml": SITE + MEETINGS, "sessions/all.yaml": states[-1]}, history=history)
    assert loaded.site
    assert [session.updated.day for session in loaded.site.sessions] == [3, 1, 1][:count]


def test_a_list_whose_items_cannot_be_told_by_their_dashes_is_read_as_a_whole(group: Load) -> None:
    text = '- id: a\n  date: 2023-11-06\n  title: "A\n- b"\n- {id: b, date: 2023-11-13, title: B}\n'
    states = [text, text.replace("title: B", "title: C")]
    history = line(*((number, {"sessions/all.yaml": text}) for number, text in enumerate(states, start=1)))
    loaded = group({"site.yaml": SITE + MEETINGS, "sessions/all.yaml": states[-1]}, history=history)
    assert loaded.site
    assert [(session.title, session.updated.day) for session in loaded.site.sessions] == [("A - b", 1), ("C", 2)]


def test_a_working_tree_unlike_the_newest_commit_is_a_second_younger(group: Load) -> None:
    history = line((1, {A: PLAIN}), (3, {}))
    loaded = group({"site.yaml": SITE + MEETINGS, A: ROOM, "sessions/b.yaml": PLAIN}, history=history)
    assert loaded.site
    later = day(3) + timedelta(seconds=1)
    assert [(one.announced, one.updated) for one in loaded.site.sessions] == [(day(1), later), (later, later)]


def test_a_session_that_comes_back_was_announced_when_it_first_was_there(group: Load) -> None:
    history = line((1, {A: PLAIN}), (2, {A: None}), (3, {A: PLAIN}))
    loaded = group({"site.yaml": SITE + MEETINGS, A: PLAIN}, history=history)
    assert loaded.site
    assert [(one.announced, one.updated) for one in loaded.site.sessions] == [(day(1), day(3))]


@pytest.mark.parametrize(
    ("days", "updated"),
    [((1, 5, 3), 5), ((1, 31, 5), 5), ((1, 5, 31), 5), ((31, 4, 4), 4)],
)
def test_a_time_never_falls_and_is_never_to_come(group: Load, days: Sequence[int], updated: int) -> None:
    texts = [PLAIN, PLAIN + "kind: Talk\n", ROOM]
    history = line(*((when, {A: text}) for when, text in zip(days, texts, strict=True)))
    loaded = group({"site.yaml": SITE + MEETINGS, A: ROOM}, history=history, as_of=day(20))
    assert loaded.site
    assert [one.updated for one in loaded.site.sessions] == [day(updated)]
    future = [problem for problem in loaded.problems if "a commit is dated 2023-10-31T12:00:00Z, after" in problem.what]
    assert [(one.severity, one.position.path) for one in future] == [("warning", "site.yaml")] * (31 in days)


def test_a_shallow_clone_tells_no_dates(group: Load) -> None:
    history = History(COMMITTED.commits, shallow=True)
    loaded = group({"site.yaml": SITE + MEETINGS, A: PLAIN + "announced: 2023-10-01T12:00Z\n"}, history=history)
    assert loaded.site
    assert [one.updated for one in loaded.site.sessions] == [day(1)]
    assert [one.suggestion for one in loaded.problems if "shallow" in one.what] == [
        "run 'git fetch --unshallow' before you publish"
    ]


def test_without_a_usual_meeting_the_sessions_own_day_is_taken(group: Load) -> None:
    texts = {f"sessions/{name}.yaml": f"date: {when}\ntitle: A\n" for name, when in (("a", "2022-06-06"), ("b", "2022-06-13"), ("c", "2024-01-01"))}  # fmt: skip
    loaded = group({"site.yaml": SITE, **texts})
    assert loaded.site
    assert [session.announced for session in loaded.site.sessions] == [
        datetime(2022, 6, 5, 23, tzinfo=UTC),
        datetime(2022, 6, 12, 23, tzinfo=UTC),
        SEQUENCE_BEGINS,
    ]
    assert [problem.position.path for problem in loaded.problems if "announced" in problem.what] == ["sessions/a.yaml"]
