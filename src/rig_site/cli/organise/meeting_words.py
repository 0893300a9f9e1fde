"""The usual meeting as it is said on the command line: `monday 11:00-12:00`, `every 2 weeks on tuesday 16:00`."""

from __future__ import annotations

import re

import click

_SAID = re.compile(
    r"(?:every\s+(?P<every>(?:\d+\s+)?(?:week|month)s?)\s+(?:on\s+)?)?(?P<days>[^\d][^:]*?|\d(?:st|nd|rd|th)\b[^:]*?)"
    r"(?:,?\s+(?:at\s+|from\s+)?(?P<time>\d{1,2}(?:[:.h]\d{2}|\s*[ap]m|\s*[-–]).*))?",
    re.IGNORECASE,
)
_BETWEEN_DAYS = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)


class MeetingWords(click.ParamType[dict[str, object]]):
    """When the group usually meets; it comes back as the fields of an entry of `meetings`, but for `from`."""

    name = "MEETING"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, object]:
        """Return `weekday`, and `every` and `time` where they are said."""
        if isinstance(value, dict):
            return value
        from rig_site.content.findings import FieldError
        from rig_site.content.schema.clock_times import parse_hours
        from rig_site.content.schema.terms import every, meeting_day, spoken_day

        text = re.sub(r"days\b", "day", str(value).strip(), flags=re.IGNORECASE)
        said = _SAID.fullmatch(text)
        if said is None:
            self.fail(
                f"{text!r} is no usual meeting like 'monday 11:00-12:00' or 'first friday 16:00-17:00'", param, ctx
            )
        fields: dict[str, object] = {}
        try:
            if rhythm := said["every"]:
                every(" ".join(rhythm.split()))
                fields["every"] = " ".join(rhythm.split())
            days = [spoken_day(meeting_day(day)) for day in _BETWEEN_DAYS.split(said["days"].strip())]
            fields["weekday"] = days if len(days) > 1 else days[0]
            if said["time"]:
                parse_hours(said["time"])
                fields["time"] = said["time"]
        except FieldError as wrong:
            self.fail("; ".join(part for part in (wrong.what, wrong.suggestion or wrong.allowed) if part), param, ctx)
        return fields
