"""rig-site build: content/ becomes the site."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rig_site.cli.check import counted, tally
from rig_site.cli.options import (
    Address,
    as_of_option,
    content_option,
    is_preview,
    strict_option,
    without_history_option,
)
from rig_site.cli.report import as_text
from rig_site.diagnostics import Severity, has_errors

if TYPE_CHECKING:
    from rig_site.build import Built
    from rig_site.model.session import Session


@click.command(
    epilog="""\b
Examples:
  rig-site build
  rig-site build --content ~/group/content --output ~/public_html
  rig-site build --base-url https://example.org/preview/
"""
)
@content_option
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("_site"),
    show_default=True,
    help="The folder to publish into; only files of former builds are replaced in it.",
)
@click.option("--base-url", type=Address(), help="Publish under this address instead of the one in site.yaml.")
@as_of_option
@without_history_option
@strict_option
@click.option("--durable", is_flag=True, help="Wait until the disk has everything, so that a power cut does no harm.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors and warnings.")
@click.option("--verbose", "-v", is_flag=True, help="Name every file that changed.")
@click.pass_context
def build(
    context: click.Context,
    content: Path,
    output: Path,
    base_url: str | None,
    as_of: date | datetime,
    without_history: bool,
    strict: bool,
    durable: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build the site of the content folder.

    Everything wrong in the content is reported in one run; errors leave
    the published site as it was.  With --as-of it is the site of another
    day: its pages say so, and PREVIOUS.md and the README stay as they are.
    """
    from rig_site.build import build
    from rig_site.cli.history import history
    from rig_site.write.disk import Busy, OutputRefused

    try:
        built = build(
            content,
            output,
            as_of=as_of,
            base_url=base_url,
            history=history(content, without=without_history),
            strict=strict,
            durable=durable,
            preview=is_preview(context),
        )
    except (OutputRefused, Busy) as error:
        raise click.UsageError(str(error), context) from None
    shown = [problem for problem in built.problems if not quiet or problem.severity is not Severity.NOTICE]
    click.echo(as_text(shown, content=str(content)), nl=False, err=True)
    if has_errors(built.problems, strict=strict):
        click.echo(f"{tally(built.problems)}; nothing was written.", err=True)
        context.exit(1)
    if not quiet:
        _summarise(built, output, verbose=verbose)


def _summarise(built: Built, output: Path, *, verbose: bool) -> None:
    publication = built.publication
    assert publication is not None
    if verbose:
        for path in publication.written:
            click.echo(f"  wrote {path}")
        for path in publication.removed:
            click.echo(f"  removed {path}")
    total = len(publication.written) + len(publication.unchanged)
    click.echo(
        f"{output}: {counted(total, 'file')}, {len(publication.written)} written, {len(publication.removed)} removed"
    )
    if publication.note:
        click.echo(publication.note)
    if built.refreshed:
        click.echo(f"refreshed: {', '.join(built.refreshed)}")
    click.echo(f"next: {_in_words(built.next)}" if built.next else "next: nothing is scheduled")
    if built.problems:
        click.echo(tally(built.problems))


def _in_words(session: Session) -> str:
    when = session.date.isoformat()
    if session.start:
        when += f" {session.start:%H:%M}"
    return ", ".join(part for part in (when, session.room or "", session.heading) if part)
