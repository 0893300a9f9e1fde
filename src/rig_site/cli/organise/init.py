"""rig-site init: a group of placeholders that can be built, served and published at once."""

from __future__ import annotations

import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rig_site.cli.change import one_line
from rig_site.cli.options import Address, Zone, as_of_option
from rig_site.cli.organise.meeting_words import MeetingWords
from rig_site.cli.report import counted
from rig_site.diagnostics import Severity

if TYPE_CHECKING:
    from rig_site.cli.organise.starter_files import Parts

_TITLE = "Reading group"
_MEETING = "monday 11:00-12:00"


@click.command(
    epilog="""\b
Examples:
  rig-site init paper-club
  rig-site init . --title "Paper Club" --timezone Europe/London
  rig-site init . --meeting "first friday 16:00-17:00" --base-url https://paper-club.github.io/site/
"""
)
@click.argument("folder", default=".", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", help=f"What the group is called.  [default: {_TITLE}]")
@click.option("--timezone", type=Zone(), help="Its time zone, such as Europe/London.  [default: that of this machine]")
@click.option("--base-url", type=Address(), help="The address that the site will be published at.")
@click.option("--meeting", type=MeetingWords(), help=f"When it usually meets.  [default: {_MEETING}]")
@click.option("--room", help="Where it usually meets.")
@as_of_option
@click.pass_context
def init(
    context: click.Context,
    folder: Path,
    title: str | None,
    timezone: str | None,
    base_url: str | None,
    meeting: dict[str, object] | None,
    room: str | None,
    as_of: date | datetime,
) -> None:
    """Begin a group in the folder DIR: its content, workflows that publish it, and settings of editors.

    On a terminal, what no option says is asked for.  What is in the folder
    already stays as it is.
    """
    from rig_site.cli.organise.starter_files import Answers, Parts, starter_files, suggested_address
    from rig_site.content.findings import FieldError
    from rig_site.outputs.repository.readme import CLOSING, OPENING
    from rig_site.write.folder import add_files

    _refuse_place(context, folder)
    content = folder / "content"
    parts, repository = _parts(content), _repository(folder)
    asks = parts is not Parts.AROUND and sys.stdin.isatty() and sys.stdout.isatty()
    given = _ask if asks else _take
    title = one_line(given("What is the group called?", title, _title_there(content, as_of), str)) or _TITLE
    timezone = given("Which time zone does it meet in?", timezone, _zone_here(), _converted(Zone()))
    base_url = given(
        "At which address will the site be?", base_url, suggested_address(title, repository), _converted(Address())
    )
    meeting = given("When does it usually meet?", meeting, _MEETING, _converted(MeetingWords()))
    room = given("In which room?", room, "", str)
    answers = Answers(title, timezone, base_url, meeting, one_line(room), repository)
    try:
        files = starter_files(answers, as_of, parts=parts)
    except FieldError as wrong:
        raise _mistake(context, wrong.what, wrong.suggestion or wrong.allowed) from None
    kept = sorted(path for path in files if os.path.lexists(folder / path))
    new = {path: text.encode() for path, text in files.items() if path not in kept}
    _refuse_mistakes(context, {path: text for path, text in files.items() if path.startswith("content/")}, as_of)
    try:
        add_files(folder, new)
    except OSError as error:
        raise _mistake(context, f"{folder} cannot be written: {error.strerror}") from None
    for path in kept:
        click.echo(f"{folder / path}: it was there already, and is left as it is")
    if "README.md" in kept and OPENING not in (folder / "README.md").read_text("utf-8", "replace"):
        click.echo(f"{folder / 'README.md'}: two lines show the schedule in it: {OPENING} and {CLOSING}")
    if "content/site.yaml" not in files:
        click.echo(f"{content}: a group has begun there already, and is left as it is")
    click.echo(f"{folder}: {counted(len(new), 'file')} written")
    if above := _group_above(folder):
        click.echo(f"{folder} lies in the folder of another group, {above}: commands mean the one they are run in")
    if new:
        there = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))}, then "
        click.echo(f"next: {there}rig-site serve --open; content/site.yaml says what else can be set")
        if "content/site.yaml" in new:
            click.echo("The sessions, the note and the page are placeholders: write over them, or delete them.")


def _refuse_place(context: click.Context, folder: Path) -> None:
    """Refuse a folder that cannot be made, or that lies in a group's content folder."""
    try:
        place, _ = folder.resolve(), folder.exists()
        around = [each for each in (place, *place.parents) if os.path.lexists(each)]
    except OSError as error:
        raise _mistake(context, f"{folder} cannot be a folder: {error.strerror}") from None
    if folder.is_symlink() and not folder.exists():
        raise _mistake(context, f"{folder} is a link that leads nowhere")
    if not around[0].is_dir():
        raise _mistake(context, f"{around[0]} is no folder")
    for each in around:
        if each.name == "content" and (each / "site.yaml").exists():
            raise _mistake(context, f"{folder} lies in the content folder of a group, which is in {each.parent}")


def _group_above(folder: Path) -> Path | None:
    """Return the nearest folder around one that has a group of its own."""
    return next((each for each in folder.resolve().parents if (each / "content" / "site.yaml").exists()), None)


def _parts(content: Path) -> Parts:
    """Return which files a folder takes: where a group has begun, nothing is put between what is its own."""
    from rig_site.cli.organise.starter_files import Parts

    if (content / "site.yaml").exists():
        return Parts.AROUND
    return Parts.SETTINGS if content.is_dir() and any(content.iterdir()) else Parts.ALL


def _title_there(content: Path, as_of: date | datetime) -> str:
    """Return what the group is called that has begun in a folder; elsewhere, what stands for a title."""
    from rig_site.content import load

    site = load(content, as_of=as_of).site if (content / "site.yaml").exists() else None
    return site.title if site else _TITLE


def _take(question: str, said: Any, otherwise: str, read: Callable[[str], Any]) -> Any:
    """Return what an option says, or what stands for it."""
    return read(otherwise) if said is None else said


def _ask(question: str, said: Any, otherwise: str, read: Callable[[str], Any]) -> Any:
    """Return what an option says, or what somebody answers."""
    if said is not None:
        return said
    return click.prompt(question, default=otherwise, show_default=bool(otherwise), value_proc=read)


def _converted(kind: click.ParamType[Any]) -> Callable[[str], Any]:
    return lambda text: kind.convert(text, None, None)


def _zone_here() -> str:
    """Return the time zone of this machine, UTC where it has no name for it."""
    from zoneinfo import available_timezones

    zones = available_timezones()
    here = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    named = os.environ.get("TZ", "").lstrip(":")
    found = next((name for name in (named, here) if "/" in name and name in zones), "UTC")
    return "UTC" if found.startswith("Etc/") else found


def _repository(folder: Path) -> str | None:
    """Return the https address of the repository that the folder is a clone of; None where it is none."""
    from rig_site.cli.history import remote

    found = remote(folder) if (folder / ".git").exists() else None
    address = re.sub(r"^(?:ssh://)?git@([^:/]+)[:/]", r"https://\1/", found or "")
    address = re.sub(r"^(https://)[^/@]*@", r"\1", address).removesuffix("/").removesuffix(".git")
    return address if re.fullmatch(r"https://[\w.-]+(?:/[\w.~-]+){2,}", address) else None


def _refuse_mistakes(context: click.Context, files: Mapping[str, str], as_of: date | datetime) -> None:
    """Refuse answers that make no group: the files are looked at before any of them is written."""
    from rig_site.content import load

    texts = {path.removeprefix("content/"): text.encode() for path, text in files.items() if "/static/" not in path}
    if "site.yaml" not in texts:
        return
    with tempfile.TemporaryDirectory() as empty:
        problems = load(Path(empty), as_of=as_of, texts=texts).problems
    wrong = next((problem for problem in problems if problem.severity is Severity.ERROR), None)
    if wrong:
        raise _mistake(context, wrong.what, wrong.suggestion or wrong.allowed)


def _mistake(context: click.Context, *said: str) -> click.UsageError:
    """Return what ends the command because of an answer."""
    return click.UsageError(f"{'; '.join(part for part in said if part)}. Nothing was written.", context)
