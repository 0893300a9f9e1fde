"""rig-site schema: what editors need to complete and check the YAML files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import click

from rig_site.cli.options import OneOf

FILES = {
    "site": "site.yaml",
    "sessions": "sessions/*.yaml",
    "people": "people.yaml",
    "papers": "papers.yaml",
    "resources": "resources.yaml",
    "proposals": "proposals.yaml",
}
"""The files of a content folder that have a schema, by its name."""


@click.command(
    epilog="""\b
Examples:
  rig-site schema                     which schemas there are, and for which files
  rig-site schema sessions            the schema of a session file
  rig-site schema --output schemas    all of them, as schemas/site.schema.json ...

A YAML file names its schema in the first line, seen from the file:

\b
  # yaml-language-server: $schema=../../schemas/sessions.schema.json
"""
)
@click.argument("name", type=OneOf(list(FILES)), required=False)
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the schemas into this folder instead.",
)
def schema(name: str | None, output: Path | None) -> None:
    """Print the JSON Schema of a YAML file, for editors."""
    if output is None and name is None:
        width = max(map(len, FILES))
        click.echo("\n".join(f"{each:{width}}  {path}" for each, path in FILES.items()))
    elif output is None and name is not None:
        click.echo(_encoded(name), nl=False)
    elif output is not None:
        _write([name] if name else list(FILES), output)


FOLDER = "schemas"
"""Where the schemas stand that the files of a group name: a folder beside that of the content."""


def schema_line(name: str, path: str) -> str:
    """Return the first line of a file at a path of the content folder, by which editors find its schema.

    >>> print(schema_line("people", "people.yaml"), end="")
    # yaml-language-server: $schema=../schemas/people.schema.json
    """
    up = "../" * (path.count("/") + 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{name}.schema.json\n"


def schema_file(name: str) -> tuple[str, bytes]:
    """Return the path of a schema from the folder around the content, and what is in it."""
    return f"{FOLDER}/{name}.schema.json", _encoded(name)


def _write(names: list[str], folder: Path) -> None:
    from rig_site.write.disk import replace_file

    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = folder / f"{name}.schema.json"
        replace_file(path, _encoded(name))
        click.echo(f"{path}  for {FILES[name]}")


@cache
def _encoded(name: str) -> bytes:
    import json

    from rig_site.content.schema.json_schema import json_schema

    return (json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n").encode()
