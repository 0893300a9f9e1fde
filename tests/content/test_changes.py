from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rig_site.cli.report import as_text
from rig_site.content import load
from rig_site.diagnostics import Severity
from rig_site.model.history import Commit, History, Snapshot

SITE = (
    "title: A group\nbase_url: https://group.test/\ntimezone: Europe/London\n"
    "meetings: [{from: 2024-01-01, weekday: monday, time: 11:00-12:00, room: Room A}]\n"
)
COMMITTED = b"""\
- {id: shifted, date: 2024-03-04, title: Shifted}
- {id: moved, date: 2024-03-04, title: Moved}
- {id: back, date: 2024-03-11, title: Back, moved_from: [{date: 2024-03-04}]}
- {id: gone, date: 2024-03-04, title: Gone}
- {id: freed, date: 2024-03-04, title: Freed}
- {id: lowered, date: 2024-03-04, title: Lowered, revision: 3}
- {id: forgotten, date: 2024-03-04, title: Forgotten, updated: 2024-03-02}
- {id: slot, date: 2024-03-04, status: free}
- {id: same, date: 2024-03-04, title: Same}
"""
NOW = """\
- {id: shifted, date: 2024-03-05, title: Shifted}
- {id: moved, date: 2024-03-05, title: Moved, moved_from: [{date: 2024-03-04}]}
- {id: back, date: 2024-03-04, title: Back}
- {id: freed, date: 2024-03-04, status: free}
- {id: lowered, date: 2024-03-04, title: Lowered, revision: 1}
- {id: forgotten, date: 2024-03-04, title: Forgotten}
- {id: same, date: 2024-03-04, title: Retitled}
"""
FILES = {"site.yaml": SITE.encode(), "sessions/spring.yaml": COMMITTED, "sessions/x.yaml": b"["}


def said(folder: Path, history: History, severity: Severity, as_of: date = date(2024, 4, 1)) -> str:
    loaded = load(folder, as_of=as_of, history=history)
    return as_text([problem for problem in loaded.problems if problem.severity is severity], content="content")


def write(folder: Path, sessions: str, site: str = SITE) -> None:
    (folder / "sessions").mkdir(exist_ok=True)
    (folder / "site.yaml").write_text(site)
    (folder / "sessions" / "spring.yaml").write_text(sessions)


@pytest.mark.parametrize(
    ("history", "name"),
    [
        (History([Commit(datetime(2024, 3, 1, tzinfo=UTC), FILES)]), "the last commit"),
        (History(since=Snapshot("'main'", FILES)), "'main'"),
    ],
)
def test_what_subscribers_would_not_be_told_is_a_warning(tmp_path: Path, history: History, name: str) -> None:
    write(tmp_path, NOW)
    assert said(tmp_path, history, Severity.WARNING) == (
        f"content/sessions/spring.yaml:1:1: warning: the session 'gone' of {name} is gone,"
        " and its event would vanish from calendars\n"
        "  keep it with 'status: cancelled', or give the session that takes its place this 'id'\n"
        f"content/sessions/spring.yaml:1:23: warning: the date was 2024-03-04 in {name},"
        " and 'moved_from' does not say so\n"
        "    1 | - {id: shifted, date: 2024-03-05, title: Shifted}\n"
        "                              ^^^^^^^^^^\n"
        "  add 'moved_from: [{date: 2024-03-04}]', or use 'rig-site move'\n"
        f"content/sessions/spring.yaml:4:41: warning: the session 'freed' took place in {name},"
        " and its event would vanish from calendars\n"
        "    4 | - {id: freed, date: 2024-03-04, status: free}\n"
        "                                                ^^^^\n"
        "  write 'status: cancelled', and give the free slot or the break an entry of its own\n"
        f"content/sessions/spring.yaml:5:61: warning: the revision falls from 3 to 1 since {name},"
        " and the event's SEQUENCE with it, so calendars would not follow\n"
        "    5 | - {id: lowered, date: 2024-03-04, title: Lowered, revision: 1}\n"
        "                                                                    ^\n"
        "  write 'revision: 3'\n"
        f"content/sessions/spring.yaml:6:3: warning: 'updated' was 2024-03-02 in {name}, and without it the event's"
        " SEQUENCE falls, so calendars would not follow\n"
        "    6 | - {id: forgotten, date: 2024-03-04, title: Forgotten}\n"
        "          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  write 'updated: 2024-03-02T00:00:00Z'\n"
    )


FORMER = b"""\
- {id: usual, date: 2024-03-04, title: Usual}
- {id: own, date: 2024-03-11, title: Own, time: 11:00-12:00, room: Room B}
- {id: moved, date: 2024-03-18, title: Moved}
- {id: over, date: 2024-01-08, title: Over}
- {id: cancelled, date: 2024-03-25, title: Cancelled}
"""


def test_what_subscribers_get_of_another_time_or_room_is_a_notice(tmp_path: Path) -> None:
    history = History([Commit(datetime(2024, 1, 1, tzinfo=UTC), FILES | {"sessions/spring.yaml": FORMER})])
    write(
        tmp_path,
        "- {id: usual, date: 2024-03-04, title: Usual}\n"
        "- {id: own, date: 2024-03-11, title: Own, time: 14:00-15:00, room: ''}\n"
        "- {id: moved, date: 2024-03-19, title: Moved, time: 11:00-12:00, room: Room A, moved_from: [{date: 2024-03-18}]}\n"
        "- {id: over, date: 2024-01-08, title: Over, room: Room C}\n"
        "- {id: cancelled, date: 2024-03-25, title: Cancelled, status: cancelled, room: Room C}\n",
        SITE.replace("Room A", "Room Z"),
    )
    notices = said(tmp_path, history, Severity.NOTICE, date(2024, 2, 1))
    told = ": subscribers' calendars show it hours or days after publishing, feeds say that the session changed\n"
    assert [line for line in notices.splitlines(keepends=True) if "subscribers" in line] == [
        "content/sessions/spring.yaml:1:21: notice: the room of 'usual' was Room A in the last commit and is Room Z"
        + told,
        "content/sessions/spring.yaml:2:49: notice: the time of 'own' was 11:00-12:00 (Europe/London) in the last commit"
        " and is 14:00-15:00 (Europe/London)" + told,
        "content/sessions/spring.yaml:2:68: notice: the room of 'own' was Room B in the last commit and is open" + told,
    ]


def test_a_room_that_is_said_to_be_elsewhere_is_one_notice(tmp_path: Path) -> None:
    site = SITE + "places: {room a: {address: 1 Street A, directions: Ring.}}\n"
    files = FILES | {"site.yaml": site.encode(), "sessions/spring.yaml": FORMER}
    history = History([Commit(datetime(2024, 1, 1, tzinfo=UTC), files)])
    told = "subscribers' calendars show it hours or days after publishing, feeds say that the session changed"
    now = {
        site.replace(
            "1 Street A", "2 Street A"
        ): "5:10: notice: the address of Room A was 1 Street A in the last commit"
        " and is 2 Street A, where 'usual' is held, as 2 more to come: ",
        site.replace(
            "Ring", "Knock"
        ): "5:10: notice: what 'places' says of Room A is not what it said in the last commit,"
        " where 'usual' is held, as 2 more to come: ",
        SITE: "1:1: notice: the address of Room A was 1 Street A in the last commit and is open,"
        " where 'usual' is held, as 2 more to come: ",
    }
    for changed, said_of_it in now.items():
        write(tmp_path, FORMER.decode(), changed)
        lines = said(tmp_path, history, Severity.NOTICE, date(2024, 2, 1)).splitlines()
        assert [line for line in lines if told in line] == [f"content/site.yaml:{said_of_it}{told}"]
