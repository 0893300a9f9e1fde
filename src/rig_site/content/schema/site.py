"""The group as it is written in site.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from rig_site.content.schema.fields import (
    Address,
    AsWritten,
    Colour,
    DatePattern,
    Domain,
    Language,
    Line,
    Macro,
    Named,
    Zone,
)
from rig_site.content.schema.meeting import Meeting, Places
from rig_site.content.schema.parts import LeadOrName, Link, PhraseOrText, Shape


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

    elsewhere: ClassVar[Mapping[str, str]] = {
        "email": "write it into 'links', as '- {label: …, url: mailto:…}'",
        "every": "write it into the entry of 'meetings'",
        "location": "write it as 'room' into the entry of 'meetings'",
        "place": "write it as 'room' into the entry of 'meetings'",
        "room": "write it into the entry of 'meetings'",
        "slack": "write it into 'links', as '- {label: Slack, text: …}'",
        "time": "write it into the entry of 'meetings'",
        "twitter": "write it into 'links', as '- {label: …, url: https://…}'",
        "weekday": "write it into the entry of 'meetings'",
    }

    title: Line = Field(description="The group's name.", examples=["Reading group"])
    description: Line | None = Field(
        None,
        description="The group in a sentence; left out, nothing is said.",
        examples=["We read papers on language models."],
    )
    base_url: Address = Field(
        description="The address that the site is published at, with or without a path.",
        examples=["https://example.org/group/"],
    )
    uid_domain: Domain | None = Field(
        None,
        description=(
            "What the identities of events and of feed entries are made of, for ever; left out, base_url read "
            "backwards."
        ),
        examples=["group.example.org"],
    )
    timezone: Zone = Field(
        description="The time zone that the group's times are in, an IANA name.", examples=["Europe/London"]
    )
    language: Language = Field(
        "en",
        description="The language of the pages, the calendars and the feeds, as a tag; left out, English.",
        examples=["en-GB"],
    )
    phrases: dict[AsWritten, PhraseOrText] = Field(
        {},
        description=(
            "Phrases of the interface in the group's own words, by the English ones; left out, rig-site's own words."
        ),
        examples=[{"Archive": "What we read"}],
    )
    contacts: list[LeadOrName] = Field(
        [],
        description="Whom to ask: keys of people.yaml, names, or names with addresses; left out, nobody.",
        examples=[["lead-a"]],
    )
    meetings: list[Meeting] = Field(
        [],
        description=(
            "When and where the group usually meets; entries from the same day on hold together, and a later one "
            "replaces them; left out, each session says its own time."
        ),
        examples=[[{"from": "2023-09-18", "weekday": "monday", "time": "11:00-12:00", "room": "Room 1"}]],
    )
    places: Places = Field(
        {},
        description="How rooms are found, by their names; left out, a room is its name.",
        examples=[{"Room 1": {"address": "1 Example Street, Exampleton", "directions": "Ring at the north door."}}],
    )
    kinds: list[Named] = Field(
        [],
        description="The kinds of sessions there are; left out, a session may be of any kind.",
        examples=[["Discussion", "Invited talk"]],
    )
    links: list[Link] = Field(
        [],
        description="How to take part; left out, nothing is said of it.",
        examples=[[{"label": "Chat", "text": "#reading-group"}]],
    )
    repository: Address | None = Field(
        None,
        description="The https address of the repository, for links to edit a page; left out, there are none.",
        examples=["https://github.com/example/group"],
    )
    repository_files: bool = Field(
        False,
        description=(
            "Whether a build keeps PREVIOUS.md and the README's marked part up to date; left out, it leaves them alone."
        ),
        examples=[True],
    )
    date_format: DatePattern = Field(
        "%d/%m/%y",
        description=(
            "How PREVIOUS.md writes dates and its anchors are made, in the patterns of strftime; left out, `%d/%m/%y`."
        ),
        examples=["%Y-%m-%d"],
    )
    theme_color: Colour | None = Field(
        None, description="The colour of the pages' accents; left out, rig-site's own.", examples=["#7a1f5c"]
    )
    macros: dict[Macro, Line] = Field(
        {},
        description="TeX commands for formulas, and what they stand for; left out, none beside TeX's own.",
        examples=[{"\\R": "\\mathbb{R}"}],
    )
