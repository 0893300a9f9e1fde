"""Which time zone a calendar means, by whichever name its program has for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo


def zone_of(calendar: Any) -> str | None:
    """Return the IANA name of a calendar's zone: the one it names for itself, else that of its first zoned event."""
    return next((zone for name in _names(calendar) for zone in _iana(name)), None)


def _names(calendar: Any) -> Iterator[str]:
    yield str(calendar.get("X-WR-TIMEZONE", ""))
    zoned = (getattr(event.get("DTSTART"), "params", {}).get("TZID") for event in calendar.walk("VEVENT"))
    used = next((str(name) for name in zoned if name), None)
    if used is None:
        return
    yield used
    for zone in calendar.walk("VTIMEZONE"):
        if str(zone.get("TZID", "")) == used:
            yield str(zone.get("X-LIC-LOCATION", ""))


def _iana(name: str) -> Iterator[str]:
    """Yield the IANA names that a name of a zone may stand for: its own, the end of a path, what Windows calls it."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    parts = name.strip().strip('"').split("/")
    tried = ["/".join(parts[start:]) for start in range(len(parts))]
    yield from filter(_is_zone, (*tried, WINDOWS_TO_OLSON.get(parts[-1], "")))


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return bool(name)
