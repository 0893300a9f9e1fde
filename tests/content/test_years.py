"""Years that are probably others: found wherever something tells, and never where nothing does."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig_site.content.checks.years import check_years
from rig_site.content.findings import Findings
from rig_site.content.schema.decode import Decoded, decode
from rig_site.content.schema.shapes import Session
from rig_site.content.sources.nodes import parse
from rig_site.content.sources.source import Source
from rig_site.model import session as model
from rig_site.model.session import SEQUENCE_BEGINS

TODAY = date(2025, 12, 20)


def suggested(days: list[date], *, new: tuple[int, ...] = (), path: str = "sessions/all.yaml") -> dict[str, str]:
    """What is suggested for the dates of a list of sessions, whose ids are their places."""
    findings = Findings()
    source = Source(path, "".join(f'- {{id: "{place}", date: {day}, title: A}}\n' for place, day in enumerate(days)))
    node = parse(source, findings)
    assert node
    entries: dict[str, Decoded[Session]] = {}
    for place, item in node.children.items():
        entry = decode(Session, item, source, findings)
        assert entry
        entries[str(place)] = entry
    sessions = [
        model.Session(
            id=name,
            date=entry.value.date,
            timezone="UTC",
            announced=SEQUENCE_BEGINS,
            updated=SEQUENCE_BEGINS,
            source=path,
        )
        for name, entry in entries.items()
    ]
    ids = [str(each) for each in new]
    check_years(sessions, entries, ids, name="the last commit", today=TODAY, findings=findings)
    return {str(problem.position.line - 1): problem.suggestion for problem in findings.problems}


def in_order(*, least: int, gap: int) -> st.SearchStrategy[list[date]]:
    """Days of a term or of years, at most so many days apart."""
    gaps = st.lists(st.integers(1, gap), min_size=least - 1, max_size=8)
    first = st.dates(date(1990, 1, 1), date(2060, 1, 1))
    return st.builds(
        lambda day, steps: [day + timedelta(days=sum(steps[:count])) for count in range(len(steps) + 1)], first, gaps
    )


@given(in_order(least=1, gap=300), st.booleans())
def test_nothing_is_said_of_days_in_order(days: list[date], newest_first: bool) -> None:
    assert suggested(days[::-1] if newest_first else days) == {}


@given(in_order(least=4, gap=60), st.data(), st.sampled_from((-1, 1)), st.booleans())
def test_a_year_that_slipped_is_found(days: list[date], data: st.DataObject, slip: int, newest_first: bool) -> None:
    place = data.draw(st.integers(1, len(days) - 2))
    day = days[place]
    if (day.month, day.day) == (2, 29):
        day = days[place] = day - timedelta(days=1)
    days[place] = day.replace(year=day.year + slip)
    places = list(range(len(days)))
    if newest_first:
        days.reverse()
        place = places[::-1][place]
    assert suggested(days)[str(place)] == f"did you mean {day}?"


def test_the_first_sessions_of_a_year() -> None:
    days = [date(2025, 11, 26), date(2025, 12, 3), date(2025, 12, 10), date(2025, 1, 14)]
    assert suggested(days) == {"3": "did you mean 2026-01-14?"}
    assert suggested(days[::-1]) == {"0": "did you mean 2026-01-14?"}


@pytest.mark.parametrize(
    ("days", "new", "meant"),
    [
        ([date(2025, 1, 14)], (0,), {"0": "did you mean 2026-01-14?"}),
        ([date(2025, 9, 14)], (0,), {}),
        ([date(2026, 9, 14)], (0,), {}),
        ([date(2024, 2, 29)], (0,), {}),
        (
            [date(2025, 1, 14 + step) for step in range(3)],
            (0, 1, 2),
            {str(place): f"did you mean 2026-01-{14 + place}?" for place in range(3)},
        ),
        ([date(2025, 1, 14 + step) for step in range(4)], (0, 1, 2, 3), {}),
    ],
)
def test_a_new_session_long_ago(days: list[date], new: tuple[int, ...], meant: dict[str, str]) -> None:
    assert suggested(days, new=new) == meant


def test_a_session_far_from_all_others() -> None:
    others = [date(2025, 12, 3), date(2025, 12, 10)]
    assert suggested([date(2055, 12, 17), *others][::-1]) == {"2": "did you mean 2025-12-17?"}
    assert suggested([date(1925, 12, 17), *others]) == {"0": "did you mean 2025-12-17?"}
    assert suggested([date(2023, 12, 17), date(2024, 1, 7), *others]) == {}


def test_the_name_of_the_file() -> None:
    path = str(Path("sessions") / "2026-01-14-attention.yaml")
    assert suggested([date(2025, 1, 14)], path=path) == {"0": "did you mean 2026-01-14?"}
    assert suggested([date(2026, 1, 14)], path=path) == {}
    assert suggested([date(2026, 1, 21)], path=path) == {}
