"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click
from click.core import ParameterSource

from rig_site.cli.clock import AsOf, present

Command = TypeVar("Command", bound=Callable[..., Any])


class Address(click.ParamType[str]):
    """An absolute web address; it comes back ending in a slash."""

    name = "URL"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address with one slash at its end."""
        text = str(value)
        try:
            parts = urlsplit(text)
            whole = parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment
        except ValueError:
            whole = False
        if not whole:
            self.fail(f"{text!r} is not an address like https://example.org/group/", param, ctx)
        return text.rstrip("/") + "/"


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


class ContentFolder(click.Path):
    """The folder with site.yaml; where there is none, how one begins."""

    def __init__(self) -> None:
        super().__init__(exists=True, file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the folder."""
        if not Path(value).exists():
            begin = "'rig-site init' begins a group here; --content names the folder of another"
            self.fail(f"Directory '{value}' does not exist. {begin}.", param, ctx)
        return super().convert(value, param, ctx)


def content_option(command: Command) -> Command:
    """Add `--content`: the folder with site.yaml."""
    return click.option(
        "--content",
        type=ContentFolder(),
        default=Path("content"),
        show_default=True,
        help="The folder with site.yaml and the sessions.",
    )(command)


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


def strict_option(command: Command) -> Command:
    """Add `--strict`: warnings count as errors."""
    return click.option("--strict", is_flag=True, help="Let warnings count as errors.")(command)
