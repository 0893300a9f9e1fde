"""A few texts are read again: where they say of themselves what they said before, the rest of the content stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from rig_site.cache.digest import digest
from rig_site.cache.store import Store
from rig_site.content.findings import Findings
from rig_site.content.resolve.texts import TextReader
from rig_site.content.sources.files import MAX_BYTES
from rig_site.content.sources.front_matter import split
from rig_site.content.sources.mojibake import report_mojibake
from rig_site.content.sources.source import Source, from_bytes
from rig_site.diagnostics import Problem
from rig_site.language.language import Language
from rig_site.model.locations import NOTE_IDS, TEXT_FRAGMENTS
from rig_site.model.site_map import SiteMap
from rig_site.model.text import Text


def front_matters(sources: Iterable[Source]) -> Mapping[str, bytes]:
    """Return a digest of the front matter of each Markdown file."""
    return {source.path: _front_matter(source) for source in sources}


def reread(
    site_map: SiteMap,
    folder: Path,
    paths: Collection[str],
    *,
    front_matters: Mapping[str, bytes],
    problems: Iterable[Problem],
    store: Store,
) -> SiteMap | None:
    """Return the map with the texts of some notes and pages as their files say now; None where more has changed.

    More has changed if a file is no note or page with a page of its own,
    if its front matter is another, if its text says something else of
    itself, or if there is, or was, anything to be said of it.  The
    `problems` and the digests of the `front_matters` are those of the map.
    """
    site = site_map.site
    findings = Findings()
    texts = TextReader(dict(site.macros), Language(site.language, site.phrases), findings, store)
    former = {text.path: text for text in (*(note.text for note in site.notes), *(page.text for page in site.pages))}
    said = [f"{problem.position.path} {problem.what} {problem.suggestion}" for problem in problems]
    fresh: dict[str, Text] = {}
    for path in paths:
        if path not in former or any(path in each for each in said):
            return None
        source = _source(folder / path, path, findings)
        if source is None or _front_matter(source) != front_matters[path]:
            return None
        report_mojibake(source, findings)
        taken = NOTE_IDS if path.startswith("notes/") else TEXT_FRAGMENTS
        fresh[path] = texts.file(path, split(source, findings), taken=taken)
        if findings.problems or fresh[path].facts != former[path].facts:
            return None
    notes = tuple(replace(note, text=fresh.get(note.text.path, note.text)) for note in site.notes)
    pages = tuple(replace(page, text=fresh.get(page.text.path, page.text)) for page in site.pages)
    return replace(site_map, site=replace(site, notes=notes, pages=pages))


def _source(file: Path, path: str, findings: Findings) -> Source | None:
    try:
        content = file.read_bytes()
    except OSError:
        return None
    return from_bytes(path, content, findings) if len(content) <= MAX_BYTES else None


def _front_matter(source: Source) -> bytes:
    parts = split(source, Findings())
    return digest(parts.front_matter.text if parts.front_matter else None)
