"""Fixes on the disk: written file by file, or shown as what would change."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rig_site.cli.report import shown_path
from rig_site.diagnostics import Position

if TYPE_CHECKING:
    from rig_site.content.fixing import Check, Fixed


def fix_files(content: Path, check: Check, *, unsafe: bool) -> int:
    """Return how many problems were fixed in the files of a content folder.

    Each file is replaced in one step; where one cannot be written, those
    before it get their old text again.
    """
    from rig_site.content.fixing import fixed
    from rig_site.write.folder import replace_files

    result = fixed(content, check, unsafe=unsafe)
    replace_files(content, result.after)
    return result.count


def show_changes(content: Path, check: Check, *, unsafe: bool) -> int:
    """Return how many problems would be fixed, after printing it as a unified diff."""
    from rig_site.content.fixing import fixed

    result = fixed(content, check, unsafe=unsafe)
    click.echo("".join(_difference(content, result)), nl=False)
    click.echo(f"would be fixed: {result.count}", err=True)
    return result.count


def _difference(content: Path, result: Fixed) -> Iterator[str]:
    """Yield the lines of a unified diff that `git apply` and `patch -p1` take."""
    for path in sorted(result.after):
        name = shown_path(Position(path), str(content))
        old, new = (re.findall(r"[^\n]*\n|[^\n]+", text[path].decode()) for text in (result.before, result.after))
        for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
