"""The driver: load, plan, render what is stale, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial, wraps
from pathlib import Path
from types import MappingProxyType
from typing import ParamSpec
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from rig_site.artifact import Artifact
from rig_site.cache import FOLDER
from rig_site.cache.inputs import Edits
from rig_site.cache.manifest import Manifest
from rig_site.cache.memory import Memory
from rig_site.cache.record import identity
from rig_site.cache.store import LostError, Store
from rig_site.content import NOTHING_KNOWN, load
from rig_site.content.rereading import reread
from rig_site.diagnostics import ContentError, Problem, has_errors, in_order
from rig_site.model.history import History
from rig_site.model.session import Session
from rig_site.model.site import Site
from rig_site.model.site_map import SiteMap
from rig_site.model.timetable import instant, next_meeting
from rig_site.outputs import plan, prepare
from rig_site.outputs.edition import Edition
from rig_site.outputs.extras import NONE, Extras
from rig_site.outputs.feeds import FEED_FILES
from rig_site.outputs.repository.files import REPOSITORY_FILES
from rig_site.outputs.search import SearchIndex
from rig_site.render.own_templates import problems_of
from rig_site.render.theme import Theme
from rig_site.workers import Tell, silent, spread, told
from rig_site.write.disk import NotAsPublished, Publication, publish, replace_file, update
from rig_site.write.place import find

Arguments = ParamSpec("Arguments")

Made = Callable[[str, bool], None]
"""Is told of a file by its path as soon as it is in its place, and whether its bytes are others."""


class Built(Struct, frozen=True):
    """What a build came to.

    `publication` is None when problems stopped it, and then nothing was
    written.  `refreshed` names the repository's files that changed, `next`
    is the next session that takes place.  `rendered` are the files that
    had to be made anew, each with the reason.  `as_of` is the instant it
    was built for, and `until` the first later one at which the same content
    may give something else; `workshop` is the folder of the cache that
    belongs to the output.  `site_map` is the map of what was published.
    """

    problems: tuple[Problem, ...]
    publication: Publication | None = None
    refreshed: tuple[str, ...] = ()
    next: Session | None = None
    rendered: Mapping[str, str] = field(default_factory=dict)
    as_of: datetime | None = None
    until: datetime | None = None
    workshop: Path | None = None
    site_map: SiteMap | None = None


def _again_in_full(build: Callable[Arguments, Built]) -> Callable[Arguments, Built]:
    """Return a build that begins anew, with nothing of what was kept, where that or the site is not as it was left."""

    @wraps(build)
    def attempt(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Built:
        try:
            return build(*args, **kwargs)
        except (NotAsPublished, LostError):
            return build(*args, **{**kwargs, "full": True})  # type: ignore[arg-type]

    return attempt


@_again_in_full
def build(
    content: Path,
    output: Path,
    *,
    as_of: date | datetime,
    base_url: str | None = None,
    origin: str | None = None,
    history: History = NOTHING_KNOWN,
    strict: bool = False,
    durable: bool = False,
    preview: bool = False,
    refresh: bool = True,
    extras: Extras = NONE,
    version: bytes | None = None,
    memory: Memory | None = None,
    edits: Edits | None = None,
    full: bool = False,
    jobs: int = 1,
    tell: Tell = silent,
    made: Made = lambda path, is_new: None,
) -> Built:
    """Publish the site of a content folder, or, when its content is wrong, leave everything as it was.

    `base_url` overrides the address written in `site.yaml` for this build,
    `origin` its scheme, host and port; identities in calendars and feeds
    do not change with them.  `history` is what git knows, see
    `content.load`.  A `preview` shows another day than today: its pages
    say so and go by that day's clock, and the repository's files stay as
    they are, as they do without `refresh`.  `extras` are the parts of the
    site that are published when they are asked for; `SearchUnavailable` is
    raised where the program that makes the index of one is not installed.

    What the last build made of the same is used again if that was by a
    program of the same `version`, a digest; without one nothing is kept but
    in the `memory` of a process that builds again and again, and whose the
    output is: after an edit its files are replaced one by one, the pages of
    what was edited first, and it is told of each that is `made`.  With the
    `edits` since the last build no more is read than these, as long as they
    change nothing for the rest.  A `full` build uses nothing, and
    compares every published file.  Up to `jobs` processes share the work, and
    `tell` is told how far it has come.
    """
    sources = (content, content.parent / "templates")
    place = find(output, output.parent / FOLDER, sources)
    if memory is not None and full:
        memory.clear()
    store = Store(place.store if version else None, version or b"", empty=full) if memory is None else memory
    known = Manifest.of(store, identity(str(place.site)))
    theme = Theme.of(content.parent / "templates")
    found = reread(store, content, edits, as_of=as_of, history=history) if edits and known.files else None
    loaded, edited = found or (None, None)
    if loaded is None:
        loaded = load(
            content, as_of=as_of, history=history, feeds=FEED_FILES, preview=preview, store=store, jobs=jobs, tell=tell
        )
        loaded = loaded.with_problems(_repository_problems(content, loaded.site, stale=False))
        loaded = loaded.with_problems(problems_of(theme))
    if loaded.site_map is None or has_errors(loaded.problems, strict=strict):
        return Built(loaded.problems)
    site = loaded.site_map.site
    now = instant(as_of, site.timezone)
    address = origin + urlsplit(site.base_url).path if origin else base_url or site.base_url
    edition = Edition(loaded.site_map, now, address, theme, preview, store, edited, extras)
    index = None
    try:
        if edited is not None and edition.everywhere != known.everywhere:
            raise NotAsPublished
        if edited is not None and memory is not None and not extras.search:
            manifest, stale, publication = _update(edition, known, output, made)
        else:
            if edited is None:
                prepare(edition, jobs=jobs)
            planned = {artifact.path: artifact for artifact in plan(edition)}
            keys = {path: artifact.key for path, artifact in planned.items()}
            manifest = Manifest(edition.everywhere, keys if edited is None else {**known.files, **keys})
            index = SearchIndex.of(loaded.site_map, manifest, known) if extras.search else None
            manifest = index.within(manifest) if index else manifest
            stale = known.stale(manifest)
            rendered = spread(Artifact.render, [planned[path] for path in stale], jobs=jobs)
            files: Iterable[tuple[str, bytes]] = zip(stale, told(rendered, tell, "files", len(stale)), strict=True)
            if index and not index.files:
                files = index.beside(files, partial(_published, place.site))
            kept = manifest.files.keys() - stale.keys()
            publication = publish(files, output, place.cache, kept=kept, protected=sources, durable=durable)
    except ContentError as error:
        return Built(in_order([*loaded.problems, error.problem]))
    manifest = index.known(manifest, publication.written, publication.unchanged) if index else manifest
    replace(manifest, site=publication.site).keep(store)
    if edits:
        loaded.keep(store, edits)
        edition.keep()
    store.save(whole=edited is None)
    refresh = refresh and site.repository_files and not preview
    refreshed = _refresh_repository(content.parent, site, now) if refresh else ()
    return Built(
        loaded.problems,
        publication,
        refreshed,
        next=next_meeting(site.sessions, as_of=now),
        rendered=stale,
        as_of=now,
        until=loaded.until,
        workshop=place.workshop,
        site_map=loaded.site_map,
    )


def _update(
    edition: Edition, known: Manifest, output: Path, made: Made
) -> tuple[Manifest, Mapping[str, str], Publication]:
    """Make each file anew that an edit made stale, as soon as it is known to be, and put it in its place at once."""
    keys: dict[str, bytes] = {}
    stale: dict[str, str] = {}

    def files() -> Iterator[tuple[str, bytes]]:
        for artifact in plan(edition):
            keys[artifact.path] = artifact.key
            if reason := known.reason(artifact.path, artifact.key):
                stale[artifact.path] = reason
                yield artifact.path, artifact.render()

    publication = update(files(), output, kept=known.files.keys(), made=made)
    return Manifest(known.everywhere, {**known.files, **keys}), stale, publication


def check(
    content: Path,
    *,
    as_of: date | datetime,
    history: History = NOTHING_KNOWN,
    preview: bool = False,
    texts: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Site | None, tuple[Problem, ...]]:
    """Return the site (None when there are errors) and everything wrong with the content, writing nothing.

    Files in `texts` are read as if they held these bytes.
    """
    loaded = load(content, as_of=as_of, history=history, feeds=FEED_FILES, preview=preview, texts=texts)
    site = loaded.site
    around = [*_repository_problems(content, site, stale=True), *problems_of(Theme.of(content.parent / "templates"))]
    found = in_order([*loaded.problems, *around])
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


def _published(site: Path, path: str) -> bytes:
    """Return a file of the site as the last build published it."""
    try:
        return (site / path).read_bytes()
    except FileNotFoundError:
        raise NotAsPublished from None


def _text(path: Path) -> str | None:
    """Return a file's text with its line ends as they are; None where there is none."""
    return path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else None
