"""rig-site completion: the script that teaches a shell to complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from rig_site.cli.options import OneOf


@click.command(
    epilog="""\b
Examples:
  rig-site completion bash >> ~/.bashrc
  rig-site completion zsh >> ~/.zshrc
  rig-site completion fish > ~/.config/fish/completions/rig-site.fish
"""
)
@click.argument("shell", type=OneOf(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script for SHELL."""
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(context.find_root().command, {}, "rig-site", "_RIG_SITE_COMPLETE").source())
