"""rig-site check: what is wrong in the content."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from rig_site.cli.options import as_of_option, content_option, is_preview, strict_option, without_history_option
from rig_site.cli.report import FORMATS, counted, tally
from rig_site.diagnostics import has_errors, in_order


@click.command(
    epilog="""\b
Examples:
  rig-site check
  rig-site check --since origin/main          what this branch changes for those who subscribed
  rig-site check --strict --format github     in a workflow, to annotate a pull request
  rig-site check --links                      ask other hosts which links are dead

\b
Environment, of --links:
  RIG_SITE_TIMEOUT    how many seconds to wait for another host, 20 if not set
  RIG_SITE_PAUSE      how many seconds lie between two requests to one host, 1 if not set
"""
)
@content_option
@as_of_option
@click.option(
    "--since",
    metavar="REV",
    help="Compare with this commit: what subscribers would miss is a warning.  [default: HEAD]",
)
@without_history_option
@strict_option
@click.option("--links", is_flag=True, help="Ask other hosts, and report links that are dead; it takes a while.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.pass_context
def check(
    context: click.Context,
    content: Path,
    as_of: date | datetime,
    since: str | None,
    without_history: bool,
    strict: bool,
    links: bool,
    form: str,
) -> None:
    """Report everything wrong in the content, and write nothing.

    Errors give exit code 1, with --strict warnings do as well.  With
    --links, an address elsewhere is a warning if it answers twice that
    nothing is there (404 or 410); which ones answered is kept for a week
    in .rig-cache.  If no host answers at all, that gives exit code 1, too.
    """
    from rig_site.build import check
    from rig_site.cli.history import history

    known = history(content, since=since, without=without_history)
    site, problems = check(content, as_of=as_of, history=known, preview=is_preview(context))
    answered = True
    if links and site:
        from rig_site.cli.online.links import dead_links

        dead, answered = dead_links(content, site)
        problems = in_order([*problems, *dead])
    elif links:
        click.echo("no links were asked for: mend the errors first", err=True)
    click.echo(FORMATS[form](problems, content=str(content)), nl=False)
    if form == "text":
        sessions = f"{counted(len(site.sessions), 'session')}: " if site else ""
        click.echo(sessions + tally(problems))
    context.exit(int(has_errors(problems, strict=strict) or not answered))
