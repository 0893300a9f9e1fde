"""rig-site build: content/ becomes the site."""

from __future__ import annotations

import gc
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rig_site.cli.options import (
    Address,
    as_of_option,
    content_option,
    is_named,
    is_preview,
    need,
    strict_option,
    without_history_option,
)
from rig_site.cli.progress import Progress
from rig_site.cli.report import as_text, counted, tally
from rig_site.cli.surroundings.content_folder import output_folder
from rig_site.cli.unchanged import Look
from rig_site.diagnostics import Severity, has_errors
from rig_site.workers import cores

if TYPE_CHECKING:
    from rig_site.build import Built
    from rig_site.model.session import Session

SELDOM = 50_000, 20, 50
"""When garbage is looked for: a build makes many objects that stay, and hardly any cycles (gc.set_threshold)."""

FOR_EVER = 1e15
"""Seconds since 1970 that no clock shows."""


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
    help="The folder to publish into; only files of former builds are replaced in it.  "
    "[default: _site, beside content where that was found above]",
)
@click.option("--base-url", type=Address(), help="Publish under this address instead of the one in site.yaml.")
@as_of_option
@without_history_option
@strict_option
@click.option("--search", is_flag=True, help="Let visitors search the site.  [needs rig-site[search]]")
@click.option("--qr", is_flag=True, help="Show codes for phones where one subscribes; needs the extra 'qr'.")
@click.option(
    "--images", is_flag=True, help="Draw each session for chats, and the group for phones; needs the extra 'images'."
)
@click.option("--full", is_flag=True, help="Use nothing that former builds kept, and repair the published files.")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1),
    default=cores,
    help="How many processes may share the work, on Linux.  [all cores]",
)
@click.option("--durable", is_flag=True, help="Wait until the disk has everything, so that a power cut does no harm.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors and warnings.")
@click.option("--verbose", "-v", is_flag=True, help="Name every file that changed, and say why.")
@click.pass_context
def build(
    context: click.Context,
    content: Path,
    output: Path | None,
    base_url: str | None,
    as_of: date | datetime,
    without_history: bool,
    strict: bool,
    search: bool,
    qr: bool,
    images: bool,
    full: bool,
    jobs: int,
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
    from rig_site.outputs.extras import Extras
    from rig_site.outputs.search import SearchUnavailable
    from rig_site.write.disk import Busy, OutputRefused

    if qr:
        need("segno", "qr", context)
    if images:
        need("resvg_py", "images", context)
    output = output or Path(output_folder(str(content), named=is_named(context)))
    look = _look(context, str(content), str(output))
    preview = is_preview(context)
    gc.set_threshold(*SELDOM)
    try:
        with Progress() as progress:
            built = build(
                content,
                output,
                as_of=as_of,
                base_url=base_url,
                history=history(content, without=without_history),
                strict=strict,
                extras=Extras(qr=qr, images=images, search=search),
                durable=durable,
                preview=preview,
                version=look.version,
                edits=look.edits,
                full=full,
                jobs=jobs,
                tell=progress,
            )
    except (OutputRefused, Busy, SearchUnavailable) as error:
        raise click.UsageError(str(error), context) from None
    shown = [problem for problem in built.problems if not quiet or problem.severity is not Severity.NOTICE]
    problems = as_text(shown, content=str(content))
    click.echo(problems, nl=False, err=True)
    if has_errors(built.problems, strict=strict):
        click.echo(f"{tally(built.problems)}; nothing was written.", err=True)
        context.exit(1)
    if not quiet:
        if verbose:
            click.echo(_changes(built), nl=False)
        click.echo(_summary(built, content, output), nl=False)
    _record(look, built, content, output, preview=preview, problems=problems, quiet=quiet)


def _look(context: click.Context, content: str, output: str) -> Look:
    """Return the look that was had before the command was understood, if it was had at the same folders."""
    had = context.find_object(Look)
    if had and had.folders == (content, output):
        return had
    return Look(content, output, sys.argv[1:], os.environ)


def _record(
    look: Look, built: Built, content: Path, output: Path, *, preview: bool, problems: str, quiet: bool
) -> None:
    """Keep what the build would say if nothing changed; a preview says it whatever the clock."""
    from msgspec.structs import replace

    publication = built.publication
    assert publication is not None
    assert built.workshop is not None
    assert built.as_of is not None
    assert built.until is not None
    everything = (*publication.written, *publication.unchanged)
    again = replace(publication, written=(), unchanged=everything, removed=(), note="")
    look.record(
        str(built.workshop),
        refreshed=built.refreshed,
        since=0 if preview else built.as_of.timestamp(),
        until=FOR_EVER if preview else built.until.timestamp(),
        site=publication.site,
        said=("" if quiet else _summary(replace(built, publication=again, refreshed=()), content, output), problems),
    )


def _changes(built: Built) -> str:
    publication = built.publication
    assert publication is not None
    lines = [f"  wrote {path}: {built.rendered.get(path, 'it was not as published')}" for path in publication.written]
    return "".join(f"{line}\n" for line in (*lines, *(f"  removed {path}" for path in publication.removed)))


def _summary(built: Built, content: Path, output: Path) -> str:
    publication = built.publication
    assert publication is not None
    total = len(publication.written) + len(publication.unchanged)
    changed = f"{len(publication.written)} written, {len(publication.removed)} removed"
    lines = [
        f"{output}: {counted(total, 'file')}, {changed}",
        publication.note,
        f"refreshed: {', '.join(built.refreshed)}" if built.refreshed else "",
        f"next: {_in_words(built.next)}" if built.next else _nothing_scheduled(built, content),
        tally(built.problems) if built.problems else "",
    ]
    return "".join(f"{line}\n" for line in lines if line)


def _nothing_scheduled(built: Built, content: Path) -> str:
    """Return that nothing is scheduled, and what to write where the group has no session at all."""
    from rig_site.model.timetable import local_day, next_open_day

    said = "next: nothing is scheduled"
    site = built.site_map.site if built.site_map else None
    if site is None or site.sessions or built.as_of is None:
        return said
    day = next_open_day(site.meetings, (), as_of=built.as_of, timezone=site.timezone)
    day = day or local_day(built.as_of, site.timezone)
    file = content / "sessions" / f"{day}-attention.yaml"
    return f"{said}; there is no session yet: write {file}, or let 'rig-site new' write the first"


def _in_words(session: Session) -> str:
    when = session.date.isoformat()
    if session.start:
        when += f" {session.start:%H:%M}"
    return ", ".join(part for part in (when, session.room or "", session.heading) if part)
