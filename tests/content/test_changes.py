from datetime import date
from pathlib import Path

from rig_site.cli.report import as_text
from rig_site.content import load
from rig_site.diagnostics import Severity

SITE = "title: A group\nbase_url: https://group.test/\ntimezone: UTC\n"
COMMITTED = b"""\
- {id: shifted, date: 2024-03-04, title: Shifted}
- {id: moved, date: 2024-03-04, title: Moved}
- {id: gone, date: 2024-03-04, title: Gone}
- {id: freed, date: 2024-03-04, title: Freed}
- {id: reinstated, date: 2024-03-04, title: Reinstated, status: cancelled}
- {id: slot, date: 2024-03-04, status: free}
- {id: same, date: 2024-03-04, title: Same}
"""
NOW = """\
- {id: shifted, date: 2024-03-05, title: Shifted}
- {id: moved, date: 2024-03-05, title: Moved, moved_from: [{date: 2024-03-04}]}
- {id: freed, date: 2024-03-04, status: free}
- {id: reinstated, date: 2024-03-04, title: Reinstated}
- {id: same, date: 2024-03-04, title: Retitled}
"""


def test_what_subscribers_would_not_be_told_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    (tmp_path / "site.yaml").write_text(SITE)
    (tmp_path / "sessions" / "spring.yaml").write_text(NOW)
    loaded = load(
        tmp_path, as_of=date(2024, 4, 1), committed={"sessions/spring.yaml": COMMITTED, "sessions/x.yaml": b"["}
    )
    warnings = [problem for problem in loaded.problems if problem.severity is Severity.WARNING]
    assert as_text(warnings, content="content") == (
        "content/sessions/spring.yaml:1:1: warning: the session 'gone' of the last commit is gone,"
        " and its event would vanish from calendars\n"
        "  keep it with 'status: cancelled', or give the session that takes its place this 'id'\n"
        "content/sessions/spring.yaml:1:23: warning: the date was 2024-03-04 in the last commit,"
        " and 'moved_from' does not say so\n"
        "    1 | - {id: shifted, date: 2024-03-05, title: Shifted}\n"
        "                              ^^^^^^^^^^\n"
        "  add 'moved_from: [{date: 2024-03-04}]', or use 'rig-site move'\n"
        "content/sessions/spring.yaml:3:41: warning: the session 'freed' took place in the last commit,"
        " and its event would vanish from calendars\n"
        "    3 | - {id: freed, date: 2024-03-04, status: free}\n"
        "                                                ^^^^\n"
        "  write 'status: cancelled', and give the free slot or the break an entry of its own\n"
        "content/sessions/spring.yaml:4:3: warning: the event's SEQUENCE falls from 1 to 0,"
        " so calendars would not follow\n"
        "    4 | - {id: reinstated, date: 2024-03-04, title: Reinstated}\n"
        "          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  write 'revision: 2'\n"
    )
