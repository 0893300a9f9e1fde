"""Sessions are read again: where one has to do with the rest as it had, the others stay what they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from msgspec.structs import replace

from rig_site.cache.digest import digest
from rig_site.cache.store import Store
from rig_site.content.checks.changes import compare_session
from rig_site.content.checks.each import check_each
from rig_site.content.checks.whole import check_whole
from rig_site.content.findings import Findings
from rig_site.content.known_words import KnownWords
from rig_site.content.lasting import lasting_until
from rig_site.content.loaded import Loaded, Ties
from rig_site.content.resolve.addresses import Addresses
from rig_site.content.resolve.announced import Announcements
from rig_site.content.resolve.past import Past
from rig_site.content.resolve.sessions import OwnFields
from rig_site.content.resolve.texts import TextReader
from rig_site.content.resolve.values import Usual
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.session import Session as Fields
from rig_site.content.single_files import sessions_in, settings_in
from rig_site.content.sources.files import source_of
from rig_site.language.language import Language
from rig_site.model.history import History
from rig_site.model.names import spellings
from rig_site.model.permalink import session_path
from rig_site.model.session import Session
from rig_site.model.site import Edited
from rig_site.model.site_map import SiteMap
from rig_site.model.timetable import chronological, ends, instant

_OWN = {"title", "time", "timezone", "room", "online", "status", "reason", "revision", "abstract", "links"}
"""The fields of a session that nothing but the session itself depends on."""


def ties_of(entries: Mapping[str, Decoded[Fields]]) -> Mapping[str, tuple[Ties, ...]]:
    """Return the ties of the sessions in each file, in the order they are written; sessions are known by their ids."""
    found: dict[str, dict[int, Ties]] = {}
    for session_id, entry in entries.items():
        found.setdefault(entry.source.path, {})[entry.node.start] = _ties(session_id, entry)
    return {path: tuple(held[start] for start in sorted(held)) for path, held in found.items()}


def reread_sessions(
    loaded: Loaded, folder: Path, paths: Collection[str], *, as_of: date | datetime, history: History, store: Store
) -> tuple[Loaded, Mapping[str, Session]] | None:
    """Return what was loaded with the sessions in some files as they are now, and those that are others, by their ids.

    None where one has to do with the rest as it had not, or where there is
    anything wrong with it but what concerns all sessions together.
    """
    findings, passing = Findings(), Findings()
    source = source_of(folder, "site.yaml", findings)
    settings = settings_in(source, findings) if source else None
    if loaded.site_map is None or settings is None:
        return None
    site = loaded.site_map.site
    now = instant(as_of, site.timezone)
    past = Past(history, as_of=now)
    state, name = past.compared
    announcements = Announcements(past, Usual.of(settings.value), now)
    addresses = Addresses(folder, site.base_url, findings)
    own = OwnFields(site.timezone, site.meetings, KnownWords(site.kinds), addresses, announcements, findings)
    reader = TextReader(dict(site.macros), Language(site.language, site.phrases), findings, store)
    people = frozenset(person.key for person in site.people)
    former = {session.id: session for session in site.sessions}
    sessions: dict[str, Session] = {}
    for path in paths:
        entries = _edited(loaded, folder, path, findings)
        if entries is None:
            return None
        for session_id, entry in entries.items():
            committed = state.sessions.get(session_id)
            if committed and committed.status.is_event:
                compare_session(session_id, committed, name, entry, announcements, findings)
            elif committed is None and state.sessions.keys() - former.keys():
                return None
            check_each({session_id: entry}, people, findings)
            abstract = reader.field(entry.value.abstract, entry, "abstract")
            session = replace(former[session_id], **own.of(session_id, entry), abstract=abstract)
            if findings.problems or addresses.own or not _is_alike(former[session_id], session, loaded, as_of=now):
                return None
            sessions[session_id] = session
    after = loaded.after(Edited(sessions=sessions))
    if after.site_map is None or not _is_in_order(loaded.site_map, after.site_map):
        return None
    site = after.site_map.site
    check_whole(site, settings, _Entries(loaded, folder), state=state, name=name, as_of=now, findings=passing)
    until = lasting_until(site, loaded.written, past, as_of=now)
    return replace(after, passing=tuple(passing.problems), until=until), sessions


def _ties(session_id: str, entry: Decoded[Fields]) -> Ties:
    written = entry.node.value if isinstance(entry.node.value, dict) else {}
    tied = {name: value for name, value in written.items() if name not in _OWN}
    return Ties(session_id, digest(tied), digest(written))


def _edited(loaded: Loaded, folder: Path, path: str, findings: Findings) -> Mapping[str, Decoded[Fields]] | None:
    """Return the sessions of a file that are others than they were; None where one has other ties, or is wrong."""
    known, source = loaded.ties[path], source_of(folder, path, findings)
    entries = sessions_in(source, findings) if source else ()
    if len(entries) != len(known):
        return None
    found = {}
    for tied, entry in zip(known, entries, strict=True):
        now = _ties(tied.session, entry)
        if now.ties != tied.ties:
            return None
        if now != tied or tied.session in loaded.since.sessions:
            found[tied.session] = entry
    return found


def _is_alike(former: Session, session: Session, loaded: Loaded, *, as_of: datetime) -> bool:
    """Tell whether a session has to do with the rest as it had."""
    before, now = (each.abstract.facts if each.abstract else None for each in (former, session))
    return (
        before == now
        and (_words(former) == _words(session) or not _is_embedded(session, loaded))
        and former.is_event == session.is_event
        and (ends(former) <= as_of) == (ends(session) <= as_of)
        and (former.title == session.title or _is_free({former.title, session.title}, loaded))
    )


def _words(session: Session) -> str:
    return session.abstract.source if session.abstract else ""


def _is_embedded(session: Session, loaded: Loaded) -> bool:
    """Tell whether another text shows a session's abstract in place."""
    return loaded.site_map is not None and session_path(session.id) in loaded.site_map.embedded


def _is_free(titles: Collection[str], loaded: Loaded) -> bool:
    """Tell whether no link goes by one of some titles, or by a name that is nobody's and like one, and no message."""
    assert loaded.site_map
    taken = {spelling for title in titles for spelling in spellings(title)}
    known = KnownWords(taken)
    for path, link in loaded.site_map.wikilinks:
        if taken.intersection(spellings(link.target)) or (
            known.did_you_mean(link.target) and loaded.site_map.wikilink(link, path) is None
        ):
            return False
    said = [f"{problem.what} {problem.suggestion}" for problem in loaded.settled]
    return not any(title in each for title in titles if title for each in said)


def _is_in_order(former: SiteMap, site_map: SiteMap) -> bool:
    """Tell whether the sessions of a map stand in their order, and the years apart are those that there were."""
    before, now, sessions = former.sizes, site_map.sizes, site_map.site.sessions
    years = (before.calendar_years, before.archive_years) == (now.calendar_years, now.archive_years)
    return years and chronological(sessions) == sessions


class _Entries(Mapping[str, Decoded[Fields]]):
    """The fields of sessions by their ids, as their files say now: a file is read when a session in it is asked for."""

    def __init__(self, loaded: Loaded, folder: Path) -> None:
        self._ties = loaded.ties
        self._paths = {each.session: path for path, held in loaded.ties.items() for each in held}
        self._folder = folder
        self._read: dict[str, Decoded[Fields]] = {}

    def __getitem__(self, session_id: str) -> Decoded[Fields]:
        """Return the fields of a session."""
        if session_id not in self._read:
            path, findings = self._paths[session_id], Findings()
            source = source_of(self._folder, path, findings)
            entries = sessions_in(source, findings) if source else ()
            self._read |= {tied.session: entry for tied, entry in zip(self._ties[path], entries, strict=True)}
        return self._read[session_id]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Return how many sessions there are."""
        return len(self._paths)
