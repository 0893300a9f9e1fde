"""Words with a fixed set of meanings: status, weekday, rhythm."""

from __future__ import annotations

import re

from rig_site.content.findings import LONGEST_CITED, FieldError, Meant, cite, guess, sure
from rig_site.content.known_words import closest
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
    "alternate weeks": "2 weeks",
    "bi-weekly": "2 weeks",
    "biweekly": "2 weeks",
    "fortnight": "2 weeks",
    "fortnightly": "2 weeks",
    "monthly": "month",
    "once a month": "month",
    "once a week": "week",
    "other week": "2 weeks",
    "second week": "2 weeks",
    "third week": "3 weeks",
    "weekly": "week",
}
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_OTHER_WEEK = re.compile(
    r"\(?\b(?:(?:every|each)\s+(?:second|2nd|other)|alternate|fortnight\w*|bi-?weekly)\b\)?", re.IGNORECASE
)
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


def status(text: str) -> Status:
    """Return whether a session takes place."""
    if text not in list(Status):
        word = text.strip(" .!").casefold()
        meant = _STATUS_MEANT.get(word) or closest(word, Status)
        raise FieldError(
            f"{cite(text)} is not a status",
            allowed=", ".join(Status),
            suggestion=_status_words(word),
            meant=Meant(str(meant), sure=meant == word) if meant else None,
        )
    return Status(text)


def _status_words(word: str) -> str:
    """Return what to do instead of writing a status that a session says in another way."""
    if re.match(r"moved|rescheduled|re-scheduled|brought forward", word):
        return "leave the status as it was: 'rig-site move' writes the new day, and says that it was moved"
    if word in ("done", "finished", "held", "over", "past", "took place"):
        return "leave it out: that a session is over is told by its date"
    return "leave it out, and write 'online: https://…'" if word in ("online", "virtual", "hybrid", "zoom") else ""


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
            suggestion=_every_second(text),
            meant=_days_meant(text),
        )
    return MeetingDay(WEEKDAYS.index(day), ORDINALS.get(ordinal))


def spoken_day(day: MeetingDay) -> str:
    """Return a day of a usual meeting as it is said and written: `monday`, `first monday`."""
    ordinal = next((word for word, number in ORDINALS.items() if number == day.ordinal), "")
    return f"{ordinal} {WEEKDAYS[day.weekday]}".lstrip()


def _every_second(text: str) -> str:
    """Return what to write for `every second monday`, which is one of a month, or each after a week without."""
    if not _OTHER_WEEK.search(text) or len(text) > LONGEST_CITED:
        return ""
    day = _day_meant(_OTHER_WEEK.sub(" ", text).strip())
    if day not in WEEKDAYS:
        return ""
    return f"write 'weekday: {day}' and 'every: 2 weeks'; the second of each month is 'weekday: second {day}'"


def _days_meant(text: str) -> Meant | None:
    """Return what a text like `Tuesdays and Thursdays` or `1st Mon. of the month` probably means."""
    if len(text) > LONGEST_CITED or _OTHER_WEEK.search(text):
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
        raise FieldError(f"{cite(text)} does not say how often", allowed=allowed, meant=sure(_every_meant(text)))
    return number, match[2] == "month"


def _every_meant(text: str) -> str:
    """Return how often `two weeks` or `every other week` is; nothing where that cannot be told."""
    words = text.casefold().strip(" .").removeprefix("every ").removeprefix("each ").replace("2nd", "second")
    counted = " ".join(_NUMBERS.get(word, word) for word in words.split())
    meant = _EVERY_MEANT.get(words, counted)
    match = _EVERY.fullmatch(meant)
    return meant if match and match[1] != "0" else ""
