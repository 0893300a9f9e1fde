"""What `new` and `init` share: files that are added to a group, and never take the place of another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from rig_site.cli.change import write
from rig_site.cli.schema import schema_file

if TYPE_CHECKING:
    from rig_site.model.site import Site


def add(
    context: click.Context,
    content: Path,
    as_of: date | datetime,
    new: Mapping[str, str],
    *,
    changed: Mapping[str, bytes] = MappingProxyType({}),
    schema: str | None = None,
) -> Site:
    """Write new files of a content folder, change others, and return the group as it is then.

    That is done only if all of it reads without errors; else these are
    printed and the command ends.  The `schema` that a new file names is
    put beside the content folder where it is missing.
    """
    from rig_site.write.file import replace_file

    encoded = {path: text.encode() for path, text in new.items()}
    for path in encoded:
        if (content / path).exists():
            raise click.UsageError(f"{content / path} exists already, and is left as it is", context)
    site = write(context, content, {**encoded, **changed}, as_of, otherwise="Nothing was written.")
    if schema:
        name, described = schema_file(schema)
        target = content.resolve().parent / name
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            replace_file(target, described)
            click.echo(f"{content.parent / name}: so that editors complete and check what you write")
    return site


def free_path(content: Path, folder: str, name: str, ending: str) -> str:
    """Return the path of a file that is not there yet: of that name, or with a number behind it."""
    path, number = f"{folder}/{name}{ending}", 2
    while (content / path).exists():
        path, number = f"{folder}/{name}-{number}{ending}", number + 1
    return path
