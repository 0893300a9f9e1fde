"""rig-site new: the file of the next session, or of a note, a person or a page."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from rig_site.cli.change import one_line, sound
from rig_site.cli.options import as_of_option, content_option
from rig_site.cli.organise.addition import add, free_path
from rig_site.cli.organise.ids import ProposalName, SessionId


class _Sessions(click.Group):
    """A group whose commands need not be named for a session: `new 2026-01-12 Attention` is `new session …`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in where none is named."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["session", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_Sessions,
    options_metavar="",
    subcommand_metavar="[DATE] [TITLE] | note TITLE | person NAME | page TITLE",
    epilog="""\b
Examples:
  rig-site new                                  on the next usual day without a session
  rig-site new "Attention" --lead lead-a
  rig-site new 2026-01-12 "Attention"           on this day
  rig-site new --from state-space-models        of a proposal, which leaves proposals.yaml
  rig-site new note "Attention in one page" --session attention
  rig-site new person "Lead A" --url https://example.org/
  rig-site new page "Code of conduct"
  rig-site new session --help                   all options
""",
)
def new() -> None:
    """Write the file of the next session, or of a note, a person or a page.

    No file is overwritten, and no id or address is given twice.
    """


@new.command()
@click.argument("words", nargs=-1, metavar="[DATE] [TITLE]")
@click.option("--from", "proposal", type=ProposalName(), help="Take title, readings and lead from this proposal.")
@click.option("--lead", "leads", multiple=True, metavar="PERSON", help="Who leads: a key of people.yaml or a name.")
@click.option("--kind", help="One of the kinds of site.yaml.")
@click.option("--time", metavar="HH:MM-HH:MM", help="From when to when.  [default: as usual on that day]")
@click.option("--room", help="Where.  [default: as usual on that day]")
@content_option
@as_of_option
@click.pass_context
def session(
    context: click.Context,
    words: tuple[str, ...],
    proposal: str | None,
    leads: tuple[str, ...],
    kind: str | None,
    time: str | None,
    room: str | None,
    content: Path,
    as_of: date | datetime,
) -> None:
    """Write the file of a session on DATE, else on the next usual day on which nothing is planned.

    Without a TITLE it is still to be announced, and tentative.
    """
    from rig_site.cli.organise.new_session import NewSession, day_and_title, next_day, remarks, taken_from
    from rig_site.cli.schema import schema_line
    from rig_site.model.timetable import instant, local_day

    site = sound(context, content, as_of)
    today = local_day(instant(as_of, site.timezone), site.timezone)
    day, title = day_and_title(context, words, today)
    taken = None if proposal is None else taken_from(context, content, proposal)
    planned = NewSession(
        site,
        day or next_day(context, site, as_of),
        title=one_line(title) or (taken.title if taken else ""),
        leads=[one_line(lead) for lead in leads] or ([taken.by] if taken and taken.by else []),
        readings=taken.readings if taken else None,
        fields={
            name: one_line(value)
            for name, value in (("kind", kind), ("time", time), ("room", room))
            if value is not None
        },
    )
    path = free_path(content, "sessions", planned.file_name, ".yaml")
    text = schema_line("sessions", path) + planned.text(as_of)
    changed = {"proposals.yaml": taken.rest} if taken else {}
    site = add(context, content, as_of, {path: text}, changed=changed, schema="sessions")
    click.echo(f"{content / path}: {planned.said(site)}")
    for remark in remarks(site, planned.day, today, but=planned.id):
        click.echo(f"{content / path}: {remark}")
    if taken:
        click.echo(f"{content / 'proposals.yaml'}: '{taken.title}' is a proposal no more")
    missing = planned.missing(site)
    click.echo(f"next: write {', '.join(missing)} into it, then" if missing else "next:", nl=False)
    click.echo(" rig-site build")


@new.command()
@click.argument("title", nargs=-1, required=True)
@click.option("--session", "sessions", multiple=True, type=SessionId(), help="The session it was written for.")
@click.option("--paper", "papers", multiple=True, help="A paper it is on: an arXiv id, a DOI, a key of papers.yaml.")
@click.option("--author", "authors", multiple=True, metavar="PERSON", help="Who writes it.")
@click.option("--folder", default="", help="The folder of notes/ to put it into.  [default: notes/ itself]")
@content_option
@as_of_option
@click.pass_context
def note(
    context: click.Context,
    title: tuple[str, ...],
    sessions: tuple[str, ...],
    papers: tuple[str, ...],
    authors: tuple[str, ...],
    folder: str,
    content: Path,
    as_of: date | datetime,
) -> None:
    """Write the file of a note on papers."""
    from rig_site.model.note import key_of
    from rig_site.model.permalink import note_path
    from rig_site.model.timetable import instant, local_day
    from rig_site.yaml_writer import document

    site = sound(context, content, as_of)
    name = _name(context, title)
    path = free_path(content, _folder_of_notes(context, folder), name, ".md")
    front_matter = document(
        {
            "title": one_line(" ".join(title)),
            "date": local_day(instant(as_of, site.timezone), site.timezone).isoformat(),
            "authors": [one_line(author) for author in authors] or None,
            "papers": [one_line(paper) for paper in papers] or None,
            "sessions": list(sessions) or None,
        }
    )
    add(context, content, as_of, {path: f"---\n{front_matter}---\n\nTo be written.\n"})
    click.echo(f"{content / path}: a note, at /{note_path(key_of(path))} once it is built")


@new.command()
@click.argument("title", nargs=-1, required=True)
@content_option
@as_of_option
@click.pass_context
def page(context: click.Context, title: tuple[str, ...], content: Path, as_of: date | datetime) -> None:
    """Write the file of a page, which the foot of every page will lead to."""
    sound(context, content, as_of)
    path = f"pages/{_name(context, title)}.md"
    add(context, content, as_of, {path: f"# {one_line(' '.join(title))}\n\nTo be written.\n"})
    click.echo(f"{content / path}: a page, at /{path.removeprefix('pages/').removesuffix('.md')}/ once it is built")


@new.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--key", help="What session files call them, and their page's address.  [default: made of the name]")
@click.option("--url", help="Their own page.")
@click.option("--email", help="Their e-mail address; it is shown of contacts only.")
@click.option("--affiliation", help="Where they work.")
@content_option
@as_of_option
@click.pass_context
def person(
    context: click.Context,
    name: tuple[str, ...],
    key: str | None,
    url: str | None,
    email: str | None,
    affiliation: str | None,
    content: Path,
    as_of: date | datetime,
) -> None:
    """Add a person to people.yaml."""
    from rig_site.cli.schema import schema_line
    from rig_site.content.findings import Findings
    from rig_site.content.schema.written import read
    from rig_site.content.sources.edit import appended
    from rig_site.yaml_writer import document

    sound(context, content, as_of)
    key = key or _name(context, name)
    given = {"url": url, "email": email, "affiliation": affiliation}
    details = {field: one_line(value) for field, value in given.items() if value}
    called = one_line(" ".join(name))
    entry = document({key: {"name": called, **details} if details else called})
    file = content / "people.yaml"
    written = read(content, Findings(), {})
    if key in (written.people_keys or ()):
        raise click.UsageError(f"{file} has '{key}' already; --key gives another person another key", context)
    if file.exists():
        changed = {"people.yaml": appended(file.read_bytes(), entry)}
        add(context, content, as_of, {}, changed=changed)
    else:
        add(context, content, as_of, {"people.yaml": schema_line("people", "people.yaml") + entry}, schema="people")
    click.echo(f"{file}: {called}, whom session files call '{key}'")


def _folder_of_notes(context: click.Context, folder: str) -> str:
    """Return the path of a folder of notes/, given as a path within it or as one of the content folder."""
    from posixpath import normpath

    path = normpath(folder.replace("\\", "/").removeprefix("notes/").strip("/"))
    if path.startswith(".") and path != ".":
        raise click.BadParameter(f"'{folder}' is not a folder of notes/, or is hidden", context, param_hint="--folder")
    return "notes" if path == "." else f"notes/{path}"


def _name(context: click.Context, words: tuple[str, ...]) -> str:
    """Return what a file, or a person, is called that has a title or a name."""
    from rig_site.model.permalink import made_of

    name = made_of(" ".join(words))
    if not name:
        raise click.BadParameter(f"'{' '.join(words)}' has no letter and no digit to make an address of", context)
    return name
