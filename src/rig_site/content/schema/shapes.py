"""The contract as written: what each YAML file may hold, field by field.

Pydantic lives here, in `parts` and in `fields` only.  The shapes say what
organisers may write; `resolve` makes the model of it.  A short form (a
bare name, an address instead of a mapping) becomes the long one before it
is checked, so that a mistake in either gives one error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict, Field, RootModel, field_validator

from rig_site.content.findings import FieldError
from rig_site.content.schema.fields import (
    Address,
    AsWritten,
    ClockTimes,
    Colour,
    Count,
    DatePattern,
    Day,
    Domain,
    Email,
    Identifier,
    Language,
    Line,
    Macro,
    Moment,
    Named,
    Orcid,
    PersonKey,
    Prose,
    Room,
    StatusWord,
    Year,
    Zone,
)
from rig_site.content.schema.meeting import Meeting, Places
from rig_site.content.schema.parts import LeadOrName, Link, PhraseOrText, Roles, Sections, Shape, short_for
from rig_site.model.session import Status


def _words(written: object) -> object:
    """Return what is separated by commas in a text, or a list, without what is empty."""
    words = written.split(",") if isinstance(written, str) else written
    return [word for word in words if word and str(word).strip()] if isinstance(words, list) else words


Words = Annotated[list[Line], BeforeValidator(_words)]
"""Several words, or one text with commas between them as Jekyll and Obsidian take it."""


Names = Annotated[list[Named], BeforeValidator(_words)]
"""The same of names that a page's address is made of."""


class Move(Shape):
    """A date a session was moved from."""

    noun = "a move"
    form = "{date: …} or {date: …, reason: …}"

    date: Day = Field(description="The day the session was to be held.")
    reason: Line | None = Field(None, description="Why it was moved.")


class Online(Shape):
    """Where a call is held."""

    noun = "a call"
    form = "an address, or {url: …, public: true}"
    meant: ClassVar[Mapping[str, str]] = {"link": "url", "address": "url"}

    url: Address = Field(description="The address of the call.")
    public: bool = Field(False, description="Whether the address is published.")


class Person(Shape):
    """A person of people.yaml."""

    noun = "a person"
    form = "a name, or {name: …, url: …}"
    meant: ClassVar[Mapping[str, str]] = {
        "mail": "email",
        "link": "url",
        "website": "url",
        "homepage": "url",
        "institution": "affiliation",
    }
    addresses = frozenset({"url"})

    name: Named = Field(description="The name as it is shown.")
    url: Address | None = Field(None, description="The person's own page.")
    email: Email | None = Field(None, description="An e-mail address.")
    affiliation: Line | None = Field(None, description="Where the person works.")
    orcid: Orcid | None = Field(None, description="An ORCID iD: 0000-0002-1825-0097.")
    bio: Prose | None = Field(None, description="A few sentences, in Markdown.")
    aliases: list[Named] = Field([], description="Other spellings of the name.")


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

    id: Identifier | None = Field(None, description="The identity: address, calendar and feeds are made of it.")
    date: Day = Field(description="The day, as 2023-11-06.", examples=["2023-11-06"])
    title: Line | None = Field(None, description="What it is about; a free slot and a break need none.")
    time: ClockTimes | None = Field(None, description="From when to when, as 11:00-12:00; left out, as usual.")
    timezone: Zone | None = Field(None, description="The time zone of a session held elsewhere.")
    kind: Named | None = Field(None, description="One of the kinds of site.yaml.")
    topics: list[Named] = Field([], description="What it is about, in a few words each.")
    abstract: Prose | None = Field(None, description="What to expect, in Markdown.")
    room: Room | None = Field(None, description='Where; left out, as usual; "" for no room at all.')
    online: Annotated[Online, BeforeValidator(short_for("url"), json_schema_input_type=Address | Online)] | None = (
        Field(None, description="The address of the call; it is published only with public: true.")
    )
    leads: list[LeadOrName] = Field([], description="Who leads: keys of people.yaml, names, or {name, url}.")
    roles: Roles = Field({}, description="Who does what beside leading: {Chair: [lead-a], Scribe: [Lead B]}.")
    readings: Sections = Field({}, description="What to read, in sections such as Main and Extras, or as a list.")
    same_readings_as: Identifier | None = Field(None, description="The id of a session whose readings it shares.")
    links: list[Link] = Field([], description="Slides, recording, notebook ….")
    notes: list[Line] = Field([], description="Keys of notes.")
    status: StatusWord = Field(Status.CONFIRMED, description="Whether it takes place.")
    until: Day | None = Field(None, description="The last day of a break.")
    moved_from: list[Move] = Field([], description="The dates it was moved from.")
    reason: Line | None = Field(None, description="Why it was cancelled.")
    revision: Count = Field(0, description="Added to the calendar's SEQUENCE.")
    announced: Moment | None = Field(None, description="When it was first announced.")
    updated: Moment | None = Field(None, description="When it last changed in a way that matters to readers.")
    aliases: list[Address] = Field([], description="Old addresses that lead here, relative to the site's.")

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


class Site(Shape):
    """The group: site.yaml."""

    noun = "site.yaml"
    meant: ClassVar[Mapping[str, str]] = {
        "name": "title",
        "url": "base_url",
        "tz": "timezone",
        "lang": "language",
        "repo": "repository",
    }

    title: Line = Field(description="The group's name.", examples=["Reading group"])
    description: Line | None = Field(None, description="The group in a sentence.")
    base_url: Address = Field(
        description="The address of the site, with or without a path.", examples=["https://example.org/group/"]
    )
    uid_domain: Domain | None = Field(
        None, description="Calendar and feed identities are made of it, for ever; left out, base_url read backwards."
    )
    timezone: Zone = Field(description="The group's time zone, an IANA name.", examples=["Europe/London"])
    language: Language = Field("en", description="The language of the pages and of the interface: en-GB, de.")
    phrases: dict[AsWritten, PhraseOrText] = Field(
        {}, description="Phrases of the interface in the group's own words, by the English ones."
    )
    contacts: list[LeadOrName] = Field([], description="Whom to ask: keys of people.yaml, names, or {name, url}.")
    meetings: list[Meeting] = Field([], description="The usual meeting; a later entry replaces the earlier.")
    places: Places = Field({}, description="How rooms are found, by their names: an address, a map, how to get in.")
    kinds: list[Named] = Field([], description="The kinds of sessions there are; left out, any.")
    links: list[Link] = Field([], description="How to take part.")
    repository: Address | None = Field(None, description="The repository's https address.")
    repository_files: bool = Field(False, description="Whether PREVIOUS.md and the README's block are kept up to date.")
    date_format: DatePattern = Field("%d/%m/%y", description="How PREVIOUS.md writes dates, as strftime patterns.")
    theme_color: Colour | None = Field(None, description="The colour of the pages' accents.")
    macros: dict[Macro, Line] = Field({}, description="TeX commands and what they stand for.")


class Paper(Shape):
    """A work of papers.yaml."""

    noun = "a paper"
    form = "{title: …, arxiv: …}"
    meant: ClassVar[Mapping[str, str]] = {
        "author": "authors",
        "link": "url",
        "journal": "venue",
        "conference": "venue",
        "github": "code",
    }
    addresses = frozenset({"url", "code"})

    title: Line | None = Field(None, description="The title.")
    authors: list[Line] = Field([], description="The authors in order.")
    year: Year | None = Field(None, description="The year of publication.")
    venue: Line | None = Field(None, description="Where it was published.")
    arxiv: Line | None = Field(None, description="An arXiv identifier: 2310.11986.")
    doi: Line | None = Field(None, description="A DOI: 10.1000/182.")
    url: Address | None = Field(None, description="A web address, or the path of a file in static/.")
    code: Address | None = Field(None, description="The address of its code.")
    abstract: Prose | None = Field(None, description="What it says, in Markdown.")
    aliases: list[Line] = Field([], description="Other names, addresses, arXiv identifiers and DOIs of the same work.")


class Page(Shape):
    """The front matter of a file in pages/."""

    noun = "a page"
    form = "'title: …' between two lines of ---"
    meant: ClassVar[Mapping[str, str]] = {"name": "title"}

    title: Line | None = Field(None, description="What the page is called; left out, its first heading.")


class Note(Shape):
    """The front matter of a file in notes/; what other tools keep there is no concern of ours."""

    noun = "a note"
    form = "'key: value' lines between two lines of ---"

    title: Line | None = Field(None, description="What the note is called; left out, its first heading.")
    date: Day | None = Field(None, description="When it was written, as 2023-11-06.")
    topics: Words = Field([], description="What it is about.")
    tags: Words = Field([], description="The same in the words of other tools.")
    papers: Words = Field([], description="arXiv identifiers, DOIs, addresses, keys of papers.yaml.")
    sessions: Words = Field([], description="The ids of sessions it was written for.")
    authors: Names = Field([], description="Who wrote it: keys of people.yaml or names.")
    aliases: Words = Field([], description="Other names that links may call it by.")

    @field_validator("date", mode="before")
    @classmethod
    def day_alone(cls, written: object) -> object:
        """Drop the hour that Jekyll writes after the day."""
        return re.sub(r"(?<=^\d{4}-\d{2}-\d{2})[T ].*", "", written) if isinstance(written, str) else written


class Proposal(Shape):
    """A proposed topic."""

    noun = "a proposal"
    form = "{title: …, by: …}"
    meant: ClassVar[Mapping[str, str]] = {"name": "title", "author": "by", "votes": "reactions"}

    title: Line = Field(description="The topic.", examples=["State space models"])
    by: LeadOrName | None = Field(None, description="Who proposes it.")
    reactions: dict[AsWritten, Count] = Field({}, description="How many people chose each emoji.")
    readings: Sections = Field({}, description="What could be read.")


PersonOrName = Annotated[Person, BeforeValidator(short_for("name"), json_schema_input_type=Named | Person)]


class People(RootModel[dict[PersonKey, PersonOrName]]):
    """people.yaml: persons by key."""

    noun: ClassVar = "people.yaml"
    form: ClassVar = "lines such as 'jane-doe: {name: Jane Doe}'"


class Papers(RootModel[dict[Identifier, Paper]]):
    """papers.yaml: works by key."""

    noun: ClassVar = "papers.yaml"
    form: ClassVar = "lines such as 'retnet: {title: …, arxiv: …}'"


class Resources(RootModel[dict[AsWritten, Sections]]):
    """resources.yaml: readings by heading."""

    noun: ClassVar = "resources.yaml"
    form: ClassVar = "headings, each with sections of readings or a list of them"


class Proposals(RootModel[list[Proposal]]):
    """proposals.yaml: a list of proposals."""

    noun: ClassVar = "proposals.yaml"
    form: ClassVar = "a list of {title: …, by: …}"
