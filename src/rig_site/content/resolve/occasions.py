"""What commits made of sessions, as those noticed who meant to come."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from rig_site.content.resolve.values import Usual, room_of
from rig_site.content.schema.session import Session
from rig_site.model.history import Occasion, TimetableChange

_MARGIN = timedelta(days=2)
"""How long after its day in UTC a session can end: in a zone behind it, and past midnight."""


class Told:
    """The changes so far, oldest first; those of one commit in the order of the sessions' days."""

    def __init__(self) -> None:
        self.changes: list[TimetableChange] = []
        self._made: Counter[tuple[str, str, str]] = Counter()
        self._waiting: list[TimetableChange] = []

    def add(self, session_id: str, at: datetime, before: Occasion | None, now: Occasion | None) -> None:
        """Add what a commit made of a session, unless that was over by then, or nobody need know."""
        change = TimetableChange(session_id, at, before, now)
        held = [occasion for occasion in (before, now) if occasion and occasion.ends > at]
        if held and change.alterations:
            self._waiting.append(change)

    def settle(self) -> None:
        """Take the changes that were added since the last time as those of one commit."""
        for change in sorted(self._waiting, key=_order):
            number = self._made[change.transition]
            self._made[change.transition] += 1
            self.changes.append(TimetableChange(change.session, change.at, change.before, change.now, number))
        self._waiting.clear()


def may_be_to_come(session: Session | None, at: datetime) -> bool:
    """Tell whether a session was perhaps not over at an instant, whatever its hours and its zone."""
    return session is not None and session.date >= at.date() - _MARGIN


def occasion(session: Session | None, usual: Usual) -> Occasion | None:
    """Return when and where a session is held, with what it takes from site.yaml; None for none."""
    if session is None:
        return None
    start, end = usual.hours(session) or (None, None)
    moves = [move.reason for move in session.moved_from]
    return Occasion(
        title=session.title or "",
        date=session.date,
        start=start,
        end=end,
        timezone=usual.zone(session),
        status=session.status,
        room=room_of(session, usual.meetings),
        online=session.online is not None,
        reason=session.reason if not session.status.meets else moves[-1] if moves else None,
    )


def _order(change: TimetableChange) -> tuple[object, ...]:
    held = change.now or change.before
    assert held is not None
    return held.date, change.session
