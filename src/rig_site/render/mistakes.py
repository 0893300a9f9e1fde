"""A mistake in a group's own template becomes a problem with its place; a fault of the bundled theme stays ours."""

from __future__ import annotations

import traceback
from pathlib import Path

from rig_site.diagnostics import ContentError, Position, Problem


def in_own_template(error: Exception, own: Path) -> ContentError | None:
    """Return the mistake in a template below `own` that an error came from; None for an error from elsewhere.

    Jinja gives a syntax error the file and line, and puts templates into
    the traceback of every other one.
    """
    place = _place(error, own)
    if place is None:
        return None
    file, line = place
    text = file.read_text(encoding="utf-8", errors="replace").splitlines()[line - 1 : line]
    shown = text[0] if text else ""
    start = len(shown) - len(shown.lstrip())
    position = Position(
        f"../{own.name}/{file.relative_to(own).as_posix()}", line, start + 1, max(1, len(shown.strip())), shown
    )
    return ContentError(Problem(position, f"this template cannot be used: {_message(error)}"))


def _place(error: Exception, own: Path) -> tuple[Path, int] | None:
    places = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    filename, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if isinstance(filename, str) and isinstance(line, int):
        places.append((filename, line))
    found = [(Path(name), line) for name, line in places if Path(name).is_relative_to(own)]
    return found[-1] if found else None


def _message(error: Exception) -> str:
    from jinja2 import TemplateNotFound

    if isinstance(error, TemplateNotFound):
        return f"there is no template '{error.name}'"
    return " ".join(str(error).split()) or type(error).__name__
