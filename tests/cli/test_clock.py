from datetime import UTC, date, datetime

import click
import pytest

from rig_site.cli.clock import AsOf, present


def test_the_present_is_the_source_date_epoch_where_it_is_set() -> None:
    assert present({"SOURCE_DATE_EPOCH": "1709251200"}) == datetime(2024, 3, 1, tzinfo=UTC)
    with pytest.raises(click.UsageError, match="must be a whole number of seconds since 1970"):
        present({"SOURCE_DATE_EPOCH": "yesterday"})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-03-01", date(2024, 3, 1)),
        ("2024-03-01T12:00", datetime(2024, 3, 1, 12)),
        ("2024-03-01T12:00Z", datetime(2024, 3, 1, 12, tzinfo=UTC)),
    ],
)
def test_as_of_takes_a_date_or_an_instant(text: str, meant: date | datetime) -> None:
    found = AsOf().convert(text, None, None)
    assert (found, type(found)) == (meant, type(meant))


@pytest.mark.parametrize("text", ["01/03/2024", "2024-02-30", "tomorrow", ""])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter, match="neither a date like 2024-03-01 nor an instant"):
        AsOf().convert(text, None, None)
