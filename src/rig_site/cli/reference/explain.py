"""rig-site explain: what a field means, what holds without it, and how it is written."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rig_site.content.schema.reference import Field

WIDTH = 88
"""How many columns a line of the explanation may take."""


def _completed(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the fields and files whose names begin so."""
    return [name for name in sorted(_names()) if name.startswith(incomplete)]


@click.command(
    epilog="""\b
Examples:
  rig-site explain                    which files there are, and their fields
  rig-site explain online             what the field means, wherever it may stand
  rig-site explain meetings.weekday   a field inside another
  rig-site explain sessions           all fields of a session
"""
)
@click.argument("name", required=False, shell_complete=_completed)
def explain(name: str | None) -> None:
    """Say what a field of the files in content/ means, and show how it is written."""
    if name is None:
        click.echo("\n\n".join(_overview()))
        return
    wanted = name.replace(":", ".").replace(" ", "").strip(".")
    explained = [*_whole(wanted), *_each(wanted)]
    if not explained:
        raise click.UsageError(f"there is no field or file '{name}'{_meant(wanted.rpartition('.')[2])}")
    click.echo("\n\n".join(explained))


def written(field: Field) -> str:
    """Return the example of a field as it is written in YAML."""
    from rig_site.yaml_writer import document

    return document({field.name: field.example})


def _overview() -> Iterator[str]:
    """Yield each file with the names of its fields."""
    from rig_site.content.schema.reference import FILES, fields_of

    for file, shape in FILES.items():
        yield f"{file}\n{_wrapped(', '.join(field.name for field in fields_of(shape)), 2)}"


def _whole(name: str) -> Iterator[str]:
    """Yield all fields of each file that is called so."""
    from rig_site.content.schema.reference import FILES, fields_of

    for file, shape in FILES.items():
        if name in (file, _stem(file), shape.noun.removeprefix("a ")):
            width = max(len(field.name) for field in fields_of(shape))
            rows = (
                f"  {field.name:{width}}  {_wrapped(field.meaning, width + 4).lstrip()}" for field in fields_of(shape)
            )
            yield f"{file}\n" + "\n".join(rows)


def _each(name: str) -> Iterator[str]:
    """Yield what is to be said of each field of a name."""
    from rig_site.content.schema.reference import FILES, fields_of, mappings

    around, _, last = name.rpartition(".")
    files = {shape: file for file, shape in FILES.items()}
    for shape, held in mappings().items():
        places = held or (files[shape],)
        meant = [place for place in places if around in ("", _stem(place.rpartition(": ")[2]))]
        for field in fields_of(shape):
            if field.name == last and meant:
                yield _explained(field, meant)


def _explained(field: Field, places: list[str]) -> str:
    """Return everything that there is to say of a field."""
    from rig_site.content.schema.reference import fields_of

    said = [f"{place}: {field.name}" for place in places]
    said.append(_wrapped(f"{field.meaning}.", 2))
    said.append(_wrapped(f"Left out: {field.left_out}." if field.left_out else "It must be written.", 2))
    said.append(f"\n{textwrap.indent(written(field).rstrip(), '    ')}")
    for shape in field.inside:
        names = ", ".join(inner.name for inner in fields_of(shape))
        said.append(f"\n{_wrapped(f'Fields of {shape.noun} in it: {names}', 2)}")
    return "\n".join(said)


def _meant(word: str) -> str:
    """Return which field is probably meant by a word, as the end of a sentence."""
    from rig_site.content.known_words import KnownWords
    from rig_site.content.schema.reference import mappings

    other_words = {shape.meant[word] for shape in mappings() if word in shape.meant}
    if other_words:
        return f"; did you mean {' or '.join(map(repr, sorted(other_words)))}?"
    meant = KnownWords(sorted(_names())).did_you_mean(word)
    return f"; {meant}" if meant else ""


def _names() -> set[str]:
    from rig_site.content.schema.reference import FILES, fields_of, mappings

    return {_stem(file) for file in FILES} | {field.name for shape in mappings() for field in fields_of(shape)}


def _stem(file: str) -> str:
    """Return what a file or a folder of files is called for short.

    >>> _stem("site.yaml"), _stem("notes/**/*.md")
    ('site', 'notes')
    """
    return file.partition("/")[0].partition(".")[0]


def _wrapped(text: str, indent: int) -> str:
    blank = " " * indent
    return textwrap.fill(text, WIDTH, initial_indent=blank, subsequent_indent=blank, break_on_hyphens=False)
