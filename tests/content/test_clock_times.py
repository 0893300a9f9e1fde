"""Every pair of clock times: what is taken lasts a sensible time, and of the rest every suggestion is taken."""

import re
from itertools import product

import pytest

from rig_site.content.findings import FieldError
from rig_site.content.schema.clock_times import parse_hours

QUARTERS = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45)]


@pytest.mark.parametrize("start", QUARTERS)
def test_every_end_is_taken_or_a_better_one_is_suggested(start: str) -> None:
    for end in QUARTERS:
        try:
            parse_hours(f"{start}-{end}")
        except FieldError as error:
            (meant,) = re.findall(r"'([0-9:-]+)'", error.suggestion)
            assert end <= start
            parse_hours(meant)
        else:
            assert end > start or QUARTERS.index(end) + 96 - QUARTERS.index(start) <= 48


@pytest.mark.parametrize("half", ["am", "pm"])
def test_every_suggestion_for_another_spelling_is_taken(half: str) -> None:
    for start, end in product(range(13), range(13)):
        with pytest.raises(FieldError) as raised:
            parse_hours(f"{start}-{end}{half}")
        for meant in re.findall(r"'([0-9:-]+)'", raised.value.suggestion):
            parse_hours(meant)
