"""How programs subscribe to a calendar: an address for each, and how often it looks again.

No company documents an address that subscribes; these are the ones in use:

- `webcal://` instead of `https://` opens Apple Calendar, Thunderbird and
  whatever else has asked the system for it (IANA, "Uniform Resource
  Identifier (URI) Schemes": webcal, provisional).
- Google takes a calendar's address as `cid`.  With `webcal://` it asks
  whether to subscribe; with `https://` it looks for a Google calendar of
  that name (https://til.simonwillison.net/ics/google-calendar-ics-subscribe-link).
  Its app has no way to subscribe; what was added on the web appears in it
  (Google Calendar Help, "Add someone else's calendar", "Use a link").
- Outlook on the web takes `url` and `name`, at one host for private
  accounts and at another for those of organisations.

None of them is told of a change.  Apple's programs ask as often as their
settings say (Calendar User Guide, "Subscribe to calendars": every 5 minutes
to every week); Google says that it may take up to 12 hours, and people see
a day and more; Microsoft says "about every three hours", and "more than 24
hours" for some (support.microsoft.com, "Import or subscribe to a calendar").
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from msgspec import Struct

from rig_site.language.language import Language


class Client(Struct, frozen=True):
    """A program, the address that makes it subscribe, and how soon it shows what has changed.

    `systems` are words by which browsers name the systems on whose devices
    it is what most people use (`navigator.userAgent`).
    """

    name: str
    address: str
    refresh: str
    systems: tuple[str, ...] = ()


def webcal(address: str) -> str:
    """Return a calendar's address as one that opens a calendar program.

    >>> webcal("https://example.org/calendar.ics")
    'webcal://example.org/calendar.ics'
    """
    return re.sub(r"^https?:", "webcal:", address)


def clients(address: str, name: str, language: Language) -> tuple[Client, ...]:
    """Return the programs that subscribe to the calendar at an absolute address, which they will call by a name."""
    outlook = urlencode({"url": address, "name": name}, safe="", quote_via=quote)
    slow = language.gettext("Shows a change after some hours, at times after more than a day.")
    return (
        Client(
            "Apple Calendar",
            webcal(address),
            language.gettext(
                "Shows a change within five minutes to a week, as you set it. Other programs open this link too."
            ),
            ("iPhone", "iPad", "Macintosh"),
        ),
        Client(
            "Google Calendar",
            f"https://calendar.google.com/calendar/r?cid={quote(webcal(address), safe='')}",
            language.gettext(
                "Shows a change after half a day or a day; nothing makes it hurry. On a phone its app cannot subscribe:"
                " do it once on a computer, and the phone shows the sessions too."
            ),
            ("Android", "CrOS", "Linux"),
        ),
        Client("Outlook.com", f"https://outlook.live.com/calendar/0/addfromweb?{outlook}", slow),
        Client("Microsoft 365", f"https://outlook.office.com/calendar/0/addfromweb?{outlook}", slow, ("Windows",)),
    )
