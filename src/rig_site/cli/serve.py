"""rig-site serve: the site as it is while one edits it."""

from __future__ import annotations

import signal
import tempfile
import threading
import traceback
import webbrowser
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rig_site.cli.faults import FAULT, refusal
from rig_site.cli.options import as_of_option, content_option, is_preview, without_history_option
from rig_site.cli.report import as_text, counted, for_overlay, tally
from rig_site.diagnostics import Problem

if TYPE_CHECKING:
    from rig_site.serve.preview import Rebuilt
    from rig_site.serve.server import Server
    from rig_site.serve.state import Latest

PORT = 8000


@click.command(
    epilog="""\b
Examples:
  rig-site serve --open
  rig-site serve --follow                   the browser goes to the page of the file just saved
  rig-site serve --as-of 2024-03-01         the site as it will be on that day
  rig-site serve --host 0.0.0.0             also for other devices in the network
"""
)
@content_option
@as_of_option
@without_history_option
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; only this machine reaches 127.0.0.1, others reach 0.0.0.0 as well.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="The port, or the next one that is free; 0 is any.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@click.option("--follow", is_flag=True, help="Send open pages to the page of the one file that was just saved.")
@click.option("--poll", is_flag=True, help="Look for changes again and again, where the file system tells of none.")
@click.pass_context
def serve(
    context: click.Context,
    content: Path,
    as_of: date | datetime,
    without_history: bool,
    host: str,
    port: int,
    open_browser: bool,
    follow: bool,
    poll: bool,
) -> None:
    """Show the site in a browser, and build it again whenever a file is saved.

    Open pages follow by themselves, and show what is wrong for as long as
    something stops the build.  Nothing is written to _site/, to the README
    or to PREVIOUS.md.  Ctrl-C ends it.
    """
    from rig_site.cli.builder import Builder
    from rig_site.serve.preview import Preview
    from rig_site.serve.state import Latest
    from rig_site.serve.watch import watch

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)

    def describe(problem: Problem) -> dict[str, object]:
        return for_overlay(problem, content=str(content))

    latest = Latest()
    with (
        tempfile.TemporaryDirectory(prefix="rig-site-", ignore_cleanup_errors=True) as folder,
        _bound(context, host, port, Path(folder) / "site", latest) as server,
    ):
        chosen = as_of if is_preview(context) else None
        builder = Builder(content, server.site, origin=server.origin, as_of=chosen, without_history=without_history)
        preview = Preview(content, latest, rebuild=builder.build, describe=describe, explain=_explained, follow=follow)
        try:
            addresses = " and ".join(f"{origin}/" for origin in server.origins)
            click.echo(f"{content} is served at {addresses} until Ctrl-C.")
            if open_browser:
                webbrowser.open(f"{server.origin}/")
            terminal = _Terminal(str(content))
            changes = watch(preview.folders, poll=poll, stop=threading.Event(), say=click.echo)
            terminal.report(preview.update(next(changes)))
            with server.answering():
                for changed in changes:
                    terminal.report(preview.update(changed))
        except KeyboardInterrupt:
            click.echo("\nThe preview has ended.")


def _bound(context: click.Context, host: str, port: int, site: Path, latest: Latest) -> Server:
    """Return the server with its port bound; browsers that come early wait until it serves."""
    from rig_site.serve.server import Server

    try:
        return Server(host, port, site, latest)
    except OSError as error:
        raise click.UsageError(f"nothing can be served at {host}, port {port}: {error.strerror}", context) from None


class _Terminal:
    """Prints what becomes of the content: what is wrong when it is no longer the same, and a line for every build."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._told = ""

    def report(self, rebuilt: Rebuilt) -> None:
        """Print what a change came to."""
        built = rebuilt.built
        if built is not None:
            problems = as_text(built.problems, content=self._content)
            if problems != self._told:
                click.echo(problems, nl=False, err=True)
            self._told = problems
        click.echo(f"{_listed(rebuilt.changed) or self._content}: {_outcome(rebuilt)}, {rebuilt.milliseconds} ms")


def _outcome(rebuilt: Rebuilt) -> str:
    built = rebuilt.built
    if built is None:
        return "not built"
    found = f", {tally(built.problems)}" if built.problems else ""
    if built.publication is None:
        return f"not built{found}"
    written, removed = len(built.publication.written), len(built.publication.removed)
    changed = f"{counted(written, 'file')} written" if written else "" if removed else "nothing changed"
    gone = f"{removed} removed" if removed else ""
    return ", ".join(part for part in (changed, gone) if part) + found


def _listed(names: tuple[str, ...], most: int = 3) -> str:
    """Return the first names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _explained(error: Exception) -> dict[str, object]:
    """Print what a build ended by that is not about the content, and return it as an overlay shows it."""
    message = error.format_message() if isinstance(error, click.ClickException) else refusal(error)
    excerpt = "" if message else "".join(traceback.format_exception(error))
    message = message or FAULT
    click.echo(f"{excerpt}Error: {message}", err=True)
    return {"severity": "error", "path": "", "message": message, "excerpt": excerpt}
