"""rig-site template: the theme that comes with rig-site, to look at or to begin one's own from."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  rig-site template                              the names of all templates and static files
  rig-site template session.html                 one of them, as it is
  rig-site template static/site.css > templates/static/site.css
"""
)
@click.argument("name", required=False)
@click.pass_context
def template(context: click.Context, name: str | None) -> None:
    """Print the template NAME, or the names of all.

    A file of the same name in templates/ beside the content takes its
    place; docs/theming.md says what is in each.
    """
    from rig_site.content.known_words import KnownWords
    from rig_site.render.theme import BUNDLED

    files = {path.relative_to(BUNDLED).as_posix(): path for path in sorted(BUNDLED.rglob("*")) if path.is_file()}
    if name is None:
        click.echo("\n".join(files))
    elif name in files:
        click.echo(files[name].read_bytes(), nl=False)
    else:
        meant = KnownWords(files).did_you_mean(name)
        raise click.BadParameter(f"there is no template '{name}'. {meant}".strip(), context, param_hint="NAME")
