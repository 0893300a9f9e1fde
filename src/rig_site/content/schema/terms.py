"""Words and names with a fixed set of meanings: status, weekday, rhythm, time zone, language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rig_site.content.findings import FieldError, cite
from rig_site.content.known_words import KnownWords, closest, did_you_mean
from rig_site.model.session import Status

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

STATUS_MEANS = (
    "It takes place.",
    "To be confirmed.",
    "It does not take place, and calendars say so.",
    "A slot to claim.",
    "No meeting: a holiday, a hack week.",
)
"""What each status says, in their order."""

_STATUS_MEANT = {
    "bank holiday": "break",
    "canceled": "cancelled",
    "holiday": "break",
    "no meeting": "break",
    "open": "free",
    "provisional": "tentative",
    "tba": "tentative",
    "tbc": "tentative",
    "tbd": "tentative",
}
_EVERY_MEANT = {
    "bi-weekly": "2 weeks",
    "biweekly": "2 weeks",
    "every month": "month",
    "every week": "week",
    "fortnight": "2 weeks",
    "fortnightly": "2 weeks",
    "monthly": "month",
    "weekly": "week",
}
_EVERY = re.compile(r"(?:(\d{1,2}) )?(week|month)s?", re.ASCII)
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*", re.ASCII | re.IGNORECASE
)
"""A language, a script, a region and variants (RFC 5646, 2.1), as browsers take them."""


def status(text: str) -> Status:
    """Return whether a session takes place."""
    if text not in list(Status):
        meant = _STATUS_MEANT.get(text.casefold()) or closest(text, Status)
        raise FieldError(
            f"{cite(text)} is not a status",
            allowed=", ".join(Status),
            suggestion=f"did you mean '{meant}'?" if meant else "",
        )
    return Status(text)


def weekday(text: str) -> int:
    """Return the number of a weekday, counted from Monday as 0."""
    day = text.casefold()
    if day not in WEEKDAYS:
        short = [known for known in WEEKDAYS if len(day) > 1 and known.startswith(day.rstrip("."))]
        meant = f"did you mean '{short[0]}'?" if len(short) == 1 else did_you_mean(day, WEEKDAYS)
        raise FieldError(f"{cite(text)} is not a weekday", allowed=", ".join(WEEKDAYS), suggestion=meant)
    return WEEKDAYS.index(day)


def every(text: str) -> tuple[int, bool]:
    """Return how often a meeting is held: a number of weeks, or of months where the second value is true."""
    match = _EVERY.fullmatch(text)
    number = int(match[1] or 1) if match else 0
    if not match or not number:
        allowed = "week, or a number of them such as 2 weeks; month, 2 months"
        meant = _EVERY_MEANT.get(text.casefold())
        raise FieldError(
            f"{cite(text)} does not say how often", allowed=allowed, suggestion=f"write '{meant}'" if meant else ""
        )
    return number, match[2] == "month"


_WITHOUT_SUMMER_TIME = {"EST": "America/New_York", "MST": "America/Denver", "HST": "Pacific/Honolulu"}
"""Names that the tz database has for fixed offsets, and the zones that people mean by them."""


def timezone(text: str) -> str:
    """Return the name of a time zone the tz database knows."""
    if text in _WITHOUT_SUMMER_TIME:
        raise FieldError(
            f"{cite(text)} stays at winter time all year",
            allowed="an IANA name such as Europe/London",
            suggestion=f"write '{_WITHOUT_SUMMER_TIME[text]}'",
        )
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        raise FieldError(
            f"{cite(text)} is not a time zone",
            allowed="an IANA name such as Europe/London",
            suggestion=_zone_meant(text),
        ) from None
    return text


def _zone_meant(text: str) -> str:
    if len(text) < len("Asia"):
        return ""
    zones, cities, by_city = _zones()
    written = text.strip().replace(" ", "_")
    city = cities.closest(written.rpartition("/")[2])
    meant = zones.closest(written) or (by_city[city] if city else None)
    return f"did you mean '{meant}'?" if meant else ""


@cache
def _zones() -> tuple[KnownWords, KnownWords, Mapping[str, str]]:
    """Return the zones there are, their cities, and the zones by their cities."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    by_city = {zone.rpartition("/")[2]: zone for zone in zones}
    return KnownWords(zones), KnownWords(by_city), by_city


def language(text: str) -> str:
    """Return a language tag (BCP 47)."""
    if not _LANGUAGE.fullmatch(text):
        better = text.replace("_", "-").partition(".")[0]
        meant = f"write '{better}'" if _LANGUAGE.fullmatch(better) else ""
        raise FieldError(
            f"{cite(text)} is not a language tag", allowed="a tag such as en, en-GB or de-CH", suggestion=meant
        )
    return text
