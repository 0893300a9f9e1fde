"""The only clock: what "now" is for a build."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime

import click


def present(environment: Mapping[str, str] = os.environ) -> datetime:
    """Return the present as a UTC datetime: SOURCE_DATE_EPOCH where it is set, else the clock, in whole seconds.

    Source: reproducible-builds.org, "SOURCE_DATE_EPOCH" (seconds since 1970).
    """
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(
            f"SOURCE_DATE_EPOCH is {epoch!r}; it must be a whole number of seconds since 1970"
        ) from None


class AsOf(click.ParamType[date | datetime]):
    """A date (`2024-03-01`) or an instant (`2024-03-01T12:00Z`) on the command line."""

    name = "DATE|INSTANT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date | datetime:
        """Return a date, or a datetime that is aware where the text names an offset."""
        text = str(value)
        try:
            return date.fromisoformat(text) if len(text) == len("2024-03-01") else datetime.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is neither a date like 2024-03-01 nor an instant like 2024-03-01T12:00Z", param, ctx)
