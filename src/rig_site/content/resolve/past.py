"""What the commits of the published line say of each session: since when it is there, and when its value changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from rig_site.content.resolve.former import Reader, SessionFile, is_session_file, site_of
from rig_site.content.resolve.occasions import Told, may_be_to_come, occasion
from rig_site.content.resolve.values import Usual
from rig_site.content.schema.session import Session
from rig_site.content.schema.site import Site
from rig_site.model.history import Commit, History, Snapshot, TimetableChange

UNCOMMITTED = timedelta(seconds=1)
"""How long after the newest commit a working tree counts that differs from it."""


class State:
    """site.yaml and the session files as they once stood; what could not be read stands as it did before."""

    def __init__(self) -> None:
        self.sessions: dict[str, Session] = {}
        self.site: Site | None = None
        self.usual = Usual("UTC", ())
        self._files: dict[str, SessionFile] = {}
        self._holders: dict[str, dict[str, SessionFile]] = {}
        self._reader = Reader()

    def apply(self, files: Mapping[str, bytes | None]) -> dict[str, Session | None]:
        """TimetableChange files, and return the sessions that are other ones since as they were; None for new ones."""
        touched: set[str] = set()
        for path, content in files.items():
            if path == "site.yaml":
                self.site = site_of(content) or self.site
                self.usual = Usual.of(self.site) if self.site else self.usual
            elif is_session_file(path):
                file = self._files.setdefault(path, SessionFile(path, self._reader))
                changed = file.change(content)
                touched |= changed
                for name in changed:
                    self._hold(name, path, file)
        before = {name: self.sessions.pop(name, None) for name in touched}
        for name in touched:
            holders = self._holders[name]
            if holders:
                holder = next((path for path in holders if path in files), next(iter(holders)))
                self.sessions[name] = holders[holder].sessions[name]
        return before

    def path_of(self, session_id: str) -> str:
        """Return the file that held a session."""
        return next(iter(self._holders[session_id]))

    def home_of(self, session_id: str) -> str | None:
        """Return the file that held a session, None where there was no such session."""
        return self.path_of(session_id) if session_id in self.sessions else None

    def _hold(self, session_id: str, path: str, file: SessionFile) -> None:
        """Remember whether a file holds a session."""
        holders = self._holders.setdefault(session_id, {})
        if session_id in file.sessions:
            holders[path] = file
        else:
            holders.pop(path, None)


def state_of(snapshot: Snapshot) -> State:
    """Return the state that a snapshot shows."""
    state = State()
    state.apply(snapshot.files)
    return state


class Dates(Struct, frozen=True):
    """When a session first was there, and when its value changed last, as UTC instants."""

    first: datetime
    last: datetime


class Past:
    """The line of commits, gone through once.

    `state` is what the newest one holds.  `newest` is its time: the latest
    at which a commit of the line was made, so that it never falls; times
    after `as_of` are left out, `future` being the latest of them.
    A shallow clone tells no times, and so no changes.
    """

    def __init__(self, history: History, *, as_of: datetime) -> None:
        self.state = State()
        self.newest: datetime | None = None
        self.future: datetime | None = None
        self.shallow = history.shallow
        self._as_of = as_of
        self._since = history.since
        self._dates: dict[str, Dates] = {}
        self._told = Told()
        for commit in history.commits:
            usual, before = self.state.usual, self.state.apply(commit.files)
            if not history.shallow:
                self._date(commit, usual, before)
                self._told.settle()

    @property
    def changes(self) -> Sequence[TimetableChange]:
        """What commits made of sessions that were not over then, oldest first."""
        return self._told.changes

    @property
    def compared(self) -> tuple[State, str]:
        """The state that the content is compared with, and what messages call it."""
        return (state_of(self._since), self._since.name) if self._since else (self.state, "the last commit")

    def dates(self, session_id: str, session: Session, usual: Usual) -> Dates | None:
        """Return what is known of a session as it is written now; None where nothing is."""
        known = self._dates.get(session_id)
        if self.newest is None or not self.state.sessions:
            return None
        committed = self.state.sessions.get(session_id)
        if known and committed and _same(committed, self.state.usual, session, usual):
            return known
        now = min(self.newest + UNCOMMITTED, self._as_of)
        return replace(known, last=now) if known else Dates(now, now)

    def _date(self, commit: Commit, usual: Usual, before: Mapping[str, Session | None]) -> None:
        begun = self.newest is not None
        if commit.time > self._as_of:
            self.future = max(self.future or commit.time, commit.time)
        else:
            self.newest = max(self.newest or commit.time, commit.time)
        if self.newest is None:
            return
        sessions = self.state.sessions
        everybody = not begun or usual != self.state.usual
        for name in sessions if everybody else before.keys() & sessions.keys():
            former = before.get(name, sessions[name]) if begun else None
            if former is None or not _same(former, usual, sessions[name], self.state.usual):
                first = self._dates[name].first if name in self._dates else self.newest
                self._dates[name] = Dates(first, self.newest)
                self._tell(commit, name, former, usual)
        for name, session in before.items() if begun else ():
            if name not in sessions:
                self._tell(commit, name, session, usual)

    def _tell(self, commit: Commit, name: str, former: Session | None, usual: Usual) -> None:
        """Keep what a commit made of a session; one that is dated after the present is not told before that."""
        now, at = self.state.sessions.get(name), self.newest
        if at and commit.time <= self._as_of and (may_be_to_come(former, at) or may_be_to_come(now, at)):
            self._told.add(name, at, occasion(former, usual), occasion(now, self.state.usual))


def _same(one: Session, its_usual: Usual, other: Session, other_usual: Usual) -> bool:
    """Tell whether a session comes to the same as before."""
    if one is other and its_usual == other_usual:
        return True
    return its_usual.value(one) == other_usual.value(other)
