"""What commands that change files share: find a session, change lines if they read well, and say what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path, PurePath
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
    return site, session_named(context, site, session_id)


def session_named(context: click.Context, site: Site, name: str) -> Session:
    """Return the session of an id, or the only one of a file or a day; an unknown one ends the command."""
    sessions = {session.id: session for session in site.sessions}
    meant = [sessions[name]] if name in sessions else _meant(site, name)
    if len(meant) == 1:
        return meant[0]
    near = [session.id for session in meant] or get_close_matches(name, sessions, n=3) or list(sessions)[-3:]
    if meant:
        what = f"'{name}' is not one session but {len(meant)}; say which: {' or '.join(near)}"
    elif near:
        what = f"there is no session '{name}'; did you mean {' or '.join(near)}?"
    else:
        what = f"there is no session '{name}', nor any other; 'rig-site new' writes one"
    raise click.BadParameter(what, context, param_hint="ID")


def _meant(site: Site, name: str) -> list[Session]:
    """Return the sessions that are held on a day, stand in a file, or have an id in other letters."""
    file = PurePath(name.replace("\\", "/")).name.casefold()
    stem = file.removesuffix(".yaml").removesuffix(".yml")
    return [
        session
        for session in site.sessions
        if name == session.date.isoformat()
        or name.casefold() == session.id.casefold()
        or stem == PurePath(session.source).stem.casefold()
    ]


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
    """Change a session in the file it is written in, or print why that cannot be and end the command."""
    from rig_site.content.sources.edit import edited

    text = read_text(content / session.source)
    change(context, content, {session.source: edited(session.source, text, session.id, edit)}, as_of)


def read_text(file: Path) -> str:
    """Return the text of an organiser's file, without a byte order mark."""
    from rig_site.content.sources.source import MARK

    return file.read_bytes().removeprefix(MARK).decode()


def change(context: click.Context, content: Path, texts: Mapping[str, str], as_of: date | datetime) -> None:
    """Give files of the content folder new texts, as `write` does; a byte order mark stays."""
    from rig_site.content.sources.source import MARK

    marked = {path for path in texts if (content / path).exists() and (content / path).read_bytes().startswith(MARK)}
    after = {path: (MARK if path in marked else b"") + text.encode() for path, text in texts.items()}
    write(context, content, after, as_of, otherwise="Nothing was changed.")


def write(
    context: click.Context, content: Path, files: Mapping[str, bytes], as_of: date | datetime, *, otherwise: str
) -> Site:
    """Write files of the content folder, and return the group as it is then.

    Each is written in one step, and only if all of them read without
    errors; else the problems are printed and the command ends.  Where one
    cannot be written, those before it are as they were.
    """
    from rig_site.write.folder import replace_files

    site = sound(context, content, as_of, texts=files, otherwise=otherwise)
    replace_files(content, files)
    return site


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
