"""The driver: load, plan, render, publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rig_site.content import NOTHING_KNOWN, load
from rig_site.diagnostics import ContentError, Problem, has_errors, in_order
from rig_site.model.history import History
from rig_site.model.session import Session
from rig_site.model.site import Site
from rig_site.model.timetable import instant, next_meeting
from rig_site.outputs import FEED_FILES, plan
from rig_site.outputs.edition import Edition
from rig_site.outputs.repository.files import REPOSITORY_FILES
from rig_site.render.theme import Theme
from rig_site.write.disk import Publication, publish, replace_file


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to.

    `publication` is None when problems stopped it, and then nothing was
    written.  `refreshed` names the repository's files that changed, `next`
    is the next session that takes place.
    """

    problems: tuple[Problem, ...]
    publication: Publication | None = None
    refreshed: tuple[str, ...] = ()
    next: Session | None = None


def build(
    content: Path,
    output: Path,
    *,
    as_of: date | datetime,
    base_url: str | None = None,
    history: History = NOTHING_KNOWN,
    strict: bool = False,
    durable: bool = False,
    preview: bool = False,
) -> Built:
    """Publish the site of a content folder, or, when its content is wrong, leave everything as it was.

    `base_url` overrides the address written in `site.yaml` for this build;
    identities in calendars and feeds do not change with it.  `history` is
    what git knows, see `content.load`.  A `preview` shows another day than
    today: its pages say so and go by that day's clock, and the
    repository's files stay as they are.
    """
    loaded = load(content, as_of=as_of, history=history, feeds=FEED_FILES, preview=preview)
    problems = in_order([*loaded.problems, *_repository_problems(content, loaded.site, stale=False)])
    if loaded.site_map is None or has_errors(problems, strict=strict):
        return Built(problems)
    site = loaded.site_map.site
    now = instant(as_of, site.timezone)
    theme = Theme.of(content.parent / "templates")
    try:
        artifacts = plan(Edition(loaded.site_map, now, base_url or site.base_url, theme, preview))
        files = {artifact.path: artifact.render() for artifact in artifacts}
    except ContentError as error:
        return Built(in_order([*problems, error.problem]))
    sources = (content, content.parent / "templates")
    publication = publish(files, output, output.parent / ".rig-cache", protected=sources, durable=durable)
    refreshed = _refresh_repository(content.parent, site, now) if site.repository_files and not preview else ()
    return Built(problems, publication, refreshed, next_meeting(site.sessions, as_of=now))


def check(
    content: Path,
    *,
    as_of: date | datetime,
    history: History = NOTHING_KNOWN,
    preview: bool = False,
) -> tuple[Site | None, tuple[Problem, ...]]:
    """Return the site (None when there are errors) and everything wrong with the content, writing nothing."""
    loaded = load(content, as_of=as_of, history=history, feeds=FEED_FILES, preview=preview)
    site = loaded.site
    found = in_order([*loaded.problems, *_repository_problems(content, site, stale=True)])
    return None if has_errors(found) else site, found


def _repository_problems(content: Path, site: Site | None, *, stale: bool) -> list[Problem]:
    problems: list[Problem] = []
    if site and site.repository_files:
        for file in REPOSITORY_FILES:
            existing = _text(content.parent / file.name)
            if existing is not None:
                problems += file.foreign(existing)
                problems += file.stale(existing, site) if stale else ()
    return problems


def _refresh_repository(folder: Path, site: Site, as_of: datetime) -> tuple[str, ...]:
    changed = []
    for file in REPOSITORY_FILES:
        fresh = file.refreshed(_text(folder / file.name), site, as_of=as_of)
        if fresh is not None and replace_file(folder / file.name, fresh.encode("utf-8", "surrogateescape")):
            changed.append(file.name)
    return tuple(changed)


def _text(path: Path) -> str | None:
    """Return a file's text with its line ends as they are; None where there is none."""
    return path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else None
