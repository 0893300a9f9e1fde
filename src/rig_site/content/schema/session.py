"""A session as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict, Field

from rig_site.content.findings import FieldError
from rig_site.content.schema.fields import (
    Address,
    ClockTimes,
    Count,
    Day,
    Identifier,
    Line,
    Moment,
    Named,
    Prose,
    Room,
    StatusWord,
    Zone,
)
from rig_site.content.schema.parts import LeadOrName, Link, Roles, Sections, Shape, short_for
from rig_site.model.session import Status


class Move(Shape):
    """A date a session was moved from."""

    noun = "a move"
    form = "{date: …} or {date: …, reason: …}"

    date: Day = Field(description="The day the session was to be held.", examples=["2023-11-13"])
    reason: Line | None = Field(
        None, description="Why it was moved, in a few words; left out, no reason is given.", examples=["strike"]
    )


class Online(Shape):
    """Where a call is held."""

    noun = "a call"
    form = "an address, or {url: …, public: true}"
    meant: ClassVar[Mapping[str, str]] = {"link": "url", "address": "url"}

    url: Address = Field(description="The address of the call.", examples=["https://meet.example.org/club"])
    public: bool = Field(
        False,
        description="Whether everybody may see the address; left out, pages and calendars only say that it is online.",
        examples=[True],
    )


class Session(Shape):
    """One session."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"status": {"enum": [Status.FREE, Status.BREAK]}}, "required": ["status"]},
            "else": {"required": ["title"]},
        }
    )

    noun = "a session"
    meant: ClassVar[Mapping[str, str]] = {
        "location": "room",
        "name": "title",
        "papers": "readings",
        "place": "room",
        "presenter": "leads",
        "slides": "links",
        "recording": "links",
        "notebook": "links",
        "code": "links",
        "github": "links",
        "handout": "links",
        "poster": "links",
        "website": "links",
        "paper": "readings",
        "speaker": "leads",
        "state": "status",
        "topic": "title",
        "type": "kind",
        "tz": "timezone",
        "venue": "room",
        "when": "date",
        "where": "room",
        "who": "leads",
        "start": "time",
        "hours": "time",
        "call": "online",
        "meet": "online",
        "teams": "online",
        "video": "online",
        "zoom": "online",
        "cancelled": "status",
        "moved_to": "date",
        "chair": "roles",
        "host": "roles",
        "scribe": "roles",
    }
    kept_empty = frozenset({"room"})
    elsewhere: ClassVar[Mapping[str, str]] = {
        "authors": "write them beside the title of a reading",
        "arxiv": "write it into 'readings', as '- {arxiv: …}'",
        "doi": "write it into 'readings', as '- {doi: …}'",
        "duration": "write when it ends into 'time', as 11:00-12:30",
        "email": "write it into people.yaml, under the key of the person",
        "length": "write when it ends into 'time', as 11:00-12:30",
        "url": "write it into 'links', as '- {label: …, url: …}', or into 'online' if it is a call",
    }

    id: Identifier | None = Field(
        None,
        description=(
            "What the session is known by for ever: its address, its event and its entry in feeds are made of it; "
            "left out, the file's name without the date."
        ),
        examples=["attention"],
    )
    date: Day = Field(description="The day.", examples=["2023-11-06"])
    title: Line | None = Field(
        None,
        description="What it is about; left out, an error, except in a free slot or a break.",
        examples=["Attention is all you need"],
    )
    time: ClockTimes | None = Field(
        None, description="From when to when, in the group's time zone; left out, as usual.", examples=["11:00-12:00"]
    )
    timezone: Zone | None = Field(
        None,
        description="The time zone of a session held elsewhere, an IANA name; left out, the group's.",
        examples=["Europe/Paris"],
    )
    kind: Named | None = Field(
        None,
        description="Which kind of session it is, one of site.yaml's `kinds` where it has any; left out, none.",
        examples=["Discussion"],
    )
    topics: list[Named] = Field(
        [],
        description="What it is about in a few words each, which have pages of their own; left out, nothing.",
        examples=[["attention", "transformers"]],
    )
    abstract: Prose | None = Field(
        None,
        description="What to expect, in Markdown; left out, nothing is said.",
        examples=["We read the paper *together*."],
    )
    room: Room | None = Field(
        None,
        description='Where it is held; left out, where the group usually meets, and `""` means in no room at all.',
        examples=["Room 1"],
    )
    online: Annotated[Online, BeforeValidator(short_for("url"), json_schema_input_type=Address | Online)] | None = (
        Field(
            None,
            description=(
                "The address of the call, for a session that is held online; it is published only with `public: "
                "true`; left out, it is in the room alone."
            ),
            examples=["https://meet.example.org/club"],
        )
    )
    leads: list[LeadOrName] = Field(
        [],
        description="Who leads: keys of people.yaml, names, or names with addresses; left out, it is shown as open.",
        examples=[["lead-a", "Lead B"]],
    )
    roles: Roles = Field(
        {},
        description="Who does what beside leading; left out, nobody does.",
        examples=[{"Chair": ["lead-a"], "Scribe": ["Lead B"]}],
    )
    readings: Sections = Field(
        {},
        description="What to read, in sections with names of your own or as a plain list; left out, nothing.",
        examples=[{"Main": [{"arxiv": "1706.03762", "title": "Attention Is All You Need"}]}],
    )
    same_readings_as: Identifier | None = Field(
        None,
        description="The id of a session whose readings it shares, such as part I of it; left out, it has its own.",
        examples=["attention"],
    )
    links: list[Link] = Field(
        [],
        description="Slides, the recording, a notebook and the like; left out, none.",
        examples=[[{"label": "Slides", "url": "slides/attention.pdf"}]],
    )
    notes: list[Line] = Field(
        [],
        description=(
            "Notes on it: the names or the paths of their files without `.md`; left out, the notes that name this "
            "session themselves."
        ),
        examples=[["attention"]],
    )
    status: StatusWord = Field(
        Status.CONFIRMED,
        description=(
            "Whether it takes place: `confirmed`, `tentative` (not settled yet), `cancelled`, `free` (a slot to claim) "
            "or `break` (no meeting); left out, `confirmed`."
        ),
        examples=["tentative"],
    )
    until: Day | None = Field(
        None, description="The last day of a break; left out, it has one day.", examples=["2024-01-05"]
    )
    moved_from: list[Move] = Field(
        [],
        description="The dates it was moved from, which `rig-site move` writes; left out, it was not moved.",
        examples=[[{"date": "2023-11-13", "reason": "strike"}]],
    )
    reason: Line | None = Field(
        None,
        description="Why it was cancelled, which `rig-site cancel` writes; left out, no reason is given.",
        examples=["the speaker is ill"],
    )
    revision: Count = Field(
        0,
        description=(
            "A number added to the SEQUENCE of its event, should a calendar ever have to be told by hand; left out, 0."
        ),
        examples=["1"],
    )
    announced: Moment | None = Field(
        None,
        description=(
            "When it was first announced: a day, or an instant with its offset; left out, what git knows, else "
            "the day itself."
        ),
        examples=["2023-10-30"],
    )
    updated: Moment | None = Field(
        None,
        description="When it last changed in a way that git does not know; left out, what git knows.",
        examples=["2023-11-02"],
    )
    aliases: list[Address] = Field(
        [],
        description="Old addresses that lead to its page, relative to the site's own; left out, none.",
        examples=[["2023/attention.html"]],
    )

    @classmethod
    def contradictions(cls, written: Mapping[str, object]) -> Iterator[FieldError]:
        """Yield what fields say against each other."""
        state = written.get("status") or Status.CONFIRMED
        if not written.get("title") and state in (Status.CONFIRMED, Status.TENTATIVE, Status.CANCELLED):
            yield FieldError("a session needs the field 'title'", key="title")
        if written.get("until") and state != Status.BREAK:
            yield FieldError("only a break has a last day", suggestion="add 'status: break'", key="until")
        if written.get("time") and state == Status.BREAK:
            yield FieldError("a break has no time: it lasts whole days", suggestion="delete this line", key="time")
        if written.get("readings") and written.get("same_readings_as"):
            yield FieldError(
                "a session has both 'readings' and 'same_readings_as'",
                suggestion="keep one of the two",
                key="same_readings_as",
            )
