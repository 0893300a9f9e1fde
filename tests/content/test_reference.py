"""The reference of every field: complete, true, and the same words everywhere."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from rig_site.cli.program import commands
from rig_site.cli.reference.explain import written
from rig_site.content.findings import Findings
from rig_site.content.schema.decode import decode
from rig_site.content.schema.json_schema import json_schema
from rig_site.content.schema.parts import Shape
from rig_site.content.schema.reference import FILES, Field, fields_of, mappings
from rig_site.content.sources.nodes import parse
from rig_site.content.sources.source import Source

PAGE = Path(__file__).parents[2] / "docs" / "reference.md"
EVERY_FIELD = [(shape, field) for shape in mappings() for field in fields_of(shape)]


def heading(shape: type[Shape]) -> str:
    named = {each: f"`{file}`" for file, each in FILES.items()}
    return named.get(shape, shape.noun.partition(" ")[2].capitalize())


def reference() -> str:
    """Return the sections of the page, one for each mapping."""
    parts = []
    for shape, places in mappings().items():
        said = f"\n\nA value in {', '.join(f'`{place}`' for place in places)}." if places else ""
        parts.append(f"## {heading(shape)}{said}\n\n| field | meaning | left out | for example |\n|---|---|---|---|\n")
        parts += [f"{row(field)}\n" for field in fields_of(shape)]
        parts.append("\n")
    return "".join(parts).rstrip("\n") + "\n"


def row(field: Field) -> str:
    inside = "".join(f"; see [{heading(shape)}](#{heading(shape).lower().replace(' ', '-')})" for shape in field.inside)
    example = "<br>".join(f"`{line}`" for line in written(field).splitlines())
    return f"| `{field.name}` | {field.meaning}{inside} | {field.left_out or '**required**'} | {example} |"


def test_the_page_has_every_field_in_the_words_of_the_schema(refresh: bool) -> None:
    page = PAGE.read_text(encoding="utf-8")
    begin = page.index("\n## ") + 1
    if refresh:
        PAGE.write_text(page[:begin] + reference(), encoding="utf-8")
    else:
        assert page[begin:] == reference()


@pytest.mark.parametrize(("shape", "field"), EVERY_FIELD, ids=lambda value: getattr(value, "name", None))
def test_every_field_is_explained_and_its_example_is_right(shape: type[Shape], field: Field) -> None:
    assert re.fullmatch(r"[A-Z].+[^.]", field.meaning)
    assert bool(field.left_out) != shape.written_fields()[field.name]
    source = Source("example.yaml", written(field))
    found = Findings()
    node = parse(source, found)
    assert node is not None
    required = {other.name: other.example for other in fields_of(shape) if shape.written_fields()[other.name]}
    beside = {"title": "A", "label": "A"} if shape.noun == "a reading" else beside_it(shape, field)
    node.value = {**required, **beside, **node.value}  # type: ignore[dict-item]
    node.value = {name: value for name, value in node.value.items() if name in shape.written_fields()}
    decode(shape, node, source, found)
    assert found.problems == []


def beside_it(shape: type[Shape], field: Field) -> dict[str, Any]:
    """Return what a mapping needs beside a field to make sense."""
    return {
        ("a session", "until"): {"status": "break"},
        ("a link", "label"): {"url": "a.pdf"},
    }.get((shape.noun, field.name), {"title": "A"})


def test_editors_show_the_same_words() -> None:
    shown = json_schema("sessions")["properties"]
    for field in fields_of(FILES["sessions/*.yaml"]):
        assert field.meaning in shown[field.name]["description"]
        assert shown[field.name]["examples"][0] == field.example


@pytest.mark.parametrize("name", ["online", "online.url", "sessions", "site.yaml", "url", "meetings.weekday", ""])
def test_explain_says_what_the_page_says(name: str) -> None:
    done = CliRunner().invoke(commands, ["explain", *name.split()])
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    around, _, last = name.rpartition(".")
    fields = [
        field
        for shape, field in EVERY_FIELD
        if field.name == last and (not around or any(place.endswith(around) for place in mappings()[shape]))
    ]
    for field in fields:
        assert f"{field.meaning}." in said
        assert " ".join(written(field).split()) in said
        assert f"Left out: {field.left_out}." in said or not field.left_out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("onlin", "there is no field or file 'onlin'; did you mean 'online'?"),
        ("speaker", "there is no field or file 'speaker'; did you mean 'leads'?"),
        ("online.title", "there is no field or file 'online.title'"),
        ("qqqq", "there is no field or file 'qqqq'"),
    ],
)
def test_explain_knows_what_was_meant(name: str, said: str) -> None:
    done = CliRunner().invoke(commands, ["explain", name])
    assert done.exit_code == 2
    assert said in done.output


def test_every_field_and_file_can_be_explained() -> None:
    stems = ("site", "sessions", "people", "papers", "proposals", "notes", "pages")
    for name in (*stems, *(field.name for _, field in EVERY_FIELD)):
        assert CliRunner().invoke(commands, ["explain", name]).exit_code == 0, name
    for file, (_, field) in product(FILES, EVERY_FIELD[:3]):
        assert CliRunner().invoke(commands, ["explain", file]).exit_code == 0, field.name
