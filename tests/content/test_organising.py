"""docs/organising.md: what it shows is accepted as it stands, and comes to what it says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rig_site.content import load
from rig_site.content.schema.meeting import Meeting, Place
from rig_site.diagnostics import Severity
from rig_site.model.series import meeting_days
from rig_site.model.site import Site

DOCUMENT = (Path(__file__).parents[2] / "docs" / "organising.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n# content/(\S+)\n(.*?)```", DOCUMENT, re.DOTALL)
GROUP = "title: Group A\nbase_url: https://group.test/\ntimezone: Europe/London\nuid_domain: group.test\n"


def loaded(folder: Path, name: str, text: str) -> Site:
    files = {"site.yaml": GROUP, "people.yaml": "lead-a: Lead A\nlead-b: Lead B\n"}
    files[name] = text if "title:" in text else files.get(name, "") + text
    for path, content in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    found = load(folder, as_of=datetime(2025, 9, 1, tzinfo=UTC))
    assert [problem.what for problem in found.problems if problem.severity is not Severity.NOTICE] == []
    assert found.site
    return found.site


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_every_example_is_right(tmp_path: Path, name: str, text: str) -> None:
    loaded(tmp_path, name, text)


def test_every_field_is_explained() -> None:
    for shape in (Meeting, Place):
        for field in shape.written_fields():
            assert f"`{field}`" in DOCUMENT or f"    {field}: " in DOCUMENT, field


def test_terms_and_exceptions_come_to_these_days(tmp_path: Path) -> None:
    terms = next(text for _, text in EXAMPLES if "except:" in text)
    days = list(
        meeting_days(loaded(tmp_path, "site.yaml", terms).meetings, first=date(2025, 9, 1), last=date(2026, 12, 31))
    )
    assert (days[0], days[-1]) == (date(2025, 9, 29), date(2026, 3, 26))
    autumn = [day for day in days if day.year == 2025]
    assert [day.day for day in autumn if day.month >= 11] == [10, 1, 8]
    assert {day.weekday() for day in days if day.year == 2026} == {3}


def test_two_ways_to_meet_twice(tmp_path: Path) -> None:
    twice = next(text for _, text in EXAMPLES if "last friday" in text)
    days = list(
        meeting_days(loaded(tmp_path, "site.yaml", twice).meetings, first=date(2025, 9, 8), last=date(2025, 11, 3))
    )
    assert days == [
        date(2025, 9, 9),
        date(2025, 9, 11),
        date(2025, 9, 26),
        date(2025, 10, 6),
        date(2025, 10, 31),
        date(2025, 11, 3),
    ]
