"""The kinds of values a field may hold: text in, checked and typed values out.

Each kind pairs a reader, which raises `FieldError`, with the JSON Schema
that editors get; the schema accepts numbers where text is meant, because
an editor takes an unquoted `2301.00100` for one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import PlainValidator, WithJsonSchema

from rig_site.content.findings import FieldError, Meant
from rig_site.content.schema import formats, tags, terms, texts
from rig_site.content.schema.clock_times import Hours, parse_hours
from rig_site.content.schema.dates import parse_day, parse_days, parse_moment
from rig_site.content.schema.pasted import unpasted
from rig_site.model.series import MeetingDay
from rig_site.model.session import Status

T = TypeVar("T")


class NotTextError(FieldError):
    """A mapping, a list or nothing at all where text is expected."""


def read_by(parse: Callable[[str], T], *, may_be_empty: bool = False) -> PlainValidator:
    """Return the validator that reads text with a function."""

    def read(written: object) -> T:
        if not isinstance(written, str) or not (may_be_empty or written.strip()):
            raise NotTextError("not text")
        try:
            return parse(written)
        except FieldError as wrong:
            raise _without_marks(parse, written, wrong) from None

    return PlainValidator(read)


def _without_marks(parse: Callable[[str], object], written: str, wrong: FieldError) -> FieldError:
    """Return what is wrong with a text; where nothing is but the marks that came with it, that it was meant without."""
    plain = unpasted(written)
    if wrong.meant or wrong.key or plain in ("", written):
        return wrong
    try:
        parse(plain)
    except FieldError as other:
        meant, words = other.meant, other.suggestion
    else:
        meant, words = Meant(plain), ""
    return FieldError(wrong.what, allowed=wrong.allowed, suggestion=wrong.suggestion or words, meant=meant)


def editors_see(**schema: Any) -> WithJsonSchema:
    """Return what editors are told of a value: text, or a number that is meant as text, unless said otherwise."""
    return WithJsonSchema({"type": ["string", "number"]} | schema)


Line = Annotated[str, read_by(texts.one_line), editors_see()]
Prose = Annotated[str, read_by(texts.prose), editors_see()]
Named = Annotated[str, read_by(texts.named), editors_see()]
AsWritten = Annotated[str, read_by(str)]
Address = Annotated[str, read_by(str.strip, may_be_empty=True), editors_see(type="string")]
Room = Annotated[str, read_by(texts.room, may_be_empty=True), editors_see()]
PersonName = Annotated[str, read_by(texts.person_name), editors_see()]
Identifier = Annotated[
    str,
    read_by(texts.identifier),
    editors_see(
        pattern=r"^[^\s./?#][^\s/?#]*$",
        patternErrorMessage="An identity stands in addresses: letters, digits, '-', '_' and '.'.",
    ),
]
PersonKey = Annotated[
    str,
    read_by(texts.person_key),
    editors_see(
        pattern=r"^[^\sA-Z_.]+$",
        patternErrorMessage="A key of a person is made of small letters and digits, words joined by '-'.",
    ),
]
Day = Annotated[
    date,
    read_by(parse_day),
    editors_see(type="string", pattern=r"^\d{4}-\d{2}-\d{2}$", patternErrorMessage="A day is written as 2023-11-06."),
]
Moment = Annotated[
    date | datetime,
    read_by(parse_moment),
    editors_see(
        type="string",
        pattern=r"^\d{4}-\d{2}-\d{2}",
        patternErrorMessage="An instant is written as 2023-11-06 or 2023-11-06T11:00:00Z.",
    ),
]
ClockTimes = Annotated[
    Hours,
    read_by(parse_hours),
    editors_see(
        type="string",
        pattern=r"^\d{1,2}:\d{2}( *- *\d{1,2}:\d{2})?$",
        patternErrorMessage="A time is written as 11:00-12:00 or 11:00.",
    ),
]
Zone = Annotated[str, read_by(tags.timezone), editors_see(type="string")]
StatusWord = Annotated[
    Status,
    read_by(terms.status),
    WithJsonSchema({"enum": [str(status) for status in Status], "enumDescriptions": list(terms.STATUS_MEANS)}),
]
Weekday = Annotated[
    MeetingDay,
    read_by(terms.meeting_day),
    editors_see(
        type="string",
        pattern=f"^(({'|'.join(terms.ORDINALS)}) )?({'|'.join(terms.WEEKDAYS)})$",
        patternErrorMessage="A weekday is written as monday, or first monday and last friday of a month.",
        examples=list(terms.DAY_EXAMPLES),
    ),
]
Days = Annotated[
    tuple[date, date],
    read_by(parse_days),
    editors_see(
        type="string",
        pattern=r"^\d{4}-\d{2}-\d{2}( to \d{4}-\d{2}-\d{2})?$",
        patternErrorMessage="Days are written as 2025-12-25, or 2025-12-22 to 2026-01-05.",
    ),
]
Every = Annotated[
    tuple[int, bool],
    read_by(terms.every),
    editors_see(
        type="string",
        pattern=r"^(\d{1,2} )?(week|month)s?$",
        patternErrorMessage="How often is written as week, 2 weeks, month or 2 months.",
    ),
]
Language = Annotated[str, read_by(tags.language), editors_see(type="string")]
Colour = Annotated[
    str,
    read_by(formats.colour),
    editors_see(
        type="string",
        pattern="^#([0-9A-Fa-f]{3}){1,2}$",
        patternErrorMessage='A colour is written in quotes, as "#336699".',
    ),
]
Domain = Annotated[str, read_by(formats.domain), editors_see(type="string")]
Email = Annotated[str, read_by(formats.email), editors_see(type="string", format="email")]
Orcid = Annotated[str, read_by(formats.orcid), editors_see(type="string")]
Year = Annotated[int, read_by(formats.year), editors_see(type=["integer", "string"])]
Count = Annotated[int, read_by(formats.count), editors_see(type=["integer", "string"])]
DatePattern = Annotated[str, read_by(formats.date_format), editors_see(type="string")]
Macro = Annotated[
    str,
    read_by(formats.macro),
    editors_see(pattern=r"^\\", patternErrorMessage=r"A TeX command begins with a backslash, as in \R."),
]
