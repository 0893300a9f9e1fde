"""A session in the making: its day, its id, what a proposal gives, and the text of its file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct, field

if TYPE_CHECKING:
    from rig_site.model.session import Session
    from rig_site.model.site import Site
    from rig_site.yaml_writer import Value

TO_BE_ANNOUNCED = "To be announced"
"""The title of a session that has none yet."""

_LIKE_A_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_FROM_TODAY = {"today": 0, "tomorrow": 1}


def day_and_title(context: click.Context, words: Sequence[str], today: date) -> tuple[date | None, str]:
    """Return the day that the words begin with, if they do, and the title that follows."""
    if not words or not _LIKE_A_DATE.fullmatch(words[0]):
        if words and words[0].casefold() in _FROM_TODAY:
            return today + timedelta(days=_FROM_TODAY[words[0].casefold()]), " ".join(words[1:])
        if len(words) > 1 and _LIKE_A_DATE.fullmatch(words[-1]):
            title = shlex.quote(" ".join(words[:-1]))
            raise click.UsageError(f"the day comes first: rig-site new {words[-1]} {title}", context)
        return None, " ".join(words)
    from rig_site.content.findings import FieldError
    from rig_site.content.schema.dates import parse_day

    try:
        return parse_day(words[0]), " ".join(words[1:])
    except FieldError as wrong:
        said = "; ".join(part for part in (wrong.what, wrong.suggestion or wrong.allowed) if part)
        raise click.BadParameter(said, context, param_hint="DATE") from None


def next_day(context: click.Context, site: Site, as_of: date | datetime) -> date:
    """Return the next usual day on which nothing is planned; where there is none, the command needs a DATE."""
    from rig_site.model.timetable import instant, next_open_day

    now = instant(as_of, site.timezone)
    day = next_open_day(site.meetings, site.sessions, as_of=now, timezone=site.timezone)
    if day is None:
        raise click.UsageError(f"{_why_no_day(site, now)}, so say the day: rig-site new DATE [TITLE]", context)
    return day


def _why_no_day(site: Site, now: datetime) -> str:
    """Return why no usual day is left to plan."""
    from rig_site.model.timetable import local_day

    if not site.meetings:
        return "site.yaml names no usual meeting"
    last = max((meeting.until for meeting in site.meetings if meeting.until), default=None)
    if last and last < local_day(now, site.timezone):
        return "the usual meetings of site.yaml have ended"
    return f"something is planned on every usual day{f' until {last}' if last else ''}"


def remarks(site: Site, day: date, today: date, *, but: str) -> list[str]:
    """Return what is remarkable about a day for a session, `but` being its id: what else is then, and what is usual."""
    from rig_site.model.series import in_force
    from rig_site.model.session import Status

    found = [f"{day} is over"] if day < today else []
    others = [each for each in site.sessions if each.id != but and each.date <= day <= (each.until or each.date)]
    found += [f"'{other.id}' is a break then" for other in others if other.status is Status.BREAK]
    found += [f"'{other.id}' is on {day} too" for other in others if other.is_event]
    held = [meeting for meeting in in_force(site.meetings, day) if meeting.day.is_on(day)]
    if held and all(meeting.excepts(day) for meeting in held):
        found.append(f"site.yaml says that the group does not meet on {day}")
    return found


class Taken(Struct, frozen=True):
    """What a proposal gives a session, and what proposals.yaml holds without it."""

    title: str
    by: Value
    readings: Value
    rest: bytes


def taken_from(context: click.Context, content: Path, name: str) -> Taken:
    """Return the proposal of that number, or whose title begins so; if there is not exactly one, the command ends."""
    from rig_site.content.findings import Findings
    from rig_site.content.sources.edit import without_item
    from rig_site.content.sources.nodes import parse
    from rig_site.content.sources.source import MARK, Source
    from rig_site.model.permalink import slug

    file = content / "proposals.yaml"
    if not file.exists():
        raise click.BadParameter(f"there is no {file}", context, param_hint="--from")
    written = file.read_bytes()
    mark = MARK if written.startswith(MARK) else b""
    text = written.removeprefix(mark).decode()
    root = parse(Source("proposals.yaml", text), Findings())
    proposals = root.value if root and isinstance(root.value, list) else []
    titles = [str(each.get("title", "")) for each in proposals if isinstance(each, dict)]
    exact = [number for number, title in enumerate(titles) if slug(title) == slug(name)]
    begun = [number for number, title in enumerate(titles) if slug(title).startswith(slug(name))]
    numbered = [int(name) - 1] if name.isdecimal() and 1 <= int(name) <= len(titles) else []
    found = exact or numbered or (begun if slug(name) else [])
    if not titles:
        raise click.BadParameter(f"{file} has no proposals", context, param_hint="--from")
    if len(found) != 1:
        listed = "".join(f"\n  {number}  {title}" for number, title in enumerate(titles, start=1))
        what = "several proposals begin" if found else "no proposal begins"
        raise click.BadParameter(f"{what} with '{name}'; there are:{listed}", context, param_hint="--from")
    proposal = proposals[found[0]]
    assert isinstance(proposal, dict)
    rest = mark + without_item("proposals.yaml", text, found[0]).encode()
    return Taken(" ".join(titles[found[0]].split()), proposal.get("by"), proposal.get("readings"), rest)


class NewSession(Struct, frozen=True):
    """A session on a day that the group does not have yet; `fields` are those that are not usual."""

    site: Site
    day: date
    title: str
    leads: Sequence[Value]
    readings: Value = None
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its identity for ever: made of the title, or of the day where there is none yet, and taken by nothing."""
        from rig_site.model.permalink import folded, made_of, session_path

        taken = {folded(session_path(session.id)) for session in self.site.sessions}
        taken |= {folded(alias) for session in self.site.sessions for alias in session.aliases}
        made = name = made_of(self.title) or self.day.isoformat()
        number = 2
        while folded(session_path(name)) in taken:
            name, number = f"{made}-{number}", number + 1
        return name

    @property
    def file_name(self) -> str:
        """The name of its file without the ending: the day and the id."""
        day = self.day.isoformat()
        return self.id if self.id.startswith(day) else f"{day}-{self.id}"

    def text(self, as_of: date | datetime) -> str:
        """Return what its file holds, with a word on each field that is still to be filled in."""
        from rig_site.model.timetable import instant, local_day
        from rig_site.yaml_writer import document

        today = local_day(instant(as_of, self.site.timezone), self.site.timezone)
        begun = document(
            {
                "id": self.id,
                "date": self.day.isoformat(),
                "time": self.fields.get("time"),
                "title": self.title or TO_BE_ANNOUNCED,
                "status": None if self.title else "tentative",
                "kind": self.fields.get("kind"),
                "room": self.fields.get("room"),
            }
        )
        leads = document({"leads": self.leads}) if self.leads else "leads: [] # keys of people.yaml, or names\n"
        example = "{arxiv: 1706.03762, title: Attention Is All You Need}"
        readings = document({"readings": self.readings}) if self.readings else f"readings: [] # such as {example}\n"
        return f"{begun}{leads}{readings}announced: {today}\n"

    def said(self, site: Site) -> str:
        """Return in a sentence what was written, as it stands in the group now."""
        session = self._session(site)
        hours = f"{session.start:%H:%M}-{session.end:%H:%M}" if session.start and session.end else "the whole day"
        where = [session.room] if session.room else []
        return f"'{session.id}', {', '.join([f'{session.date:%A} {session.date}', hours, *where])}"

    def missing(self, site: Site) -> tuple[str, ...]:
        """Return what is still to be filled in."""
        from rig_site.cli.organise.listing import missing

        return missing(self._session(site))

    def _session(self, site: Site) -> Session:
        return next(session for session in site.sessions if session.id == self.id)
