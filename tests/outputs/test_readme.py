from datetime import UTC, date, datetime

import pytest

from rig_site.model.person import Person
from rig_site.model.session import Session, Status
from rig_site.model.site import Site
from rig_site.outputs.repository import readme

WRITTEN = datetime(2023, 1, 1, tzinfo=UTC)
MARCH = datetime(2024, 3, 1, tzinfo=UTC)


def session(key: str, day: date, **fields: object) -> Session:
    return Session(id=key, date=day, timezone="UTC", announced=WRITTEN, updated=WRITTEN, **fields)  # type: ignore[arg-type]


SITE = Site(
    "A group",
    "https://example.org/group/",
    "UTC",
    "example.org",
    sessions=(
        session("past", date(2024, 2, 26), title="Past"),
        session(
            "lora", date(2024, 3, 4), title="LoRA", kind="Technical", room="Room A", leads=(Person("a", "Lead A"),)
        ),
        session("easter", date(2024, 3, 11), status=Status.BREAK, title="Easter", until=date(2024, 3, 18)),
        session("slot", date(2024, 3, 25), status=Status.FREE, room="Room A"),
    ),
)

ROWS = """<!-- as of 2024-03-01T00:00:00+00:00 -->

| Date | Topic | Room | Lead |
| --- | --- | --- | --- |
| [04/03/24](https://example.org/group/sessions/lora/) | Technical: LoRA | Room A | Lead A |
| 11/03/24 – 18/03/24 | Easter |  |  |
| 25/03/24 | Free slot |  |  |

"""

BEFORE = (
    "# A group\n\nThe block looks like this:\n\n```\n<!-- rig-site:schedule -->\n```\n\n<!-- rig-site:schedule -->\n"
)
AFTER = "<!-- /rig-site:schedule -->\n\nWritten by hand, without a last line end"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_only_the_lines_between_the_markers_change(line_end: str) -> None:
    written = (BEFORE + "old rows\n" + AFTER).replace("\n", line_end)
    fresh = readme.refreshed(written, SITE, as_of=MARCH)
    assert fresh == (BEFORE + ROWS + AFTER).replace("\n", line_end)
    assert readme.refreshed(fresh, SITE, as_of=datetime(2024, 3, 2, tzinfo=UTC)) == fresh
    assert list(readme.stale(fresh, SITE)) == list(readme.foreign(fresh)) == []


@pytest.mark.parametrize(
    "untouched", [None, "# No block\n", "~~~\n<!-- rig-site:schedule -->\n<!-- /rig-site:schedule -->\n"]
)
def test_a_readme_without_a_block_is_left_alone(untouched: str | None) -> None:
    assert readme.refreshed(untouched, SITE, as_of=MARCH) is None


def test_a_block_that_is_not_closed_is_left_alone_and_said() -> None:
    assert readme.refreshed(BEFORE + "rows\n", SITE, as_of=MARCH) is None
    (found,) = readme.foreign(BEFORE + "rows\n")
    assert (found.position.line, found.what) == (9, "the schedule's block is not closed, so it is left as it is")


def test_an_edit_inside_the_block_is_found_at_its_line() -> None:
    (found,) = readme.stale(BEFORE + ROWS.replace("LoRA", "LORA") + AFTER, SITE)
    assert found.position.line == 14
    assert "LORA" in found.position.text


def test_an_empty_schedule_says_so() -> None:
    assert "Nothing is scheduled" in readme.block(SITE, as_of=datetime(2025, 1, 1, tzinfo=UTC))
