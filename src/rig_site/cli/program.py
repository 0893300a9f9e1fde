"""The commands, and how they end."""

from __future__ import annotations

import sys
import traceback

import click

from rig_site.cli.build import build
from rig_site.cli.cancel import cancel
from rig_site.cli.checking.check import check
from rig_site.cli.completion import completion
from rig_site.cli.export import export
from rig_site.cli.faults import FAULT, refusal
from rig_site.cli.importing.import_ import import_
from rig_site.cli.move import move
from rig_site.cli.online.add import add
from rig_site.cli.online.announce import announce
from rig_site.cli.organise.init import init
from rig_site.cli.organise.listing import list_
from rig_site.cli.organise.new import new
from rig_site.cli.reference.explain import explain
from rig_site.cli.reference.template import template
from rig_site.cli.schema import schema
from rig_site.cli.serve import serve

WRONG_USAGE = 2
INTERNAL_FAULT = 3


class Commands(click.Group):
    """The commands; a short option that none has is told which long one begins with its letter."""

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


for _command in (
    *(init, new, add, list_, build, serve, check, announce, explain),
    *(move, cancel, export, schema, template, completion, import_),
):
    commands.add_command(_command)


def main() -> None:
    """Run the command line and exit.

    Exit codes: 0 fine, 1 the content has errors, 2 wrong usage, 3 a fault
    of rig-site itself (its traceback is printed).  An interrupt is raised
    as KeyboardInterrupt.
    """
    try:
        code = commands.main(prog_name="rig-site", standalone_mode=False)
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
