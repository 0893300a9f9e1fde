"""Parts of the YAML files: the base of all mappings, links, people, readings, phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from rig_site.content.findings import FieldError
from rig_site.content.schema.fields import Address, AsWritten, Line, PersonName, Prose, Year

_EMPTY = {"type": "null"}


class Shape(BaseModel):
    """A mapping with known fields.

    `noun` is what it is called, `form` how it is written, and `meant` are
    words people use for its fields, `elsewhere` what to do about those
    that belong into another place.  A field without a value is as good as
    left out, unless it is one of `addresses` (a link that leads nowhere is
    told of), or is written `""` and one of `kept_empty`.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    noun: ClassVar[str]
    form: ClassVar[str] = "'key: value' lines"
    meant: ClassVar[Mapping[str, str]] = {}
    addresses: ClassVar[frozenset[str]] = frozenset()
    kept_empty: ClassVar[frozenset[str]] = frozenset()
    elsewhere: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def written_fields(cls) -> dict[str, bool]:
        """Return the fields as they are written, and whether each is required."""
        return _written_fields(cls)

    @classmethod
    def contradictions(cls, written: Mapping[str, object]) -> Iterator[FieldError]:
        """Yield what fields say against each other; `key` names the one to blame, or the one that is missing.

        They are looked at as written, so that they are found along with
        mistakes in the fields themselves.
        """
        yield from ()

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return what editors are told: the noun as title, and that a field may be empty where that is left out.

        Where there are words to choose from, nothing is not offered as one.
        """
        described = handler.resolve_ref_schema(handler(core))
        described["title"] = cls.noun
        for name, field in described["properties"].items():
            values = [value for value in field.pop("anyOf", [dict(field)]) if value != _EMPTY]
            told_of = cls.written_fields()[name] or name in cls.addresses or "enum" in field
            field["anyOf"] = values if told_of else [*values, _EMPTY]
        return described

    @model_validator(mode="before")
    @classmethod
    def leave_out_empty(cls, written: Any) -> Any:
        """Drop the optional fields that have no value."""
        if not isinstance(written, dict):
            return written
        required = cls.written_fields()
        filled = {name: "" if value is None and name in cls.addresses else value for name, value in written.items()}
        kept = cls.addresses | cls.kept_empty
        return {
            name: value
            for name, value in filled.items()
            if required.get(name, True) or value not in (None, "") or (value == "" and name in kept)
        }


@cache
def _written_fields(shape: type[Shape]) -> dict[str, bool]:
    return {field.alias or name: field.is_required() for name, field in shape.model_fields.items()}


def short_for(field: str) -> Callable[[object], object]:
    """Return what makes a mapping with one field of a bare text."""
    return lambda written: {field: written} if isinstance(written, str) else written


class Link(Shape):
    """A label with an address, or with a text to follow."""

    noun = "a link"
    form = "{label: …, url: …} or {label: …, text: …}"
    meant: ClassVar[Mapping[str, str]] = {
        "title": "label",
        "name": "label",
        "href": "url",
        "link": "url",
    }
    addresses = frozenset({"url"})

    label: Line = Field(description="What it is called, such as Slides or Recording.", examples=["Slides"])
    url: Address | None = Field(
        None,
        description="A web address, a page of the site, or the path of a file in static/; left out, there is a `text`.",
        examples=["slides/attention.pdf"],
    )
    text: Line | None = Field(
        None,
        description="What to follow where there is no address, such as a channel; left out, there is a `url`.",
        examples=["#reading-group"],
    )

    @model_validator(mode="after")
    def one_target(self) -> Link:
        """Refuse a link with both targets, or with none."""
        if self.url is not None and self.text is not None:
            raise FieldError("a link has both 'url' and 'text'", suggestion="keep one of the two", key="text")
        if self.url is None and self.text is None:
            raise FieldError("a link needs 'url' or 'text'", allowed=Link.form)
        return self


class Lead(Shape):
    """Who leads a session: a key, a name, or a name with an address."""

    noun = "a lead"
    form = "a key of people.yaml, a name, or {name: …, url: …}"
    meant: ClassVar[Mapping[str, str]] = {"link": "url", "website": "url", "homepage": "url"}
    addresses = frozenset({"url"})
    elsewhere: ClassVar[Mapping[str, str]] = {
        name: f"write it into people.yaml, as '… {{name: …, {name}: …}}', and here the key from there"
        for name in ("email", "affiliation", "bio", "orcid", "aliases")
    }

    name: PersonName = Field(description="A key of people.yaml, or the name as it is shown.", examples=["Lead B"])
    url: Address | None = Field(
        None,
        description="The person's own page; left out, what people.yaml says.",
        examples=["https://example.org/lead-b"],
    )


LeadOrName = Annotated[Lead, BeforeValidator(short_for("name"), json_schema_input_type=Line | Lead)]


Role = Annotated[
    list[LeadOrName],
    BeforeValidator(
        lambda written: [] if written is None else [written] if isinstance(written, str | dict) else written,
        json_schema_input_type=list[LeadOrName] | Line | None,
    ),
]
"""Those who have a role: a list as `leads` has it, or a single one of its items."""

Roles = dict[AsWritten, Role]
"""Roles in the organiser's own words, each with those who have it."""


class Reading(Shape):
    """A paper or resource to read."""

    noun = "a reading"
    form = "{arxiv: …}, {doi: …}, {url: …}, {paper: …} or {file: …}, with a title where it is not known otherwise"
    meant: ClassVar[Mapping[str, str]] = {
        "link": "url",
        "href": "url",
        "name": "title",
        "author": "authors",
        "path": "file",
        "pdf": "url",
        "pages": "note",
    }
    addresses = frozenset({"url"})
    elsewhere: ClassVar[Mapping[str, str]] = {
        name: f"write it into papers.yaml, as '… {{title: …, {name}: …}}', and here the key from there, as 'paper'"
        for name in ("abstract", "venue", "code", "journal")
    }

    arxiv: Line | None = Field(
        None,
        description="Its arXiv identifier, or an address at arXiv; left out, it is found in another way.",
        examples=["1706.03762"],
    )
    doi: Line | None = Field(
        None, description="Its DOI; left out, it is found in another way.", examples=["10.1000/182"]
    )
    url: Address | None = Field(
        None,
        description=(
            "A web address, a page of the site, or the path of a file in static/; left out, it is found in another way."
        ),
        examples=["https://papers.example.org/attention.pdf"],
    )
    paper: Line | None = Field(
        None,
        description="A key of papers.yaml, papers.bib or references.bib; left out, it is found in another way.",
        examples=["attention"],
    )
    file: Line | None = Field(
        None,
        description="The path of a file in static/; left out, it is found in another way.",
        examples=["papers/attention.pdf"],
    )
    title: Line | None = Field(
        None, description="The title; left out, that of the paper.", examples=["Attention Is All You Need"]
    )
    authors: list[Line] = Field(
        [], description="The authors in order; left out, those of the paper.", examples=[["A. Author", "B. Author"]]
    )
    year: Year | None = Field(
        None, description="The year of publication; left out, that of the paper.", examples=["2017"]
    )
    note: Prose | None = Field(
        None, description="What to look at, in Markdown; left out, all of it.", examples=["Read up to section 3."]
    )
    required: bool | None = Field(
        None, description="Whether everybody should have read it; left out, nothing is said of it.", examples=[True]
    )

    @model_validator(mode="after")
    def one_source(self) -> Reading:
        """Refuse a reading that can be found in several ways, or in none and has no title."""
        sources = [name for name in ("arxiv", "doi", "url", "paper", "file") if getattr(self, name) is not None]
        if len(sources) > 1:
            raise FieldError(
                f"a reading has both '{sources[0]}' and '{sources[1]}'",
                allowed="one of arxiv, doi, url, paper, file",
                suggestion="keep one of the two; an entry of papers.yaml may have several",
                key=sources[1],
            )
        if not sources and self.title is None:
            raise FieldError("a reading needs something to be found by, or a title", allowed=Reading.form)
        return self


Readings = Annotated[list[Reading], BeforeValidator(lambda written: [] if written is None else written)]
Sections = Annotated[
    dict[str, Readings],
    BeforeValidator(
        lambda written: {"": written} if isinstance(written, list) else written,
        json_schema_input_type=dict[str, list[Reading] | None] | list[Reading],
    ),
]


class Phrase(Shape):
    """A phrase of the interface in the group's own words: a text, or one for each plural form of the language."""

    noun = "a phrase"
    form = "a text, or {one: …, other: …} for one that counts something"

    zero: Line | None = Field(
        None, description="The form for nought; left out, the language has none.", examples=["no sessions"]
    )
    one: Line | None = Field(
        None, description="The form for one; left out, the language has none.", examples=["one session"]
    )
    two: Line | None = Field(
        None, description="The form for two; left out, the language has none.", examples=["two sessions"]
    )
    few: Line | None = Field(
        None, description="The form for a few; left out, the language has none.", examples=["a few sessions"]
    )
    many: Line | None = Field(
        None, description="The form for many; left out, the language has none.", examples=["many sessions"]
    )
    other: Line | None = Field(
        None,
        description="The form for all other numbers, or the whole phrase where nothing is counted; left out, an error.",
        examples=["%(count)s sessions"],
    )


PhraseOrText = Annotated[Phrase, BeforeValidator(short_for("other"), json_schema_input_type=Line | Phrase)]
