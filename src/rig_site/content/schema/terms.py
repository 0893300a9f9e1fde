"""Words and names with a fixed set of meanings: status, weekday, rhythm, time zone, language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rig_site.content.findings import LONGEST_CITED, FieldError, Meant, cite, guess, sure
from rig_site.content.known_words import KnownWords, closest
from rig_site.model.series import MeetingDay
from rig_site.model.session import Status

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
"""Which weekday of a month is meant, in the words it is written with."""

DAY_EXAMPLES = (*WEEKDAYS, *(f"{word} monday" for word in ORDINALS))
"""Days of a usual meeting that editors offer."""

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
    "called off": "cancelled",
    "canceled": "cancelled",
    "holiday": "break",
    "no meeting": "break",
    "open": "free",
    "postponed": "cancelled",
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
_ORDINALS_MEANT = {
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "4th": "fourth",
    "fifth": "last",
    "5th": "last",
    "final": "last",
}
_AROUND_DAYS = re.compile(r"\b(?:every|each|on|the|of|(?:a|the|every|each) month|month)\b")
_BETWEEN_DAYS = re.compile(r"\s*(?:,\s*(?:and\b)?|&|\+|/|;|\band\b|\bor\b)\s*", re.IGNORECASE)
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
            meant=guess(str(meant) if meant else None),
        )
    return Status(text)


def meeting_day(text: str) -> MeetingDay:
    """Return the weekday that a text such as `monday` or `first monday` names.

    >>> meeting_day("last friday")
    MeetingDay(weekday=4, ordinal=-1)
    """
    ordinal, _, day = " ".join(text.casefold().split()).rpartition(" ")
    if day not in WEEKDAYS or (ordinal and ordinal not in ORDINALS):
        raise FieldError(
            f"{cite(text)} is not a weekday",
            allowed=f"{', '.join(WEEKDAYS)}; of a month: first monday, last friday; several: [tuesday, thursday]",
            meant=_days_meant(text),
        )
    return MeetingDay(WEEKDAYS.index(day), ORDINALS.get(ordinal))


def spoken_day(day: MeetingDay) -> str:
    """Return a day of a usual meeting as it is said and written: `monday`, `first monday`."""
    ordinal = next((word for word, number in ORDINALS.items() if number == day.ordinal), "")
    return f"{ordinal} {WEEKDAYS[day.weekday]}".lstrip()


def _days_meant(text: str) -> Meant | None:
    """Return what a text like `Tuesdays and Thursdays` or `1st Mon. of the month` probably means."""
    if len(text) > LONGEST_CITED:
        return None
    found = [_day_meant(part) for part in _BETWEEN_DAYS.split(text.strip())]
    if not all(found):
        return None
    if len(found) > 1:
        ordinal = found[-1].rpartition(" ")[0]
        whole = [f"{day} {found[-1].rpartition(' ')[2]}" if day in ORDINALS else day for day in found]
        return Meant(list(whole)) if ordinal or not set(found) & ORDINALS.keys() else None
    return guess(found[0])


def _day_meant(text: str) -> str:
    """Return the weekday, or only its place in the month, that is probably meant; nothing where none is."""
    words = [word.strip(".") for word in _AROUND_DAYS.sub(" ", text.casefold()).split()]
    ordinals = [word for word in (_ORDINALS_MEANT.get(word, word) for word in words) if word in ORDINALS]
    others = [word for word in words if _ORDINALS_MEANT.get(word, word) not in ORDINALS]
    if not others:
        return ordinals[0] if len(ordinals) == 1 else ""
    if len(others) > 1 or len(ordinals) > 1:
        return ""
    short = [day for day in WEEKDAYS if len(others[0]) > 1 and day.startswith(others[0])]
    day = short[0] if len(short) == 1 else closest(others[0].removesuffix("s"), WEEKDAYS)
    return " ".join([*ordinals, day]) if day else ""


def every(text: str) -> tuple[int, bool]:
    """Return how often a meeting is held: a number of weeks, or of months where the second value is true."""
    match = _EVERY.fullmatch(text)
    number = int(match[1] or 1) if match else 0
    if not match or not number:
        allowed = "week, or a number of them such as 2 weeks; month, 2 months"
        meant = _EVERY_MEANT.get(text.casefold())
        raise FieldError(f"{cite(text)} does not say how often", allowed=allowed, meant=sure(meant or ""))
    return number, match[2] == "month"


CITY_ALIKE = 0.75
"""The ratio of `difflib` that the name of a zone or city has with one that was meant: there are hundreds."""

_WITHOUT_SUMMER_TIME = {"EST": "America/New_York", "MST": "America/Denver", "HST": "Pacific/Honolulu"}
"""Names that the tz database has for fixed offsets, and the zones that people mean by them."""


def timezone(text: str) -> str:
    """Return the name of a time zone the tz database knows."""
    if text in _WITHOUT_SUMMER_TIME:
        raise FieldError(
            f"{cite(text)} stays at winter time all year",
            allowed="an IANA name such as Europe/London",
            meant=Meant(_WITHOUT_SUMMER_TIME[text], sure=False),
        )
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        raise FieldError(
            f"{cite(text)} is not a time zone",
            allowed="an IANA name such as Europe/London",
            meant=guess(_zone_meant(text)),
        ) from None
    return text


def _zone_meant(text: str) -> str | None:
    """Return the zone with nearly that name, or with nearly that city where no other continent is named."""
    if len(text) < len("Asia"):
        return None
    zones, cities, by_city = _zones()
    written = text.strip().replace(" ", "_")
    continent, _, name = written.rpartition("/")
    city = cities.closest(name, least_alike=CITY_ALIKE)
    meant = zones.closest(written, least_alike=CITY_ALIKE) or (by_city[city] if city else None)
    alike = meant and (not continent or closest(continent, {meant.partition("/")[0]}))
    return meant if alike else None


@cache
def _zones() -> tuple[KnownWords, KnownWords, Mapping[str, str]]:
    """Return the zones that may be meant, their cities, and the zones by their cities.

    `Etc/GMT+1` is an hour behind Greenwich (the tz database, "etcetera"), so nobody who writes GMT+1 means it.
    """
    named = (zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    zones = ["UTC", *sorted(named)]
    by_city = {zone.rpartition("/")[2]: zone for zone in zones}
    return KnownWords(zones), KnownWords(by_city), by_city


def language(text: str) -> str:
    """Return a language tag (BCP 47)."""
    if not _LANGUAGE.fullmatch(text):
        better = text.replace("_", "-").partition(".")[0]
        meant = sure(better if _LANGUAGE.fullmatch(better) else "")
        raise FieldError(f"{cite(text)} is not a language tag", allowed="a tag such as en, en-GB or de-CH", meant=meant)
    return text
