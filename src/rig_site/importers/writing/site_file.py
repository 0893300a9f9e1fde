"""The settings of a group that is brought in: from what its documents and the command line tell, to site.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rig_site.importers.draft import Journal, Settings, SourcePlace
from rig_site.importers.values.clock_times import as_written
from rig_site.importers.vocabulary import WEEKDAYS
from rig_site.model.identity import default_uid_domain, is_placeholder
from rig_site.model.series import Meeting
from rig_site.yaml_writer import Value

PLACEHOLDER_ADDRESS = "https://example.org/"
_WEEKDAY_NAMES = [next(name for name, number in WEEKDAYS.items() if number == day) for day in range(7)]


def tell_what_lacks(told: Mapping[str, Value], settings: Settings, journal: Journal) -> None:
    """Say which settings stand in for ones that neither an export nor the command line has `told`."""
    place = SourcePlace("site.yaml", 1)
    if settings.timezone is None:
        journal.notice(
            place,
            "no document tells the time zone; UTC stands there until it is changed",
            "--timezone Europe/London",
        )
    if settings.base_url is None and not told.get("base_url"):
        journal.notice(
            place,
            f"no document tells the site's address; {PLACEHOLDER_ADDRESS} stands there until it is changed",
            "--base-url URL",
        )


def site_fields(
    title: str,
    told: Mapping[str, Value],
    settings: Settings,
    *,
    kinds: Sequence[str],
    contacts: Sequence[str],
    meetings: Sequence[Meeting],
) -> dict[str, Value]:
    """Return the fields of site.yaml, those that an export has `told` as it has them."""
    address = settings.base_url or str(told.get("base_url") or PLACEHOLDER_ADDRESS)
    domain = None if is_placeholder(address) else default_uid_domain(address)
    return {
        "title": title,
        "description": told.get("description"),
        "base_url": address,
        "uid_domain": told.get("uid_domain") or domain,
        "timezone": settings.timezone or "UTC",
        "language": told.get("language"),
        "contacts": list(contacts) or None,
        "meetings": [_meeting(meeting) for meeting in meetings] or None,
        "kinds": _kinds(told.get("kinds"), kinds) or None,
        "places": told.get("places"),
        "links": told.get("links"),
        "theme_color": told.get("theme_color"),
    }


def _kinds(told: Value, found: Sequence[str]) -> list[str]:
    """Return the kinds to list: those of an export in its order, and none where it lists none."""
    if not isinstance(told, list):
        return list(found)
    return list(dict.fromkeys([*map(str, told), *found])) if told else []


def _meeting(meeting: Meeting) -> Mapping[str, Value]:
    every = "week" if meeting.interval == 1 else f"{meeting.interval} weeks"
    return {
        "from": meeting.from_date.isoformat(),
        "every": every,
        "weekday": _WEEKDAY_NAMES[meeting.weekday],
        "time": as_written(meeting.start, meeting.end) if meeting.start else None,
        "room": meeting.room,
    }
