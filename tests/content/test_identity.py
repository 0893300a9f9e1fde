"""Identities stay what they are when the site's address changes, or somebody is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rig_site.cli.report import as_text
from rig_site.content import load
from rig_site.diagnostics import Severity
from rig_site.model.history import Commit, History


@pytest.mark.parametrize(
    ("former", "now", "kept"),
    [
        ({"base_url": "https://a.edu/x/"}, {"base_url": "https://b.edu/x/"}, "add the line 'uid_domain: x.a.edu'"),
        ({"base_url": "https://a.edu/x/"}, {"base_url": "https://a.edu/y/"}, "add the line 'uid_domain: x.a.edu'"),
        ({"base_url": "http://a.edu:80/x/"}, {"base_url": "https://a.edu/x/"}, None),
        ({"base_url": "https://example.org/"}, {"base_url": "https://b.edu/x/"}, None),
        ({"base_url": "https://a.edu/x/"}, {"base_url": "https://b.edu/", "uid_domain": "x.a.edu"}, None),
        (
            {"base_url": "https://a.edu/", "uid_domain": "old.edu"},
            {"base_url": "https://a.edu/"},
            "add the line 'uid_domain: old.edu'",
        ),
        (
            {"base_url": "https://a.edu/", "uid_domain": "old.edu"},
            {"base_url": "https://a.edu/", "uid_domain": "new.edu"},
            "write 'uid_domain: old.edu'",
        ),
    ],
)
def test_another_address_is_a_warning_with_the_line_that_keeps_identities(
    tmp_path: Path, former: Mapping[str, str], now: Mapping[str, str], kept: str | None
) -> None:
    (tmp_path / "site.yaml").write_text(written(now))
    loaded = load(tmp_path, as_of=date(2024, 4, 1), history=committed(written(former)))
    warnings = [problem for problem in loaded.problems if problem.severity is Severity.WARNING]
    said = as_text(warnings, content="content")
    assert [problem.suggestion for problem in warnings] == ([kept] if kept else [])
    assert ("in the last commit calendar events and feed entries were known by" in said) == bool(kept)


def committed(site: str) -> History:
    return History([Commit(datetime(2024, 1, 1, tzinfo=UTC), {"site.yaml": site.encode()})])


def written(fields: Mapping[str, str]) -> str:
    return "title: A group\ntimezone: UTC\n" + "".join(f"{key}: {value}\n" for key, value in fields.items())
