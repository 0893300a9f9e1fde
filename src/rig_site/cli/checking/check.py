"""rig-site check: what is wrong in the content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from rig_site.cli.checking.formats import FORMATS
from rig_site.cli.options import OneOf, as_of_option, content_option, is_preview, strict_option, without_history_option
from rig_site.cli.report import counted, tally
from rig_site.diagnostics import Problem, has_errors, in_order


@click.command(
    epilog="""\b
Examples:
  rig-site check
  rig-site check --since origin/main          what this branch changes for those who subscribed
  rig-site check --strict --format github     in a workflow, to annotate a pull request
  rig-site check --links                      ask other hosts which links are dead
  rig-site check --diff                       show what --fix would change
  rig-site check --fix                        write what was surely meant into the files
  rig-site check --format sarif > rig.sarif   for code scanning, with the fixes

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
@click.option("--fix", is_flag=True, help="Change the files where it is sure what was meant; comments and order stay.")
@click.option("--unsafe-fixes", is_flag=True, help="The same where it is only likely; look at what comes out.")
@click.option("--diff", is_flag=True, help="Show what --fix or --unsafe-fixes would change, and change nothing.")
@click.option("--format", "form", type=OneOf(list(FORMATS)), default="text", show_default=True)
@click.pass_context
def check(
    context: click.Context,
    content: Path,
    as_of: date | datetime,
    since: str | None,
    without_history: bool,
    strict: bool,
    links: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    form: str,
) -> None:
    """Report everything wrong in the content, and write nothing but fixes.

    A fix is made only if it ends its problem and brings no new one; --fix
    makes them again and again until nothing more changes, and reports what
    is left.  With --diff the exit code is 1 if there is something to
    change.

    Errors give exit code 1, with --strict warnings do as well.  With
    --links, an address elsewhere is a warning if it answers twice that
    nothing is there (404 or 410); which ones answered is kept for a week
    in .rig-cache.  If no host answers at all, that gives exit code 1, too.
    """
    from rig_site.build import check
    from rig_site.cli.history import history

    known = history(content, since=since, without=without_history)
    count = 0
    if fix or unsafe_fixes or diff:
        from rig_site.cli.checking.fixes import fix_files, show_changes

        def problems_of(texts: Mapping[str, bytes]) -> Sequence[Problem]:
            return check(content, as_of=as_of, history=known, preview=is_preview(context), texts=texts)[1]

        if diff:
            context.exit(int(show_changes(content, problems_of, unsafe=unsafe_fixes) > 0))
        count = fix_files(content, problems_of, unsafe=unsafe_fixes)
    site, problems = check(content, as_of=as_of, history=known, preview=is_preview(context))
    answered = True
    if links and site:
        from rig_site.cli.online.links import dead_links

        dead, answered = dead_links(content, site)
        problems = in_order([*problems, *dead])
    elif links:
        click.echo("no links were asked for: mend the errors first", err=True)
    said = FORMATS[form](problems, content=str(content))
    click.echo(said if form == "text" else said.encode("utf-8", "replace"), nl=False)
    if form == "text":
        sessions = f"{counted(len(site.sessions), 'session')}: " if site else ""
        made = [f"{count:,} fixed"] if fix or unsafe_fixes else []
        click.echo("; ".join([sessions + tally(problems), *made, *can_be_fixed(problems)]))
    context.exit(int(has_errors(problems, strict=strict) or not answered))


def can_be_fixed(problems: Iterable[Problem]) -> list[str]:
    """Return how many problems can be fixed by the program, and by which options; nothing where none can.

    >>> can_be_fixed([])
    []
    """
    fixes = [problem.fix for problem in problems if problem.fix]
    safe, likely = sum(fix.safe for fix in fixes), sum(not fix.safe for fix in fixes)
    said = [f"{safe:,} with --fix"] if safe else []
    said += [f"{likely:,}{' more' if safe else ''} with --unsafe-fixes"] if likely else []
    return [f"can be fixed: {', '.join(said)}"] if said else []
