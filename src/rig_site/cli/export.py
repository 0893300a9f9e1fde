"""rig-site export: the content in the formats of other programs."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rig_site.cli.options import Address, OneOf, as_of_option, content_option, without_history_option
from rig_site.cli.report import as_text
from rig_site.diagnostics import Severity

if TYPE_CHECKING:
    from rig_site.outputs.edition import Edition

FORMATS = ("json", "csv", "ics", "markdown", "bib")
"""The keys of `outputs.EXPORTS`, which `--help` has no time to import."""


@click.command(
    epilog="""\b
Examples:
  rig-site export > group.json
  rig-site export --format csv --output sessions.csv
  rig-site export --format bib > references.bib
"""
)
@content_option
@as_of_option
@without_history_option
@click.option("--base-url", type=Address(), help="Make addresses with this one instead of the one in site.yaml.")
@click.option("--format", "form", type=OneOf(FORMATS), default="json", show_default=True)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default="-",
    help="Write into this file at once, byte for byte, where a shell's > would change the encoding.  [default: print]",
)
@click.pass_context
def export(
    context: click.Context,
    content: Path,
    as_of: date | datetime,
    without_history: bool,
    base_url: str | None,
    form: str,
    output: Path,
) -> None:
    """Print the content in another format, with every default filled in."""
    from rig_site.outputs import exporter

    _write(output, exporter(form)(edition_of(context, content, as_of, without_history, base_url)))


def edition_of(
    context: click.Context, content: Path, as_of: date | datetime, without_history: bool, base_url: str | None
) -> Edition:
    """Return what is exported, and what messages are made of; content with errors ends the command."""
    from rig_site.cli.history import history
    from rig_site.content import load
    from rig_site.model.timetable import instant
    from rig_site.outputs.edition import Edition
    from rig_site.outputs.feeds import FEED_FILES
    from rig_site.render.theme import Theme

    loaded = load(content, as_of=as_of, history=history(content, without=without_history), feeds=FEED_FILES)
    if loaded.site_map is None:
        errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        click.echo(as_text(errors, content=str(content)), nl=False, err=True)
        context.exit(1)
    site = loaded.site_map.site
    return Edition(loaded.site_map, instant(as_of, site.timezone), base_url or site.base_url, Theme(()))


def _write(output: Path, exported: bytes) -> None:
    """Write the whole of it or nothing, unless it goes to the terminal, a pipe or a device."""
    from rig_site.write.file import replace_file

    target = Path(os.path.realpath(output))
    if str(output) == "-":
        click.echo(exported, nl=False)
    elif not target.parent.is_dir():
        raise click.UsageError(f"{output} cannot be written: there is no folder {output.parent}")
    elif target.exists() and not target.is_file():
        target.write_bytes(exported)
    else:
        replace_file(target, exported)
