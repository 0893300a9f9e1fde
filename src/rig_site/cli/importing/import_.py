"""rig-site import: a group's hand-kept documents become content/."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from rig_site.cli.options import Address, OneOf, Zone, as_of_option, default_content
from rig_site.cli.report import as_text, counted, tally
from rig_site.diagnostics import Severity

if TYPE_CHECKING:
    from rig_site.cli.importing.import_folder import ImportFolder
    from rig_site.importers import Imported


_FORMS = (
    "Sessions are read from tables with a column of dates, from headings and list items with a date, from lines such"
    " as 'Date: …', and from spreadsheets, calendars and lists of records"
)


_ONLY_ADDED_TO = ("people.yaml", "papers.yaml")
"""Files in which an import leaves alone what is there."""


@click.command(
    "import",
    epilog="""\b
Examples:
  rig-site import README.md PREVIOUS.md --timezone Europe/London
  rig-site import schedule.csv --dates mdy --dry-run
  rig-site import reading-list.md --start 2024-01-15     week 1 begins on that day
  rig-site import refs.bib                               papers of Zotero become those of papers.yaml
""",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--to",
    "content",
    type=click.Path(file_okay=False, path_type=Path),
    default=default_content,
    help="The content folder to write; what it holds already is never overwritten.  "
    "[default: content, here or in a folder above]",
)
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
@click.option(
    "--dates",
    type=OneOf(["dmy", "mdy", "ymd"]),
    help="How numeric dates are to be read.  [default: as the documents' own dates tell]",
)
@click.option("--timezone", type=Zone(), help="The group's time zone.  [default: UTC]")
@click.option("--base-url", type=Address(), help="The address the site will be published at.")
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of week 1 in lists that only count weeks; of dates without a year, the first.",
)
@click.option("--update", is_flag=True, help="Show how existing files would change, and ask for each.")
@as_of_option
@click.pass_context
def import_(
    context: click.Context,
    files: tuple[Path, ...],
    content: Path,
    dry_run: bool,
    dates: str | None,
    timezone: str | None,
    base_url: str | None,
    start: datetime | None,
    update: bool,
    as_of: date | datetime,
) -> None:
    """Turn a group's README, archive, spreadsheet or calendar into content files.

    Reads Markdown, HTML, CSV, iCalendar, YAML and JSON; BibTeX and CSL-JSON
    become papers.  Of a folder all documents in it are read.  Where documents
    disagree, the one named first is believed.  Every decision taken is printed
    with its line, and at the end what was found and whether anything was lost:
    then the exit code is 1.
    """
    from rig_site.cli.importing.import_folder import ImportFolder, documents_in, left_out, read_documents
    from rig_site.importers import Settings, import_documents
    from rig_site.importers.run import remaining_losses

    folders = [path for path in files if path.is_dir()]
    files = documents_in(files, content)
    folder = ImportFolder(content, as_of)
    if folder.errors:
        click.echo(as_text(folder.errors, content=str(content)), nl=False, err=True)
        click.echo(f"{content} has errors; nothing was written. Correct them first, then import again.", err=True)
        context.exit(1)
    from rig_site.content.bibliography import described, is_bibliography

    read = read_documents(files, folders)
    bibliographies = [(each.path, each.text) for each in read if is_bibliography(each.path, each.text)]
    documents = [each for each in read if (each.path, each.text) not in bibliographies]
    file_of = folder.file_of(documents)
    settings = Settings(
        today=_day(as_of, ZoneInfo(folder.site.timezone if folder.site else timezone or "UTC")),
        date_order=dates,
        timezone=timezone,
        base_url=base_url,
        start=start.date() if start else None,
        site=folder.site,
        existing=folder.texts,
        beside=folder.beside(documents, file_of),
        file_of=file_of,
    )
    imported = import_documents(documents, settings)
    papers = described(imported.plan.files.get("papers.yaml", folder.texts.get("papers.yaml", "")), bibliographies)
    if papers.added:
        imported.plan.files["papers.yaml"] = papers.text
    click.echo(as_text((*imported.decisions, *papers.problems), content="."), nl=False)
    for said in left_out(folders, [*files, *folder.copied(imported.plan.copies).values()]):
        click.echo(said)
    new, changed = folder.compare(imported.plan.files)
    accepted = {
        path: text
        for path, text in changed.items()
        if path in _ONLY_ADDED_TO or (update and not dry_run and _agreed(path, folder.texts[path], text))
    }
    if dry_run:
        _show(new, {path: (folder.texts[path], text) for path, text in changed.items()})
    else:
        folder.write({**new, **accepted}, imported.plan.copies)
    if bibliographies:
        click.echo(f"found {counted(papers.added, 'new paper')}, and {papers.known:,} known already")
    _summarise(imported, content, new, accepted, changed, dry_run=dry_run)
    if not dry_run:
        _report_problems(folder, content)
    lost = remaining_losses(documents, {**folder.texts, **new, **(changed if dry_run else accepted)}, imported.said)
    for loss in lost:
        click.echo(f"{loss.place}: lost: {loss.what}")
    for line in imported.unmet:
        click.echo(f"{line.place}: not understood: this says a date, {line.what}, and no session is on that day")
    if imported.unmet:
        click.echo(f"{counted(len(imported.unmet), 'dated line')} became no session. {_FORMS}")
    elif lost:
        click.echo(f"{len(lost):,} of the addresses and texts lost")
    else:
        click.echo("nothing was lost")
    if not imported.sessions and not imported.unmet:
        click.echo("there are no sessions in it")
    context.exit(int(bool(lost or imported.unmet)))


def _day(as_of: date | datetime, zone: ZoneInfo) -> date:
    """Return the group's date at an instant, or the date itself."""
    if isinstance(as_of, datetime):
        return (as_of.astimezone(zone) if as_of.tzinfo else as_of).date()
    return as_of


def _agreed(path: str, before: str, after: str) -> bool:
    click.echo("".join(_difference(path, before, after)), nl=False)
    return click.confirm(f"Change {path}?")


def _difference(path: str, before: str, after: str) -> Iterable[str]:
    return unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), path, f"{path} (imported)")


def _show(new: dict[str, str], changed: dict[str, tuple[str, str]]) -> None:
    for path, text in new.items():
        click.echo(f"--- {path}\n{text}", nl=False)
    for path, (before, after) in changed.items():
        click.echo("".join(_difference(path, before, after)), nl=False)


def _summarise(
    imported: Imported,
    content: Path,
    new: dict[str, str],
    accepted: dict[str, str],
    changed: dict[str, str],
    *,
    dry_run: bool,
) -> None:
    found = ", ".join(
        (
            counted(imported.sessions, "session"),
            "1 person" if imported.people == 1 else f"{imported.people:,} people",
            counted(imported.readings, "reading"),
            counted(imported.links, "link"),
        )
    )
    click.echo(f"found {found}")
    for path in changed:
        if path not in accepted:
            click.echo(f"{content / path} exists and says something else; it was left as it is (--update shows how)")
    would = "would be " if dry_run else ""
    click.echo(f"{content}: {counted(len(new), 'file')} {would}written, {len(accepted)} {would}changed")


def _report_problems(folder: ImportFolder, content: Path) -> None:
    """Print what is wrong with the content now; warnings and notices are only counted."""
    problems = folder.check()
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    click.echo(as_text(errors, content=str(content)), nl=False)
    if problems:
        click.echo(f"rig-site check finds {tally(problems)} in {content}")
