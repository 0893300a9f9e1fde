"""What may be written, in words: every field of every file with its meaning, what holds without it, and an example.

The words are the schema's own descriptions, which editors show as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from msgspec import Struct

from rig_site.content.schema import shapes
from rig_site.content.schema.parts import Shape
from rig_site.content.schema.small_files import Paper, Person, Proposal

FILES: dict[str, type[Shape]] = {
    "site.yaml": shapes.Site,
    "sessions/*.yaml": shapes.Session,
    "people.yaml": Person,
    "papers.yaml": Paper,
    "proposals.yaml": Proposal,
    "notes/**/*.md": shapes.Note,
    "pages/*.md": shapes.Page,
}
"""What a file of a content folder holds, or each of its entries, or what stands before its text."""

_LEFT_OUT = "; left out, "


class Field(Struct, frozen=True):
    """A field in words.

    `left_out` says what holds without it, and is empty where it must be
    written.  `example` is a value as it may be written; `inside` are the
    mappings that such a value may hold.
    """

    name: str
    meaning: str
    left_out: str
    example: Any
    inside: tuple[type[Shape], ...]


def fields_of(shape: type[Shape]) -> tuple[Field, ...]:
    """Return the fields of a mapping in the order that messages list them.

    >>> [field.name for field in fields_of(Proposal)]
    ['title', 'by', 'reactions', 'readings']
    """
    return tuple(_fields(shape))


def mappings() -> dict[type[Shape], tuple[str, ...]]:
    """Return every mapping there is, with the fields that hold it: `sessions/*.yaml: links`; files come first."""
    found: dict[type[Shape], list[str]] = {shape: [] for shape in FILES.values()}
    names = {shape: name for name, shape in FILES.items()}
    pending = list(found)
    while pending:
        shape = pending.pop(0)
        for field in fields_of(shape):
            for inner in field.inside:
                if inner not in found:
                    found[inner] = []
                    pending.append(inner)
                found[inner].append(f"{names.get(shape, shape.noun)}: {field.name}")
    return {shape: tuple(places) for shape, places in found.items()}


def _fields(shape: type[Shape]) -> Iterator[Field]:
    for name, field in shape.model_fields.items():
        meaning, _, left_out = (field.description or "").partition(_LEFT_OUT)
        (example, *_) = field.examples or [None]
        inside = tuple(dict.fromkeys(_shapes_in(field.annotation)))
        yield Field(field.alias or name, meaning.rstrip("."), left_out.rstrip("."), example, inside)


def _shapes_in(annotation: Any) -> Iterator[type[Shape]]:
    """Yield the mappings that values of a type may hold."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for part in get_args(annotation):
        yield from _shapes_in(part)
