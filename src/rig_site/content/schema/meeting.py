"""When and where a group meets, as people say it: first monday, tuesdays and thursdays, in terms; how to get there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, ClassVar

from msgspec.structs import replace
from pydantic import BeforeValidator, Field, model_validator

from rig_site.content.findings import FieldError
from rig_site.content.schema.clock_times import parse_hours
from rig_site.content.schema.fields import Address, AsWritten, ClockTimes, Day, Days, Every, Line, Room, Weekday
from rig_site.content.schema.parts import Shape, short_for
from rig_site.content.schema.terms import DAY_EXAMPLES, WEEKDAYS, meeting_day, spoken_day
from rig_site.yaml_writer import Value, inline


def _listed(written: object) -> object:
    """Return one text as a list of it."""
    return [written] if isinstance(written, str) else written


Weekdays = Annotated[list[Weekday], BeforeValidator(_listed, json_schema_input_type=Weekday | list[Weekday])]
"""The days of a usual meeting: one, or a list of them."""


Exceptions = Annotated[list[Days], BeforeValidator(_listed, json_schema_input_type=Days | list[Days])]
"""Days on which a usual meeting is not held: one, a span, or a list of both."""


class Meeting(Shape):
    """The usual meeting, from a date on."""

    noun = "a usual meeting"
    form = "{from: 2023-09-18, every: week, weekday: monday, time: 11:00-12:00, room: …}"
    meant: ClassVar[Mapping[str, str]] = {
        "since": "from",
        "start": "from",
        "day": "weekday",
        "days": "weekday",
        "weekdays": "weekday",
        "frequency": "every",
        "location": "room",
        "place": "room",
        "to": "until",
        "end": "until",
        "ends": "until",
        "but": "except",
        "exceptions": "except",
        "holidays": "except",
        "skip": "except",
    }

    from_date: Day = Field(
        alias="from",
        description="The first day it may be held on; it replaces what was usual before.",
        examples=["2023-09-18"],
    )
    every: Every | None = Field(
        None,
        description=(
            "How often: `week`, `2 weeks`, `month`, `2 months`; left out, every week, or every month for a day "
            "such as `first monday`."
        ),
        examples=["2 weeks"],
    )
    weekday: Weekdays = Field(
        description=(
            "On which day: `monday`; `first monday` or `last friday` of a month; several as `[tuesday, thursday]`."
        ),
        examples=list(DAY_EXAMPLES),
    )
    time: ClockTimes | None = Field(
        None,
        description=(
            "From when to when, in the group's time zone; left out, its sessions last whole days unless they say more."
        ),
        examples=["11:00-12:00"],
    )
    room: Room | None = Field(None, description="Where; left out, in no room.", examples=["Room 1"])
    until: Day | None = Field(
        None,
        description=(
            "The last day it may be held on, such as the last of a term; left out, until another entry replaces it."
        ),
        examples=["2024-03-22"],
    )
    excepted: Exceptions = Field(
        [],
        alias="except",
        description="Days it is not held on, one by one or from a day to a day; left out, none.",
        examples=[["2023-12-25", "2023-12-27 to 2024-01-05"]],
    )

    @property
    def rhythm(self) -> tuple[int, bool]:
        """How often it is held: a number of weeks, or of months where the second value is true."""
        return self.every or (1, any(day.ordinal is not None for day in self.weekday))

    @model_validator(mode="after")
    def one_rhythm(self) -> Meeting:
        """Refuse days that do not go with each other, or with how often it is held."""
        if not self.weekday:
            raise FieldError("no day is named", suggestion="write 'weekday: monday'", key="weekday")
        of_month = [day for day in self.weekday if day.ordinal is not None]
        if of_month and not self.rhythm[1]:
            raise FieldError(
                f"'{spoken_day(of_month[0])}' is a day of a month, and the meeting is held every so many weeks",
                suggestion=f"write 'every: month', or 'weekday: {WEEKDAYS[of_month[0].weekday]}'",
                key="every",
            )
        if len(of_month) < len(self.weekday) and self.rhythm[1] and len(self.weekday) > 1:
            every_one = ", ".join(spoken_day(replace(day, ordinal=day.ordinal or 1)) for day in self.weekday)
            raise FieldError(
                "it is not said of which week of the month each day is",
                suggestion=f"write 'weekday: [{every_one}]', or which they are",
                key="weekday",
            )
        if self.until and self.until < self.from_date:
            raise FieldError("the last day of the meeting is before its first", key="until")
        return self


_HOURS = re.compile(r"\d|noon|midday", re.IGNORECASE)


def in_an_entry(text: str, *, item: bool = False) -> str:
    """Return the advice to write an entry for what a text such as `Mondays 11-12` says, as an `item` if need be.

    >>> in_an_entry("every monday at 11:00")
    "write '{from: 2023-09-18, weekday: monday, time: 11:00}', with the first day that it holds for"
    """
    for start in (len(text), *(match.start() for match in _HOURS.finditer(text))):
        day, hours = text[:start].rstrip(" ,;@").removesuffix(" at").strip(), text[start:]
        weekday, time = _as_read(meeting_day, day), _as_read(parse_hours, hours) if hours else ""
        if weekday and (time or not hours):
            fields: dict[str, Value] = {"from": "2023-09-18", "weekday": weekday, **({"time": time} if time else {})}
            return f"write '{'- ' if item else ''}{inline(fields)}', with the first day that it holds for"
    return ""


def _as_read(parse: Callable[[str], object], text: str) -> Value:
    """Return a text as it is read, or what was meant by it; nothing where neither can be told."""
    try:
        parse(text)
    except FieldError as wrong:
        return wrong.meant.value if wrong.meant else ""
    return text


class Place(Shape):
    """A room, for those who have never been there."""

    noun = "a place"
    form = "an address, or {address: …, map: …, directions: …}"
    meant: ClassVar[Mapping[str, str]] = {
        "street": "address",
        "where": "address",
        "url": "map",
        "link": "map",
        "access": "directions",
        "entrance": "directions",
        "how": "directions",
        "note": "directions",
    }
    addresses = frozenset({"map"})

    address: Line | None = Field(
        None,
        description="The postal address; left out, nothing is said of it.",
        examples=["1 Example Street, Exampleton"],
    )
    map: Address | None = Field(
        None,
        description="The address of a map, or the path of one in static/; left out, there is no link to one.",
        examples=["https://maps.example.org/1"],
    )
    directions: Line | None = Field(
        None,
        description="How to get in: which door, where to ring, whom to tell; left out, nothing is said of it.",
        examples=["Ring at the north door."],
    )


Places = dict[AsWritten, Annotated[Place, BeforeValidator(short_for("address"), json_schema_input_type=Line | Place)]]
"""Places by the names of their rooms."""
