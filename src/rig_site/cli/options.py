"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click
from click.core import ParameterSource

from rig_site.cli.clock import AsOf, present
from rig_site.cli.surroundings.content_folder import content_folder

Command = TypeVar("Command", bound=Callable[..., Any])

_BEGIN = "'rig-site init' begins a group here; --content names the folder of another"


class Address(click.ParamType[str]):
    """The address of a site, with the same rules as `base_url` in site.yaml."""

    name = "URL"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address with one slash at its end."""
        from rig_site.content.findings import FieldError
        from rig_site.content.resolve.settings import published_at

        try:
            return published_at(str(value))
        except FieldError as wrong:
            allowed = f"allowed: {wrong.allowed}" if wrong.allowed else ""
            self.fail("; ".join(part for part in (wrong.what, allowed, wrong.suggestion) if part), param, ctx)


class Day(click.ParamType[date]):
    """A date as session files write it."""

    name = "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date."""
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is not a date like 2024-03-25", param, ctx)


class Zone(click.ParamType[str]):
    """An IANA time zone."""

    name = "ZONE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name of the zone."""
        try:
            return ZoneInfo(str(value)).key
        except (KeyError, ValueError, OSError):
            self.fail(f"{str(value)!r} is not a time zone like Europe/London", param, ctx)


class OneOf(click.Choice[str]):
    """One of a few words; another one is told which was probably meant."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """Return what is wrong, and the word that comes closest."""
        from rig_site.content.known_words import did_you_mean

        said = super().get_invalid_choice_message(value, ctx)
        meant = did_you_mean(str(value), map(str, self.choices))
        return f"{said} {meant[:1].upper()}{meant[1:]}".rstrip()


class ContentFolder(click.Path):
    """The folder with site.yaml; where there is none, how one begins."""

    def __init__(self) -> None:
        super().__init__(exists=True, file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the folder, spelled so that its parent is what it lies in: `../content` for `.`, say."""
        if not Path(value).exists():
            if ctx and not is_named(ctx):
                raise click.UsageError(_nowhere(), ctx)
            self.fail(f"Directory '{value}' does not exist. {_BEGIN}.", param, ctx)
        folder = Path(os.fsdecode(super().convert(value, param, ctx)))
        if folder.name in ("", os.pardir):
            around, name = os.path.split(os.path.abspath(folder))
            return Path(os.path.relpath(around), name)
        return folder


def default_content() -> str:
    """Return the content folder that a command means which names none, whether it is there or not."""
    try:
        return content_folder() or "content"
    except FileNotFoundError:
        return "content"


def _nowhere() -> str:
    """Return where a content folder was looked for in vain."""
    try:
        return f"there is no content/site.yaml in {os.getcwd()}, nor in a folder above it. {_BEGIN}."
    except FileNotFoundError:
        return "the folder that the command is run in is no longer there; go to another one"


def content_option(command: Command) -> Command:
    """Add `--content`: the folder with site.yaml."""
    return click.option(
        "--content",
        type=ContentFolder(),
        default=default_content,
        help="The folder with site.yaml and the sessions.  [default: content, here or in a folder above]",
    )(command)


def is_named(context: click.Context) -> bool:
    """Tell whether the command line names the content folder."""
    return context.get_parameter_source("content") is ParameterSource.COMMANDLINE


def as_of_option(command: Command) -> Command:
    """Add `--as-of`: the present, for everything that depends on it; one that is given makes a preview."""
    return click.option(
        "--as-of",
        type=AsOf(),
        default=present,
        help="Take this date or instant as the present.  [default: SOURCE_DATE_EPOCH if set, else now]",
    )(command)


def is_preview(context: click.Context) -> bool:
    """Tell whether somebody chose the present on the command line."""
    return context.get_parameter_source("as_of") is ParameterSource.COMMANDLINE


def without_history_option(command: Command) -> Command:
    """Add `--without-history`: git is not asked when sessions were announced and changed."""
    return click.option(
        "--without-history",
        is_flag=True,
        help="Do not ask git when sessions were announced and changed; go by what is written.",
    )(command)


def need(library: str, extra: str, context: click.Context) -> None:
    """Refuse an option whose library is not installed, and say how to install it."""
    if find_spec(library) is None:
        said = f"--{extra} needs the extra '{extra}', which is not installed here: run pip install 'rig-site[{extra}]'"
        raise click.UsageError(said, context)


def strict_option(command: Command) -> Command:
    """Add `--strict`: warnings count as errors."""
    return click.option("--strict", is_flag=True, help="Let warnings count as errors.")(command)
