"""The shapes and the model speak of the same fields, and editors are told of all of them."""

from __future__ import annotations

import json
from typing import get_type_hints

import pytest
from msgspec import Struct
from pydantic import BaseModel

from rig_site.content.resolve.sessions import AS_WRITTEN, RESOLVED
from rig_site.content.schema import parts, shapes
from rig_site.content.schema.session import Move, Online
from rig_site.content.schema.small_files import Paper, Person, Proposal
from rig_site.model import link, paper, person, session, site

FROM_COMMITS_AND_TEXTS = {"changes", "cited"}
ELSEWHERE = {"sessions", "people", "papers", "resources", "proposals", "pages", "home", "files", "notes", "pictures"}
PAIRS = [
    (parts.Link, link.Link, set(), set()),
    (Person, person.Person, set(), {"key"}),
    (Paper, paper.Paper, set(), {"key", "other_keys"}),
    (Move, session.Move, set(), set()),
    (Online, session.Online, set(), set()),
    (parts.Reading, session.Reading, {"file"}, {"code"}),
    (shapes.Session, session.Session, {"time", "same_readings_as"}, {"start", "end", "source"}),
    (shapes.Site, site.Site, set(), ELSEWHERE | FROM_COMMITS_AND_TEXTS),
    (Proposal, site.Proposal, set(), set()),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "resolved", "only_written", "only_resolved"), PAIRS)
def test_what_may_be_written_is_what_the_model_holds(
    shape: type[parts.Shape], resolved: type[Struct], only_written: set[str], only_resolved: set[str]
) -> None:
    written = set(shape.written_fields())
    held = set(resolved.__struct_fields__)
    assert written - held == only_written
    assert held - written == only_resolved


def test_what_goes_into_the_model_as_written_is_of_the_models_type() -> None:
    written, held = get_type_hints(shapes.Session), get_type_hints(session.Session)
    assert {name: written[name] for name in AS_WRITTEN} == {name: held[name] for name in AS_WRITTEN}
    assert {"date", "kind", "status", "reason"} <= set(AS_WRITTEN)
    assert set(RESOLVED) | set(AS_WRITTEN) == written.keys() & held.keys()


def test_every_mapping_and_every_word_people_use_for_a_field_is_known() -> None:
    for shape in parts.Shape.__subclasses__():
        assert shape.noun
        assert set(shape.meant.values()) <= set(shape.written_fields())
        assert not set(shape.meant) & set(shape.written_fields())
        assert shape.addresses | shape.kept_empty <= set(shape.written_fields())


@pytest.mark.parametrize(
    "shape",
    [shapes.Site, shapes.Session, shapes.People, shapes.Papers, shapes.Resources, shapes.Proposals],
)
def test_editors_get_a_json_schema_that_describes_every_field(shape: type[BaseModel]) -> None:
    written = shape.model_json_schema(by_alias=True)
    assert json.loads(json.dumps(written)) == written
    for part in [written, *written.get("$defs", {}).values()]:
        for name, field in part.get("properties", {}).items():
            assert field.get("description", "").endswith("."), name


def test_editors_accept_short_forms_and_numbers_that_are_meant_as_text() -> None:
    written = shapes.Session.model_json_schema()
    lead = written["properties"]["leads"]["items"]
    assert {"string", "number"} <= set(lead["anyOf"][0]["type"])
    assert "$ref" in lead["anyOf"][1]
    arxiv = written["$defs"]["Reading"]["properties"]["arxiv"]["anyOf"]
    assert arxiv == [{"type": ["string", "number"]}, {"type": "null"}]
    assert written["properties"]["status"]["enum"] == ["confirmed", "tentative", "cancelled", "free", "break"]
    assert {"object", "array"} <= {kind["type"] for kind in written["properties"]["readings"]["anyOf"]}
