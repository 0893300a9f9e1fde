"""What commands that change files share: find a session, change its lines if they read well, say what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from rig_site.cli.report import as_text
from rig_site.diagnostics import Severity

if TYPE_CHECKING:
    from rig_site.content.sources.edit import Edit
    from rig_site.model.session import Session
    from rig_site.model.site import Site


def find(context: click.Context, content: Path, session_id: str, as_of: date | datetime) -> tuple[Site, Session]:
    """Return the site and its session of an id; content with errors or an unknown id ends the command."""
    site = sound(context, content, as_of)
    sessions = {session.id: session for session in site.sessions}
    if session_id not in sessions:
        near = get_close_matches(session_id, sessions, n=3) or sorted(sessions)[-3:]
        raise click.BadParameter(
            f"there is no session '{session_id}'; did you mean {' or '.join(near)}?", context, param_hint="ID"
        )
    return site, sessions[session_id]


def sound(
    context: click.Context,
    content: Path,
    as_of: date | datetime,
    *,
    texts: Mapping[str, bytes] = MappingProxyType({}),
    otherwise: str = "Mend this first; nothing was changed.",
) -> Site:
    """Return the group of a content folder, with other `texts` in it; one with errors ends the command."""
    from rig_site.content import load

    loaded = load(content, as_of=as_of, texts=texts)
    if loaded.site is None:
        errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        click.echo(as_text(errors, content=str(content)), nl=False, err=True)
        click.echo(otherwise, err=True)
        context.exit(1)
    return loaded.site


def apply(context: click.Context, content: Path, session: Session, edit: Edit, as_of: date | datetime) -> None:
    """Change a session in the file it is written in.

    The file is replaced in one step, and only by a text that reads without
    errors; else the problems are printed and the command ends.
    """
    from rig_site.content.sources.edit import edited
    from rig_site.write.file import replace_file

    file = content / session.source
    before = file.read_bytes()
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    after = mark + edited(session.source, before.removeprefix(mark).decode(), session.id, edit).encode()
    sound(context, content, as_of, texts={session.source: after}, otherwise="Nothing was changed.")
    replace_file(file, after)


def say(content: Path, session: Session, *sentences: str) -> None:
    """Print what was done with a session, and what to do next."""
    file = content / session.source
    for sentence in sentences:
        click.echo(f"{file}: {sentence}")
    click.echo(f"next: rig-site build, to see it on the site; then commit {file}, for that tells those who subscribed")


def written_instant(as_of: date | datetime, timezone: str) -> str:
    """Return the present as session files write it: UTC, to the second."""
    from rig_site.model.timetable import instant

    return instant(as_of, timezone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def one_line(text: str) -> str:
    r"""Return a reason as it fits on a line of a session file.

    >>> one_line(" a strike\n of trains ")
    'a strike of trains'
    """
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
