"""The contract as written: what each YAML file, and the front matter of each Markdown file, may hold.

Pydantic lives in this room only.  The shapes say what
organisers may write; `resolve` makes the model of it.  A short form (a
bare name, an address instead of a mapping) becomes the long one before it
is checked, so that a mistake in either gives one error.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, RootModel

from rig_site.content.schema.fields import AsWritten, Identifier, Named, PersonKey
from rig_site.content.schema.front_matter import Note, Page
from rig_site.content.schema.parts import Sections, short_for
from rig_site.content.schema.session import Session
from rig_site.content.schema.site import Site
from rig_site.content.schema.small_files import Paper, Person, Proposal

__all__ = ["Note", "Page", "Papers", "People", "Proposals", "Resources", "Session", "Site"]

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
