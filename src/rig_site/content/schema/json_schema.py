"""What editors are told of the YAML files: JSON Schema, made of the shapes in `schema`.

Draft-07 is what yaml-language-server, and with it most editors, understands
best.  Every value is described in one piece, without references and
without alternatives: where text or a mapping will do, one schema has both
types, as a keyword of JSON Schema says nothing about values of another
type.  So a mistake gives one diagnostic, at the place where it is made.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from rig_site.content.schema import shapes

SHAPES: dict[str, Any] = {
    "site": shapes.Site,
    "sessions": shapes.Session,
    "people": shapes.People,
    "papers": shapes.Papers,
    "resources": shapes.Resources,
    "proposals": shapes.Proposals,
}
"""The files that have a schema, by name."""


def json_schema(name: str) -> JsonSchemaValue:
    """Return the schema of one of the files.

    >>> json_schema("proposals")["type"]
    'array'
    """
    shape = SHAPES[name]
    described = shape.model_json_schema(schema_generator=_Generator)
    found = _simplified(described, described.get("$defs", {})) | {"title": shape.noun}
    if name == "sessions":
        found = _one_or_several(found)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **found}


class _Generator(GenerateJsonSchema):
    """Pydantic's own, but for mappings with keys of one's own: it says of the keys all that is known."""

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Return the schema of a mapping."""
        keys, values = self.generate_inner(schema["keys_schema"]), self.generate_inner(schema["values_schema"])
        return {"type": "object", "propertyNames": keys, "additionalProperties": values}


def _one_or_several(session: JsonSchemaValue) -> JsonSchemaValue:
    """Return the schema of a file with one session or a list of them; in a list each says its id."""
    listed = session | {"required": ["id", *session["required"]]}
    return session | {"type": ["object", "array"], "items": listed}


def _simplified(schema: JsonSchemaValue, definitions: JsonSchemaValue) -> JsonSchemaValue:
    """Return a schema with references and alternatives resolved.

    A default is told where it is a word that one could write.  Titles are
    told of mappings only, as those of fields repeat their names.
    """
    told: JsonSchemaValue = {}
    for keyword, value in schema.items():
        if keyword in ("items", "additionalProperties") and isinstance(value, dict):
            told[keyword] = _simplified(value, definitions)
        elif keyword == "properties":
            told[keyword] = {name: _simplified(field, definitions) for name, field in value.items()}
        elif keyword == "title":
            told |= {keyword: value} if "properties" in schema else {}
        elif keyword == "default":
            told |= {keyword: value} if value and isinstance(value, str) else {}
        elif keyword not in ("$defs", "$ref", "anyOf"):
            told[keyword] = value
    alternatives = schema.get("anyOf", [])
    if "$ref" in schema:
        alternatives = [definitions[schema["$ref"].rpartition("/")[2]]]
    for alternative in alternatives:
        told = _united(told, _simplified(alternative, definitions))
    return told


def _united(told: JsonSchemaValue, alternative: JsonSchemaValue) -> JsonSchemaValue:
    """Return one schema for values of either; the first's words are kept."""
    united = alternative | told
    types = list(dict.fromkeys([*_types(told), *_types(alternative)]))
    if types:
        united["type"] = types[0] if len(types) == 1 else types
    return united


def _types(schema: JsonSchemaValue) -> list[str]:
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else types
