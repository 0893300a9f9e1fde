"""A mistake in a group's own template becomes a problem with its place; a fault of the bundled theme stays ours."""

from __future__ import annotations

import re
import traceback
from difflib import get_close_matches
from pathlib import Path

from rig_site.diagnostics import ContentError, Position, Problem
from rig_site.render.theme import BUNDLED, Theme, template_names

LONGEST_MESSAGE = 200
"""How many characters of a message of Python's or Jinja's are repeated."""

_QUALIFIED = re.compile(r"<?\b(?:rig_site|jinja2|markupsafe)(?:\.\w+)*\.(\w+)(?: object)?(?: at 0x[0-9a-fA-F]+)?>?")
_WRITTEN_OUT = re.compile(r"\b([A-Z]\w*)\(\w+=.*", re.DOTALL)
_NO_FILTER = re.compile(r"No (filter|test) named '(\w+)'")
_MACRO = re.compile(r"macro '(\w+)' ")


def in_own_template(error: Exception, theme: Theme) -> ContentError | None:
    """Return the mistake in a group's own template that an error came from; None for an error from elsewhere.

    Jinja gives a syntax error the file and line, and puts templates into
    the traceback of every other one.  Where only a bundled template is
    there, it asked a template of the group's own for a macro in vain.
    """
    if theme.own is None:
        return None
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    filename, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if isinstance(filename, str) and isinstance(line, int):
        frames.append((filename, line))
    found = [(Path(name), line) for name, line in frames if Path(name).is_relative_to(theme.own)]
    if not found and (asked := _asked_in_vain(error, frames, theme.own)):
        found = [(asked, 1)]
    if not found:
        return None
    file, line = found[0 if isinstance(error, RecursionError) else -1]
    return ContentError(
        Problem(
            position_in(file, line, theme.own),
            f"the template '{file.relative_to(theme.own).as_posix()}' cannot be used: {_message(error)}",
            suggestion=_suggestion(error, theme),
        )
    )


def position_in(file: Path, line: int, own: Path, *, word: str = "") -> Position:
    """Return the place of a word in a line of a group's own template, or of all that is written in it."""
    text = file.read_text(encoding="utf-8", errors="replace").splitlines()[line - 1 : line]
    shown = text[0] if text else ""
    found = re.search(rf"\b{re.escape(word)}\b" if word else r"\S.*(?<!\s)", shown)
    start, end = found.span() if found else (0, 1)
    return Position(f"../{own.name}/{file.relative_to(own).as_posix()}", line, start + 1, end - start, shown)


def _asked_in_vain(error: Exception, frames: list[tuple[str, int]], own: Path) -> Path | None:
    """Return the group's own template that has no such macro as a bundled one asks for, or has another of its name."""
    from jinja2 import UndefinedError

    if not (isinstance(error, UndefinedError) or (isinstance(error, TypeError) and _MACRO.match(str(error)))):
        return None
    asking = next((Path(name) for name, _ in reversed(frames) if Path(name).is_relative_to(BUNDLED)), None)
    if asking is None:
        return None
    text = asking.read_text(encoding="utf-8")
    names = re.findall(r"{%-?\s*(?:import|from)\s+\"([^\"]+)\"", text)
    return next((own / name for name in names if (own / name).is_file()), None)


def _message(error: Exception) -> str:
    """Return what is wrong in words: no classes of ours as Python writes them, and no more than a line."""
    from jinja2 import TemplateNotFound, TemplatesNotFound

    if isinstance(error, TemplatesNotFound):
        return f"there is none of the templates {', '.join(map(_named, error.templates))}"
    if isinstance(error, TemplateNotFound):
        return f"there is no template {_named(error.name)}"
    if isinstance(error, RecursionError):
        return "it extends, includes or calls itself without end"
    if isinstance(error, UnicodeDecodeError):
        return "it asks for a template that is not UTF-8"
    if isinstance(error, MemoryError):
        return "it takes more memory than there is"
    if isinstance(error, KeyError):
        return f"there is no item {_named(error.args[0] if error.args else None)}"
    said = _WRITTEN_OUT.sub(r"\1 …", _QUALIFIED.sub(r"\1", " ".join(str(error).split())))
    return (said[:LONGEST_MESSAGE] + "…" if len(said) > LONGEST_MESSAGE else said) or type(error).__name__


def _named(name: object) -> str:
    return f"'{name}'" if isinstance(name, str | int) else "of this name"


def _suggestion(error: Exception, theme: Theme) -> str:
    """Return which template, filter or test was probably meant."""
    from jinja2 import TemplateNotFound
    from jinja2.filters import FILTERS as JINJA_FILTERS
    from jinja2.tests import TESTS

    from rig_site.render.filters import FILTERS

    known: list[str] = []
    unnamed = _NO_FILTER.match(str(error))
    written = unnamed[2] if unnamed else ""
    if unnamed:
        known = [*TESTS] if unnamed[1] == "test" else [*JINJA_FILTERS, *FILTERS]
    elif isinstance(error, TemplateNotFound):
        written = str(error.name)
        names = {name for folder in theme.folders for name in template_names(folder)}
        known = [*sorted(names), *(f"bundled/{name}" for name in template_names(BUNDLED))]
    close = get_close_matches(written, known, n=1)
    return f"did you mean '{close[0]}'?" if close else ""
