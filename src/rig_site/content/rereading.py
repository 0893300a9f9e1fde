"""A few files are read again: where they have to do with the rest as they had, the rest of the content stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from rig_site.cache.digest import digest
from rig_site.cache.inputs import Edits
from rig_site.cache.store import Store
from rig_site.content.findings import Findings
from rig_site.content.loaded import Loaded, last_loaded
from rig_site.content.resolve.texts import TextReader
from rig_site.content.sources.files import source_of
from rig_site.content.sources.front_matter import split
from rig_site.content.sources.mojibake import report_mojibake
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Problem
from rig_site.language.language import Language
from rig_site.model.history import History
from rig_site.model.locations import NOTE_IDS, TEXT_IDS
from rig_site.model.site import Edited, Site
from rig_site.model.text import Text

_TEXTS = ("notes/", "pages/")


def front_matters(sources: Iterable[Source]) -> Mapping[str, bytes]:
    """Return a digest of the front matter of each Markdown file."""
    return {source.path: _front_matter(source) for source in sources}


def reread(
    store: Store, folder: Path, edits: Edits, *, as_of: date | datetime, history: History
) -> tuple[Loaded, Edited] | None:
    """Return what the last build loaded with the edited files as they are now, and what that changes.

    None where more than notes, pages and sessions was edited, or these have
    to do with the rest as they had not: if a session is another one, if
    front matter is, if a text says something else of itself or is shown in
    another one, or if there is, or was, anything wrong with one of the
    files.
    """
    loaded = last_loaded(store, edits)
    if loaded is None or loaded.site_map is None or edits.paths is None:
        return None
    of_texts = frozenset(path for path in edits.paths if path.startswith(_TEXTS))
    of_sessions = edits.paths - of_texts
    if not all(path in loaded.ties for path in of_sessions) or _named(edits.paths, loaded.settled):
        return None
    texts = _texts(loaded.site_map.site, folder, of_texts, front_matters=loaded.front_matters, store=store)
    if texts is None:
        return None
    shown_elsewhere = loaded.site_map.embedded if texts else ()
    if any(address in shown_elsewhere for path in texts for address in loaded.site_map.made_of(path)):
        return None
    loaded = loaded.after(Edited(texts))
    if not of_sessions:
        return loaded, Edited(texts)
    from rig_site.content.rereading_sessions import reread_sessions

    found = reread_sessions(loaded, folder, of_sessions, as_of=as_of, history=history, store=store)
    return (found[0], Edited(texts, found[1])) if found else None


def _named(paths: Collection[str], problems: Iterable[Problem]) -> bool:
    """Tell whether a problem is in one of some files, or names it."""
    said = [f"{problem.position.path} {problem.what} {problem.suggestion}" for problem in problems]
    return any(path in each for path in paths for each in said)


def _texts(
    site: Site, folder: Path, paths: Collection[str], *, front_matters: Mapping[str, bytes], store: Store
) -> Mapping[str, Text] | None:
    """Return the texts of some notes and pages as their files say now; None where more has changed."""
    findings = Findings()
    texts = TextReader(dict(site.macros), Language(site.language, site.phrases), findings, store)
    former = {text.path: text for text in (*(note.text for note in site.notes), *(page.text for page in site.pages))}
    fresh: dict[str, Text] = {}
    for path in paths:
        source = source_of(folder, path, findings) if path in former else None
        if source is None or _front_matter(source) != front_matters[path]:
            return None
        report_mojibake(source, findings)
        taken = NOTE_IDS if path.startswith("notes/") else TEXT_IDS
        fresh[path] = texts.file(path, split(source, findings), taken=taken, before=former[path])
        if findings.problems or fresh[path].facts != former[path].facts:
            return None
    return fresh


def _front_matter(source: Source) -> bytes:
    parts = split(source, Findings())
    return digest(parts.front_matter.text if parts.front_matter else None)
