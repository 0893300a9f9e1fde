"""Addresses that put one session into a calendar kept at Google or Microsoft.

Neither company documents them; the formats are those collected at
https://github.com/InteractionDesignFoundation/add-event-to-calendar-docs
(services/google.md and services/outlook-web.md), and for Google's dates in
its former "Event publisher guide":

- Google: `action=TEMPLATE`, `text`, `dates` (two UTC instants, or two dates
  of which the second is the day after the last), `details`, `location`.
- Outlook: `path` and `rru` as below, `subject`, `startdt` and `enddt` (ISO
  8601 with `Z`, or dates with `allday=true`), `body` (HTML), `location`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from html import escape
from urllib.parse import quote, urlencode

from rig_site.model.link import Link
from rig_site.model.session import Session
from rig_site.model.timetable import ends
from rig_site.outputs.description import as_text
from rig_site.outputs.details import details
from rig_site.outputs.edition import Edition
from rig_site.outputs.text import one_line

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = (
    ("Outlook.com", "https://outlook.live.com/calendar/0/deeplink/compose"),
    ("Microsoft 365", "https://outlook.office.com/calendar/0/deeplink/compose"),
)

LONGEST = 800
"""How many characters of a description go along: a letter can take nine in an address, and servers need not take
an address of more than 8,000 (RFC 9110, 4.1).
"""


def add_links(session: Session, edition: Edition) -> tuple[Link, ...]:
    """Return what puts a session to come into a calendar on the web; nothing for one that is over or is not held."""
    if not session.meets or ends(session) <= edition.as_of:
        return ()
    said = details(session, edition)
    title = said.marked_title
    place = one_line(said.place)
    text = _shortened(as_text(said), said.page)
    google = {"action": "TEMPLATE", "text": title, "dates": _google_dates(session), "details": text, "location": place}
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        **_outlook_dates(session),
        "subject": title,
        "body": escape(text, quote=False).replace("\n", "<br>"),
        "location": place,
    }
    return (
        Link("Google", _address(GOOGLE, google)),
        *(Link(name, _address(address, outlook)) for name, address in OUTLOOK),
    )


def _google_dates(session: Session) -> str:
    if session.start and session.end:
        return f"{session.start.astimezone(UTC):%Y%m%dT%H%M%SZ}/{session.end.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{session.date:%Y%m%d}/{session.date + timedelta(days=1):%Y%m%d}"


def _outlook_dates(session: Session) -> dict[str, str]:
    if session.start and session.end:
        return {"startdt": _instant(session.start), "enddt": _instant(session.end)}
    following: date = session.date + timedelta(days=1)
    return {"startdt": session.date.isoformat(), "enddt": following.isoformat(), "allday": "true"}


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _shortened(text: str, page: str) -> str:
    """Return text of a length that an address can hold; where something is left out, it ends in the page's address."""
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST].rpartition("\n")[0] or text[:LONGEST]
    return f"{kept.rstrip()}\n…\n\n{page}"


def _address(base: str, fields: dict[str, str]) -> str:
    filled = {name: value for name, value in fields.items() if value}
    return f"{base}?{urlencode(filled, safe='', quote_via=quote)}"
