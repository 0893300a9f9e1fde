"""The commands, and how they end."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from typing import TYPE_CHECKING

import click

from rig_site.cli.faults import FAULT, refusal

if TYPE_CHECKING:
    from rig_site.cli.unchanged import Look

COMMANDS = {
    "add": "online.add:add",
    "announce": "online.announce:announce",
    "build": "build:build",
    "cancel": "cancel:cancel",
    "check": "checking.check:check",
    "completion": "completion:completion",
    "explain": "reference.explain:explain",
    "export": "export:export",
    "import": "importing.import_:import_",
    "init": "organise.init:init",
    "list": "organise.listing:list_",
    "move": "move:move",
    "new": "organise.new:new",
    "schema": "schema:schema",
    "serve": "serve:serve",
    "template": "reference.template:template",
}
"""Where each command is, below this folder, as entry points are written: what is not called is not imported."""

WRONG_USAGE = 2
INTERNAL_FAULT = 3


class Commands(click.Group):
    """The commands; a short option that none has is told which long one begins with its letter."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, None where there is none."""
        return command(cmd_name) if cmd_name in COMMANDS else None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that is named."""
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            meant = [f"'{name}'" for name in _options(error.ctx) if name[2:].startswith(error.option_name.lstrip("-"))]
            if error.possibilities or not meant:
                raise
            said = f"{error.message} Did you mean {' or '.join(meant)}?"
            raise click.NoSuchOption(error.option_name, said, ctx=error.ctx) from None


def command(name: str) -> click.Command:
    """Return the command of a name."""
    module, _, function = COMMANDS[name].partition(":")
    found: click.Command = getattr(import_module(f"rig_site.cli.{module}"), function)
    return found


def _options(context: click.Context | None) -> list[str]:
    """Return the long options of the command that is being called."""
    options = context.command.get_params(context) if context else ()
    return sorted(name for each in options for name in each.opts if name.startswith("--"))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  rig-site init my-group              a group of placeholders, ready to publish
  rig-site new "Attention"            the next session, on the next usual day without one
  rig-site build                      content/ becomes _site/
  rig-site serve --open               the site in a browser, while you edit
  rig-site check --strict             is everything in content/ right?
  rig-site build --as-of 2024-03-01   the site as it will be on that day
""",
)
@click.version_option(package_name="rig-site", message="%(prog)s %(version)s")
def commands() -> None:
    """A site, a calendar and feeds for a reading group, from text files.

    Organisers edit the files in content/ and run a build; the site in
    _site/ can be put on any host.
    """


def main(look: Look | None = None) -> None:
    """Run the command line and exit; a build goes by the look that was had at its folders.

    Exit codes: 0 fine, 1 the content has errors, 2 wrong usage, 3 a fault
    of rig-site itself (its traceback is printed).  An interrupt is raised
    as KeyboardInterrupt.
    """
    try:
        code = commands.main(prog_name="rig-site", standalone_mode=False, obj=look)
    except click.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        code = _explained(error)
    sys.exit(code)


def _explained(error: Exception) -> int:
    """Print what stopped a command, and return the exit code for it."""
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if refused := refusal(error):
        click.echo(f"Error: {refused}", err=True)
        return WRONG_USAGE
    traceback.print_exception(error)
    click.echo(FAULT, err=True)
    return INTERNAL_FAULT
