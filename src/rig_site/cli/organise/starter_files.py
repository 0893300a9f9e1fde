"""The files of a new group, made of what is said of it: content, workflows, settings of editors, a README."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from rig_site.cli.schema import FILES, FOLDER, schema_file, schema_line
from rig_site.model.identity import default_uid_domain, is_placeholder
from rig_site.model.permalink import slug
from rig_site.model.timetable import instant, local_day
from rig_site.outputs.repository.markdown import as_markdown
from rig_site.yaml_writer import scalar

STARTER = Path(__file__).parent / "starter"

SURROUNDINGS = {
    ".github/workflows/check.yml": "github/check.yml",
    ".github/workflows/publish.yml": "github/publish.yml",
    ".github/workflows/daily.yml": "github/daily.yml",
    ".github/ISSUE_TEMPLATE/topic.yml": "github/topic.yml",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    ".gitignore": "gitignore.txt",
    "README.md": "README.md",
}
"""The files around the content, and which of the starter's files each is made of."""

SETTINGS = {
    "content/site.yaml": "content/site.yaml",
    "content/people.yaml": "content/people.yaml",
    "content/static/_headers": "headers.txt",
}
TEXTS = {
    "content/notes/first-note.md": "content/first-note.md",
    "content/pages/about.md": "content/about.md",
}
"""The same of the content but for the sessions, whose names begin with their days."""


class Answers(Struct, frozen=True):
    """What is said of a group: `meeting` are fields of an entry of `meetings`, but for the first day and the room."""

    title: str
    timezone: str
    base_url: str
    meeting: Mapping[str, object]
    room: str = ""
    repository: str | None = None


def suggested_address(title: str, repository: str | None) -> str:
    """Return where a group's site could be: at the Pages of its repository, else a placeholder.

    >>> suggested_address("Paper Club", "https://github.com/Owner/site")
    'https://owner.github.io/site/'
    >>> suggested_address("Paper Club", None)
    'https://example.org/paper-club/'
    """
    parts = urlsplit(repository or "")
    hosts = {"github.com": "github.io", "gitlab.com": "gitlab.io"}
    owner, _, name = parts.path.strip("/").partition("/")
    if parts.hostname in hosts and owner and name:
        host = f"{owner.lower()}.{hosts[parts.hostname]}"
        return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"
    return f"https://example.org/{slug(title) or 'group'}/"


class Parts(Enum):
    """Which files a folder takes: those around the content, also what says who the group is, or all."""

    AROUND = 1
    SETTINGS = 2
    ALL = 3


def starter_files(answers: Answers, as_of: date | datetime, *, parts: Parts = Parts.ALL) -> Mapping[str, str]:
    """Return the files of a new group by path."""
    facts = _facts(answers, as_of)
    files = {path: filled(source, facts) for path, source in SURROUNDINGS.items()}
    files |= {path: encoded.decode() for path, encoded in map(schema_file, FILES)}
    files[".vscode/settings.json"] = _settings()
    files[".vscode/extensions.json"] = json.dumps({"recommendations": ["redhat.vscode-yaml"]}, indent=2) + "\n"
    if parts is Parts.AROUND:
        return files
    schemas = {"content/site.yaml": "site", "content/people.yaml": "people"}
    for path, source in (SETTINGS if parts is Parts.SETTINGS else SETTINGS | TEXTS).items():
        line = schema_line(schemas[path], path.removeprefix("content/")) if path in schemas else ""
        files[path] = filled(source, facts | {"schema_line": line})
    for name in ("first", "second") if parts is Parts.ALL else ():
        path = f"sessions/{facts[name]}-{name}-session.yaml"
        facts["schema_line"] = schema_line("sessions", path)
        files[f"content/{path}"] = filled(f"content/{name}-session.yaml", facts)
    return files


def filled(source: str, facts: Mapping[str, str]) -> str:
    """Return one of the starter's files with what is known filled in, where it stands as `<< name >>`."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["yaml"] = scalar
    return environment.from_string((STARTER / source).read_text(encoding="utf-8")).render(facts)


def _facts(answers: Answers, as_of: date | datetime) -> dict[str, str]:
    """Return what stands in the files: days and names as text, lines of YAML as they are."""
    now = instant(as_of, answers.timezone)
    today = local_day(now, answers.timezone)
    entry = {"from": today.isoformat(), **answers.meeting, "room": answers.room or None}
    first, second = _days(answers, entry, now)
    repository = f"repository: {scalar(answers.repository or '')}" if answers.repository else ""
    return {
        "title": answers.title,
        "heading": as_markdown(answers.title),
        "timezone": answers.timezone,
        "base_url": answers.base_url,
        "uid_domain": _uid_domain(answers, now),
        "meeting": _in_braces(entry),
        "repository": repository or "# repository: https://github.com/OWNER/REPOSITORY",
        "install": f"pip install 'rig-site[search,qr,images]=={version('rig-site')}'",
        "today": today.isoformat(),
        "first": first.isoformat(),
        "second": second.isoformat(),
    }


def _days(answers: Answers, entry: Mapping[str, object], now: datetime) -> tuple[date, date]:
    """Return the next two days of the usual meeting; what cannot be one is a FieldError."""
    from pydantic import ValidationError

    from rig_site.content.resolve.settings import usual_meetings
    from rig_site.content.schema.site import Site
    from rig_site.model.series import meeting_days
    from rig_site.model.timetable import next_open_day

    written = {name: value for name, value in entry.items() if value is not None}
    needed = {"title": answers.title, "base_url": answers.base_url, "timezone": answers.timezone}
    try:
        meetings = usual_meetings(Site.model_validate({**needed, "meetings": [written]}))
    except ValidationError as error:
        raise next(line["ctx"]["error"] for line in error.errors()) from None
    first = next_open_day(meetings, (), as_of=now, timezone=answers.timezone)
    assert first is not None
    after = first + timedelta(days=1)
    return first, next(meeting_days(meetings, first=after, last=date.max))


def _uid_domain(answers: Answers, now: datetime) -> str:
    """Return what the group is known by for ever: made of its address or, while it has none, of all that is said."""
    if not is_placeholder(answers.base_url):
        return default_uid_domain(answers.base_url)
    said = f"{answers.title}\n{answers.timezone}\n{answers.meeting}\n{now.isoformat()}"
    name = re.sub(r"[^a-z0-9-]", "", slug(answers.title))[:40].strip("-")
    return f"{name or 'group'}-{sha256(said.encode()).hexdigest()[:8]}.example.org"


def _in_braces(entry: Mapping[str, object]) -> str:
    """Return a meeting on one line, its time in quotes, without which other programs read a number."""
    shown = {name: value for name, value in entry.items() if value is not None}
    return "{" + ", ".join(f"{name}: {_flow(name, value)}" for name, value in shown.items()) + "}"


def _flow(name: str, value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(value)}]"
    return f'"{value}"' if name == "time" else scalar(str(value), within=True)


def _settings() -> str:
    """Return the settings that tell Visual Studio Code, and what is made of it, the schema of each file."""
    schemas = {f"./{FOLDER}/{name}.schema.json": f"content/{pattern}" for name, pattern in FILES.items()}
    return json.dumps({"yaml.schemas": schemas}, indent=2) + "\n"
