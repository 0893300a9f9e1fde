"""What may stand before the text of a page or a note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, field_validator

from rig_site.content.schema.fields import Day, Line, Named
from rig_site.content.schema.parts import Shape


def _words(written: object) -> object:
    """Return what is separated by commas in a text, or a list, without what is empty."""
    words = written.split(",") if isinstance(written, str) else written
    return [word for word in words if word and str(word).strip()] if isinstance(words, list) else words


Words = Annotated[list[Line], BeforeValidator(_words)]
"""Several words, or one text with commas between them as Jekyll and Obsidian take it."""


Names = Annotated[list[Named], BeforeValidator(_words)]
"""The same of names that a page's address is made of."""


class Page(Shape):
    """The front matter of a file in pages/."""

    noun = "a page"
    form = "'title: …' between two lines of ---"
    meant: ClassVar[Mapping[str, str]] = {"name": "title"}

    title: Line | None = Field(
        None,
        description="What the page is called; left out, its first heading, else the name of its file.",
        examples=["Code of conduct"],
    )


class Note(Shape):
    """The front matter of a file in notes/; what other tools keep there is no concern of ours."""

    noun = "a note"
    form = "'key: value' lines between two lines of ---"

    title: Line | None = Field(
        None,
        description="What the note is called; left out, the heading above its others, else the name of its file.",
        examples=["Notes on attention"],
    )
    date: Day | None = Field(
        None,
        description="When it was written; left out, the day in its file's name, else nothing is said of it.",
        examples=["2023-11-06"],
    )
    topics: Words = Field([], description="What it is about; left out, nothing.", examples=[["attention"]])
    tags: Words = Field(
        [], description="The same in the words of other tools; left out, nothing.", examples=[["transformers"]]
    )
    papers: Words = Field(
        [],
        description="The papers it is on: arXiv identifiers, DOIs, addresses, keys of papers.yaml; left out, none.",
        examples=[["1706.03762"]],
    )
    sessions: Words = Field(
        [],
        description="The ids of the sessions it was written for; left out, those that name it.",
        examples=[["attention"]],
    )
    authors: Names = Field(
        [],
        description="Who wrote it: keys of people.yaml or names; left out, nothing is said of them.",
        examples=[["lead-a"]],
    )
    aliases: Words = Field(
        [], description="Other names that links may call it by; left out, none.", examples=[["Attention notes"]]
    )

    @field_validator("date", mode="before")
    @classmethod
    def day_alone(cls, written: object) -> object:
        """Drop the hour that Jekyll writes after the day."""
        return re.sub(r"(?<=^\d{4}-\d{2}-\d{2})[T ].*", "", written) if isinstance(written, str) else written
