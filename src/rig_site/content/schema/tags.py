"""Names that are looked up in public registers: time zones and languages, and what people call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rig_site.content.findings import FieldError, Meant, cite, guess, sure
from rig_site.content.known_words import KnownWords, closest

_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*", re.ASCII | re.IGNORECASE
)
"""A language, a script, a region and variants (RFC 5646, 2.1), as browsers take them."""

CITY_ALIKE = 0.75
"""The ratio of `difflib` that the name of a zone or city has with one that was meant: there are hundreds."""

_WITHOUT_SUMMER_TIME = {"EST": "America/New_York", "MST": "America/Denver", "HST": "Pacific/Honolulu"}
"""Names that the tz database has for fixed offsets, and the zones that people mean by them."""

_CALLED = {
    "aedt": "Australia/Sydney",
    "aest": "Australia/Sydney",
    "beijing": "Asia/Shanghai",
    "british": "Europe/London",
    "bst": "Europe/London",
    "cdt": "America/Chicago",
    "cest": "Europe/Berlin",
    "cst": "America/Chicago",
    "edt": "America/New_York",
    "eest": "Europe/Athens",
    "england": "Europe/London",
    "et": "America/New_York",
    "france": "Europe/Paris",
    "germany": "Europe/Berlin",
    "india": "Asia/Kolkata",
    "ist": "Asia/Kolkata",
    "italy": "Europe/Rome",
    "jst": "Asia/Tokyo",
    "mdt": "America/Denver",
    "netherlands": "Europe/Amsterdam",
    "pdt": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
    "scotland": "Europe/London",
    "switzerland": "Europe/Zurich",
    "uk": "Europe/London",
    "united kingdom": "Europe/London",
    "wales": "Europe/London",
    "west": "Europe/Lisbon",
}
"""Short names of zones, countries with one zone and cities without one, and the zones that people mean by them."""

_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s*[+\u2212\u2013-]?\d[\d:.]*(?:\s*h\w*)?", re.IGNORECASE)
_OF_THE_CLOCK = re.compile(r"(?:[ _]+(?:standard|daylight|summer|winter))?[ _]+time$", re.IGNORECASE)


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
        allowed = "an IANA name such as Europe/London"
        if _OFFSET.fullmatch(text.strip()):
            words = "an offset changes with summer time: write the zone of a city, as Europe/London"
            raise FieldError(f"{cite(text)} is not a time zone", allowed=allowed, suggestion=words) from None
        meant = guess(_zone_meant(text))
        raise FieldError(f"{cite(text)} is not a time zone", allowed=allowed, meant=meant) from None
    return text


def _zone_meant(text: str) -> str | None:
    """Return the zone that is called so, or the one with nearly that name, or with nearly that city.

    With the city, no other continent may be named.
    """
    from rig_site.language.cldr import zone_of_windows

    words = text.strip()
    name = _OF_THE_CLOCK.sub("", words)
    if called := _CALLED.get(words.casefold()) or _CALLED.get(name.casefold()):
        return called
    if name != words and (zone := zone_of_windows(f"{name} Standard Time")):
        return zone
    if len(name) < len("Asia"):
        return None
    zones, cities, by_city = _zones()
    written = name.replace(" ", "_").replace("\\", "/")
    continent, _, name = written.rpartition("/")
    if name.casefold() in _CALLED and continent:
        return _CALLED[name.casefold()]
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


_REGIONS = {"uk": "GB", "eng": "GB", "usa": "US"}
"""What people write for regions, and what stands for them in tags."""


def language(text: str) -> str:
    """Return a language tag (BCP 47)."""
    better = _better_tag(text.replace("_", "-").partition(".")[0])
    if better == text and _LANGUAGE.fullmatch(text):
        return text
    meant = sure(better) if _LANGUAGE.fullmatch(better) else guess(_named(text))
    raise FieldError(f"{cite(text)} is not a language tag", allowed="a tag such as en, en-GB or de-CH", meant=meant)


def _better_tag(text: str) -> str:
    """Return a tag with the short name of its language where it has one, and its region as tags have it."""
    parts = text.split("-")
    if len(parts) == 2:
        parts[1] = _REGIONS.get(parts[1].casefold(), parts[1])
    if len(parts[0]) == 3 and parts[0].isascii():
        from rig_site.language.cldr import short_tag

        parts[0] = short_tag(parts[0])
    return "-".join(parts)


def _named(text: str) -> str | None:
    """Return the tag of a language by its name, English or its own."""
    from rig_site.language.cldr import tags_by_name

    return tags_by_name().get(" ".join(text.casefold().split()))
