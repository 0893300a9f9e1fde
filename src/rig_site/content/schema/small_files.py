"""People, papers and proposals as they are written, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from rig_site.content.schema.fields import Address, AsWritten, Count, Email, Line, Named, Orcid, Prose, Year
from rig_site.content.schema.parts import LeadOrName, Sections, Shape


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

    name: Named = Field(description="The name as it is shown.", examples=["Lead A"])
    url: Address | None = Field(
        None,
        description="The person's own page, or a page of the site; left out, the name has no such link.",
        examples=["https://example.org/lead-a"],
    )
    email: Email | None = Field(
        None, description="An e-mail address, which is published; left out, none is.", examples=["lead-a@example.org"]
    )
    affiliation: Line | None = Field(
        None, description="Where the person works; left out, nothing is said of it.", examples=["University of A"]
    )
    orcid: Orcid | None = Field(
        None, description="An ORCID iD; left out, nothing is said of it.", examples=["0000-0002-1825-0097"]
    )
    bio: Prose | None = Field(
        None,
        description="A few sentences, in Markdown; left out, the person's page says only who led what.",
        examples=["Works on *optimisation*."],
    )
    aliases: list[Named] = Field(
        [],
        description="Other spellings of the name, which mean the same person; left out, there are none.",
        examples=[["A. Lead"]],
    )


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

    title: Line | None = Field(
        None,
        description="The title; left out, that of the first reading that has one.",
        examples=["Attention Is All You Need"],
    )
    authors: list[Line] = Field(
        [],
        description="The authors in order; left out, nothing is said of them.",
        examples=[["A. Author", "B. Author"]],
    )
    year: Year | None = Field(
        None, description="The year of publication; left out, nothing is said of it.", examples=["2017"]
    )
    venue: Line | None = Field(
        None, description="Where it was published; left out, nothing is said of it.", examples=["NeurIPS"]
    )
    arxiv: Line | None = Field(
        None,
        description="Its arXiv identifier; left out, it is known by another address or by its key.",
        examples=["1706.03762"],
    )
    doi: Line | None = Field(
        None, description="Its DOI; left out, it is known by another address or by its key.", examples=["10.1000/182"]
    )
    url: Address | None = Field(
        None,
        description="Another web address, or the path of a file in static/; left out, none.",
        examples=["https://papers.example.org/attention.pdf"],
    )
    code: Address | None = Field(
        None, description="The address of its code; left out, none.", examples=["https://github.com/example/attention"]
    )
    abstract: Prose | None = Field(
        None,
        description="What it says, in Markdown; left out, nothing is said.",
        examples=["A model built on attention alone."],
    )
    aliases: list[Line] = Field(
        [],
        description="Other names, addresses, arXiv identifiers and DOIs of the same work; left out, none.",
        examples=[["10.48550/arXiv.1706.03762"]],
    )


class Proposal(Shape):
    """A proposed topic."""

    noun = "a proposal"
    form = "{title: …, by: …}"
    meant: ClassVar[Mapping[str, str]] = {"name": "title", "author": "by", "votes": "reactions"}

    title: Line = Field(description="The topic.", examples=["State space models"])
    by: LeadOrName | None = Field(
        None,
        description=(
            "Who proposes it: a key of people.yaml, a name, or a name with an address; left out, nobody in particular."
        ),
        examples=["lead-a"],
    )
    reactions: dict[AsWritten, Count] = Field(
        {}, description="How many people chose each emoji; left out, none.", examples=[{"👍": "4"}]
    )
    readings: Sections = Field(
        {},
        description="What could be read, as a session says it; left out, nothing yet.",
        examples=[[{"arxiv": "2312.00752", "title": "Mamba"}]],
    )
