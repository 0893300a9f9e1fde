"""When a session was announced and last changed: as written, else as history tells, never in the future."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from rig_site.content import Loaded
from rig_site.model.history import FileHistory

SITE = "title: Reading group\nbase_url: https://group.example.edu/reading/\ntimezone: Europe/London\n"
MEETINGS = "meetings: [{from: 2023-09-18, weekday: monday, time: 11:00-12:00, room: Room 1}]\n"


def day(number: int, hour: int = 12) -> datetime:
    return datetime(2023, 10, number, hour, tzinfo=UTC)


COMMITTED = {"sessions/a.yaml": FileHistory(day(2), day(9))}


@pytest.mark.parametrize(
    ("written", "history", "announced", "updated"),
    [
        ("announced: 2023-10-01", {}, day(1, 0).replace(month=9, day=30, hour=23), None),
        ("announced: 2023-10-05T12:00:00Z", {}, day(5), None),
        ("announced: 2023-10-05T12:00", {}, day(5, 11), None),
        ("announced: 2023-10-05T12:00Z\nupdated: 2023-10-06T12:00Z", COMMITTED, day(5), day(6)),
        ("", COMMITTED, day(2), day(9)),
        ("announced: 2023-10-05T12:00Z", COMMITTED, day(5), day(9)),
        ("announced: 2023-10-12T12:00Z", COMMITTED, day(12), day(12)),
        ("updated: 2023-10-01T12:00Z", COMMITTED, day(2), day(2)),
        ("updated: 2023-10-12T12:00Z", COMMITTED, day(2), day(12)),
        ("announced: 2023-12-01", {}, datetime(2023, 11, 5, 12, tzinfo=UTC), None),
        ("", {"sessions/a.yaml": FileHistory(day(2), day(9).replace(month=12))}, day(2), datetime(2023, 11, 5, 12, tzinfo=UTC)),
        ("updated: 2023-10-01T12:00Z", {}, datetime(2023, 9, 17, 23, tzinfo=UTC), day(1)),
        ("", {}, datetime(2023, 9, 17, 23, tzinfo=UTC), None),
    ],
)  # fmt: skip
def test_written_then_committed_then_guessed(
    group: Callable[..., Loaded],
    written: str,
    history: dict[str, FileHistory],
    announced: datetime,
    updated: datetime | None,
) -> None:
    text = f"date: 2023-11-06\ntitle: A\n{written}\n"
    loaded = group({"site.yaml": SITE + MEETINGS, "sessions/a.yaml": text}, history=history)
    assert loaded.site
    (session,) = loaded.site.sessions
    assert (session.announced, session.updated) == (announced, updated or announced)
    guessed = [problem for problem in loaded.problems if "was announced" in problem.what]
    assert len(guessed) == (0 if "announced" in written or history else 1)


def test_without_a_usual_meeting_the_sessions_own_day_is_taken(group: Callable[..., Loaded]) -> None:
    loaded = group(
        {"sessions/a.yaml": "date: 2022-06-06\ntitle: A\n", "sessions/b.yaml": "date: 2022-06-13\ntitle: B\n"}
    )
    assert loaded.site
    assert [session.announced for session in loaded.site.sessions] == [
        datetime(2022, 6, 5, 23, tzinfo=UTC),
        datetime(2022, 6, 12, 23, tzinfo=UTC),
    ]
    assert [problem.position.path for problem in loaded.problems] == ["sessions/a.yaml", "site.yaml"]


def test_a_session_of_a_list_is_as_old_as_its_own_lines(group: Callable[..., Loaded]) -> None:
    text = (
        "# The autumn term\n"
        "- id: a\n"
        "  date: 2023-11-06\n"
        "  title: A\n"
        "\n"
        "- {id: b, date: 2023-11-13, title: B}\n"
        "- id: c\n"
        "  date: 2023-11-20\n"
        "  title: C\n"
        "  abstract: |\n"
        "    One\n"
        "    Two\n"
    )
    lines = tuple(day(number) for number in (1, 2, 3, 4, 9, 5, 6, 6, 6, 6, 6, 7))
    history = {"sessions/all.yaml": FileHistory(day(1), day(9), lines)}
    loaded = group({"sessions/all.yaml": text}, history=history)
    assert loaded.site
    assert [(session.announced.day, session.updated.day) for session in loaded.site.sessions] == [
        (2, 4),
        (5, 5),
        (6, 7),
    ]


def test_a_list_without_lines_of_its_own_in_the_history_is_as_old_as_its_file(group: Callable[..., Loaded]) -> None:
    history = {"sessions/all.yaml": FileHistory(day(1), day(9), (day(3),))}
    text = "# The autumn term\n- {id: a, date: 2023-11-06, title: A}\n"
    loaded = group({"sessions/all.yaml": text}, history=history)
    assert loaded.site
    assert [(session.announced.day, session.updated.day) for session in loaded.site.sessions] == [(1, 9)]
